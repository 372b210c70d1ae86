"""What is reported of links to other sites, given what became of their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diglot.model import ExternalLink, PageId, Span
from diglot.rules.links.external_addresses import Outcome, Standing, address_findings, replacement
from examining import examined
from outside import HOSTS, outcome_of

_LINK = re.compile(r"\]\((https?://[^)]*)\)")


def links_of(text: str) -> Iterator[ExternalLink]:
    """Yields the links of an example."""
    for match in _LINK.finditer(text):
        yield ExternalLink(match[1], PageId("nl-NL", "printer"), Span(*match.span(1)))


def fixed(text: str, outcome: Outcome) -> str | None:
    """Returns `text` with its only link mended, None where nothing is offered."""
    (link,) = links_of(text)
    ((_, finding),) = address_findings([link], {link.address: outcome})
    if finding.fix is None:
        return None
    (edit,) = finding.fix.edits
    assert not finding.fix.safe
    return text[: edit.at.start] + edit.text + text[edit.at.end :]


@pytest.mark.parametrize(
    ("text", "final", "mended"),
    [
        ("é [a](http://a.lan/b) c", "https://a.lan/c", "é [a](https://a.lan/c) c"),
        ("[a](http://a.lan/b#x)", "https://a.lan/c", "[a](https://a.lan/c#x)"),
        ("[a](http://a.lan/b#x)", "https://a.lan/c#y", "[a](https://a.lan/c#y)"),
        ("[a](http://a.lan/b)", 'https://a.lan/(c) `"<d>', "[a](https://a.lan/%28c%29%20%60%22%3Cd%3E)"),
        ("[a](http://a.lan/)", "https://a.lan/", "[a](https://a.lan/)"),
        ("[a](http://a.lan/b)", "https://a.lan/", None),
        ("[a](http://a.lan/b)", "https://a.lan", None),
        ("[a](http://a.lan/b)", "https://a.lan/" + "c" * 2_000, None),
    ],
)
def test_moved_address_is_mended(text: str, final: str, mended: str | None) -> None:
    """The new address stands in place of the old one, with its fragment, unless it is a front page."""
    assert fixed(text, Outcome(Standing.MOVED, 200, final)) == mended


def test_links_without_findings() -> None:
    """What works, was ignored or was never asked for is passed over."""
    (link,) = links_of("[a](http://a.lan/)")
    for outcomes in ({}, {link.address: Outcome(Standing.ALIVE)}, {link.address: Outcome(Standing.IGNORED)}):
        assert not list(address_findings([link], outcomes))


@pytest.mark.parametrize("host", HOSTS)
def test_messages_are_helpful(host: str) -> None:
    """They name the address, say what to do in one line, and end without a mark."""
    (link,) = links_of(f"[a](https://{host}/paper)")
    for _, finding in address_findings([link], {link.address: outcome_of(link.address)}):
        assert finding.message.startswith(f"`{link.address}`")
        assert re.search(r"; (?:write|keep|remove) [^;]+[^.!?;]\Z", finding.message)


def test_replacement_is_ascii() -> None:
    """An address from outside cannot break the text it is written into."""
    assert replacement("http://a.lan", "http://b.lan/é|[x]'\n\\") == "http://b.lan/%C3%A9%7C%5Bx%5D%27%0A%5C"


def test_all_links_to_other_sites_are_known(tmp_path: Path) -> None:
    """However they are written, with the place of their address; images, and what leads nowhere outside, are not."""
    text = "[a](https://a.example) <a href='https://b.example/?c&amp;d'>b</a> <img src='https://e.example/f.png'>\n\n"
    text += "<table><tr><td><a href=HTTPS://g.example>g</a> <a name='https://h.example'></a> <a href='i.md'>i</a>\n"
    found = examined(tmp_path, {"nl-NL/a.md": text}).links
    written = {link.address: text[link.at.start : link.at.end] for link in found}
    assert written == {
        "https://a.example": "https://a.example",
        "https://b.example/?c&d": "https://b.example/?c&amp;d",
        "HTTPS://g.example": "HTTPS://g.example",
    }

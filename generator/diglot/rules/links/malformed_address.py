"""LNK206: addresses whose host is none, and addresses that a translation has broken up.

An address whose scheme is none is found when links are resolved, see `diglot.join.targets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE, Match, Pattern, escape

from diglot.diagnostics import Edit, Finding, Fix
from diglot.model import Span, Unit
from diglot.patterns import pattern
from diglot.rules.links.places import written
from diglot.rules.links.web import shown, web_parts
from diglot.rules.subject import Page

_BROKEN = pattern(r"https?(?: : ?//|: //|:/ /|:// (?=\\?[<{\[]|[\w-]{1,63} ?\. ?\w)|://\\?[<{\[] )[^\n]*+")
"""An address that blanks have got into, up to the end of its line."""
_WHOLE = pattern(r"\bhttps?://[^\s()]+", IGNORECASE)
_PLACEHOLDER = pattern(r"\\?<[^<>\n]{1,60}>|\{[^{}\n]{1,60}\}")
_LONGEST = 300
_HOST = pattern(r"\w[\w-]*+(?:\.[\w-]++)++(?::\d+)?\Z")
_SOUND = pattern(r"https://\w[\w-]*+(?:\.[\w-]++)++(?=[/?#]|\Z)")
"""What nearly all addresses are: there is nothing to look at."""
_NO_HOST = pattern(r"(?:https?:?|ftp:?|file:?)?\Z|.*(?:[\"'`,;|^]|%2[02]|%3[ce]|\.\.)|\.|-")
"""What no host is, begins with, or holds."""
_END = ".,;:!?*_"


def find_malformed_addresses(page: Page) -> Iterator[Finding]:
    """Yields a finding for each address of the web on a page that has no host, or that is broken up by blanks."""
    for one in written(page, _has_no_host):
        inner = one.address.partition("://")[2]
        if _host_of(inner):
            advice, fix = f"did you mean `{shown(inner)}`", one.fix("Write the scheme once", inner, safe=False)
        else:
            advice, fix = "write the name of one behind `//`", None
        message = f"`{shown(one.address)}` names no site a reader can reach; {advice}"
        yield Finding("malformed-address", one.at, message, fix=fix)
    if _BROKEN.search(page.text, page.body) is None:
        return
    for unit in page.units:
        if "http" not in unit.target or unit.block == "code":
            continue
        broken = list(_BROKEN.finditer(unit.target))
        if broken and _BROKEN.search(unit.source) is None:
            yield from (_broken(unit, match) for match in broken)


def _has_no_host(address: str) -> bool:
    if _SOUND.match(address):
        return False
    parts = web_parts(address)
    return parts is not None and not _host_of(address) and _NO_HOST.match(parts.host) is not None


def _host_of(address: str) -> str:
    """Returns the host of an address of the web; nothing where it has none, or not one of the usual kind."""
    parts = web_parts(address)
    return parts.host if parts and _HOST.match(parts.host) else ""


def _broken(unit: Unit, match: Match[str]) -> Finding:
    start = unit.target_at.start + match.start()
    for whole in _WHOLE.findall(unit.source):
        meant = whole.rstrip(_END)
        if len(meant) <= _LONGEST and (same := _spaced(meant).match(unit.target, match.start())):
            at = Span(start, start + len(same[0]))
            message = f"`{shown(same[0])}` has blanks in it, so it is no address; write `{shown(meant)}`"
            return Finding("malformed-address", at, message, fix=Fix("Write the source's address", (Edit(at, meant),)))
    first = " ".join(match[0].split(" ")[:3])
    message = f"`{shown(first)}` has blanks in it, so it is no address; write the one of the source"
    return Finding("malformed-address", Span(start, start + len(first)), message)


def _spaced(address: str) -> Pattern[str]:
    """Returns what finds `address` with blanks between its letters, and with other words for its placeholders."""
    pieces, done = [], 0
    for holder in _PLACEHOLDER.finditer(address):
        pieces += [escape(letter) for letter in address[done : holder.start()]]
        pieces.append(r"\\?<[^<>\n]{1,60}>" if "<" in holder[0] else r"\{[^{}\n]{1,60}\}")
        done = holder.end()
    pieces += [escape(letter) for letter in address[done:]]
    return pattern(" *+".join(pieces), IGNORECASE)

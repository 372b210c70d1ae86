"""The rules dead-address, moved-address and unchecked-address: what became of links to other sites.

The sites were asked by `diglot.external`, or not at all; here is only what of it is reported. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from re import IGNORECASE
from re import compile as pattern
from urllib.parse import quote

from diglot.diagnostics import Edit, Finding, Fix, Gather
from diglot.model import ExternalLink
from diglot.rules.subject import Late, Page

_PLAIN = "%/:?#@!$&*+,;=~"
"""What an address may hold wherever an author writes it: brackets and quotes could end it too early."""
_WEB = pattern(r"https?://", IGNORECASE)
_LONGEST = 2_000
"""Characters of an address that is offered in place of another one."""
_LONGEST_SHOWN = 300


class Standing(Enum):
    """What became of an address."""

    ALIVE = "alive"
    MOVED = "moved"
    """It leads on to another one, for good."""
    DEAD = "dead"
    UNKNOWN = "unknown"
    """It could not be told, or was not to be asked."""
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking for an address brought."""

    standing: Standing
    code: int = 0
    """The last HTTP status, 0 where there was none."""
    final: str = ""
    """Where it has moved for good; with a fragment only where the other site named one."""
    detail: str = ""
    """What is wrong, as the rest of a sentence: `it answers with 404`."""
    checked_on: date | None = None


def _outside(page: Page) -> list[tuple[str, int, int]]:
    """Returns (address, start, end) of each link on a page that leads to another site."""
    return [(one.address, *one.at) for one in page.addresses if not one.is_image and _WEB.match(one.address)]


OUTSIDE = Gather("outside", _outside, list[tuple[str, int, int]])
"""The links of a page to other sites."""


def address_findings(links: Iterable[ExternalLink], outcomes: Mapping[str, Outcome]) -> Iterator[Late]:
    """Yields what is to be said of `links`, in their order, given the outcome of each of their addresses.

    Addresses without an outcome, such as those nobody asked for, are passed over.
    """
    for link in links:
        outcome = outcomes.get(link.address)
        if outcome is None:
            continue
        shown = _shown(link.address)
        if outcome.standing is Standing.DEAD:
            message = f"`{shown}` is dead: {outcome.detail}; write the address that took its place, or remove the link"
            yield Late(link.page, Finding("dead-address", link.at, message))
        elif outcome.standing is Standing.UNKNOWN:
            message = f"`{shown}` could not be checked: {outcome.detail}; keep it if it opens in a browser"
            yield Late(link.page, Finding("unchecked-address", link.at, message))
        elif outcome.standing is Standing.MOVED:
            yield _moved(link, outcome)


def _moved(link: ExternalLink, outcome: Outcome) -> Late:
    final = replacement(link.address, outcome.final)
    if _is_front_page(final) and not _is_front_page(link.address):
        # A site that sends all that is gone to its front page does not say that the text is there.
        message = f"`{_shown(link.address)}` only leads to the front page `{_shown(final)}`; write a better address"
        return Late(link.page, Finding("moved-address", link.at, message))
    fix = Fix(f"write `{_shown(final)}`", (Edit(link.at, final),)) if len(final) <= _LONGEST else None
    message = f"`{_shown(link.address)}` has moved for good; write `{_shown(final)}`"
    return Late(link.page, Finding("moved-address", link.at, message, fix=fix))


def replacement(address: str, final: str) -> str:
    """Returns what to write instead of `address`, which has moved to `final`: with its fragment, and safe to write."""
    fragment = "" if "#" in final else "".join(address.partition("#")[1:])
    return quote((final + fragment).encode("utf-8", "surrogatepass"), safe=_PLAIN)


def _is_front_page(address: str) -> bool:
    rest = address.partition("://")[2].partition("#")[0]
    return not rest.partition("/")[2] and "?" not in rest


def _shown(address: str) -> str:
    return address if len(address) <= _LONGEST_SHOWN else address[:_LONGEST_SHOWN]

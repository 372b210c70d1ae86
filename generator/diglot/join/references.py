"""References by uid: to a page of this site, or to what a map of another site (`xrefmap.yml`) says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diglot.markup.xref import SCHEME, display_property, fragment_of, uid_of
from diglot.model import PageId, Reference, Summary, Target


class References(NamedTuple):
    """Everything that has a uid."""

    pages: Mapping[tuple[str, str], PageId]
    """(locale, uid) to page."""
    elsewhere: Mapping[str, Reference]
    """uid to what a map says of it."""


def references_of(summaries: Mapping[PageId, Summary], elsewhere: Mapping[str, Reference]) -> References:
    """Returns the references of a site. Of pages of one locale that have the same uid, the first one has it."""
    found: dict[tuple[str, str], PageId] = {}
    for page, summary in summaries.items():
        for uid in summary.uids:
            found.setdefault((page.locale, uid), page)
    return References(found, elsewhere)


def is_reference(address: str) -> bool:
    """Tells whether an address of a link means a uid."""
    return address.startswith("@") or address[: len(SCHEME)].lower() == SCHEME


def follow(
    references: References,
    summaries: Mapping[PageId, Summary],
    places: Mapping[PageId, str],
    here: PageId,
    address: str,
    source_locale: str,
) -> Target | None:
    """Returns what a reference in page `here` leads to; None where its uid is not known."""
    if address.startswith("@"):
        address = SCHEME + address[1:]
    uid = uid_of(address)
    # A generated source page finds what the translation that it was made of brings along.
    origin = summaries[here].metadata.content_locale if summaries[here].generated else here.locale
    for locale in dict.fromkeys((here.locale, source_locale, origin)):
        page = references.pages.get((locale, uid))
        if page is not None:
            other = page.locale if page.locale != here.locale else ""
            return Target(places[page] + fragment_of(address), True, summaries[page].title, other)
    found = references.elsewhere.get(uid)
    if found is None:
        return None
    names = {"namewithtype": found.name_with_type, "fullname": found.full_name}
    title = names.get(display_property(address)) or found.name
    return Target(found.address + fragment_of(address), False, title)

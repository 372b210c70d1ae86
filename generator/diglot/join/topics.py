"""Products and kinds as the order of a site whose articles neither a table of contents nor folders put in one."""

from __future__ import annotations

from collections import defaultdict

from diglot.i18n import SortKey
from diglot.join.outline import Site
from diglot.markup.facets import GROUPING
from diglot.markup.heading_ids import unique
from diglot.model import PageId, Section
from diglot.urls import folder_address, slug

_FEWEST = 2
"""So many groups, of so many articles each, tell readers something."""
_MOST = 24
"""No home page has more of them; hostile front matter may have thousands."""


def topics_of(site: Site, locale: str, section: Section, taken: dict[str, int], key: SortKey) -> tuple[Section, ...]:
    """Returns the articles of `section` by product, or else by kind; nothing where their front matter tells too little.

    The largest groups are first, and what is in none of them last. `taken` are the addresses of the site in lower case,
    without the slash at their end; those of the groups are added.
    """
    for facet in GROUPING:
        groups: dict[str, list[PageId]] = defaultdict(list)
        for page in section.pages:
            for name, value in site.known.summaries[page].facets:
                if name == facet:
                    groups[value].append(page)
        large = [(value, pages) for value, pages in groups.items() if len(pages) >= _FEWEST]
        if len(large) >= _FEWEST:
            large.sort(key=lambda group: (-len(group[1]), key(group[0])))
            return _sections(locale, section, facet, large[:_MOST], taken)
    return ()


def _sections(
    locale: str, section: Section, facet: str, groups: list[tuple[str, list[PageId]]], taken: dict[str, int]
) -> tuple[Section, ...]:
    found = []
    for value, pages in groups:
        wanted = folder_address(locale, slug(value.replace("/", " ")).lower()).rstrip("/")
        found.append(Section(value, unique(wanted, taken) + "/", tuple(pages), facet=facet))
    grouped = {page for _, pages in groups for page in pages}
    rest = tuple(page for page in section.pages if page not in grouped)
    return (*found, Section(section.title, section.address, rest)) if rest else tuple(found)

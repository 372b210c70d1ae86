"""The ways through a site: sections, trails, what stands before and after an article, and what is shown beside it.

Tables of contents say so where there are any; what they do not know goes by folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diglot.i18n import SortKey
from diglot.join.breadcrumbs import Breadcrumbs
from diglot.join.folders import Folders, folders_of
from diglot.join.levels import levels_of
from diglot.join.outline import Node, Outlines, Site, outlines_of
from diglot.join.parts import Parts, parts_of
from diglot.join.topics import topics_of
from diglot.model import Crumb, Level, PageId, Problem, Section, Toc

_FEWEST = 2
"""A table of contents that places fewer pages says nothing of the order of a site, only of the way to its page."""


@dataclass(slots=True)
class Navigation:
    """The ways through a site; they belong to the join alone, and are put together locale by locale."""

    sections: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    home: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    trails: dict[PageId, tuple[Crumb, ...]] = field(default_factory=dict)
    neighbours: dict[PageId, tuple[PageId | None, PageId | None]] = field(default_factory=dict)
    levels: dict[PageId, tuple[Level, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    resources: set[tuple[str, str]] = field(default_factory=set)


def navigation(site: Site, tocs: Sequence[Toc], keys: Mapping[str, SortKey]) -> Navigation:
    """Returns the ways through the site; `keys` sort titles by locale."""
    found = Navigation()
    taken = {address.lower().rstrip("/"): 0 for address in site.places.values()}
    for locale in site.settings.locales:
        folders = folders_of(site.known, site.places, locale, keys[locale])
        outlines = outlines_of(site, locale, tocs)
        found.problems += outlines.problems
        found.resources |= outlines.resources
        placed = len(outlines.nodes) + len(outlines.missing)
        shown = outlines if placed >= _FEWEST else Outlines((), {}, {}, (), frozenset())
        taken.update((section.address.lower().rstrip("/"), 0) for section in folders.sections)
        parts = [parts_of(site, locale, shown, outline, taken) for outline in shown.outlines]
        parts = parts or [Parts((), {})] * len(outlines.outlines)
        _sections(found, locale, shown, folders, parts)
        if not shown.outlines and len(folders.sections) == 1 and not folders.sections[0].address:
            _topics(found, locale, topics_of(site, locale, folders.sections[0], taken, keys[locale]))
        _trails(site, found, outlines, folders, parts, Breadcrumbs(site, locale, tocs))
        home = Crumb("", f"{locale.lower()}/")
        for outline, part in zip(shown.outlines, parts, strict=False):
            lists = {top: Crumb("", section.address or home.address) for top, section in part.tops.items()}
            found.levels.update(levels_of(outline, {**shown.nodes, **shown.missing}, {**lists, -1: home}))
    return found


def _sections(found: Navigation, locale: str, outlines: Outlines, folders: Folders, parts: Iterable[Parts]) -> None:
    """Takes in the sections of a locale, and which article stands before and after which."""
    own = [section for part in parts for section in part.sections]
    # The lists of folders stay where they are: links and trails lead there.
    found.sections[locale] = (*folders.sections, *(section for section in own if section.address))
    rest = [
        Section(section.title, section.address, pages)
        for section in folders.sections
        for pages in [tuple(page for page in section.pages if page not in outlines.nodes)]
        if pages
    ]
    if own:
        found.home[locale] = (*own, *rest)
    for outline in outlines.outlines:
        placed = (node.goal.page for node in outline.nodes if node.goal is not None and _is_place(outlines, node))
        found.neighbours.update(_neighbours([page for page in placed if page is not None]))
    for section in rest:
        found.neighbours.update(_neighbours(section.pages))


def _topics(found: Navigation, locale: str, topics: tuple[Section, ...]) -> None:
    """Takes in what the home page shows in place of one list of all articles."""
    if topics:
        found.home[locale] = topics
        found.sections[locale] += tuple(topic for topic in topics if topic.address)


def _is_place(outlines: Outlines, node: Node) -> bool:
    """Tells whether a node is where its page stands."""
    return node.goal is not None and node.goal.page is not None and outlines.nodes[node.goal.page] is node


def _neighbours(pages: Sequence[PageId]) -> Iterator[tuple[PageId, tuple[PageId | None, PageId | None]]]:
    """Yields for each article which one stands before and after it."""
    for before, page, after in zip((None, *pages), pages, (*pages[1:], None), strict=False):
        yield page, (before, after)


def _trails(
    site: Site, found: Navigation, outlines: Outlines, folders: Folders, parts: Sequence[Parts], above: Breadcrumbs
) -> None:
    """Takes in the way to each page: breadcrumbs, then the groups of a table of contents, or else the folders."""
    ways: dict[PageId, tuple[Crumb, ...]] = {}
    missing: dict[PageId, tuple[Crumb, ...]] = {}
    for outline, part in zip(outlines.outlines, parts, strict=True):
        groups: dict[int, tuple[Crumb, ...]] = {id(outline.root): ()}
        for node in outline.nodes:
            way = groups[id(node.parent)]
            if node.below:
                section = part.tops.get(node.position) if node.parent is outline.root else None
                groups[id(node)] = (*way, _crumb(node, section.address if section else ""))
            if way and node.goal is not None:
                if node.goal.page is not None and _is_place(outlines, node):
                    ways[node.goal.page] = way
                elif node.goal.missing is not None and outlines.missing[node.goal.missing] is node:
                    missing[node.goal.missing] = way
    for page in {**folders.trails, **ways}:
        first, way = above.way(page), ways.get(page) or folders.trails.get(page, ())
        found.trails[page] = tuple(_without_repetition(site, page, (*first, *way))) if first else way
    found.trails.update(missing)


def _crumb(node: Node, address: str) -> Crumb:
    if node.goal is None:
        return Crumb(node.title, address)
    return Crumb(node.title, node.goal.target.address, node.goal.target.internal)


def _without_repetition(site: Site, page: PageId, way: Iterable[Crumb]) -> Iterator[Crumb]:
    """Yields the steps of a way that lead on; the home page is the first step of every way, and not among them."""
    seen = {f"{page.locale.lower()}/", site.places[page]}
    last = ""
    for crumb in way:
        if crumb.address not in seen and crumb.title != last:
            yield crumb
            last = crumb.title
            seen |= {crumb.address} - {""}

"""The parts of a site as tables of contents have them: sections for the home page, each with a list of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diglot.join.folders import words
from diglot.join.outline import Outline, Outlines, Site
from diglot.markup.heading_ids import unique
from diglot.model import PageId, Section
from diglot.urls import folder_address, slug

_MANY = 36
"""So many articles that stand alone need a list of their own: the home page does not show them all."""
_SINGLE = -1
_WHOLE = -2


class _Placed(NamedTuple):
    page: PageId
    group: str
    """The title of the group within its section; empty where it is in none."""


class Parts(NamedTuple):
    """The sections of one table of contents."""

    sections: tuple[Section, ...]
    """Those that have pages, single entries first."""
    tops: Mapping[int, Section]
    """By the position of a top entry."""


def parts_of(site: Site, locale: str, outlines: Outlines, outline: Outline, taken: dict[str, int]) -> Parts:
    """Returns the sections of `outline`: each top entry that has others below it is one, the single ones are another.

    A table of contents of a folder that stands beside others is one section as a whole. `taken` are the addresses of
    the site in lower case, without the slash at their end; those of the sections are added.
    """
    is_whole = len(outlines.outlines) > 1 and bool(outline.root.folder)
    owners: dict[int, int] = {}
    groups: dict[int, str] = {}
    pages: dict[int, list[_Placed]] = {_SINGLE: []}
    for node in outline.nodes:
        if node.parent is outline.root:
            owners[id(node)] = _WHOLE if is_whole else node.position if node.below else _SINGLE
            pages.setdefault(owners[id(node)], [])
        else:
            owners[id(node)] = owners[id(node.parent)]
        if node.depth == (1 if is_whole else 2) and node.below:
            groups[id(node)] = node.title
        elif id(node.parent) in groups:
            groups[id(node)] = groups[id(node.parent)]
        page = node.goal.page if node.goal is not None else None
        if page is not None and outlines.nodes[page] is node and site.places[page] != f"{locale.lower()}/":
            pages[owners[id(node)]].append(_Placed(page, groups.get(id(node), "")))
    tops = outline.root.below
    titles = {_SINGLE: "", _WHOLE: _title(site, locale, outline.root.folder)}
    sections = {
        key: _section(locale, titles[key] if key < 0 else tops[key].title, members, taken)
        for key, members in pages.items()
        if members
    }
    found = {top.position: sections[owners[id(top)]] for top in tops if owners[id(top)] in sections}
    return Parts(tuple(sections.values()), found)


def _section(locale: str, title: str, placed: list[_Placed], taken: dict[str, int]) -> Section:
    pages = tuple(one.page for one in placed)
    if not title and len(pages) <= _MANY:
        return Section(title, "", pages)
    name = slug(title.replace("/", " ")).lower() if title else "articles"
    wanted = folder_address(locale, name).rstrip("/")
    return Section(title, unique(wanted, taken) + "/", pages, _parts(placed))


def _parts(placed: list[_Placed]) -> tuple[Section, ...]:
    """Returns the groups of a section, pages in none of them first; nothing where there are no groups."""
    groups: dict[str, list[PageId]] = {"": []}
    for page, group in placed:
        groups.setdefault(group, []).append(page)
    found = tuple(Section(title, "", tuple(pages)) for title, pages in groups.items() if pages)
    return found if any(part.title for part in found) else ()


def _title(site: Site, locale: str, folder: str) -> str:
    """Returns the title of a folder: that of its index article, else its name in words."""
    for name in (f"{folder}/index", f"{folder}/readme", folder):
        page = site.known.paths.get((locale, name)) or site.known.paths.get((locale, name.lower()))
        if page is not None:
            return site.known.summaries[page].title
    return words(folder.rpartition("/")[2])

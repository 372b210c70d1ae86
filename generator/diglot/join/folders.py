"""Folders as the order of a site: the sections of articles that no table of contents knows, and the ways to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from diglot.i18n import SortKey
from diglot.model import Crumb, PageId, Section
from diglot.urls import Pages, folder_address, slug


class Folders(NamedTuple):
    """The folders of a locale."""

    sections: tuple[Section, ...]
    trails: Mapping[PageId, tuple[Crumb, ...]]


def folders_of(known: Pages, places: Mapping[PageId, str], locale: str, key: SortKey) -> Folders:
    """Groups the articles of a locale by folder, in the order of their titles, and says which way leads to each."""
    home = f"{locale.lower()}/"
    by_address = {address: page for page, address in places.items() if page.locale == locale}
    # Folders are told apart by their addresses: two names that are written alike share one list.
    folders: dict[str, list[PageId]] = defaultdict(list)
    names: dict[str, str] = {}
    for page in known.summaries:
        if page.locale == locale and places[page] != home:
            parts = page.path.split("/")[:-1]
            for depth in range(len(parts)):
                names.setdefault(slug("/".join(parts[: depth + 1])), parts[depth])
            folders[slug("/".join(parts)) if parts else ""].append(page)
    sections, trails = [], {}
    for folder in sorted(folders):
        address = folder_address(locale, folder)
        members = folders[folder]
        listed = [page for page in members if places[page] != address] or members
        listed.sort(key=lambda page: key(known.summaries[page].title))
        sections.append(Section(_title(known, by_address, names, locale, folder), address, tuple(listed)))
        steps = [folder[: i if i >= 0 else None] for i in _slashes(folder)] if folder else []
        way = tuple(
            Crumb(_title(known, by_address, names, locale, step), folder_address(locale, step))
            for step in steps
            if step in folders
        )
        lists = {crumb.address for crumb in way}
        for page in members:
            here = places[page]
            # The articles of a folder share their way, but for one that is a step of it.
            trails[page] = tuple(crumb for crumb in way if crumb.address != here) if here in lists else way
    return Folders(tuple(sections), trails)


def words(name: str) -> str:
    """Returns the name of a folder as a title."""
    name = name.replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def _slashes(folder: str) -> list[int]:
    return [i for i, char in enumerate(folder) if char == "/"] + [-1]


def _title(known: Pages, by_address: Mapping[str, PageId], names: Mapping[str, str], locale: str, folder: str) -> str:
    """Returns the title of a folder: that of the article at its address, else its name in words."""
    if not folder:
        return ""
    index = by_address.get(f"{locale.lower()}/{folder}/")
    return known.summaries[index].title if index is not None else words(names[folder])

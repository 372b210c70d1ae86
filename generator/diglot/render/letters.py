"""The index of a locale: all of its articles from A to Z, by the letters of its language."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from diglot.i18n import initials, sort_key
from diglot.model import Index, Output
from diglot.own_pages import everywhere
from diglot.render.drawing import Reader, draw, plain, with_versions
from diglot.urls import INDEX, relative
from diglot.view import Group, Item


def index_page(reader: Reader, index: Index) -> Output:
    """Returns the page that lists all articles of the reader's locale, in the order of their titles."""
    here = f"{reader.site.locale.tag.lower()}/{INDEX}"
    view = replace(plain(reader, "index", here), groups=_letters(reader, index, here))
    versions = everywhere(reader.settings, INDEX)
    return draw(reader, with_versions(reader, view, here, versions, versions), here + "index.html")


def _letters(reader: Reader, index: Index, here: str) -> tuple[Group, ...]:
    locale = reader.site.locale.tag
    alphabet = dict(reader.theme.alphabets).get(locale, "")
    key, initial = sort_key(alphabet), initials(alphabet, locale)
    home = f"{locale.lower()}/"
    entries = sorted(
        (key(summary.title), index.addresses[page])
        for page, summary in index.pages.items()
        if page.locale == locale and index.addresses[page] != home
    )
    groups = []
    for letter, members in groupby(entries, key=lambda entry: initial(entry[0])):
        items = tuple(Item(title, relative(here, address)) for (_, title), address in members)
        name = letter.lower() if letter != "#" else "other"
        groups.append(Group(letter, f"#letter-{name}", items, len(items)))
    return tuple(groups)

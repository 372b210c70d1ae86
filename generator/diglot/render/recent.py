"""The articles that were edited last, for the home page."""

from __future__ import annotations

from heapq import nlargest

from diglot.i18n import format_day, sort_key
from diglot.model import Index
from diglot.render.drawing import Reader
from diglot.urls import relative
from diglot.view import Item

_MOST = 6


def recent_items(reader: Reader, index: Index, here: str) -> tuple[Item, ...]:
    """Returns the articles of the reader's locale with the latest `ms.date`, those of a day by their titles.

    `here` is the address of the home page, which is not among them; articles without a date are none either.
    """
    locale = reader.site.locale.tag
    dated = [
        (summary.metadata.updated, summary.title, index.addresses[page])
        for page, summary in index.pages.items()
        if page.locale == locale and summary.metadata.updated and index.addresses[page] != here
    ]
    if not dated:
        return ()
    # Making keys of all titles takes longer than all the rest.
    oldest = nlargest(_MOST, (day for day, _, _ in dated))[-1]
    key = sort_key(dict(reader.theme.alphabets).get(locale, ""))
    late = sorted((key(title), address, day) for day, title, address in dated if day >= oldest)
    late.sort(key=lambda entry: entry[2], reverse=True)
    return tuple(
        Item(title, relative(here, address), day=format_day(day, locale)) for (_, title), address, day in late[:_MOST]
    )

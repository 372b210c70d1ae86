"""FMT806: ids of articles that several of them have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from re import MULTILINE
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding, Gather
from diglot.model import PageId, Span
from diglot.rules.subject import Ground, Late, Page

_KEY = pattern(r"^ms\.assetid[ \t]*:[ \t]*(?P<value>[^\r\n]*)", MULTILINE)
_ID = pattern(r"(?=[^\s\d]*\d)[\w.:-]{6,}\Z")
"""An id, and not the note of somebody that one is missing."""


class AssetId(NamedTuple):
    """The id of an article, and where it stands in its page."""

    value: str
    start: int
    end: int


def _asset_id_of(page: Page) -> AssetId | None:
    values = page.metadata.values("ms.assetid")
    match = _KEY.search(page.text, 0, page.body) if values and _ID.match(values[0]) else None
    return AssetId(values[0].lower(), *match.span("value")) if match else None


ASSET_IDS = Gather("asset-ids", _asset_id_of, AssetId)
"""The `ms.assetid` of each page."""


def find_duplicate_asset_ids(ground: Ground, ids: Mapping[PageId, AssetId]) -> Iterator[Late]:
    """Yields a finding for each id that several articles have: on the second one, in one language, naming the first."""
    pages: dict[str, dict[str, PageId]] = {}
    for page in sorted(ids, key=lambda page: (page.locale != ground.source_locale, page)):
        pages.setdefault(ids[page].value, {}).setdefault(page.path, page)
    for value, articles in pages.items():
        if len(articles) < 2:
            continue
        first, second, *others = sorted(articles.values(), key=lambda page: page.path)
        more = f" and {len(others)} more" if others else ""
        message = f"`{value}` is the id of the article `{first.path}`{more} too; write another one, or remove it"
        _, start, end = ids[second]
        yield Late(second, Finding("duplicate-asset-id", Span(start, end), message))

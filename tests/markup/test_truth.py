"""Real articles: the target view reads exactly as the monolingual file that was published beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diglot.markup.front_matter import front_matter
from diglot.markup.text import decode
from diglot.markup.units import scan_units
from docsets import words_of
from markup.pages import parse, plain_html, shown

LOCALES = ["ar-SA", "da-DK", "ja-JP", "lv-LV", "nb-NO", "nl-NL"]
STEP = 14
"""One in so many pages is looked at."""

DIFFERENT = {
    ("ar-SA", "microsoft-graph-api-issues.md"),
    ("ja-JP", "microsoft-graph-api-issues.md"),
    ("ja-JP", "troubleshoot-user-issues.md"),
    ("nb-NO", "microsoft-graph-api-issues.md"),
}
"""The bilingual file does not tell which of their `\\*` the author wrote (R3)."""

_MARKER = re.compile(
    r"^((?:[ \t]*(?:>|[-*+]|[0-9]+[.)]))*[ \t]*>)[ \t]*"
    r"\[!(?:(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING)\]|VIDEO[ \t]+https?://[^\s\]]+\])[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a quote that says what the quote is, and is not shown; the plain parser would show it."""

_WIDE_BLANK = re.compile("(?<=[\u3000-\u9fff\uff00-\uff60]) | (?=[\u3000-\u9fff\uff00-\uff60])")
"""Blanks beside letters of Japanese, some of which are not shown, see `test_blanks.py`."""


def plain_words(text: str) -> str:
    """Returns the words that readers of a published file see, by the plain parser."""
    return words_of(parse(plain_html(_MARKER.sub(r"\1", text))))


def pages(corpus: Path, locale: str) -> Iterator[tuple[str, str, str]]:
    """Yields (name, bilingual text, published text) of some pages that are of the same state in both trees."""
    for number, path in enumerate(sorted((corpus / "live-sxs" / locale).rglob("*.md"))):
        name = path.relative_to(corpus / "live-sxs" / locale).as_posix()
        published = corpus / "live" / locale / name
        if (number % STEP and (locale, name) not in DIFFERENT) or not published.exists():
            continue
        ours, theirs = decode(path.read_bytes())[0].text, decode(published.read_bytes())[0].text
        if front_matter(ours).metadata.file_hash == front_matter(theirs).metadata.file_hash:
            yield name, ours, theirs


@pytest.mark.parametrize("locale", LOCALES)
def test_target_view_is_the_published_page(corpus: Path, locale: str) -> None:
    """Same visible text, every unit in its place, and no trace of the format."""
    different, count = set(), 0
    for name, ours, theirs in pages(corpus, locale):
        count += 1
        html = shown(ours)
        if _WIDE_BLANK.sub("", words_of(parse(html))) != _WIDE_BLANK.sub(
            "", plain_words(theirs[front_matter(theirs).end :])
        ):
            different.add((locale, name))
        assert "tu-id" not in html, name
        assert "sxs" not in html, name
        units = {unit.number for unit in scan_units(ours, front_matter(ours).end).units}
        assert units <= set(parse(html).xpath("//@data-unit")), name
    assert count > 30
    assert different == {page for page in DIFFERENT if page[0] == locale}

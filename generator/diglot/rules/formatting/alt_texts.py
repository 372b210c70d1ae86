"""The rules missing-alt-text, for raw HTML, and cut-alt-text: what images say to those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from re import IGNORECASE, Match

from diglot.diagnostics import Finding
from diglot.markup.plain_code import without_code
from diglot.model import Span
from diglot.patterns import pattern
from diglot.rules.subject import Page

_TAG = pattern(r"<img(?=[\s/])(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>", IGNORECASE)
_ALT = pattern(r"\salt(?=[\s=/>])", IGNORECASE)
_IMAGE = pattern(r"!\[[^\]\n]*+\]\(")
_FARTHEST = 3_000
"""An image this far from a unit is none of its business."""


def find_silent_tags(page: Page) -> Iterator[Finding]:
    """Yields a finding for each `<img>` in the body of a page that has no `alt`."""
    if "<img" not in page.text and "<IMG" not in page.text:
        return
    text, start = without_code(page.text), page.body
    for match in _TAG.finditer(text, start):
        if not _ALT.search(match.group()):
            shown = match.group()[:40]
            message = f"`{shown}` has no text for readers who do not see it; write one into `alt`"
            yield Finding("missing-alt-text", Span(match.start(), match.start() + len(shown)), message)


def find_cut_texts(page: Page) -> Iterator[Finding]:
    """Yields a finding for each image between units whose numbers leave out more than its text can account for."""
    if "![" not in page.text:
        return
    gaps = list(_gaps(page))
    elsewhere = [lost for lost, images in gaps if not images]
    if sum(lost == 0 for lost in elsewhere) * 2 < len(elsewhere):
        # Who numbered this page left numbers out everywhere.
        return
    for lost, images in gaps:
        if images and lost > max(len(images), 1):
            first = images[0]
            message = (
                f"`{first.group()[:40]}` may lack {lost - len(images)} sentences of its text; "
                "write the whole text of the source's image"
            )
            yield Finding("cut-alt-text", Span(first.start(), first.end()), message)


def _gaps(page: Page) -> Iterator[tuple[int, list[Match[str]]]]:
    """Yields how many numbers are left out between each two units, and the images that stand there."""
    text = without_code(page.text)
    for before, after in pairwise(page.units):
        is_counted = before.number.isdigit() and after.number.isdigit()
        if is_counted and 0 < after.at.start - before.at.end <= _FARTHEST:
            images = list(_IMAGE.finditer(text, before.at.end, after.at.start))
            yield int(after.number) - int(before.number) - 1, images

"""The rules missing-alt-text, for raw HTML, and cut-alt-text: what images say to those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from re import IGNORECASE

from diglot.diagnostics import Finding
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
    text, start = page.text, page.body
    if "<img" not in text and "<IMG" not in text:
        return
    for match in _TAG.finditer(text, start):
        if not _ALT.search(match.group()):
            shown = match.group()[:40]
            message = f"`{shown}` has no text for readers who do not see it; write one into `alt`"
            yield Finding("missing-alt-text", Span(match.start(), match.start() + len(shown)), message)


def find_cut_texts(page: Page) -> Iterator[Finding]:
    """Yields a finding for each image between units whose numbers leave out more than its text can account for."""
    text, units = page.text, page.units
    if "![" not in text:
        return
    for before, after in pairwise(units):
        gap = (after.at.start - before.at.end) if before.number.isdigit() and after.number.isdigit() else 0
        if not 0 < gap <= _FARTHEST:
            continue
        lost = int(after.number) - int(before.number) - 1
        images = list(_IMAGE.finditer(text, before.at.end, after.at.start)) if lost > 1 else []
        if images and lost > len(images):
            first = images[0]
            message = (
                f"`{first.group()[:40]}` may lack {lost - len(images)} sentences of its text; "
                "write the whole text of the source's image"
            )
            yield Finding("cut-alt-text", Span(first.start(), first.end()), message)

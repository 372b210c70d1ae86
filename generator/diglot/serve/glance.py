"""A first look at a large project: which pages there are and what they are called, before any of them is read.

With it a page can be shown at once, since one page is quickly read when somebody asks for it. What needs all pages,
the search, findings, related articles, comes with the reading of the whole project.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from re import MULTILINE, Match
from re import compile as pattern

from diglot.build import inhabited
from diglot.join import as_source, join, missing_sources, with_fallbacks
from diglot.model import File, Metadata, Summary
from diglot.project import Prepared, Project
from diglot.run import uncollected
from diglot.serve.desk import Desk, store_of
from diglot.serve.served import served
from diglot.serve.values import Leaf, Reading, Request
from diglot.theme import load_theme

MANY = 400
"""So many pages take longer to read than people like to wait."""
_HEAD = 4096
"""Bytes of a file that are looked at: front matter and heading are in them."""
_TITLE = pattern(rb"^title:[ \t]*(.*)$", MULTILINE)
_HEADING = pattern(rb"^#[ \t]+(?:<a [^<>]*></a>)?(?:<span [^<>]*>)?([^<\n]*)", MULTILINE)
_SOURCE = pattern(rb"""data-stu-id=["'][^"']*["']>([^<]*)<""")
_REDIRECT = b"\nredirect_url:"
_UNIT = b"data-ttu-id"


@uncollected()
def first_look(project: Project, request: Request) -> Desk | None:
    """Returns what draws the pages of a large project before it is read; None for a small one. Raises `UserError`."""
    prepared = served(project, request)
    if len(prepared.content.pages) < MANY:
        return None
    theme = load_theme(project.root, project.options.accent)
    return Desk(project, glance(prepared, dict(theme.alphabets)), theme, store_of(request))


def glance(prepared: Prepared, alphabets: Mapping[str, str]) -> Reading:
    """Returns a reading without anything that stands in the bodies of pages; `alphabets` as in `join`.

    Each of its pages has to be read before it is drawn.
    """
    settings, content = prepared.settings, prepared.content
    summaries = list(_summaries(content.pages))
    files = {file.id: file for file in content.pages}
    leaves = {page.id: Leaf(files[page.id], None, b"") for page in summaries}
    known = {page.id: page for page in summaries}
    for page in missing_sources(settings, summaries):
        made = as_source(settings, known[page])
        summaries.append(replace(made, title=made.source_title or made.title))
        leaves[made.id] = Leaf(files[page], None, b"")
    settings = inhabited(settings, {page.id.locale for page in summaries})
    index = join(
        settings,
        summaries,
        content.tocs,
        content.resources,
        alphabets,
        content.references,
        content.beside,
    )
    return Reading(
        settings,
        prepared.folders,
        # Which of the files beside them the pages show is only known once these are read.
        replace(with_fallbacks(settings, index), resources=content.resources),
        leaves,
        {},
        content.resources,
        content.references,
        content.beside,
        {},
        is_glance=True,
    )


def _summaries(files: Iterable[File]) -> Iterator[Summary]:
    """Yields what the beginning of each file tells; pages that only send readers on are left out."""
    nothing = Metadata()
    for file in files:
        head = b""
        # One that cannot be read is told of when it is read as a whole.
        with suppress(OSError):
            head = _head(file.path)
        if _REDIRECT in head:
            continue
        has_units = _UNIT in head
        title = _text(_TITLE.search(head) or _HEADING.search(head)).strip("\"'")
        yield Summary(
            id=file.id,
            file=file.file,
            title=title or file.id.path.rpartition("/")[2],
            source_title=_text(_SOURCE.search(head)) if has_units else "",
            utf8_description=b"",
            metadata=nothing,
            units=int(has_units),
            paired=file.paired,
        )


def _head(path: str) -> bytes:
    """Returns the beginning of a file; without what Python keeps of files, which takes twice as long."""
    opened = os.open(path, os.O_RDONLY)
    try:
        return os.read(opened, _HEAD)
    finally:
        os.close(opened)


def _text(found: Match[bytes] | None) -> str:
    return found[1].decode("utf-8", "replace").strip() if found else ""

"""What the labelled samples say, and what Diglot says of the real articles that they are from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from diglot.allowances import heed_allowances
from diglot.diagnostics import Diagnostic
from diglot.model import PageId, Summary
from diglot.run import Pool, available_processors
from examining import examined_content

SAMPLE = Path(__file__).parent / "sample"


class Place(NamedTuple):
    """A unit, or an article where `unit` is empty."""

    locale: str
    path: str
    unit: str


class Message(NamedTuple):
    """A message of the toolkit, judged; `check` is empty for a unit of which it says nothing."""

    at: Place
    check: str
    is_true: bool
    rules: frozenset[str]


class Label(NamedTuple):
    """What Diglot reports of a unit by one rule, judged."""

    at: Place
    rule: str
    is_true: bool
    type: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yields the lines of a sample by the names of its columns."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def place(row: Mapping[str, str]) -> Place:
    """Returns where a line of a sample points."""
    return Place(row["locale"], row["path"], row["unit"])


class Corpus(NamedTuple):
    """The real articles as Diglot sees them."""

    diagnostics: tuple[Diagnostic, ...]
    """Those of the articles' own locales, not of the source pages that were made out of them."""
    pages: dict[PageId, Summary]


def check_corpus(root: Path) -> Corpus:
    """Returns every finding in the folders of locales below `root`, as `diglot check` would report it."""
    folders = {path.name: path for path in sorted(root.iterdir())}
    with Pool(available_processors()) as run:
        examined = examined_content(root, folders, run=run)
    allowed = heed_allowances(examined.diagnostics, examined.allowances)
    return Corpus(tuple(found for found in allowed.diagnostics if found.locale in folders), dict(examined.site.pages))

"""Problems as values: what a rule finds, and what it becomes once the runner has stamped it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from diglot.model import Location, Span


class Severity(IntEnum):
    """How much a finding hurts a reader; comparable."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """`info`, `warning` or `error`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces a stretch of a page's text."""

    at: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False
    """True if no one has to look at the result."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in one page, in the page's own offsets."""

    rule: str
    """The name of its rule, `unit-structure`."""
    at: Span
    message: str
    unit: str | None = None
    """The number of the unit it is in."""
    fix: Fix | None = None
    severity: Severity | None = None
    """Where it weighs more or less than its rule usually does."""


class PlacedEdit(NamedTuple):
    """Replaces a stretch of a file."""

    start: int
    """In bytes of the file as it is on disk, as `end`."""
    end: int
    text: str


class PlacedFix(NamedTuple):
    """A fix with its places in the file."""

    title: str
    safe: bool
    edits: tuple[PlacedEdit, ...]
    """In order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with everything a reporter needs. Sorts by file and place, see `order`."""

    code: str
    name: str
    severity: Severity
    at: Location
    message: str
    locale: str = ""
    unit: str | None = None
    excerpt: tuple[str, ...] = ()
    """The lines of the file from `at.line` on, at most three, for a code frame."""
    page: str = ""
    """Path of the article it is about, see `PageId`; empty for files that are none."""
    target: str = ""
    """The unit's own text as Markdown, where it is in one."""
    source: str = ""
    """The unit's source text as Markdown."""
    within: Span | None = None
    """Where in `target` it is, or in `source` if `in_source`; None where it is in neither."""
    in_source: bool = False
    """True if it is about the unit's source text."""
    fix: PlacedFix | None = None
    fingerprint: str = ""
    """Says what is wrong without saying where: it outlives edits elsewhere in the file."""
    known: bool = False
    """True if the baseline has it."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """A sort key: by file, place, code, message."""
        return (self.at.path, self.at.line, self.at.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what its code means, and what finds it."""

    code: str
    """Family and number, `SEG001`; never reused."""
    name: str
    """Reads after “allow”: `unit-structure`."""
    severity: Severity
    summary: str
    """One line for people."""
    scope: str = "parser"
    """Where it looks, see `diglot.rules.subject`: `parser`, `unit`, `text`, `page`, `locale` or `site`."""
    find: Callable[..., Iterator[Any]] | None = None
    """What finds it; none where the parser or the join comes upon it in passing."""
    gather: Gather | None = None
    """What a rule over many pages has to know of each of them."""
    hidden_by: tuple[str, ...] = ()
    """Names of rules whose finding at the same place is the cause of this one's."""

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code[:3]


class Gather(NamedTuple):
    """What rules over many pages keep of one page: taken while the page is at hand, handed over as bytes."""

    name: str
    """Unique; rules that share a gather name the same one."""
    take: Callable[[Any], Any]
    """Page -> values that msgspec can encode."""
    type: Any
    """What they are decoded as."""

"""Problems as values: what a rule finds, and what it becomes once the runner has stamped it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

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

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """A sort key: by file, place, code, message."""
        return (self.at.path, self.at.line, self.at.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a rule without running it."""

    code: str
    """Family and number, `SEG001`; never reused."""
    name: str
    """Reads after “allow”: `unit-structure`."""
    severity: Severity
    summary: str
    """One line for people."""

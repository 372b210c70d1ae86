"""The cross-page rules: what only shows once all pages are known. Reads the index, yields diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Diagnostic
from diglot.model import Index
from diglot.rules import diagnostic


def check(index: Index) -> Iterator[Diagnostic]:
    """Yields a diagnostic for every problem that joining the pages brought to light."""
    for problem in index.problems:
        yield diagnostic(problem.rule, problem.at, problem.message, problem.page.locale)

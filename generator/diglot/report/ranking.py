"""Which findings come first where not all are shown, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from diglot.diagnostics import Diagnostic, Severity


def worst_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Returns `diagnostics` by severity, worst first; among equals their order stays."""
    return sorted(diagnostics, key=lambda found: -found.severity)


def by_severity(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """Returns how many there are of each severity, worst first, zeros included."""
    counts = Counter(found.severity for found in diagnostics)
    return {severity.word: counts[severity] for severity in sorted(Severity, reverse=True)}


def counted(counts: dict[str, int]) -> str:
    """Returns what `by_severity` returned in words: `1 error, 20 warnings, 3 info`; `no findings` for zeros."""
    words = [
        f"{count:,} {word}{'s' if count != 1 and word != 'info' else ''}" for word, count in counts.items() if count
    ]
    return ", ".join(words) or "no findings"

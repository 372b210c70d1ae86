"""Findings as the server keeps them: packed by file, since most are never looked at, and told as they come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from zlib import compress, decompress

import msgspec

from diglot.allowances import PageAllowances, heed_allowances
from diglot.diagnostics import Diagnostic
from diglot.project import Project
from diglot.rules.registry import BY_NAME
from diglot.rules.subject import EXTERNAL, LOCALE, PAGE, SITE, TEXT, UNIT
from diglot.survey import Survey

_JOINED = frozenset(
    {
        *("address-clash", "empty-address", "malformed-address", "missing-target", "target-case", "backslash-path"),
        *("untranslated-target", "unknown-uid", "oversize-resource"),
    }
)
"""What only shows once pages are joined, besides what rules over many pages find."""


def packed(diagnostics: Iterable[Diagnostic]) -> dict[str, bytes]:
    """Returns the findings of each file, by its path relative to the project."""
    ordered = sorted(diagnostics, key=lambda found: found.order)
    return {path: pack(group) for path, group in groupby(ordered, key=lambda found: found.at.path)}


def pack(diagnostics: Iterable[Diagnostic]) -> bytes:
    """Returns the findings of one file as bytes."""
    return compress(msgspec.msgpack.encode(list(diagnostics)), 1)


def unpack(data: bytes | None) -> list[Diagnostic]:
    """Returns the findings of one file; none where there is no data."""
    return msgspec.msgpack.decode(decompress(data), type=list[Diagnostic]) if data else []


def refreshed(project: Project, read: Survey, before: bytes | None) -> list[Diagnostic]:
    """Returns the findings of a page that was read again by itself.

    What other pages have to be known for is taken from `before` until they are compared again.
    """
    # Checks take long to import, and a first look does without.
    from diglot.checker import reported

    page = read.summary
    allowed = [PageAllowances(page.file, page.id, read.allowances)] if read.allowances else []
    unsure = (UNIT, TEXT, PAGE, LOCALE, SITE, EXTERNAL)
    kept = heed_allowances(read.diagnostics, allowed, unsure).diagnostics
    fresh = reported(project, (found for found in kept if found.name not in _JOINED))
    return sorted([*fresh, *filter(_is_across, unpack(before))], key=lambda found: found.order)


def _is_across(found: Diagnostic) -> bool:
    return found.name in _JOINED or BY_NAME[found.name].scope in (LOCALE, SITE)


def differences(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Returns the findings that came and those that went, wherever in their file they stand now."""
    old, new = list(before), list(after)
    left, came = Counter(map(_identity, old)), []
    for found in new:
        if left[_identity(found)]:
            left[_identity(found)] -= 1
        else:
            came.append(found)
    gone = []
    for found in old:
        if left[_identity(found)]:
            left[_identity(found)] -= 1
            gone.append(found)
    return came, gone


def _identity(found: Diagnostic) -> tuple[str, str]:
    return found.fingerprint, found.message


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Returns findings as the panel wants them, the worst first."""
    return [
        {
            "code": found.code,
            "name": found.name,
            "severity": found.severity.word,
            "message": found.message,
            "path": found.at.path,
            "line": found.at.line,
            "column": found.at.column,
            "unit": found.unit,
            "target": found.target,
            "source": found.source,
            "within": list(found.within) if found.within else None,
            "in_source": found.in_source,
            "can_be_mended": found.fix is not None and found.fix.safe,
        }
        for found in sorted(diagnostics, key=lambda found: (-found.severity, found.order))
        if not found.known
    ]


def counted(findings: Mapping[str, bytes]) -> str:
    """Returns in words how many findings there are, by severity."""
    counts = Counter(found.severity for data in findings.values() for found in unpack(data) if not found.known)
    return (
        ", ".join(
            f"{counts[level]:,} {level.word}{'s' if counts[level] != 1 and level.word != 'info' else ''}"
            for level in sorted(counts, reverse=True)
        )
        or "none"
    )

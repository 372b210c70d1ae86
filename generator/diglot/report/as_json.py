"""The report as JSON, for programs. `check.schema.json` beside this file says what is in it.

Fields are only ever added while `version` stays the same. Each finding has a line of its own.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from diglot.diagnostics import Diagnostic, PlacedFix
from diglot.quality import Report
from diglot.report.encoding import to_json
from diglot.report.figures import figures
from diglot.report.ranking import by_severity

VERSION = 1


def as_json(report: Report) -> bytes:
    """Returns the whole report as one JSON object, in UTF-8."""
    findings = b",\n".join(to_json(_finding(found)) for found in report.diagnostics)
    return b'{"version":%d,\n"summary":%b,\n"findings":[\n%b\n]}\n' % (VERSION, to_json(_summary(report)), findings)


def _summary(report: Report) -> dict[str, Any]:
    found = report.diagnostics
    return {
        "findings": len(found),
        "by_severity": by_severity(found),
        "new_by_severity": by_severity(one for one in found if not one.known),
        "by_code": dict(sorted(Counter(one.code for one in found).items())),
        "by_locale": dict(sorted(Counter(one.locale for one in found).items())),
        "known": sum(one.known for one in found),
        "suppressed": report.suppressed,
        "absent": [{"locale": locale, "fingerprint": fingerprint} for locale, fingerprint in report.absent],
        "notes": report.notes,
        "failures": report.failures,
        "source_locale": report.source_locale,
        "locales": [figures(quality) for quality in report.locales],
    }


def _finding(found: Diagnostic) -> dict[str, Any]:
    at = found.at
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.word,
        "path": at.path,
        "locale": found.locale,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "unit": found.unit,
        "message": found.message,
        "source": found.source,
        "target": found.target,
        "fix": _fix(found.fix) if found.fix else None,
        "fingerprint": found.fingerprint,
        "known": found.known,
    }


def _fix(fix: PlacedFix) -> dict[str, Any]:
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}

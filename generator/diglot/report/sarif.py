"""The report in SARIF 2.1.0, for GitHub code scanning and other viewers of findings.

Each locale is a run with a category of its own (`diglot/nl-NL/`), in the same order in every report, and has one even
without findings: viewers close what a category no longer reports, so the category of a finding must not depend on how
many others there are. Files that belong to no locale make up the category `diglot/`.

GitHub takes at most 20 runs per file, 25,000 results per run of which it shows the 5,000 most severe, and 10 MB per
file when compressed; a report that is within all of that is one file. Results are sorted by severity, so that none
pushes out a worse one. A locale with more than 25,000 results, or with more text than a file may hold, goes on in
further runs (`diglot/nl-NL/2/`). We do not make runs of 5,000 to have all of them shown: what fills them would wander
from run to run, and be closed and opened anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from diglot import __version__
from diglot.diagnostics import Diagnostic, PlacedFix, Rule, Severity
from diglot.quality import Report
from diglot.report.encoding import to_json
from diglot.report.ranking import worst_first
from diglot.report.sarif_regions import edit_region, location, region
from diglot.rule_pages import rule_page
from diglot.rules.registry import BY_NAME

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PRECISIONS = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_MOST_RUNS = 20
_MOST_RESULTS = 25_000
_MOST_BYTES = 20_000_000
"""Text and its JSON compress to less than half of that."""
_LONGEST_DESCRIPTION = 1024
"""Characters that GitHub takes of a rule's description."""


def sarif_files(report: Report, root: str = "") -> Iterator[tuple[str, bytes]]:
    """Yields (name, content) of each SARIF file: `diglot.sarif`, and `diglot-2.sarif` … where one cannot hold all.

    `root` is the project's folder in its repository, with slashes: paths in the files are relative to the repository.
    """
    number, size = 1, 0
    held: list[msgspec.Raw] = []
    for run in _runs(report, root):
        if held and (len(held) == _MOST_RUNS or size + len(run) > _MOST_BYTES):
            yield _file(number, held)
            number, size, held = number + 1, 0, []
        held.append(msgspec.Raw(run))
        size += len(run)
    yield _file(number, held)


def _file(number: int, runs: list[msgspec.Raw]) -> tuple[str, bytes]:
    name = f"diglot-{number}.sarif" if number > 1 else "diglot.sarif"
    return name, to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}) + b"\n"


def _runs(report: Report, root: str) -> Iterator[bytes]:
    """Yields the runs, as JSON, each small enough for a file."""
    found: dict[str, list[Diagnostic]] = {
        locale: [] for locale in ("", *(quality.locale for quality in report.locales))
    }
    for one in report.diagnostics:
        found.setdefault(one.locale, []).append(one)
    compared = bool(report.absent) or any(one.known for one in report.diagnostics)
    for locale, diagnostics in found.items():
        numbers = {name: number for number, name in enumerate(sorted({one.name for one in diagnostics}))}
        rules = [_descriptor(BY_NAME[name]) for name in numbers]
        results = (to_json(_result(one, numbers[one.name], root, compared)) for one in worst_first(diagnostics))
        for number, part in enumerate(_parts(results), 1):
            category = "/".join(filter(None, ("diglot", locale, str(number) if number > 1 else ""))) + "/"
            run = _run(category, rules, part)
            # What is to be said of the whole check is said once.
            yield to_json(run | {"invocations": [_invocation(report)]} if category == "diglot/" else run)


def _parts(results: Iterable[bytes]) -> Iterator[list[msgspec.Raw]]:
    """Yields results in as few lists as the limits allow; a single empty list where there are none."""
    size = 0
    part: list[msgspec.Raw] = []
    for result in results:
        if part and (len(part) == _MOST_RESULTS or size + len(result) > _MOST_BYTES):
            yield part
            size, part = 0, []
        part.append(msgspec.Raw(result))
        size += len(result)
    yield part


def _run(category: str, rules: list[dict[str, Any]], results: list[msgspec.Raw]) -> dict[str, Any]:
    driver = {"name": "Diglot", "version": __version__, "semanticVersion": __version__, "rules": rules}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": category},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = rule_page(rule)
    prose = page.partition("\n## Examples")[0].strip()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _first_paragraph(page)[:_LONGEST_DESCRIPTION]},
        "help": {"text": prose, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["localization", rule.code[:3]],
            "precision": _PRECISIONS[rule.severity],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _first_paragraph(page: str) -> str:
    """Returns what a page says first below its headings, on one line."""
    blocks = (block.strip() for block in page.split("\n\n"))
    return " ".join(next(block for block in blocks if block and not block.startswith("#")).split())


def _result(found: Diagnostic, rule: int, root: str, compared: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [
            {"physicalLocation": {"artifactLocation": location(found.at.path, root), "region": region(found)}}
        ],
    }
    if found.fingerprint:
        result["partialFingerprints"] = {"diglot/v1": found.fingerprint}
    if compared:
        result["baselineState"] = "unchanged" if found.known else "new"
    if found.fix:
        result["fixes"] = [_fix(found, found.fix, root)]
    texts = {"locale": found.locale, "unit": found.unit, "source": found.source, "target": found.target}
    if any(texts.values()):
        result["properties"] = {name: text for name, text in texts.items() if text}
    return result


def _fix(found: Diagnostic, fix: PlacedFix, root: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": edit_region(found, edit), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": location(found.at.path, root), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _invocation(report: Report) -> dict[str, Any]:
    said = [("error", text) for text in report.failures] + [("note", text) for text in report.notes]
    return {
        "executionSuccessful": not report.failures,
        "toolExecutionNotifications": [{"level": level, "message": {"text": text}} for level, text in said],
    }

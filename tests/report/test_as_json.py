"""JSON for programs: it is what its schema says, and nothing of a finding is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from diglot.quality import Report
from diglot.report.as_json import as_json
from diglot.report.encoding import whole
from report.reports import ARABIC, MIXED, NASTY, finding, fix, report, reports
from support import PACKAGE

SCHEMA = json.loads((PACKAGE / "report" / "check.schema.json").read_text("utf-8"))


def written(made: Report) -> dict[str, Any]:
    """Returns what a program reads; it fits the schema."""
    value: dict[str, Any] = json.loads(as_json(made))
    Draft202012Validator(SCHEMA).validate(value)
    return value


def test_schema_is_one() -> None:
    """It is valid itself."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("made", [report(), report(locales=()), MIXED], ids=["clean", "empty", "mixed"])
def test_schema_names_every_field(made: Report) -> None:
    """What is written is described, down to the figures of families."""
    value = written(made)
    described = SCHEMA["$defs"]
    assert value.keys() == SCHEMA["properties"].keys()
    assert value["summary"].keys() == described["summary"]["properties"].keys()
    for one in value["findings"]:
        assert one.keys() == described["finding"]["properties"].keys()
    for one in value["summary"]["locales"]:
        assert one.keys() == described["locale"]["properties"].keys()
        for family in one["families"].values():
            assert (
                family.keys()
                == described["locale"]["properties"]["families"]["additionalProperties"]["properties"].keys()
            )


def test_finding() -> None:
    """Place, unit, texts and fix are as they were found."""
    found = finding(unit="103", source="Read this", target=NASTY, known=True, fix=fix((40, 42, ARABIC), (44, 44, "x")))
    (one,) = written(report(found))["findings"]
    assert one == {
        "code": "LNK205",
        "name": "missing-target",
        "severity": "error",
        "path": "content/nl-NL/printer.md",
        "locale": "nl-NL",
        "line": 3,
        "column": 6,
        "end_line": 3,
        "end_column": 19,
        "unit": "103",
        "message": found.message,
        "source": "Read this",
        "target": NASTY,
        "fix": {
            "title": "write `dit.md`",
            "safe": True,
            "edits": [{"start": 40, "end": 42, "text": ARABIC}, {"start": 44, "end": 44, "text": "x"}],
        },
        "fingerprint": "0000000000000003",
        "known": True,
    }


def test_summary() -> None:
    """It counts in every way that a program may ask for."""
    summary = written(MIXED)["summary"]
    assert summary["findings"] == 7
    assert summary["by_severity"] == {"error": 6, "warning": 0, "info": 1}
    assert summary["new_by_severity"] == {"error": 5, "warning": 0, "info": 1}
    assert summary["by_code"] == {"CHR601": 1, "FMT816": 1, "LNK205": 2, "LNK209": 1, "LNK210": 1, "SEG002": 1}
    assert summary["by_locale"] == {"": 1, "ar-SA": 1, "ja-JP": 2, "nl-NL": 3}
    assert (summary["known"], summary["suppressed"]) == (1, 7)
    assert summary["absent"] == [{"locale": "nl-NL", "fingerprint": "00ff"}]
    assert summary["notes"] == ["the locale `ja-JP` has no profile"]
    assert summary["failures"] == ["`mojibake` on `x.md`: \ufffd and \ufffd"]
    dutch = summary["locales"][0]
    assert (dutch["locale"], dutch["missing"], dutch["coverage"]) == ("nl-NL", 1, 0.6667)
    assert dutch["families"]["LNK"]["warnings_per_1000_words"] == 3.0
    assert dutch["translation_types"] == {"MT": 1, "HT": 1}


def test_a_finding_has_a_line() -> None:
    """Tools that read lines can work with it: one per finding, below the first three."""
    lines = as_json(MIXED).decode().split("\n")
    found = [json.loads(line.removesuffix(",")) for line in lines[3:-2]]
    assert [one["line"] for one in found] == [one.at.line for one in MIXED.diagnostics]


@given(made=reports())
def test_any_text_survives(made: Report) -> None:
    """All that JSON can hold comes back as it was; halves of characters become a sign that says so."""
    value = written(made)
    for one, found in zip(value["findings"], made.diagnostics, strict=True):
        for read, meant in (
            (one["message"], found.message),
            (one["path"], found.at.path),
            (one["target"], found.target),
        ):
            assert read == whole(meant)
        assert (one["fix"] is None) == (found.fix is None)


def test_order_is_kept() -> None:
    """Findings come by file and place."""
    made = report(*(finding(line=line) for line in (30, 4, 12)))
    assert [one["line"] for one in written(made)["findings"]] == [4, 12, 30]

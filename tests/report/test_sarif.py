"""SARIF: valid by the standard's schema, within GitHub's limits, and with places that mean the same text as ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from diglot.diagnostics import Diagnostic, PlacedEdit, Severity
from diglot.markup.text import Places, decode
from diglot.model import Span
from diglot.quality import Report
from diglot.report import sarif
from diglot.report.sarif import sarif_files
from diglot.report.sarif_regions import edit_region, region
from report.reports import ARABIC, JAPANESE, MIXED, finding, fix, report, reports, texts
from support import ROOT


@cache
def validator() -> Draft4Validator:
    """Returns what knows the standard's schema."""
    return Draft4Validator(json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text("utf-8")))


def written(made: Report, root: str = "") -> list[dict[str, Any]]:
    """Returns the runs of all files; the files fit the standard's schema."""
    runs = []
    for number, (name, data) in enumerate(sarif_files(made, root), 1):
        assert name == ("diglot.sarif" if number == 1 else f"diglot-{number}.sarif")
        value = json.loads(data)
        validator().validate(value)
        runs += value["runs"]
    return runs


def results(made: Report) -> Iterator[dict[str, Any]]:
    """Yields the results of all runs."""
    for run in written(made):
        yield from run["results"]


def only(found: Diagnostic) -> dict[str, Any]:
    """Returns the result that a finding becomes."""
    (result,) = results(report(found))
    return result


def test_a_run_for_each_locale() -> None:
    """Its category is the same whatever was found, so that viewers know what is gone."""
    expected = ["diglot/", "diglot/nl-NL/", "diglot/ar-SA/", "diglot/ja-JP/"]
    for made in (report(), MIXED):
        assert [run["automationDetails"]["id"] for run in written(made)] == expected
    assert [len(run["results"]) for run in written(MIXED)] == [1, 3, 1, 2]


def test_rules_are_described() -> None:
    """A run has the rules of its results, each with its page; results point at them."""
    for run in written(MIXED):
        driver = run["tool"]["driver"]
        assert driver["name"] == "Diglot"
        assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
        for result in run["results"]:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert {rule["id"] for rule in driver["rules"]} == {result["ruleId"] for result in run["results"]}
    (rule,) = (rule for rule in written(MIXED)[1]["tool"]["driver"]["rules"] if rule["id"] == "LNK205")
    assert rule["name"] == "missing-target"
    assert rule["shortDescription"]["text"] == "A link or image leads to nothing on this site"
    assert rule["fullDescription"]["text"].startswith("A link to an article, an image or a file of this site")
    assert "\n" not in rule["fullDescription"]["text"]
    assert "## How to mend it" in rule["help"]["text"]
    assert "## Examples" in rule["help"]["markdown"]
    assert "## Examples" not in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["tags"] == ["localization", "LNK"]
    assert rule["properties"]["precision"] == "very-high"


def test_result() -> None:
    """All that is known of a finding."""
    assert only(finding(unit="103", source="Read this", target="Lees dit")) == {
        "ruleId": "LNK205",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "the link `weg.md` leads nowhere; write the path of an article"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/nl-NL/printer.md", "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": 3,
                        "startColumn": 6,
                        "endLine": 3,
                        "endColumn": 19,
                        "byteOffset": 40,
                        "byteLength": 13,
                        "snippet": {"text": "[dit](weg.md)"},
                    },
                }
            }
        ],
        "partialFingerprints": {"diglot/v1": "0000000000000003"},
        "properties": {"locale": "nl-NL", "unit": "103", "source": "Read this", "target": "Lees dit"},
    }


LEVELS = [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")]


@pytest.mark.parametrize(("severity", "level"), LEVELS)
def test_level(severity: Severity, level: str) -> None:
    """It is the finding's own, not its rule's."""
    assert only(finding(severity=severity))["level"] == level


def test_worst_first() -> None:
    """Viewers that cut off cut off what matters least; among equals the order of places stays."""
    levels = [Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.ERROR]
    made = report(*(finding(line=line, severity=severity) for line, severity in enumerate(levels, 1)))
    lines = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in results(made)]
    assert lines == [2, 4, 3, 1]


BASELINES = [
    (report(finding()), [None]),
    (report(finding(), finding(line=4, known=True)), ["new", "unchanged"]),
    (report(finding(), absent=(("nl-NL", "00ff"),)), ["new"]),
]


@pytest.mark.parametrize(("made", "states"), BASELINES, ids=["none", "known", "absent"])
def test_baseline(made: Report, states: list[str | None]) -> None:
    """With a baseline, each result says whether it is new."""
    assert [result.get("baselineState") for result in results(made)] == states


PATHS = [
    ("content/nl-NL/een map/50%.md", "content/nl-NL/een%20map/50%25.md"),
    ("content/ar-SA/ملف.md", "content/ar-SA/%D9%85%D9%84%D9%81.md"),
    ("a:b/c?d#e.md", "a%3Ab/c%3Fd%23e.md"),
    ("\udcff.md", "%FF.md"),
]


@pytest.mark.parametrize(("path", "uri"), PATHS)
def test_path(path: str, uri: str) -> None:
    """It is a relative address that leads to the very bytes of the name."""
    (run,) = (run for run in written(report(finding(path=path)), "docs/help/") if run["results"])
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": f"docs/help/{uri}", "uriBaseId": "%SRCROOT%"}
    assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")


def test_what_is_to_be_known_of_the_run() -> None:
    """Notes and failed rules are told once."""
    first, *others = written(MIXED)
    (invocation,) = first["invocations"]
    assert not invocation["executionSuccessful"]
    assert [said["level"] for said in invocation["toolExecutionNotifications"]] == ["error", "note"]
    assert not any("invocations" in run for run in others)


PAGE = f"Eerste regel\r\n{ARABIC} en {JAPANESE} (weg.md)\r\nderde 🖨️ regel\r\n"


def text_at(place: dict[str, Any], page: str = PAGE) -> str:
    """Returns the text that lines and columns of a region mean."""
    lines = page.split("\r\n")[place["startLine"] - 1 : place["endLine"]]
    lines[-1] = lines[-1][: place["endColumn"] - 1]
    lines[0] = lines[0][place["startColumn"] - 1 :]
    return "\n".join(lines)


@given(data=st.data(), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_places_mean_the_same_text(data: st.DataObject, mark: bytes) -> None:
    """Lines and columns, bytes, and the snippet of any region and any edit of its line agree."""
    stored = mark + PAGE.encode()
    places = Places(decode(stored)[0], "x.md")
    ends = st.integers(0, len(PAGE))
    found_at, edit_at = (Span(*sorted(data.draw(st.tuples(ends, ends)))) for _ in range(2))
    at = places.locate(found_at)
    found = finding(at=at, excerpt=places.lines(at.line, min(at.end_line, at.line + 2)))
    place = region(found)
    meant = text_at(place)
    assert stored[at.start : at.end].decode().replace("\r\n", "\n").rstrip("\r") == meant.rstrip("\r")
    assert place.get("snippet", {"text": ""})["text"] == (meant if at.end_line - at.line < 3 else "")
    edited = places.locate(edit_at)
    for edit in (PlacedEdit(edited.start, edited.end, "x"), PlacedEdit(at.start, at.end, "y")):
        deleted = edit_region(found, edit)
        assert (deleted["byteOffset"], deleted["byteLength"]) == (edit.start, edit.end - edit.start)
        if "startLine" in deleted:
            assert text_at(deleted).encode() == stored[edit.start : edit.end].replace(b"\r\n", b"\n").rstrip(b"\r")


def test_a_finding_within_a_line_end() -> None:
    """From between its two characters no column of the line can be told; bytes still can."""
    places = Places(decode(PAGE.encode())[0], "x.md")
    at = places.locate(Span(PAGE.index("\r\nderde") + 1, PAGE.index("\r\nderde") + 1))
    edit = PlacedEdit(at.start - 9, at.start - 1, "x")
    assert edit_region(finding(at=at, excerpt=places.lines(at.line, at.line)), edit) == {
        "byteOffset": edit.start,
        "byteLength": 8,
    }


EDITS = [
    ("same place", (40, 53), {"startLine": 3, "startColumn": 6, "endLine": 3, "endColumn": 19}),
    ("same line", (35, 39), {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 5}),
    ("nothing removed", (54, 54), {"startLine": 3, "startColumn": 20, "endLine": 3, "endColumn": 20}),
    ("another line", (12, 14), {}),
    ("beyond the line", (53, 60), {}),
]


@pytest.mark.parametrize(("edit", "columns"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_fix(edit: tuple[int, int], columns: dict[str, int]) -> None:
    """An edit has columns where they can be told, and bytes always."""
    (one,) = only(finding(fix=fix((*edit, ARABIC), safe=False)))["fixes"]
    assert one == {
        "description": {"text": "write `dit.md`"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": "content/nl-NL/printer.md", "uriBaseId": "%SRCROOT%"},
                "replacements": [
                    {
                        "deletedRegion": columns | {"byteOffset": edit[0], "byteLength": edit[1] - edit[0]},
                        "insertedContent": {"text": ARABIC},
                    }
                ],
            }
        ],
        "properties": {"safe": False},
    }


def test_no_columns_within_a_character() -> None:
    """An edit that begins inside of a character has a place in bytes alone, and so has one in another encoding."""
    found = finding(excerpt=("Lees «dit»(weg.md).",), at=finding().at._replace(end=55))
    assert "startLine" in edit_region(found, PlacedEdit(40, 42, ""))
    assert "startLine" not in edit_region(found, PlacedEdit(41, 42, ""))
    wide = finding(at=finding().at._replace(start=80, end=106))
    assert "startLine" not in edit_region(wide, PlacedEdit(80, 90, ""))


@given(made=reports())
def test_any_text_is_valid(made: Report) -> None:
    """Whatever stands in articles and names of files, the result fits the schema and holds every finding."""
    assert sum(len(run["results"]) for run in written(made)) == len(made.diagnostics)


@given(path=texts.filter(bool))
def test_any_path_is_an_address(path: str) -> None:
    """It has no character that an address must not have."""
    uri = only(finding(path=path))["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri, re.ASCII)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locale that is too large for a run goes on in another, and a file holds so many runs and no more."""
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 4)
    monkeypatch.setattr(sarif, "_MOST_RUNS", 3)
    made = report(*(finding(line=line) for line in range(1, 11)), locales=("nl-NL", "ar-SA"))
    files = [json.loads(data)["runs"] for _, data in sarif_files(made)]
    assert [[run["automationDetails"]["id"] for run in runs] for runs in files] == [
        ["diglot/", "diglot/nl-NL/", "diglot/nl-NL/2/"],
        ["diglot/nl-NL/3/", "diglot/ar-SA/"],
    ]
    assert [len(run["results"]) for run in written(made)] == [0, 4, 4, 2, 0]


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is larger than GitHub takes, rules and frame included; nothing is lost."""
    monkeypatch.setattr(sarif, "_MOST_BYTES", 3000)
    made = report(*(finding("target-case", line=line) for line in range(1, 31)))
    sizes = [len(data) for _, data in sarif_files(made)]
    assert len(sizes) > 3
    assert max(sizes) < 3000 + 6000
    assert sum(len(run["results"]) for run in written(made)) == 30

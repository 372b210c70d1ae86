"""JUnit: valid by the schema of Jenkins, whatever text stands in articles."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from lxml import etree

from diglot.diagnostics import Severity
from diglot.quality import Report
from diglot.report.junit import junit
from report.reports import ARABIC, HALF, JAPANESE, MIXED, NASTY, finding, page, report, reports
from support import ROOT


@cache
def schema() -> etree.XMLSchema:
    """Returns the schema of JUnit reports."""
    return etree.XMLSchema(etree.parse(ROOT / "tests/schemas/junit-10.xsd"))


def written(made: Report, fails: Severity = Severity.ERROR) -> etree._Element:
    """Returns what a CI reads; it fits the schema."""
    root = etree.fromstring(junit(made, fails))
    schema().assertValid(root)
    return root


def counts(element: etree._Element) -> tuple[str, int, int, int]:
    """Returns name, tests, failures and errors of a suite."""
    return (element.get("name"), *(int(element.get(name)) for name in ("tests", "failures", "errors")))


def test_suites() -> None:
    """One per locale, with a test per file, those without findings included; the counts come out."""
    root = written(MIXED)
    assert counts(root) == ("diglot", 7, 4, 1)
    assert [counts(suite) for suite in root] == [
        ("project", 2, 1, 1),
        ("nl-NL", 2, 1, 0),
        ("ar-SA", 1, 1, 0),
        ("ja-JP", 2, 1, 0),
    ]
    assert [(case.get("classname"), case.get("name")) for case in root[1].iter("testcase")] == [
        ("nl-NL", "content/nl-NL/printer.md"),
        ("nl-NL", "content/nl-NL/paper.md"),
    ]


def test_failure() -> None:
    """A test says the worst first, and then all that fails it, each with its place and texts."""
    made = report(
        finding("target-case", line=2, message="differs"),
        finding(line=5, message="leads nowhere", source="Read", target=ARABIC),
        finding(line=7, message="leads nowhere either"),
    )
    ((failure, output),) = written(made).iter("testcase")
    assert failure.get("type") == "error"
    assert failure.get("message") == "LNK205 leads nowhere (and 1 more)"
    assert failure.text.split("\n") == [
        "content/nl-NL/printer.md:5:6 error LNK205 leads nowhere [missing-target]",
        "    source: Read",
        f"    target: {ARABIC}",
        "content/nl-NL/printer.md:7:6 error LNK205 leads nowhere either [missing-target]",
    ]
    assert output.tag == "system-out"
    assert output.text == "content/nl-NL/printer.md:2:6 warning LNK209 differs [target-case]"


FAILING = [
    (Severity.ERROR, False, Severity.ERROR, True),
    (Severity.ERROR, True, Severity.ERROR, False),
    (Severity.WARNING, False, Severity.ERROR, False),
    (Severity.WARNING, False, Severity.WARNING, True),
    (Severity.INFO, False, Severity.WARNING, False),
]


@pytest.mark.parametrize(("severity", "known", "fails", "expected"), FAILING)
def test_what_fails(severity: Severity, known: bool, fails: Severity, expected: bool) -> None:
    """Findings of at least the severity asked for, unless the baseline knows them."""
    (case,) = written(report(finding(severity=severity, known=known)), fails).iter("testcase")
    assert [element.tag for element in case] == ["failure" if expected else "system-out"]
    assert (" (known) " in case[0].text) == known


def test_failed_rules_are_errors() -> None:
    """They are told apart from findings."""
    ((error,),) = (case for case in written(MIXED).iter("testcase") if case.get("name") == "rules")
    assert error.tag == "error"
    assert error.text == "`mojibake` on `x.md`: \ufffd and \ufffd"
    assert written(MIXED)[0][-1].text == "the locale `ja-JP` has no profile"


TEXTS = [
    (ARABIC, ARABIC),
    (JAPANESE, JAPANESE),
    (HALF, "\ufffd and \ufffd"),
    (NASTY, NASTY.replace("\x00", "").replace("\x1b", "").replace("\ufffe", "")),
    ("]]> <![CDATA[ <!-- &lt;", "]]> <![CDATA[ <!-- &lt;"),
]


@pytest.mark.parametrize(("text", "read"), TEXTS)
def test_text(text: str, read: str) -> None:
    """What XML can hold is read as it was written, lines and tabs in attributes included."""
    made = report(finding(path=text, message=text), pages=(page(text, "nl-NL"),))
    ((failure,),) = written(made).iter("testcase")
    assert failure.get("message") == f"LNK205 {read}"
    assert failure.getparent().get("name") == read
    assert f"LNK205 {read} [missing-target]" in failure.text


@given(made=reports())
def test_any_text_is_well_formed(made: Report) -> None:
    """Every file has its test, and every finding is in one."""
    root = written(made)
    files = {(found.locale, found.at.path) for found in made.diagnostics}
    assert sum(case.get("name") != "rules" for case in root.iter("testcase")) >= len(files) - 1
    lines = "\n".join(root.itertext())
    assert all(f" {found.code} " in lines for found in made.diagnostics)

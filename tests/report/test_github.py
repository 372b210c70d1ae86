"""Workflow commands: one line each, read by the runner as they were meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from diglot.diagnostics import Severity
from diglot.model import Location
from diglot.quality import Report
from diglot.report.encoding import whole
from diglot.report.github import workflow_commands
from report.reports import ARABIC, HALF, JAPANESE, MIXED, finding, report, reports

_COMMAND = re.compile(r"::(?P<name>\w+) (?P<properties>[^:\r\n]*)::(?P<message>[^\r\n]*)")


def read(command: str) -> tuple[str, dict[str, str], str]:
    """Returns name, properties and message of a command, as GitHub's runner reads them."""
    match = _COMMAND.fullmatch(command)
    assert match is not None, command
    properties = dict(entry.split("=", 1) for entry in match["properties"].split(","))
    return match["name"], {key: unescaped(value) for key, value in properties.items()}, unescaped(match["message"])


def unescaped(text: str) -> str:
    """Returns what the runner makes of an escaped text; it undoes the sign of the escape last."""
    for sign, escape in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(escape, sign)
    return text


def test_command() -> None:
    """A command in full."""
    (command,) = workflow_commands(report(finding(message="100%: a, b\nc")))
    assert command == (
        "::error file=content/nl-NL/printer.md,line=3,endLine=3,col=6,endColumn=19,title=LNK205 missing-target"
        "::100%25: a, b%0Ac"
    )


def test_project_in_a_folder() -> None:
    """Files are named as the repository knows them, `:` and `,` in names included."""
    (command,) = workflow_commands(report(finding(path="content/nl-NL/a: b, 5%.md")), "docs/help/")
    assert "file=docs/help/content/nl-NL/a%3A b%2C 5%25.md,line=3" in command


def test_no_columns_over_several_lines() -> None:
    """GitHub refuses columns then."""
    (command,) = workflow_commands(report(finding(at=Location("a.md", 3, 6, 5, 2, 0, 9))))
    assert read(command)[1] == {"file": "a.md", "line": "3", "endLine": "5", "title": "LNK205 missing-target"}


COMMANDS = [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]


@pytest.mark.parametrize(("severity", "name"), COMMANDS)
def test_severity(severity: Severity, name: str) -> None:
    """Each has a command."""
    (command,) = workflow_commands(report(finding(severity=severity)))
    assert read(command)[0] == name


def test_order() -> None:
    """Failed rules come first, then the worst findings, notes at the end; what is known is left out."""
    commands = list(workflow_commands(MIXED))
    assert [read(command)[0] for command in commands] == [*["error"] * 6, "notice", "notice"]
    assert read(commands[0])[1:] == ({"title": "Diglot"}, "`mojibake` on `x.md`: \ufffd and \ufffd")
    assert read(commands[-1])[1:] == ({"title": "Diglot"}, "the locale `ja-JP` has no profile")
    assert not any("line=9" in command for command in commands)


TEXTS = [
    (ARABIC, ARABIC),
    (JAPANESE, JAPANESE),
    (HALF, "\ufffd and \ufffd"),
    ("%25 %0A ::error::x", "%25 %0A ::error::x"),
    ("a\r\n::error::b", "a \n::error::b"),
    ("\x1b[31m\x00", "\ufffd[31m\ufffd"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_message(text: str, shown: str) -> None:
    """It says what was meant, and cannot begin a command of its own."""
    (command,) = workflow_commands(report(finding(message=text)))
    assert read(command)[2] == shown


@given(made=reports())
def test_any_text_is_one_command(made: Report) -> None:
    """Every new finding is one line, and names its file."""
    commands = [read(command) for command in workflow_commands(made)]
    new = [found for found in made.diagnostics if not found.known]
    assert len(commands) == len(new) + len(made.notes) + len(made.failures)
    named = [properties["file"] for _, properties, _ in commands if "file" in properties]
    assert sorted(named) == sorted(whole(found.at.path) for found in new)

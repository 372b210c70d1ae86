"""The report as commands that a GitHub workflow turns into annotations of the changed files.

GitHub shows 10 errors, 10 warnings and 10 notices of a step, and 50 annotations of a job, so the worst come first. All
of them stand in the log. What the baseline knows is not annotated: it would take the places of what is new.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Diagnostic, Severity
from diglot.quality import Report
from diglot.report.encoding import below, on_one_line, whole
from diglot.report.ranking import worst_first

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def workflow_commands(report: Report, root: str = "") -> Iterator[str]:
    """Yields a line for each new finding, worst first; before them what failed, after them what is to be known.

    `root` is the project's folder in its repository, with slashes.
    """
    for failure in report.failures:
        yield _command("error", {"title": "Diglot"}, failure)
    for found in worst_first(one for one in report.diagnostics if not one.known):
        yield _command(_COMMANDS[found.severity], _properties(found, root), found.message)
    for note in report.notes:
        yield _command("notice", {"title": "Diglot"}, note)


def _properties(found: Diagnostic, root: str) -> dict[str, str]:
    at = found.at
    properties = {"file": whole(below(root, at.path)), "line": str(at.line), "endLine": str(at.end_line)}
    if at.line == at.end_line:
        # GitHub refuses columns of several lines.
        properties |= {"col": str(at.column), "endColumn": str(at.end_column)}
    return properties | {"title": f"{found.code} {found.name}"}


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    lines = "\n".join(map(on_one_line, message.split("\n")))
    return f"::{name} {written}::{lines.translate(_DATA)}"

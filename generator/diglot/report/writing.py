"""Writes a report in one of its formats: to the terminal, or to a file that is replaced in one step."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import click

from diglot.console import consoles
from diglot.diagnostics import Diagnostic, Severity
from diglot.errors import WorldError
from diglot.files import with_excerpts, write_atomically
from diglot.project import Project
from diglot.quality import Report
from diglot.report.ranking import by_severity, counted


class Writing(NamedTuple):
    """How a report is written."""

    kind: str
    """`text`, `json`, `sarif`, `junit`, `github` or `html`."""
    output: Path | None
    """To this file; to the terminal without one."""
    verbose: bool
    quiet: bool
    no_color: bool
    below: str
    """The project's folder in its repository."""


def write_report(writing: Writing, report: Report, project: Project) -> None:
    """Writes `report`. Raises `WorldError` where its file cannot be written."""
    if writing.kind in ("text", "github"):
        _write_text(writing, report, project)
    else:
        files = list(_files(writing, report, project))
        for number, data in enumerate(files, 1):
            _put(_numbered(writing.output, number) if len(files) > 1 else writing.output, data)
    if writing.kind != "text" or writing.output:
        _tell(writing, report)


def _files(writing: Writing, report: Report, project: Project) -> Iterator[bytes]:
    """Yields the files that a report becomes. Formats are imported by those who want them."""
    if writing.kind == "json":
        from diglot.report.as_json import as_json

        yield as_json(report)
    elif writing.kind == "sarif":
        from diglot.report.sarif import sarif_files

        yield from (data for _, data in sarif_files(_shown_lines(report, project), writing.below))
    elif writing.kind == "junit":
        from diglot.report.junit import junit

        yield junit(report)
    else:
        from diglot.report.html import report_html

        title = project.options.title or project.root.resolve().name
        yield "".join(report_html(_shown_lines(report, project), title)).encode("utf-8", "replace")


def _shown_lines(report: Report, project: Project) -> Report:
    """Returns a report whose findings show their lines."""
    return report._replace(diagnostics=tuple(with_excerpts(project.root, report.diagnostics)))


def _numbered(output: Path | None, number: int) -> Path:
    """Returns where part `number` of a report goes: GitHub takes no file of any size."""
    if output is None:
        raise WorldError("the report is too large for one file: name one with `--output`, others are put beside it")
    return output if number == 1 else output.with_name(f"{output.stem}-{number}{output.suffix}")


def _put(output: Path | None, data: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(data + (b"" if data.endswith(b"\n") else b"\n"))
        return
    try:
        write_atomically(str(output.absolute()), data)
    except OSError as error:
        raise WorldError(f"cannot write `{output}`: {error.strerror}") from error


def _write_text(writing: Writing, report: Report, project: Project) -> None:
    if writing.kind == "github":
        from diglot.report.github import workflow_commands

        _put(writing.output, "".join(f"{line}\n" for line in workflow_commands(report, writing.below)).encode())
        _append_summary(report)
        return
    from diglot.report.text import report_plain, report_text, summary_text

    chosen = [found for found in report.diagnostics if _is_shown(found, writing.verbose)]
    shown = with_excerpts(project.root, chosen, within_units=False)
    closing = () if writing.quiet and writing.output is None else summary_text(report, verbose=writing.verbose)
    results, _ = consoles(writing.no_color)
    if writing.output is None and results.is_terminal:
        for block in chain(report_text(shown, results.width), closing):
            results.print(block, soft_wrap=True)
        return
    lines = (f"{block}\n" for block in chain(report_plain(shown), (block.plain for block in closing)))
    if writing.output is None:
        try:
            results.file.writelines(lines)
            results.file.flush()
        except BrokenPipeError:
            results.on_broken_pipe()
    else:
        _put(writing.output, "".join(lines).encode("utf-8", "replace"))


def _is_shown(found: Diagnostic, verbose: bool) -> bool:
    return verbose or (found.severity > Severity.INFO and not found.known)


def _append_summary(report: Report) -> None:
    """Adds the summary of the step to the page of a workflow's run, where there is one."""
    from diglot.report.github_summary import step_summary

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(step_summary(report))
        except OSError as error:
            raise WorldError(f"cannot write the summary of the step to `{path}`: {error.strerror}") from error


def _tell(writing: Writing, report: Report) -> None:
    """Says on the side what the report holds."""
    if writing.quiet:
        return
    new = [found for found in report.diagnostics if not found.known]
    place = f" in {writing.output}" if writing.output else ""
    click.echo(f"{counted(by_severity(new)) or 'no findings'}{place}", err=True)

"""The commands about quality: check, fix, explain, stats."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diglot.console import consoles
from diglot.errors import UserError

if TYPE_CHECKING:
    from diglot.checker import Request
    from diglot.project import Project
    from diglot.quality import Report

FINDINGS, INTERNAL = 1, 3
FORMATS = ("text", "json", "sarif", "junit", "github", "html")

Command = Callable[..., None]


def _common(command: Command) -> Command:
    """Adds what all commands about quality take."""
    for option in (
        click.option("--no-color", is_flag=True, help="Print without colours; so does the variable NO_COLOR."),
        click.option("--quiet", "-q", is_flag=True, help="Print results, but nothing about them."),
        click.option("--no-cache", is_flag=True, help="Neither use nor keep what checks remember in .diglot/."),
        click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="How many processes work at once."),
        click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml."),
        click.option("--locale", "locales", multiple=True, metavar="L", help="Only this locale; may be repeated."),
    ):
        command = option(command)
    return command


_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PROJECT] [FILE]...")


@click.command()
@_paths
@click.option("--format", "kind", type=click.Choice(FORMATS), default="text", help="How findings are written.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules: names, codes or families.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All rules but these.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="What makes it exit with 1.")
@click.option("--changed-since", metavar="REV", help="Only files that changed since this commit, in git.")
@click.option("--external", is_flag=True, help="Ask other sites whether links to them lead somewhere.")
@click.option("--write-baseline", is_flag=True, help="Take all findings for known, from now on.")
@click.option("--verbose", "-v", is_flag=True, help="Show infos, and findings that the baseline knows, as well.")
@_common
def check(
    paths: tuple[Path, ...],
    kind: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    changed_since: str | None,
    external: bool,
    write_baseline: bool,
    verbose: bool,
    **common: Any,
) -> None:
    """Check the translations and links of PROJECT (the current folder if it is not given).

    With FILEs only what is wrong in these is reported; the others are read all the same.
    """
    from diglot.report.writing import Writing, write_report

    project, files = _open(paths, common["config"])
    if changed_since is not None:
        from diglot.changes import changed_files

        changed = changed_files(project.root, changed_since)
        files = changed if files is None else files & changed
    today = date.today() if external else None
    asked = _request(common, files)._replace(select=_rules(select), ignore=_rules(ignore), external=today)
    report = _checked(project, asked, common)
    if write_baseline:
        _take_for_known(project, asked, report, common)
        return
    writing = Writing(kind, output, verbose, common["quiet"], common["no_color"], _below_repository(project.root))
    write_report(writing, report, project)
    if report.failures:
        sys.exit(INTERNAL)
    if _fails(report, fail_on or project.options.check.fail_on):
        sys.exit(FINDINGS)


@click.command()
@_paths
@click.option("--unsafe", is_flag=True, help="Apply suggestions as well, which someone has to look at.")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only fixes of these rules.")
@_common
def fix(paths: tuple[Path, ...], unsafe: bool, diff: bool, rules: tuple[str, ...], **common: Any) -> None:
    """Mend in PROJECT what can be mended without a human; all other bytes of a file stay as they are."""
    from diglot.fixing import fix_project
    from diglot.report.encoding import on_one_line

    project, chosen = _open(paths, common["config"])
    asked = _request(common, chosen)._replace(select=_rules(rules), remembers=not (diff or common["no_cache"]))
    results, progress = consoles(common["no_color"])
    done = fix_project(project, asked, unsafe=unsafe, dry=diff, tell=lambda *_: None)
    for path, difference in done.differences:
        if diff:
            click.echo(difference, nl=False)
        elif not common["quiet"]:
            results.print(f"mended {on_one_line(path)}", soft_wrap=True)
    if not common["quiet"]:
        verb = "would be mended" if diff else "mended"
        findings, files = f"{done.applied:,} finding{'s' * (done.applied != 1)}", len(done.differences)
        counted = f"{findings} {verb} in {files:,} file{'s' * (files != 1)}"
        (progress if diff else results).print(counted, soft_wrap=True)
        if done.suggestions:
            hint = f"{done.suggestions:,} more have a suggestion: `diglot fix --unsafe --diff` shows them"
            (progress if diff else results).print(hint, style="dim", soft_wrap=True)


@click.command()
@click.argument("rule", required=False)
@click.option("--all", "everything", is_flag=True, help="List all rules.")
@click.option("--no-color", is_flag=True, help="Print without colours.")
def explain(rule: str | None, everything: bool, no_color: bool) -> None:
    """Explain a RULE, by its name or code: what it finds, why it hurts a reader, and how to mend it."""
    from diglot.report.explaining import explain_all, explain_rule

    results, _ = consoles(no_color)
    if everything or rule is None:
        explain_all(results)
    else:
        explain_rule(results, _rules((rule,))[0])


@click.command()
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
@_common
def stats(project: Path, kind: str, **common: Any) -> None:
    """Show for each locale how much is translated, how fresh it is, and how good."""
    from diglot.report.stats import stats_json, stats_text

    opened, _ = _open((project,), common["config"])
    report = _checked(opened, _request(common, None), common)
    if kind == "json":
        click.echo(stats_json(report).decode())
    else:
        consoles(common["no_color"])[0].print(stats_text(report))


def _open(paths: Sequence[Path], config: Path | None) -> tuple[Project, frozenset[str] | None]:
    """Returns the project and the files that are meant, relative to it; None means all."""
    from diglot.project import open_project

    root, files = (paths[0], paths[1:]) if paths and paths[0].is_dir() else (Path(), paths)
    project = open_project(root, config, None)
    if not files:
        return project, None
    found: set[str] = set()
    for path in files:
        if not path.exists():
            raise UserError(f"there is no file `{path}`")
        inside = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        found.update(Path(os.path.relpath(file, root)).as_posix() for file in inside)
    return project, frozenset(found)


def _request(common: dict[str, Any], files: frozenset[str] | None) -> Request:
    from diglot.checker import Request

    return Request(common["locales"], common["jobs"], files=files, remembers=not common["no_cache"])


def _checked(project: Project, asked: Request, common: dict[str, Any]) -> Report:
    from diglot.checker import check_project
    from diglot.report.summary import Told

    _, progress = consoles(common["no_color"])
    with Told(progress, shown=progress.is_terminal and not common["quiet"]) as told:
        return check_project(project, asked, told)


def _rules(names: tuple[str, ...]) -> tuple[str, ...]:
    from diglot.selection import known_rule

    try:
        return tuple(known_rule(part.strip()) for name in names for part in name.split(",") if part.strip())
    except LookupError as error:
        raise UserError(str(error.args[0])) from error


def _fails(report: Report, fail_on: str) -> bool:
    from diglot.diagnostics import Severity

    return fail_on != "never" and any(
        found.severity >= Severity[fail_on.upper()] and not found.known for found in report.diagnostics
    )


def _take_for_known(project: Project, asked: Request, report: Report, common: dict[str, Any]) -> None:
    from diglot.baseline import write_baseline

    if asked.files is not None or asked.select:
        raise UserError("a baseline holds all findings: leave out files, `--changed-since` and `--select`")
    folder = project.root / project.options.check.baseline
    locales = [quality.locale for quality in report.locales if not asked.locales or quality.locale in asked.locales]
    count = write_baseline(folder, report.diagnostics, locales)
    if not common["quiet"]:
        click.echo(f"{count:,} findings are known from now on, in {os.path.relpath(folder)}/")


def _below_repository(root: Path) -> str:
    """Returns the project's folder below the repository that it is part of, empty where it is none or the top."""
    here = root.resolve()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    return "" if top == here else here.relative_to(top).as_posix()

"""The command line. Everything that takes time to import is imported by the command that needs it."""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot import __version__
from diglot.cli_check import check, explain, fix, stats
from diglot.cli_publish import publish
from diglot.cli_serve import serve
from diglot.cli_sync import new_locale, sync
from diglot.console import consoles
from diglot.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from diglot.project import Project

FINDINGS, INTERNAL, INTERRUPTED = 1, 3, 130
_SHOWN = 30
"""A build shows the worst findings; all of them are what `diglot check` is for."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="diglot")
def diglot() -> None:
    """Turn localized Markdown help articles into a searchable, multilingual help site.

    Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 input/output or network, 130 interrupted.
    """


@diglot.command()
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write the site to this folder instead of public/."
)
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--locale", "locales", multiple=True, metavar="L", help="Build only this locale; may be repeated.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="How many processes work at the same time.")
@click.option("--check/--no-check", "checks", default=True, help="Check translations as well, as `diglot check` does.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next time.")
@click.option("--profile", is_flag=True, help="Write where the time went into .diglot/, and a trace for a browser.")
@click.option("--verify", is_flag=True, help="Build a second time without memory, and compare the two sites.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are findings of severity error.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--no-color", is_flag=True, help="Print without colours; so does the environment variable NO_COLOR.")
def build(
    project: Path,
    output: Path | None,
    config: Path | None,
    locales: tuple[str, ...],
    jobs: int | None,
    checks: bool,
    no_cache: bool,
    profile: bool,
    verify: bool,
    strict: bool,
    quiet: bool,
    no_color: bool,
) -> None:
    """Build the site of PROJECT (the current folder if it is not given)."""
    from diglot.builder import build_project
    from diglot.checker import reported
    from diglot.diagnostics import Severity
    from diglot.files import STATE, with_excerpts
    from diglot.profiling import REPORT, TRACE, Profile
    from diglot.project import open_project
    from diglot.report.summary import Told, summarize
    from diglot.report.text import report_text

    results, progress = consoles(no_color)
    opened = open_project(project, config, output)
    measured = Profile() if profile else None
    with Told(progress, shown=progress.is_terminal and not quiet) as told:
        result = build_project(opened, locales, jobs, told, checks=checks, remembers=not no_cache, profile=measured)
    found = reported(opened, result.diagnostics)
    errors = [one for one in found if one.severity >= Severity.ERROR]
    if not quiet:
        grave = sorted((one for one in found if one.severity > Severity.INFO), key=lambda one: -one.severity)
        shown = grave[:_SHOWN]
        width = {"width": results.width} if results.is_terminal else {}
        for block in report_text(with_excerpts(opened.root, sorted(shown, key=lambda one: one.order)), **width):
            results.print(block, soft_wrap=True)
        if more := len(grave) - len(shown):
            rest = f"… and {more:,} more finding{'s' if more > 1 else ''}: `diglot check` shows all of them\n"
            results.print(rest, style="dim", soft_wrap=True)
        for note in result.notes:
            results.print(f"Note: {note}", soft_wrap=True)
        summarize(results, result._replace(diagnostics=tuple(found)), told)
        results.print(_folder(opened, project), soft_wrap=True)
        if not opened.options.base_url:
            advice = "Set `base_url` in site/site.toml before you publish: search engines need full addresses."
            results.print(advice, style="dim", soft_wrap=True)
    if measured:
        folder = opened.output.resolve().parent / STATE / f"{opened.output.name}.profile"
        measured.write(folder)
        results.print(f"Profile: {os.path.relpath(folder / REPORT)}, and {TRACE} beside it", soft_wrap=True)
    if verify:
        _verify(opened, locales, jobs, checks=checks, console=results)
    for failure in result.failures:
        message = f"diglot: the rule {failure.rule} failed on `{failure.page}`: {failure.reason}; please report it"
        click.echo(message, err=True)
    if result.failures:
        sys.exit(INTERNAL)
    if strict and errors:
        sys.exit(FINDINGS)


def _folder(opened: Project, project: Path) -> str:
    """Returns where the site is, and how to read it: browsers open no folders of a disk as a server does."""
    reading = "diglot serve" if project == Path() else f"diglot serve {shlex.quote(str(project))}"
    return f"Folder: {os.path.relpath(opened.output)}; to read it as it will be on a server: `{reading}`"


def _verify(project: Project, locales: tuple[str, ...], jobs: int | None, *, checks: bool, console: Console) -> None:
    """Says whether the site is what a build without memory makes of the same content; ends with 3 if it is not."""
    from diglot.builder import differences

    found = differences(project, locales, jobs, lambda *_: None, checks=checks)
    if not found:
        console.print("Verified: a build without memory makes the same site, byte for byte.", soft_wrap=True)
        return
    click.echo(f"diglot: {len(found):,} files differ from a build without memory; please report it", err=True)
    for path in found[:_SHOWN]:
        click.echo(f"  {path}", err=True)
    sys.exit(INTERNAL)


@diglot.command()
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder of the site, instead of public/.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--site", is_flag=True, help="Remove the site as well: all files of it that a build wrote.")
def clean(project: Path, output: Path | None, config: Path | None, site: bool) -> None:
    """Forget what earlier builds and checks of PROJECT keep in .diglot/, so that the next one begins from nothing."""
    from diglot.builder import forget
    from diglot.project import open_project

    removed = forget(open_project(project, config, output), site=site)
    click.echo(f"forgotten{f'; {removed:,} files of the site were removed' if site else ''}")


@diglot.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--no-color", is_flag=True, help="Print without colours.")
def new(folder: Path, no_color: bool) -> None:
    """Make a small bilingual project in DIR, which builds at once."""
    from diglot.scaffold import make_project

    results, _ = consoles(no_color)
    for path in make_project(folder):
        results.print(f"made {path}", soft_wrap=True)
    results.print(f"\nNow:  cd {folder} && diglot build", soft_wrap=True)


for command in (check, fix, explain, stats, new_locale, sync, publish, serve):
    diglot.add_command(command)


def main() -> None:
    """Runs the command line. Nothing that a user can cause shows a traceback."""
    # At the end Python would look for cycles among everything that is known of all pages, only to let go of it.
    atexit.register(gc.freeze)
    try:
        _run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    if "obstore" in sys.modules:
        # Its threads may hand back a result while Python shuts down, which would abort the process after all is done.
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _run() -> None:
    try:
        diglot(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted; the site is as whole as it was before", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UserError as error:
        click.echo(f"diglot: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(
            f"diglot: {error.strerror or error}: `{error.filename}`" if error.filename else f"diglot: {error}", err=True
        )
        sys.exit(3)

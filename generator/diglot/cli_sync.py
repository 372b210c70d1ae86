"""The commands for translators: new-locale and sync."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.console import consoles

if TYPE_CHECKING:
    from diglot.bilingual.carrying import Counts
    from diglot.syncing import Change

FINDINGS = 1
_SHOWN = 10


@click.command("new-locale")
@click.argument("locale")
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--no-color", is_flag=True, help="Print without colours; so does the variable NO_COLOR.")
def new_locale(locale: str, project: Path, config: Path | None, dry_run: bool, quiet: bool, no_color: bool) -> None:
    """Make all that a translation of PROJECT into LOCALE begins with: every article, not translated yet."""
    from diglot.new_locale import plan_locale
    from diglot.project import open_project
    from diglot.report.encoding import on_one_line
    from diglot.syncing import apply_changes

    made = plan_locale(open_project(project, config, None), locale, date.today())
    if not dry_run:
        made = made._replace(notes=(*made.notes, *apply_changes(made.changes)))
    if quiet:
        return
    results, _ = consoles(no_color)
    verb = "would make" if dry_run else "made"
    for change in made.changes[:_SHOWN]:
        results.print(f"{verb} {on_one_line(change.path)}", soft_wrap=True)
    if len(made.changes) > _SHOWN:
        results.print(f"… and {len(made.changes) - _SHOWN:,} more files", style="dim", soft_wrap=True)
    for note in (*made.kept, *made.notes):
        results.print(f"Note: {note}", soft_wrap=True)
    units = sum(change.counts.new for change in made.changes)
    results.print(f"\n{units:,} units are to be translated into {made.name}", soft_wrap=True)
    if not dry_run:
        results.print(
            "Now:  translate the text before each `<!-- untranslated -->`, and remove that comment;\n"
            f"      `diglot stats` shows what is left, `diglot check --locale {made.locale}` what is wrong",
            soft_wrap=True,
        )


@click.command()
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option("--diff", is_flag=True, help="Show what would change, line by line, and change nothing.")
@click.option("--dry-run", is_flag=True, help="Say which files would change, and change nothing.")
@click.option("--check", "checks", is_flag=True, help="Change nothing, and exit with 1 if something would change.")
@click.option("--add/--no-add", default=None, help="Add all source articles that a locale does not have, or none.")
@click.option("--delete", is_flag=True, help="Remove translations of articles that are gone.")
@click.option("--locale", "locales", multiple=True, metavar="L", help="Only this locale; may be repeated.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors and differences.")
@click.option("--no-color", is_flag=True, help="Print without colours; so does the variable NO_COLOR.")
def sync(
    project: Path,
    diff: bool,
    dry_run: bool,
    checks: bool,
    add: bool | None,
    delete: bool,
    locales: tuple[str, ...],
    config: Path | None,
    quiet: bool,
    no_color: bool,
) -> None:
    """Carry changes of the source articles of PROJECT into its translations; all other bytes stay as they are.

    Without --add, an article that a locale does not have is added if the locale has others of its folder.
    """
    from diglot.project import open_project
    from diglot.report.encoding import on_one_line
    from diglot.syncing import Wishes, apply_changes, plan_sync

    done = plan_sync(open_project(project, config, None), Wishes(locales, add, delete), date.today())
    is_dry = diff or dry_run or checks
    if not is_dry:
        done = done._replace(notes=(*done.notes, *apply_changes(done.changes)))
    if diff:
        _differences(done.changes)
    if not quiet:
        results, progress = consoles(no_color)
        told = progress if diff else results
        for change in () if diff else done.changes:
            told.print(f"{_verb(change, is_dry)} {on_one_line(change.path)}{_counted([change.counts])}", soft_wrap=True)
        for note in done.notes:
            told.print(f"Note: {note}", soft_wrap=True)
        files = f"{len(done.changes):,} file{'s' * (len(done.changes) != 1)}"
        summary = f"{files} {'would change' if is_dry else 'changed'}{_counted(c.counts for c in done.changes)}"
        told.print(summary if done.changes else "all translations are in step with their source", soft_wrap=True)
    if checks and done.changes:
        sys.exit(FINDINGS)


def _differences(changes: Iterable[Change]) -> None:
    from diglot.fixer import difference

    for change in changes:
        click.echo(difference(change.path.replace(os.sep, "/"), change.before or b"", change.after or b""), nl=False)


def _verb(change: Change, is_dry: bool) -> str:
    verb = "make" if change.before is None else "remove" if change.after is None else "change"
    return f"would {verb}" if is_dry else {"make": "made", "remove": "removed", "change": "changed"}[verb]


def _counted(counts: Iterable[Counts]) -> str:
    """Returns what became of units: `: 2 new, 1 behind`."""
    sums = [sum(column) for column in zip(*counts, strict=True)]
    named = zip(sums, ("new", "behind", "removed", "moved"), strict=False)
    listed = ", ".join(f"{count:,} {name}" for count, name in named if count)
    return f": {listed}" if listed else ""

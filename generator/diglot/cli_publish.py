"""The command that publishes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diglot.console import consoles
from diglot.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from diglot.project import Project
    from diglot.publish.plan import Plan
    from diglot.publish.running import Done, Request

_SHOWN = 20
"""So many paths of a kind are named on a terminal; JSON names all of them."""


@click.command()
@click.argument("target", required=False)
@click.option("--project", type=click.Path(path_type=Path), default=".", help="The project; the current folder.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder of the site, instead of public/.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", help="How a plan is printed.")
@click.option("--confirm", is_flag=True, help="Print what is about to be done, and ask.")
@click.option("--max-deletes", type=click.IntRange(0), metavar="N", help="Stop where more pages would be deleted.")
@click.option("--replace", is_flag=True, help="Replace files at the target that Diglot did not write.")
@click.option("--check", is_flag=True, help="List all files at a large target, and mend what others changed there.")
@click.option("--rollback", is_flag=True, help="Go back to what was published before.")
@click.option("--url", metavar="URL", help="Where the public finds the site, instead of `base_url`.")
@click.option("--verify-all", is_flag=True, help="Ask the public address for all files afterwards, not for samples.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--no-color", is_flag=True, help="Print without colours; so does the variable NO_COLOR.")
def publish(
    target: str | None,
    project: Path,
    output: Path | None,
    config: Path | None,
    dry_run: bool,
    kind: str,
    quiet: bool,
    no_color: bool,
    **wanted: Any,
) -> None:
    """Publish the built site to TARGET: a folder, a bucket, a host or a branch.

    file:///folder, s3://bucket, az://container, gs://bucket, sftp://user@host/folder, git+ssh://git@host/path#branch.

    Only what changed is sent; readers never meet a half of it, and what is interrupted is completed by the next run.
    """
    from diglot.project import open_project
    from diglot.publish.running import publish_project, show_plan

    results, progress = consoles(no_color)
    opened = open_project(project, config, output)
    request = _request(opened, target, wanted)
    if dry_run:
        plan, notes = show_plan(opened, request)
        _print_plan(results, plan, kind)
        _print_notes(results if kind == "text" else progress, notes)
        return

    def agree(plan: Plan) -> bool:
        if not wanted["confirm"]:
            return True
        _print_plan(results, plan, kind)
        return click.confirm(f"Publish this to {request.target}?", err=True)

    shown = progress.is_terminal and not quiet and not wanted["confirm"]
    with _progress(progress, shown=shown) as tell:
        done = publish_project(opened, request, tell, agree)
    if not quiet:
        _print_done(results, done, kind)


@contextmanager
def _progress(console: Console, *, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Shows what is being done on a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:

        def tell(what: str, done: int, count: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=count or None)
            progress.update(tasks[what], completed=done)

        yield tell


def _request(project: Project, target: str | None, wanted: dict[str, Any]) -> Request:
    from diglot.publish.publisher import Wishes
    from diglot.publish.running import Request

    options = project.options.publish
    if not (address := target or options.target):
        raise UserError("no target is given; name one, or set `target` under `[publish]` in site/site.toml")
    _check_url(wanted["url"] or "", project.options.base_url)
    most = options.max_deletes if wanted["max_deletes"] is None else wanted["max_deletes"]
    wishes = Wishes(options.keep, options.grace, most, wanted["replace"], wanted["check"])
    return Request(address, wishes, wanted["rollback"], wanted["verify_all"], wanted["url"] or "")


def _check_url(url: str, base_url: str) -> None:
    """Raises `UserError` where the site cannot be asked for at its public address: best said before all is sent."""
    from diglot.external.addresses import parse_address

    address, name = (url, "--url") if url else (base_url, "base_url")
    if not address or (parse_address(address) and not set(address) & set("?#")):
        return
    meant = f"https://{address}"
    is_host = ":/" not in address and parse_address(meant) is not None
    hint = f"did you mean `{meant}`?" if is_host else "write one as in `https://help.example.com/`"
    raise UserError(f"`{address}`, as `{name}` has it, is no address of a site; {hint}")


def _print_plan(console: Console, plan: Plan, kind: str) -> None:
    from diglot.publish.plan import shown

    found = shown(plan)
    if kind == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    for name, mark in (("new", "+"), ("changed", "~"), ("deleted", "-")):
        paths = found[name]
        assert isinstance(paths, list)
        for path in paths[:_SHOWN]:
            console.print(f"{mark} {path}", soft_wrap=True)
        if len(paths) > _SHOWN:
            console.print(f"{mark} … and {len(paths) - _SHOWN:,} more", soft_wrap=True)
    console.print(_counted(plan), soft_wrap=True)


def _counted(plan: Plan) -> str:
    gone = len(plan.deleted) + len(plan.expired)
    return f"{len(plan.new):,} new, {len(plan.changed):,} changed, {gone:,} deleted, {plan.kept:,} kept"


def _print_notes(console: Console, notes: tuple[str, ...]) -> None:
    for note in notes:
        console.print(f"Note: {note}", soft_wrap=True)


def _print_done(console: Console, done: Done, kind: str) -> None:
    plan = done.outcome.plan
    if not done.outcome.is_done:
        console.print("Nothing was published.", soft_wrap=True)
        return
    if kind == "json":
        _print_plan(console, plan, kind)
        return
    _print_notes(console, done.notes)
    console.print(f"Published to {done.name}: {_counted(plan)}.", soft_wrap=True)
    if done.verified is not None:
        console.print(f"Verified: {done.verified:,} files are what the public gets.", soft_wrap=True)
    elif done.is_late:
        console.print("Not verified: its host shows what is new only after a while.", soft_wrap=True)
    else:
        console.print("Not verified: set `base_url`, or name the public address with `--url`.", soft_wrap=True)

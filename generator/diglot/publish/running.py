"""`diglot publish`, from a project and an address to what was done: puts site, target, journal and caches together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from diglot.errors import UserError, WorldError
from diglot.files import STATE
from diglot.project import Project
from diglot.publish.invalidation import invalidate
from diglot.publish.journal import Journal, Log
from diglot.publish.limits import exceeded
from diglot.publish.plan import Plan
from diglot.publish.publisher import Helpers, Outcome, Tell, Wishes, planned, publish
from diglot.publish.source import BuiltSite, open_site
from diglot.publish.store import Store
from diglot.publish.targets import open_target
from diglot.publish.verifying import samples, wrong_answers


class Request(NamedTuple):
    """What somebody asks of `diglot publish`."""

    target: str
    wishes: Wishes
    is_rollback: bool = False
    verifies_all: bool = False
    url: str = ""
    """Where the public finds the site; the project's `base_url` by default."""


class Done(NamedTuple):
    """What came of it."""

    outcome: Outcome
    name: str
    """The target, for people."""
    notes: tuple[str, ...]
    verified: int | None
    """How many files were asked for at the public address; nothing where there is none."""


def show_plan(project: Project, request: Request) -> tuple[Plan, tuple[str, ...]]:
    """Returns what publishing would do, and notes; touches nothing."""

    async def work() -> Plan:
        site, _ = _opened(project, request)
        store = open_target(request.target, project.options.publish.patience)
        try:
            return await planned(site, store, request.wishes, {})
        finally:
            await store.close()

    return asyncio.run(work()), _opened(project, request)[1]


def publish_project(project: Project, request: Request, tell: Tell, agree: Callable[[Plan], bool]) -> Done:
    """Publishes the built site of a project, or goes back to what was published before. Raises `UserError`."""
    return asyncio.run(_publish(project, request, tell, agree))


async def _publish(project: Project, request: Request, tell: Tell, agree: Callable[[Plan], bool]) -> Done:
    site, notes = _opened(project, request)
    options = project.options
    store = open_target(request.target, options.publish.patience)
    state = project.output.resolve().parent / STATE
    base = _with_slash(request.url or options.base_url)
    log = Log(state, store.name)
    helpers = Helpers(
        token_hex(8),
        Journal(state, store.name),
        log,
        tell,
        agree,
        partial(_invalidated, options.publish.invalidate, base),
    )
    try:
        outcome = await publish(site, store, request.wishes, helpers)
    except WorldError as error:
        log.note(f"failed: {error}")
        raise
    finally:
        await store.close()
    if not outcome.is_locked:
        notes = (*notes, f"`{store.name}` does not enforce its lock: see to it that nobody else publishes meanwhile")
    verified = await _verify(request, store, outcome, base, tell) if outcome.is_done and base else None
    return Done(outcome, store.name, notes, verified)


async def _invalidated(how: str, base: str, paths: list[str]) -> None:
    await invalidate(how, paths, base)


async def _verify(request: Request, store: Store, outcome: Outcome, base: str, tell: Tell) -> int:
    touched = (*outcome.plan.new, *outcome.plan.changed)
    files = outcome.files
    paths = sorted(files) if request.verifies_all else samples(files, touched, outcome.plan.next.number)
    tell("verifying", 0, len(paths))
    problems = await wrong_answers(base, files, paths, kinds=store.has_headers)
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems[:20])
        raise WorldError(
            f"everything was published, but {len(problems):,} of {len(paths):,} files are not what the public gets; "
            f"look at `--url` and at caches in front of `{store.name}`:\n{told}"
        )
    return len(paths)


def _opened(project: Project, request: Request) -> tuple[BuiltSite | None, tuple[str, ...]]:
    """Returns the built site, unless an earlier one is wanted, and what is worth a word about it."""
    if request.is_rollback:
        return None, ()
    _keep_apart(project.output, request.target)
    site = open_site(project.output)
    found = [
        problem
        for host in dict.fromkeys(project.options.publish.hosts)
        for problem in exceeded(host, site.files, lambda path: (site.root / path).read_bytes())
    ]
    if hard := [message for is_note, message in found if not is_note]:
        raise UserError("the site is too large for its host:\n" + "\n".join(f"  {message}" for message in hard))
    return site, tuple(message for _, message in found)


def _keep_apart(output: Path, target: str) -> None:
    if target.startswith("file:"):
        root, other = output.resolve(), Path(target.removeprefix("file://").removeprefix("localhost")).resolve()
        if root == other or root in other.parents or other in root.parents:
            raise UserError(f"`{target}` and the output folder `{output}` lie in one another; choose another target")


def _with_slash(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""

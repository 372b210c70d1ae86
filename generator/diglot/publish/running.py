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
from diglot.publish.git import Folders
from diglot.publish.invalidation import invalidate
from diglot.publish.journal import Journal, Log
from diglot.publish.limits import exceeded
from diglot.publish.plan import Plan
from diglot.publish.precompressed import with_compressed
from diglot.publish.publisher import Helpers, Outcome, Site, Tell, Wishes
from diglot.publish.source import BuiltSite, open_site
from diglot.publish.targets import Destination, folder_of, is_github, open_target, serves_compressed
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
    is_late: bool = False
    """Whether the public sees what was published only after a while."""


def show_plan(project: Project, request: Request) -> tuple[Plan, tuple[str, ...]]:
    """Returns what publishing would do, and notes; touches nothing."""

    async def work() -> tuple[Plan, tuple[str, ...]]:
        built, notes = _opened(project, request)
        site = await _with_compressed(project, request, built, lambda *_: None)
        target = await open_target(request.target, project.options.publish.patience, _folders(project))
        try:
            return await target.plan(site, request.wishes), notes
        finally:
            await target.close()

    return asyncio.run(work())


def publish_project(project: Project, request: Request, tell: Tell, agree: Callable[[Plan], bool]) -> Done:
    """Publishes the built site of a project, or goes back to what was published before. Raises `UserError`."""
    return asyncio.run(_publish(project, request, tell, agree))


async def _publish(project: Project, request: Request, tell: Tell, agree: Callable[[Plan], bool]) -> Done:
    built, notes = _opened(project, request)
    site = await _with_compressed(project, request, built, tell)
    options, folders = project.options, _folders(project)
    target = await open_target(request.target, options.publish.patience, folders)
    base = _with_slash(request.url or options.base_url)
    log = Log(folders.state, target.name)
    helpers = Helpers(
        token_hex(8),
        Journal(folders.state, target.name),
        log,
        tell,
        agree,
        partial(_invalidated, options.publish.invalidate, base),
    )
    try:
        outcome = await target.publish(site, request.wishes, helpers)
    except WorldError as error:
        log.note(f"failed: {error}")
        raise
    finally:
        await target.close()
    if not outcome.is_locked:
        notes = (*notes, f"`{target.name}` does not enforce its lock: see to it that nobody else publishes meanwhile")
    asks = outcome.is_done and base and (request.verifies_all or not target.is_late)
    verified = await _verify(request, target, outcome, base, options.publish.patience, tell) if asks else None
    return Done(outcome, target.name, notes, verified, target.is_late)


def _folders(project: Project) -> Folders:
    return Folders(project.output.resolve().parent / STATE, project.root)


async def _with_compressed(project: Project, request: Request, site: BuiltSite | None, tell: Tell) -> Site | None:
    """Returns the site with compressed files, if it is to have some and the target is of use for them."""
    encodings = tuple(dict.fromkeys(project.options.publish.precompress))
    if site is None or not encodings or not serves_compressed(request.target):
        return site
    memory = _folders(project).state / f"{project.output.resolve().name}.compressed"
    return await with_compressed(site, encodings, memory, tell)


async def _invalidated(how: str, base: str, paths: list[str]) -> None:
    await invalidate(how, paths, base)


async def _verify(request: Request, target: Destination, outcome: Outcome, base: str, patience: int, tell: Tell) -> int:
    touched = (*outcome.plan.new, *outcome.plan.changed)
    files = outcome.files
    paths = sorted(files) if request.verifies_all else samples(files, touched, outcome.plan.next.number)
    tell("verifying", 0, len(paths))
    problems = await wrong_answers(base, files, paths, kinds=target.has_headers, patience=patience)
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems[:20])
        raise WorldError(
            f"everything was published, but {len(problems):,} of {len(paths):,} files are not what the public gets; "
            f"look at `--url` and at caches in front of `{target.name}`:\n{told}"
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
        for host in dict.fromkeys([*project.options.publish.hosts, *(["github"] if is_github(request.target) else [])])
        for problem in exceeded(host, site.files, lambda path: (site.root / path).read_bytes())
    ]
    if hard := [message for is_note, message in found if not is_note]:
        raise UserError("the site is too large for its host:\n" + "\n".join(f"  {message}" for message in hard))
    return site, tuple(message for _, message in found)


def _keep_apart(output: Path, target: str) -> None:
    if target.startswith("file:"):
        root, other = output.resolve(), folder_of(target).resolve()
        if root == other or root in other.parents or other in root.parents:
            raise UserError(f"`{target}` and the output folder `{output}` lie in one another; choose another target")


def _with_slash(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""

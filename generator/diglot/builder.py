"""Puts a build together: takes the lock, recalls earlier builds, runs the story, leaves site, manifest and memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from diglot.bodies import BodyStore, DamagedMemoryError
from diglot.build import Build, Tell, build
from diglot.edits import rebuild
from diglot.errors import UserError
from diglot.files import (
    LOCK,
    MANIFEST,
    STATE,
    Site,
    existing,
    locked,
    manifest,
    owned,
    remove,
)
from diglot.ledger import Ledger, path_of, tally
from diglot.memories import Memories, keep, recall, recall_last
from diglot.model import Index
from diglot.outcome import Result, journal_of, leave
from diglot.policy import served_policy
from diglot.profiles import load_profiles
from diglot.profiling import Profile, Timed
from diglot.project import Prepared, Project, content_folders, prepare, runner
from diglot.render import MisdrawnError
from diglot.render.offline import Made, render_worker
from diglot.run import kept
from diglot.run_memory import Built, LocaleCount, are_intact
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.theme import load_theme, template_file
from diglot.work import look_round
from diglot.workshop import DiskWorkshop, Means


@kept()
def build_project(
    project: Project,
    chosen: tuple[str, ...],
    jobs: int | None,
    tell: Tell,
    *,
    checks: bool = True,
    remembers: bool = True,
    profile: Profile | None = None,
) -> Result:
    """Builds the site of `project` into its output folder; of all its locales, or of the `chosen` ones only.

    With `checks` the texts are looked at as well, as `diglot check` does. With `remembers` what earlier builds made is
    used where it is still true, and what this one makes is kept; `profile` hears how long things take. Raises
    `UserError`.
    """
    work = partial(_build, jobs=jobs, tell=profile.telling(tell) if profile else tell, checks=checks, profile=profile)
    folders = content_folders(project)
    root = project.output.resolve()
    state = root.parent / STATE
    with locked(root, state):
        # What builds leave behind that are killed; they leave a journal as well.
        scratch, was_killed = state / f"{root.name}.scratch", journal_of(root).exists()
        shutil.rmtree(scratch, ignore_errors=True)
        if not remembers:
            return _without_memory(work, project, prepare(project, chosen, folders), scratch)
        folder, told = state / f"{root.name}.build", (checks, chosen)
        known = recall_last(project, folders, told, folder)
        if (last := known.last) and not was_killed and are_intact(root, last.outputs):
            return Result(last.diagnostics, last.locales, 0, 0, len(last.outputs), last.size)
        try:
            if not checks and not was_killed and (result := rebuild(project, known, folder, told, tell, profile)):
                return result
        except DamagedMemoryError:
            # The whole build finds it as well, and says so.
            pass
        # It knows of every file of the site, and nobody asks any more.
        known = known._replace(before=None)
        prepared = prepare(project, chosen, folders)
        try:
            memories = recall(project, prepared, known, folder, told)
            result = work(project, prepared, memories)
        except DamagedMemoryError as error:
            shutil.rmtree(folder)
            memories = recall(project, prepared, known, folder, told)
            note = f"the memory of earlier builds is damaged and is made anew: {error}"
            result = work(project, prepared, memories._replace(notes=(note,)))
        elsewhere = prepared.content.beside.elsewhere
        built = Built(memories.inputs, result.diagnostics, result.locales, result.outputs, result.size, elsewhere)
        return result._replace(notes=(*result.notes, *keep(folder, memories, None if result.failures else built)))


def differences(project: Project, chosen: tuple[str, ...], jobs: int | None, tell: Tell, *, checks: bool) -> list[str]:
    """Returns the files in which the site of `project` differs from one that is built without any memory.

    It is built for that, beside what is remembered, and removed again. Files that no build wrote do not count.
    """
    root = project.output.resolve()
    folder = root.parent / STATE / f"{root.name}.verify"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        fresh = folder / root.name
        build_project(project._replace(output=fresh), chosen, jobs, tell, checks=checks, remembers=False)
        with locked(root, root.parent / STATE):
            paths = owned(root, journal_of(root)) | existing(fresh)
            return sorted(path for path in paths if _content(root / path) != _content(fresh / path))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def forget(project: Project, *, site: bool) -> int:
    """Removes what earlier builds and checks of `project` keep; with `site` also all files of it that a build wrote.

    Returns how many files of the site were removed.
    """
    root = project.output.resolve()
    state = root.parent / STATE
    if not state.exists() and not root.exists():
        return 0
    with locked(root, state):
        removed = remove(root, sorted(owned(root, journal_of(root)))) if site else 0
        for path in state.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK and (site or path != journal_of(root)):
                # As long as the site is there, the journal of a build that was killed says whose its files are.
                path.unlink()
    return removed


def _without_memory(
    work: Callable[[Project, Prepared, Memories], Result], project: Project, prepared: Prepared, scratch: Path
) -> Result:
    scratch.mkdir(parents=True)
    try:
        return work(project, prepared, Memories(BodyStore(str(scratch))))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _build(
    project: Project,
    prepared: Prepared,
    memories: Memories,
    *,
    jobs: int | None,
    tell: Tell,
    checks: bool,
    profile: Profile | None,
) -> Result:
    settings, folders, content = prepared.settings, prepared.folders, prepared.content
    theme = load_theme(project.root, project.options.accent)
    profiles = load_profiles(project.root, settings.source_locale, settings.locales) if checks else None
    root = project.output.resolve()
    journal = journal_of(root)
    with ExitStack() as stack:
        run = runner(stack, jobs, content)
        # While it is looked at what changed, another process starts, looks round and is there for the search.
        standing = run.start(look_round, (root, journal))
        means = Means(
            Timed(run, profile) if profile else run,
            lambda: Site(str(root), str(journal), standing().foreign),
            folders,
            DiskLibrary(project.root, folders, settings.source_locale),
            content.beside.moved,
            profiles,
            memories.bodies,
            memories.pages.next_store if memories.pages else 1,
            memories.pages.started if memories.pages else 0,
            memories.pages,
            memories.site,
            memories.facts,
            profile,
        )
        workshop = DiskWorkshop(means)
        try:
            built = build(settings, theme, content, workshop, tell, profiles)
        except MisdrawnError as error:
            raise UserError(f"the theme cannot be used: {_explained(project.root, error)}") from error
        tell("search", 0, len(settings.locales))
        workshop.finish()
        if settings.offline:
            made = [Made(entry.path, entry.digest, entry.size) for entry in workshop.written]
            workshop.write(render_worker(built.examined.settings, theme, built.index, made))
        before, written = standing().ours, workshop.written
        # What it knows of pages makes room for the files, which are all looked at now.
        del workshop, means
    return _finished(root, before, written, built, settings)._replace(notes=memories.notes)


def _finished(root: Path, before: frozenset[str], files: Ledger, built: Build, settings: Settings) -> Result:
    """Removes what belongs to the site no more, and says what it consists of now; `before` is what it consisted of."""
    gone = before.difference((MANIFEST,), map(path_of, files.rows()))
    redirects = {old: new.address for old, new in built.index.redirects.items()}
    removed, outputs = leave(root, gone, files.rows(), manifest(files, redirects, served_policy(settings)))
    changed, size = tally(files.rows())
    return Result(
        built.diagnostics,
        _counted(built.index),
        changed,
        removed,
        len(outputs),
        size,
        build=built,
        outputs=outputs,
    )


def _counted(index: Index) -> tuple[LocaleCount, ...]:
    counts: dict[str, LocaleCount] = {}
    for page, summary in index.pages.items():
        one = counts.get(page.locale) or LocaleCount(page.locale, 0, 0, True)
        counts[page.locale] = one._replace(
            pages=one.pages + 1, units=one.units + summary.units, is_generated=one.is_generated and summary.generated
        )
    return tuple(counts.values())


def _explained(project: Path, error: MisdrawnError) -> str:
    place = f"{template_file(project, error.name)}:{error.line}: " if error.name else ""
    return f"{place}{error.message}"

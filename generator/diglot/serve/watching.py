"""Watches the files that a site is made from, and says which of them changed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from watchfiles import Change, awatch

from diglot.errors import UserError
from diglot.files import STATE
from diglot.options import Options
from diglot.project import Project, configurations, content_folders, open_project
from diglot.serve.values import Reading

_STEP, _DEBOUNCE = 10, 60
"""Milliseconds: after so many without a change those before are told, after so many they are told anyway."""
_NO_NAME = "Unable to decode path"
"""What watchfiles says of names that are no UTF-8."""
_PAUSE = 1.0
"""So many seconds are between two looks at all files, where nobody tells of them."""
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "obj", "_site"})
_PASSING = ("~", ".swp", ".swx", ".tmp", ".bak", ".log")
"""How the names of files end that editors leave for a moment; others are numbers. Into a log a server may write itself,
of each change, that of the log included."""
_SETTING_UP = ".openpublishing."
"""How the configurations of docsets begin, which are read although they begin with a dot."""


class Watched(NamedTuple):
    """What is watched."""

    deep: frozenset[str]
    """Real paths of folders, with everything below them."""
    flat: frozenset[str]
    """Of folders whose files are watched, but not what is in folders below."""


def watched(project: Project, folders: Iterable[Path], elsewhere: Iterable[str] = ()) -> Watched:
    """Returns where changes may be that the site of `project` depends on; `folders` are those of its content."""
    folders = list(folders)
    left_out = frozenset({str(project.output.resolve()), str(project.output.resolve().parent / STATE)})
    wanted = [*folders, project.root / "site", project.root / "locales", *map(Path, elsewhere)]
    deep: set[str] = set()
    flat = {os.path.realpath(path.parent) for path in configurations(project, folders)} | {
        os.path.realpath(project.root)
    }
    flat.update(os.path.realpath((project.root / path).parent) for path in project.options.links.xref_maps)
    if (content := project.root / (project.options.content or "content")).is_dir():
        # A new locale is a new folder there.
        flat.add(os.path.realpath(content))
    for folder in wanted:
        _add(os.path.realpath(folder), left_out, deep, flat)
    return Watched(frozenset(deep), frozenset(flat))


def _add(folder: str, left_out: frozenset[str], deep: set[str], flat: set[str]) -> None:
    """Adds a folder; where the site is in it, only the others in it, since that has as many of them as pages."""
    if not Path(folder).is_dir():
        return
    if not any(path.startswith(folder + os.sep) or path == folder for path in left_out):
        deep.add(folder)
        return
    flat.add(folder)
    with os.scandir(folder) as entries:
        for entry in entries:
            is_passed_over = entry.name.startswith(".") or entry.name in _PASSED_OVER or entry.path in left_out
            if not is_passed_over and entry.is_dir(follow_symlinks=False):
                _add(entry.path, left_out, deep, flat)


def watch_of(root: Path, config: Path | None, reading: Reading | None) -> Watched:
    """Returns what is watched of the project in `root`; `config` is its configuration, if that is named."""
    try:
        project = open_project(root, config, None)
        folders = list(content_folders(project).values())
    except UserError:
        # As long as the configuration is broken, at least its mending is noticed.
        project, folders = Project(root, Options(), root / Options().output), []
    found = watched(project, folders, reading.beside.elsewhere if reading else ())
    return found._replace(flat=found.flat | {os.path.realpath(config.parent)}) if config else found


async def changes(where: Watched, stop: asyncio.Event) -> AsyncIterator[set[str]]:
    """Yields real paths of files and folders that were changed, made or removed, soon after they were, until `stop`."""
    queue: asyncio.Queue[set[str]] = asyncio.Queue()

    async def follow(paths: frozenset[str], *, recursive: bool) -> None:
        options = {"step": _STEP, "debounce": _DEBOUNCE, "recursive": recursive, "stop_event": stop}
        try:
            async for batch in awatch(*sorted(paths), watch_filter=_is_told, **options):  # type: ignore[arg-type]
                queue.put_nowait({path for _, path in batch})
        except (RuntimeError, ExceptionGroup) as error:
            if _NO_NAME not in repr(error):
                raise
            # A name that is no UTF-8 ends it, even where the file is only read. What else was told with it is lost: a
            # file that is not there has all of them looked at.
            queue.put_nowait({f"{min(paths)}{os.sep}?"})
            async for changed in _polled(paths, stop, recursive=recursive):
                queue.put_nowait(changed)

    flat = where.flat - where.deep
    tasks: list[asyncio.Task[Any]] = [
        asyncio.create_task(follow(paths, recursive=deep))
        for paths, deep in ((where.deep, True), (flat, False))
        if paths
    ]
    ended: asyncio.Task[Any] = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            arrived = asyncio.create_task(queue.get())
            await asyncio.wait([arrived, ended, *tasks], return_when=asyncio.FIRST_COMPLETED)
            if arrived.done():
                yield arrived.result()
                continue
            arrived.cancel()
            for task in tasks:
                if task.done() and not stop.is_set():
                    task.result()
    finally:
        for task in (*tasks, ended):
            task.cancel()


async def _polled(paths: frozenset[str], stop: asyncio.Event, *, recursive: bool) -> AsyncIterator[set[str]]:
    """Yields what changed in folders, found out by looking at all files time and again."""
    before = await asyncio.to_thread(_times, paths, recursive=recursive)
    while not stop.is_set():
        await asyncio.sleep(_PAUSE)
        after = await asyncio.to_thread(_times, paths, recursive=recursive)
        changed = {path for path, _ in before.items() ^ after.items() if _is_told(Change.modified, path)}
        before = after
        if changed:
            yield changed


def _times(folders: Iterable[str], *, recursive: bool) -> dict[str, tuple[int, int]]:
    """Returns when each file was changed, in nanoseconds, and its size; of a folder, that it is there."""
    found: dict[str, tuple[int, int]] = {}
    for top in folders:
        for folder, below, files in os.walk(top):
            found |= {f"{folder}{os.sep}{name}": (0, 0) for name in below}
            for path in (f"{folder}{os.sep}{name}" for name in files):
                with suppress(OSError):
                    # It went meanwhile, or is a link to nothing.
                    state = os.stat(path)  # noqa: PTH116 - a name may be no text
                    found[path] = (state.st_mtime_ns, state.st_size)
            if not recursive:
                below.clear()
    return found


def _is_told(_: Change, path: str) -> bool:
    folder, name = os.path.split(path)
    is_hidden = name.startswith((".", "#")) and not name.startswith(_SETTING_UP)
    return not (is_hidden or name.endswith(_PASSING) or name.isdecimal() or f"{os.sep}.git" in folder)

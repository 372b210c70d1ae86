"""The life of a server: reads the project, follows its files, and lets requests wait for the change they belong to."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from diglot.errors import UserError
from diglot.files import with_excerpts
from diglot.model import Output, PageId
from diglot.project import Project, open_project
from diglot.render import MisdrawnError
from diglot.serve.alone import Alone, Found
from diglot.serve.changes import Changes, changes_of
from diglot.serve.desk import Desk, Told, files_of, store_of
from diglot.serve.findings import as_json, counted, differences, unpack
from diglot.serve.glance import first_look
from diglot.serve.hub import Hub, Listener
from diglot.serve.messenger import Messenger
from diglot.serve.problems import problem_of, template_problem
from diglot.serve.tabs import announce, catch_up, warn
from diglot.serve.values import Indexed, Problem, Progress, Reading, Request
from diglot.serve.watching import Watched, changes, watch_of
from diglot.settings import Settings
from diglot.theme import load_theme

_QUIET = 0.7
"""Seconds without a change after which everything is read again that an edit of one article may have changed."""
_LEAD = 0.05
"""Seconds that the first look leaves to those who waited for the server to start: their articles are drawn before."""
_SETUP, _THEME = "setup", "theme"
"""What may have a mistake, each mended by itself."""


class NotReadyError(Exception):
    """Nothing can be shown yet."""


class Session:
    """All that happens, in one loop of events; what takes long is done in threads and processes."""

    def __init__(self, request: Request, say: Callable[..., None]) -> None:
        """`say` prints for people: a line, or a finding that came or went."""
        self.root = Path(os.path.realpath(request.root))
        self.hub = Hub()
        self.progress = Progress()
        self._request = request
        self._say = say
        self._problems: dict[str, Problem] = {}
        self._desk: Desk | None = None
        self._alone: Alone | None = Alone(request)
        self._stop = asyncio.Event()
        self._rewatch = asyncio.Event()
        self._wanted = asyncio.Event()
        self._news = asyncio.Condition()
        self._asked = self._answered = self._glanced = 0
        """How many changes there were that requests wait for, how many of them were read, or only looked at."""
        self._last_change = 0.0
        self._since: set[PageId] = set()
        """Pages whose files changed since the reading that is under way began."""
        self._drawing = asyncio.Lock()
        self._messenger = Messenger(request)
        self._indexed: set[str] = set()
        """The locales that can be searched."""
        self._stale: set[str] = set()
        """Those whose search does not know the newest texts yet."""

    # Life

    async def run(self) -> None:
        """Reads, watches and tells, until `close`."""
        self._want(waits=True)
        tasks = [asyncio.create_task(work) for work in (self._keep_reading(), self._keep_watching())]
        ending = asyncio.create_task(self._stop.wait())
        try:
            done, _ = await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (*tasks, ending):
                task.cancel()
            self._messenger.end()

    def close(self) -> None:
        """Ends everything, open connections too."""
        self._stop.set()
        self.hub.close()
        self._messenger.end()

    # Reading all

    def _want(self, *, waits: bool) -> None:
        self._asked += waits
        self._last_change = asyncio.get_running_loop().time()
        self._wanted.set()

    async def _keep_reading(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wanted.wait()
            while self._asked == self._answered and (left := self._last_change + _QUIET - loop.time()) > 0:
                await asyncio.sleep(left)
            self._wanted.clear()
            asked, self._since = self._asked, set()
            try:
                project = await asyncio.to_thread(open_project, self.root, self._request.config, None)
                if self._desk is None:
                    await self._glance(project)
                await self._take(project, await self._messenger.read(self._hear, self._known))
                self._settle(_SETUP, None)
            except UserError as error:
                self._settle(_SETUP, problem_of(self.root, str(error)))
                self._rewatch.set()
            async with self._news:
                self._answered = asked
                self._news.notify_all()
            await self._tell_tabs()

    async def _glance(self, project: Project) -> None:
        """Shows the pages of a large project from a first look: each is read when somebody asks for it."""
        await asyncio.sleep(_LEAD)
        async with self._drawing:
            pass
        desk = await asyncio.to_thread(first_look, project, self._request)
        if desk is None:
            return
        self._desk, self._alone = desk, None
        self._say(f"{len(desk.reading.index.pages):,} pages can be read; what needs all of them comes soon")
        self._rewatch.set()
        async with self._news:
            self._glanced = self._asked
            self._news.notify_all()
        await self._tell_tabs()

    async def _take(self, project: Project, reading: Reading) -> None:
        shown, before = self._desk, self._full_desk
        # At once: the first search may be there while the desk is made.
        self._stale = set(reading.settings.locales) if before else set()
        bodies = store_of(self._request)
        async with self._drawing:
            # It may have changed since the reading began.
            theme = await asyncio.to_thread(load_theme, project.root, project.options.accent)
            desk = await asyncio.to_thread(Desk, project, reading, theme, bodies)
            if known := [page for page in self._since if page in reading.leaves]:
                await asyncio.to_thread(desk.renew, known)
            self._desk, self._alone = desk, None
        self._rewatch.set()
        if before:
            for file in files_of(desk.findings, before.findings):
                self._tell_findings(Told(file, unpack(before.findings.get(file)), unpack(desk.findings.get(file))))
        else:
            said = await asyncio.to_thread(counted, desk.findings)
            self._say(f"{len(reading.index.pages):,} pages are read; findings: {said}")
            for note in reading.notes:
                self._say(f"Note: {note}")
        if shown:
            shown.retire()
        # What stays for long need not be looked through whenever memory is tidied up: that would stop everybody.
        gc.collect()
        gc.freeze()

    async def _hear(self, message: Progress | Indexed) -> None:
        if isinstance(message, Progress):
            self.progress = message
            return
        if all(page.locale != message.locale for page in self._since):
            self._stale.discard(message.locale)
        async with self._news:
            self._indexed.add(message.locale)
            self._news.notify_all()
        self._tell_panels()

    # Following files

    async def _keep_watching(self) -> None:
        while not self._stop.is_set():
            where = await asyncio.to_thread(self._where)
            self._rewatch.clear()
            stop = asyncio.Event()
            again = asyncio.create_task(self._again(where, stop))
            try:
                async for paths in changes(where, stop):
                    await self._changed(paths)
            finally:
                again.cancel()

    async def _again(self, where: Watched, stop: asyncio.Event) -> None:
        """Sets `stop` once something else has to be watched than `where`."""
        while not stop.is_set():
            await self._rewatch.wait()
            self._rewatch.clear()
            if await asyncio.to_thread(self._where) != where:
                stop.set()
                self._want(waits=False)  # What came in between was not heard of.

    def _where(self) -> Watched:
        return watch_of(self.root, self._request.config, self._reading)

    async def _changed(self, paths: set[str]) -> None:
        async with self._drawing:
            if self._desk is None:
                self._want(waits=True)
                return
            found = await asyncio.to_thread(changes_of, self._desk, str(self.root), paths)
            # A folder that came back is no file that was known.
            if not (found.files or found.whole or _SETUP in self._problems):
                return
            # Whoever asks from now on waits for what is done below.
            announce(self.hub, self._desk.press, str(self.root), found.files)
            for path in found.files:
                self._say(f"changed: {os.path.relpath(path, self.root)}")
            self._since.update(found.pages)
            if found.whole or found.later or _SETUP in self._problems:
                self._want(waits=found.whole)
            told = await self._renew(found)
        for one in told:
            self._tell_findings(one)
        if found.pages:
            self._stale.update(page.locale for page in found.pages)
            self._tell_panels()
        if found.theme:
            await self._tell_tabs()

    async def _renew(self, found: Changes) -> list[Told]:
        """Reads again by themselves the pages that changed, and the theme; the desk is not drawn from meanwhile."""
        assert self._desk is not None
        told = []
        if found.pages and not found.whole:
            told = await asyncio.to_thread(self._desk.renew, found.pages)
        if found.theme:
            project = self._desk.project
            try:
                self._desk.dress(await asyncio.to_thread(load_theme, project.root, project.options.accent))
                self._settle(_THEME, None)
            except UserError as error:
                self._settle(_THEME, problem_of(self.root, str(error)))
        return told

    def _settle(self, what: str, problem: Problem | None) -> None:
        """Notes a mistake, or that there is none any more."""
        before = self._problems.pop(what, None)
        if problem:
            self._problems[what] = problem
        if self._stop.is_set():
            return
        if problem and problem != before:
            self._say(problem.message, "error")
        elif before and not problem:
            self._say("the mistake is mended", "good")

    # Telling

    def _tell_findings(self, told: Told) -> None:
        came, gone = differences(told.before, told.after)
        for found in with_excerpts(self.root, came):
            self._say(found, "came")
        for found in gone:
            self._say(found, "gone")

    def _tell_panels(self) -> None:
        for tab in self.hub.tabs:
            tab.tell(kind="findings")

    async def _tell_tabs(self) -> None:
        for tab in self.hub.tabs:
            await self.join(tab)

    async def join(self, tab: Listener) -> None:
        """Tells a tab what it missed: its page again if it would look otherwise now, or why it cannot be shown."""
        if tab.page is None:
            return
        if self._desk and not self.problem and (error := await catch_up(tab, self._desk.press, self._shown)):
            self._settle(_THEME, template_problem(self.root, self._desk.press.theme, error))
        if self.problem:
            warn(tab, self.problem)

    @property
    def _reading(self) -> Reading | None:
        return self._desk.reading if self._desk else None

    @property
    def _full_desk(self) -> Desk | None:
        return None if self.is_glancing else self._desk

    @property
    def _known(self) -> Reading | None:
        """The last reading of the whole project."""
        return self._full_desk.reading if self._full_desk else None

    @property
    def is_glancing(self) -> bool:
        """True as long as there was only a first look at the project."""
        return self._desk is not None and self._desk.reading.is_glance

    @property
    def problem(self) -> Problem | None:
        """Why the site cannot be shown as it is now; None if it can."""
        return next(iter(self._problems.values()), None)

    def findings(self, path: str) -> dict[str, Any]:
        """Returns what the panel shows on the page at `path`: findings, the state of the search, and a problem."""
        found: list[dict[str, Any]] = []
        page = self._desk.press.pages.get(path) if self._desk else None
        if self._desk and page:
            summary = self._desk.reading.index.pages[page]
            found = [] if summary.generated else as_json(unpack(self._desk.findings.get(summary.file)))
        locale = page.locale if page else ""
        return {
            "findings": found,
            "search": "stale" if locale in self._stale else "ready" if locale in self._indexed else "building",
            "problem": self.problem._asdict() if self.problem else None,
        }

    # Answering

    async def ready(self, patience: float | None = None, *, whole: bool = False) -> Settings:
        """Waits for the change that a request belongs to, at most so many seconds; returns the settings of the site.

        A first look is enough, unless the `whole` project has to be read.
        Raises `NotReadyError` where nothing can be shown yet.
        """
        asked = self._asked
        try:
            async with asyncio.timeout(patience), self._news:
                await self._news.wait_for(lambda: self._seen(whole=whole) >= asked or self._stop.is_set())
        except TimeoutError as error:
            raise NotReadyError from error
        if self._desk is None:
            raise NotReadyError
        return self._desk.reading.settings

    def _seen(self, *, whole: bool) -> int:
        return self._answered if whole else max(self._answered, self._glanced)

    @property
    def has_pages(self) -> bool:
        """True once the project was read."""
        return self._desk is not None

    @property
    def prefix(self) -> str:
        """See `Press.prefix`."""
        return self._desk.press.prefix if self._desk else ""

    def explained(self, error: MisdrawnError) -> Problem:
        """Returns what is wrong with a template that could not be drawn."""
        assert self._desk is not None
        return template_problem(self.root, self._desk.press.theme, error)

    async def output(self, path: str) -> Output | None:
        """Returns the file of the site at `path`; None where there is none. Raises `MisdrawnError` and `UserError`."""
        assert self._desk is not None
        if "/pagefind/" in path:
            return await self._of_search(path)
        if not self.is_glancing and (changed := await asyncio.to_thread(self._desk.newer_than_read, path)):
            # Whoever is quicker than the watcher sees what was saved as well.
            await self._changed({changed})
        async with self._drawing:
            return await asyncio.to_thread(self._desk.find, path)

    async def alone(self, path: str) -> Found | None:
        """Returns an article by itself, or what it shows, as long as nobody has looked at all; None for what waits."""
        # The first look may end while others are waited for here.
        if (alone := self._alone) is None:
            return None
        async with self._drawing:
            return await asyncio.to_thread(alone.find, path)

    async def not_found(self, path: str) -> Output:
        """Returns the page that is shown in place of one that is not there."""
        assert self._desk is not None
        async with self._drawing:
            return await asyncio.to_thread(self._desk.press.nearest_404, path)

    async def _shown(self, path: str) -> Output:
        assert self._desk is not None
        async with self._drawing:
            desk = self._desk
            return await asyncio.to_thread(lambda: desk.find(path) or desk.press.nearest_404(path))

    async def _of_search(self, path: str) -> Output | None:
        """Returns a file of the search. Who asks for one before there are any waits."""
        assert self._desk is not None
        settings = self._desk.reading.settings
        locale = next((one for one in settings.locales if path.startswith(f"{one.lower()}/pagefind/")), "")
        if not locale or not settings.search:
            return None
        async with self._news:
            await self._news.wait_for(lambda: locale in self._indexed or self._stop.is_set())
        root = self._request.folder / "search"
        file = Path(os.path.realpath(root / path))
        if file.is_relative_to(os.path.realpath(root)):
            with suppress(OSError):
                return Output(path, await asyncio.to_thread(file.read_bytes))
        return None

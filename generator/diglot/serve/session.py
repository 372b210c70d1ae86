"""The life of a server: reads the project, follows its files, and lets requests wait for the change they belong to."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from re import compile as pattern
from typing import Any

from jinja2 import TemplateError

from diglot.bodies import BodyStore
from diglot.errors import UserError
from diglot.files import with_excerpts
from diglot.looks import Theme
from diglot.model import Output, PageId
from diglot.project import Project, content_folders, open_project
from diglot.serve.desk import Desk, Told, files_of
from diglot.serve.findings import as_json, differences, of_files, unpack
from diglot.serve.hub import Hub, Listener
from diglot.serve.messenger import Messenger
from diglot.serve.problems import problem_of, template_problem
from diglot.serve.values import Indexed, Problem, Progress, Reading, Request
from diglot.serve.watching import Watched, changes, watch_of
from diglot.theme import load_theme

_QUIET = 0.7
"""Seconds without a change after which everything is read again that an edit of one article may have changed."""
_FEW = 40
"""So many pages are read again at once; where more depend on a file, all are read."""
_STYLE = pattern(rb"assets/([a-z0-9-]+)\.[0-9a-f]{8}\.css")


class NotReadyError(Exception):
    """Nothing can be shown yet."""


class Session:
    """All that happens, in one loop of events; what takes long is done in threads and processes."""

    def __init__(self, request: Request, say: Callable[..., None]) -> None:
        """`say` prints for people: a line, or a finding that came or went."""
        self._request = request
        self._say = say
        self.hub = Hub()
        self.progress = Progress()
        self.problem: Problem | None = None
        self.stale: set[str] = set()
        """The locales whose search does not know the newest texts yet."""
        self._desk: Desk | None = None
        self._project: Project | None = None
        self._stop = asyncio.Event()
        self._rewatch = asyncio.Event()
        self._wanted = asyncio.Event()
        self._news = asyncio.Condition()
        self._asked = self._answered = 0
        """How many changes there were that requests wait for, and how many of them were read."""
        self._last_change = 0.0
        self._since: set[PageId] = set()
        """Pages whose files changed since the reading that is under way began."""
        self._drawing = asyncio.Lock()
        self._messenger = Messenger(request)
        self._indexed: dict[str, bool] = {}

    # Life

    async def run(self) -> None:
        """Reads, watches and tells, until `close`."""
        self._want(waits=True)
        tasks = [asyncio.create_task(work) for work in (self._keep_reading(), self._keep_watching())]
        try:
            done, _ = await asyncio.wait(
                [*tasks, asyncio.create_task(self._stop.wait())], return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if task in tasks:
                    task.result()
        finally:
            for task in tasks:
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
            problem: Problem | None = None
            try:
                project = await asyncio.to_thread(open_project, self._request.root, self._request.config, None)
                theme = await asyncio.to_thread(load_theme, project.root, project.options.accent)
                reading = await self._messenger.read(self._hear)
                await self._take(project, reading, theme)
            except UserError as error:
                problem = problem_of(self._request.root, str(error))
            await self._settle(problem, asked)

    async def _settle(self, problem: Problem | None, asked: int) -> None:
        """Lets those go on who waited for the first `asked` changes."""
        if self._stop.is_set():
            return
        if problem and problem != self.problem:
            self._say(problem.message, "error")
        elif self.problem and not problem:
            self._say("the mistake is mended", "good")
        self.problem = problem
        async with self._news:
            self._answered = max(self._answered, asked)
            self._news.notify_all()
        await self._tell_tabs()

    async def _hear(self, message: Progress | Indexed) -> None:
        if isinstance(message, Progress):
            self.progress = message
            return
        self.stale.discard(message.locale)
        async with self._news:
            self._indexed[message.locale] = True
            self._news.notify_all()
        for tab in self.hub.tabs:
            tab.tell(kind="findings")

    async def _take(self, project: Project, reading: Reading, theme: Any) -> None:
        before = self._desk
        desk = await asyncio.to_thread(Desk, project, reading, theme, self._store())
        known = [page for page in self._since if page in reading.leaves]
        async with self._drawing:
            if known:
                await asyncio.to_thread(_renew, desk, known)
            self._desk, self._project = desk, project
        self.stale = set(reading.settings.locales) if before else set()
        self._rewatch.set()
        gc.collect()
        gc.freeze()
        if before is None:
            await self._introduce(desk)
            return
        for file in files_of(desk.findings, before.findings):
            self._tell_findings(Told(file, unpack(before.findings.get(file)), unpack(desk.findings.get(file))))

    async def _introduce(self, desk: Desk) -> None:
        counts = await asyncio.to_thread(of_files, desk.findings)
        said = ", ".join(
            f"{counts[word]:,} {word}{'s' if word != 'info' and counts[word] != 1 else ''}"
            for word in ("error", "warning", "info")
            if counts[word]
        )
        self._say(f"{len(desk.reading.index.pages):,} pages are read; findings: {said or 'none'}")
        for note in desk.reading.notes:
            self._say(f"Note: {note}")

    def _store(self) -> BodyStore:
        return BodyStore(str(self._request.folder / "pages"))

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
        while True:
            await self._rewatch.wait()
            self._rewatch.clear()
            if await asyncio.to_thread(self._where) != where:
                stop.set()
                return

    def _where(self) -> Watched:
        root = self._request.root
        try:
            project = open_project(root, self._request.config, None)
            folders = list(content_folders(project).values())
        except UserError:
            # As long as the configuration is broken, at least its mending is noticed.
            project, folders = Project(root, _no_options(), root / "public"), [root / "content"]
        reading = self._desk.reading if self._desk else None
        found = watch_of(project, reading, folders)
        own = self._request.config
        return found._replace(flat=found.flat | {os.path.realpath(own.parent)}) if own else found

    async def _changed(self, paths: set[str]) -> None:
        desk = self._desk
        root = os.path.realpath(self._request.root)
        theme = [
            path
            for path in paths
            if path.startswith((f"{root}{os.sep}site{os.sep}templates", f"{root}{os.sep}site{os.sep}assets"))
        ]
        catalogs = [path for path in paths if path.endswith("messages.po")]
        rest = [path for path in paths if path not in theme and path not in catalogs and not Path(path).is_dir()]
        if desk is None:
            self._want(waits=True)
            return
        pages: dict[PageId, None] = {}
        whole = False
        for path in rest:
            own = desk.pages_of(path)
            if own and Path(path).is_file():
                changed = await asyncio.to_thread(desk.is_changed, own[0])
                pages.update(dict.fromkeys(own if changed else ()))
                told = own if changed else None
            else:
                told = desk.pages_with(path)
                pages.update(dict.fromkeys(told))
                whole = whole or not told or not Path(path).is_file()
            if told is not None:
                self._announce(path, told)
        for path in (*theme, *catalogs):
            self._announce(path, [])
        if pages:
            self._since.update(pages)
            await self._renew(desk, list(pages), whole=whole or len(pages) > _FEW)
        if whole or len(pages) > _FEW:
            self._want(waits=True)
        elif pages:
            self._want(waits=False)
        if theme or catalogs:
            await self._dress(desk)

    def _announce(self, path: str, pages: list[PageId]) -> None:
        """Says that a file changed, at once: to everybody who wants to know, and to tabs that show one of `pages`."""
        assert self._desk is not None
        root = os.path.realpath(self._request.root)
        press = self._desk.press
        addresses = [f"/{press.prefix}{address}" for page in pages for address in press.addresses(page)]
        shown = os.path.relpath(path, root)
        kind = "style" if path.endswith(".css") else "reload"
        for one in self.hub.others:
            one.tell(kind=kind, file=shown, pages=addresses)
        wanted = {f"{address.removeprefix(f'/{press.prefix}')}" for address in addresses}
        for tab in self.hub.tabs:
            if tab.page in wanted:
                tab.tell(kind="reload", file=shown)
                tab.version = ""
        self._say(f"changed: {shown}")

    async def _renew(self, desk: Desk, pages: list[PageId], *, whole: bool) -> None:
        """Reads pages again that changed; requests for pages wait for it."""
        async with self._drawing:
            if whole:
                return
            told = await asyncio.to_thread(_renew, desk, pages)
        self.stale.update(page.locale for page in pages)
        for one in told:
            self._tell_findings(one)
        for tab in self.hub.tabs:
            tab.tell(kind="findings")

    async def _dress(self, desk: Desk) -> None:
        """Draws with the theme as it is now."""
        assert self._project is not None
        try:
            theme = await asyncio.to_thread(load_theme, self._project.root, self._project.options.accent)
        except UserError as error:
            await self._settle(problem_of(self._request.root, str(error)), 0)
            return
        async with self._drawing:
            desk.with_theme(theme)
        await self._settle(await self._try_drawing(), 0)

    async def _try_drawing(self) -> Problem | None:
        """Returns what is wrong with the templates, as far as one page of each open tab tells."""
        for path in dict.fromkeys([tab.page or "" for tab in self.hub.tabs] or [""]):
            try:
                await self._drawn(f"{path}index.html" if path.endswith("/") or not path else path)
            except TemplateError as error:
                assert self._desk is not None
                return template_problem(self._request.root, self._desk.press.theme, error)
        return None

    def _tell_findings(self, told: Told) -> None:
        came, gone = differences(told.before, told.after)
        for found in with_excerpts(self._request.root, came):
            self._say(found, "came")
        for found in gone:
            self._say(found, "gone")

    # Answering

    async def output(self, path: str) -> tuple[Output, bool]:
        """Returns the file of the site at `path`, and True; or what stands for one that is not there, and False.

        Waits for the change that the request belongs to. Raises `NotReadyError`, `TemplateError`, `UserError`.
        """
        await self.ready()
        if "/pagefind/" in path:
            if (found := await self._of_search(path)) is not None:
                return found, True
        elif (found := await self._drawn(path)) is not None:
            return found, True
        async with self._drawing:
            assert self._desk is not None
            return await asyncio.to_thread(self._desk.press.nearest_404, path), False

    async def ready(self) -> None:
        """Waits for the change that a request belongs to. Raises `NotReadyError` where nothing can be shown."""
        asked = self._asked
        async with self._news:
            await self._news.wait_for(lambda: self._answered >= asked or self._stop.is_set())
        if self._desk is None:
            raise NotReadyError

    async def _drawn(self, path: str) -> Output | None:
        async with self._drawing:
            assert self._desk is not None
            return await asyncio.to_thread(self._desk.press.find, path)

    async def _of_search(self, path: str) -> Output | None:
        assert self._desk is not None
        locale = next(
            (one for one in self._desk.reading.settings.locales if path.startswith(f"{one.lower()}/pagefind/")), ""
        )
        if not locale or not self._desk.reading.settings.search:
            return None
        async with self._news:
            await self._news.wait_for(lambda: locale in self._indexed or self._stop.is_set())
        root = self._request.folder / "search"
        with suppress(OSError):
            file = Path(os.path.realpath(root / path))
            if file.is_relative_to(os.path.realpath(root)):
                return Output(path, await asyncio.to_thread(file.read_bytes))
        return None

    def settings(self) -> Any:
        """Returns the settings of the site, if it was read."""
        return self._desk.reading.settings if self._desk else None

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self._request.root

    @property
    def theme(self) -> Theme:
        """What pages are drawn with."""
        assert self._desk is not None
        return self._desk.press.theme

    @property
    def prefix(self) -> str:
        """See `Press.prefix`."""
        return self._desk.press.prefix if self._desk else ""

    def findings(self, path: str) -> dict[str, Any]:
        """Returns what the panel shows on the page at `path`: findings, the state of the search, and a problem."""
        found: list[dict[str, Any]] = []
        locale = ""
        if self._desk and (page := self._desk.press.pages.get(path)):
            locale = page.locale
            summary = self._desk.reading.index.pages[page]
            found = [] if summary.generated else as_json(unpack(self._desk.findings.get(summary.file)))
        return {
            "findings": found,
            "search": "stale" if locale in self.stale else "ready" if locale in self._indexed else "building",
            "problem": self.problem._asdict() if self.problem else None,
        }

    # Tabs

    async def join(self, listener: Listener) -> None:
        """Tells a tab that was away what it missed."""
        if listener.page is None or self._desk is None:
            return
        await self._catch_up(listener)

    async def _tell_tabs(self) -> None:
        """Tells each tab to show its page again if it would look otherwise now."""
        for tab in self.hub.tabs:
            await self._catch_up(tab)

    async def _catch_up(self, tab: Listener) -> None:
        assert tab.page is not None
        if self.problem:
            tab.problem = self.problem.message
            tab.tell(kind="problem", **self.problem._asdict())
            return
        if self._desk is None:
            return
        path = f"{tab.page}index.html" if tab.page.endswith("/") or not tab.page else tab.page
        try:
            output = await self._drawn(path) or self._desk.press.nearest_404(path)
        except TemplateError as error:
            self.problem = template_problem(self._request.root, self._desk.press.theme, error)
            await self._catch_up(tab)
            return
        if (version := version_of(output.data)) != tab.version:
            tab.version = version
            tab.tell(kind="reload")
        elif (styles := self._desk.press.styles) and tuple(styles.values()) != tab.styles:
            tab.styles = tuple(styles.values())
            tab.tell(kind="style", styles=styles)
        elif tab.problem:
            tab.tell(kind="fine")
        tab.problem = ""


def version_of(page: bytes) -> str:
    """Returns what stands for a page, whatever its style sheets look like: those are exchanged in place."""
    return sha256(_STYLE.sub(rb"\1", page)).hexdigest()[:16]


def _renew(desk: Desk, pages: list[PageId]) -> list[Told]:
    there = []
    for page in pages:
        # A file may go again before it is read; then it is told to have gone, and all are read.
        with suppress(OSError):
            desk.note([page])
            there.append(page)
    return desk.renew(there)


def _no_options() -> Any:
    from diglot.options import Options

    return Options()

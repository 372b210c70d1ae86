"""Fixtures for every test: real articles, a browser, a web server, tools from npm, the command line."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from urllib.parse import unquote, urlsplit

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from support import Ran, run_diglot

# What a shell starts in the background (`make test &`) ignores Ctrl+C, and so would all that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long one example takes says more about the machine than about Diglot.
hypothesis.settings.register_profile("diglot", deadline=None)
hypothesis.settings.load_profile("diglot")

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with `seeds/` and `corpus/`: real articles that are not part of the project."""
    named = os.environ.get("DIGLOT_SHARED")
    if not named:
        pytest.skip("DIGLOT_SHARED does not name a folder with real articles")
    return Path(named).resolve(strict=True)


@pytest.fixture(scope="session")
def corpus(shared: Path, pytestconfig: pytest.Config) -> Path:
    """The unpacked corpus, `live-sxs/<locale>` and `live/<locale>`: only to be read. One copy serves many sessions."""
    archives = sorted((shared / "corpus").glob("*.tar.xz"))
    state = repr([(archive.name, archive.stat().st_size, archive.stat().st_mtime_ns) for archive in archives])
    folder = pytestconfig.cache.mkdir("corpus") / hashlib.sha256(state.encode()).hexdigest()[:16]
    if not folder.exists():
        unfinished = folder.with_suffix(f".{os.getpid()}")
        subprocess.run([shared / "corpus" / "unpack", unfinished], check=True)
        try:
            unfinished.rename(folder)
        except OSError:
            # Another process of the tests was faster.
            shutil.rmtree(unfinished)
    return folder


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Browser]]:
    """`launch(*programs)` starts the first of them that is on the PATH as a browser, and skips where none is.

    One Playwright per module: `asyncio.run` fails in this process while it is at work.
    """
    with sync_playwright() as playwright, ExitStack() as stack:

        def start(*programs: str) -> Browser:
            found = next(filter(None, map(shutil.which, programs)), None)
            if found is None:
                pytest.skip(f"no `{programs[-1]}` on the PATH")
            launched = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
            return stack.enter_context(closing(launched))

        yield start


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser]) -> Browser:
    """The system's Chromium; the one without windows needs a third of the processor time."""
    return launch("chromium-headless-shell", "chromium")


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below `prefix` as static hosts do: with the nearest `404.html`."""

    def __init__(self, *args: object, prefix: str, headers: Mapping[str, str], directory: str) -> None:
        self.prefix = prefix
        self.extra_headers = headers
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's own three

    def translate_path(self, path: str) -> str:
        """Returns the file for an address; addresses outside of `prefix` have none."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside of the prefix")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """Adds what every answer has."""
        for name, value in self.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answers with the nearest `404.html` where there is one."""
        page = self.nearest_404() if code == 404 else None
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def nearest_404(self) -> Path | None:
        """Returns the `404.html` in the missing page's folder or in the first one above it that has one."""
        root = Path(self.directory)
        wanted = root / unquote(urlsplit(self.path).path).removeprefix(self.prefix).lstrip("/")
        folders = (folder for folder in (wanted, *wanted.parents) if folder.is_relative_to(root))
        return next((page for folder in folders if (page := folder / "404.html").is_file()), None)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Has no page for a folder without one."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """A server whose clients may leave at any time, as browsers do."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path, prefix: str, headers: Mapping[str, str]) -> Iterator[str]:
    """Serves `folder` until the block ends."""
    handler = partial(Handler, prefix=prefix, headers=headers, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder, prefix="/", headers={})` serves a folder and returns its address, which ends with a `/`."""
    with ExitStack() as servers:

        def start(folder: Path, prefix: str = "/", headers: Mapping[str, str] | None = None) -> str:
            return servers.enter_context(serving(folder, f"/{prefix.strip('/')}/".replace("//", "/"), headers or {}))

        yield start


@pytest.fixture
def serve_while() -> Callable[..., AbstractContextManager[str]]:
    """`with serve_while(folder, prefix, headers) as address:` serves a folder until the block ends."""
    return serving


@pytest.fixture(scope="session")
def run_cli() -> Callable[..., Ran]:
    """`run_cli("build", folder, cwd=…, env=…, timeout=…)` runs `python -m diglot`: see `run_diglot`."""
    return run_diglot


@pytest.fixture(scope="session")
def npm(pytestconfig: pytest.Config) -> Callable[..., Path]:
    """`npm(name, version)` returns the folder of a package, which is kept in pytest's cache. Skips without npm.

    In place of packages that it names and does not need, `npm(name, version, without=[…])`, stands one that is small.
    """

    def install(name: str, version: str, without: Sequence[str] = ()) -> Path:
        folder = pytestconfig.cache.mkdir("npm") / f"{name}-{version}"
        if not folder.exists():
            program = shutil.which("npm")
            if program is None:
                pytest.skip(f"no npm to get {name} with")
            unfinished = Path(mkdtemp(prefix=f"{name}-", dir=folder.parent))
            wanted = {"dependencies": {name: version}, "overrides": dict.fromkeys(without, "npm:tslib@2.8.1")}
            (unfinished / "package.json").write_text(json.dumps(wanted), "utf-8")
            options = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--prefix", str(unfinished))
            try:
                subprocess.run([program, "install", *options], check=True, capture_output=True, timeout=600)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                pytest.skip(f"npm could not get {name}: {error}")
            try:
                unfinished.rename(folder)
            except OSError:
                # Another process of the tests was faster.
                shutil.rmtree(unfinished)
        return folder / "node_modules" / name

    return install

"""What the tests in a browser share: built sites, a page that has to stay silent, tools from npm."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from browser.harbour import write_harbour
from support import ROOT, Ran, run_python

POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"}
"""What a site under the default theme needs, and no more."""

Build = Callable[[Path, Path], Path]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def build_site() -> Build:
    """`build_site(project, output)` builds as a user does, and returns the output."""

    def build(project: Path, output: Path) -> Path:
        ran: Ran = run_python("-m", "diglot", "build", project, "--output", output, "--quiet")
        assert ran.code == 0, ran.output
        return output

    return build


@pytest.fixture(scope="session")
def help_site(build_site: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own help, built."""
    return build_site(ROOT, tmp_path_factory.mktemp("help") / "public")


@pytest.fixture(scope="session")
def harbour_site(build_site: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a page of every kind, built."""
    folder = tmp_path_factory.mktemp("harbour")
    return build_site(write_harbour(folder), folder / "public")


@contextmanager
def silent(browser: Browser, home: str, **options: object) -> Iterator[Page]:
    """Opens a page that must not log, fail, or ask any host for anything outside of `home`."""
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # Chromium reports a page that was not found even where that is what the test asked for.
        if not (message.location["url"] == page.url and " 404 " in message.text):
            said.append(f"{message.text} ({message.location['url']})")

    def asked(request: Request) -> None:
        if not request.url.startswith(home):
            said.append(f"request to {request.url}")

    context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's own names
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", asked)
    yield page
    context.close()
    assert said == []


@pytest.fixture(scope="session")
def npm(pytestconfig: pytest.Config) -> Callable[[str, str], Path]:
    """`npm(name, version)` returns the folder of a package, which is kept in pytest's cache. Skips without npm."""

    def install(name: str, version: str) -> Path:
        folder = pytestconfig.cache.mkdir("npm") / f"{name}-{version}"
        if not folder.exists():
            program = shutil.which("npm")
            if program is None:
                pytest.skip(f"no npm to get {name} with")
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            command = [program, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", unfinished]
            try:
                subprocess.run([*command, f"{name}@{version}"], check=True, capture_output=True, timeout=120)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                pytest.skip(f"npm could not get {name}: {error}")
            unfinished.rename(folder)
        return folder / "node_modules" / name

    return install

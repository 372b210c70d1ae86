"""What the tests in a browser share: built sites and tools from npm."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import expect

from browser.harbour import write_harbour
from browser.quay import write_quay
from browser.tongues import write_tongues
from support import ROOT, run_python


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """A browser on a busy machine is given time; who does not need it does not wait."""
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def build_site() -> Callable[[Path, Path], Path]:
    """`build_site(project, output)` builds as a user does, and returns the output."""

    def build(project: Path, output: Path) -> Path:
        ran = run_python("-m", "diglot", "build", project, "--output", output, "--quiet")
        assert ran.code == 0, ran.output
        return output

    return build


@pytest.fixture(scope="session")
def help_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own help, built."""
    return build_site(ROOT, tmp_path_factory.mktemp("help") / "public")


@pytest.fixture(scope="session")
def harbour_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a page of every kind, built."""
    folder = tmp_path_factory.mktemp("harbour")
    return build_site(write_harbour(folder), folder / "public")


@pytest.fixture(scope="session")
def quay_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small docset with a page of everything, built."""
    folder = tmp_path_factory.mktemp("quay")
    return build_site(write_quay(folder), folder / "public")


@pytest.fixture(scope="session")
def tongues_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project in languages that are hard to search, built."""
    folder = tmp_path_factory.mktemp("tongues")
    return build_site(write_tongues(folder), folder / "public")


@pytest.fixture(scope="session")
def npm(pytestconfig: pytest.Config) -> Callable[[str, str], Path]:
    """`npm(name, version)` returns the folder of a package, which is kept in pytest's cache. Skips without npm."""

    def install(name: str, version: str) -> Path:
        folder = pytestconfig.cache.mkdir("npm") / f"{name}-{version}"
        if not folder.exists():
            program = shutil.which("npm")
            if program is None:
                pytest.skip(f"no npm to get {name} with")
            unfinished = Path(mkdtemp(prefix=f"{name}-", dir=folder.parent))
            command = [program, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", unfinished]
            try:
                subprocess.run([*command, f"{name}@{version}"], check=True, capture_output=True, timeout=120)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                pytest.skip(f"npm could not get {name}: {error}")
            try:
                unfinished.rename(folder)
            except OSError:
                # Another process of the tests was faster.
                shutil.rmtree(unfinished)
        return folder / "node_modules" / name

    return install

"""What the tests in a browser share: built sites."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.harbour import write_harbour
from browser.quay import write_quay
from browser.tongues import write_tongues
from support import ROOT, run_diglot


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """A browser on a busy machine is given time; who does not need it does not wait."""
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def build_site() -> Callable[[Path, Path], Path]:
    """`build_site(project, output)` builds as a user does, and returns the output."""

    def build(project: Path, output: Path) -> Path:
        ran = run_diglot("build", project, "--output", output, "--quiet")
        assert ran.code == 0, ran.output
        return output

    return build


@pytest.fixture(scope="session")
def build_once(
    build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], Path]], Path]:
    """`build_once(name, write)` builds what `write` puts into a folder; all processes of a run share the site."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def build(name: str, write: Callable[[Path], Path]) -> Path:
        folder = shared / f"site-{name}"
        # Whoever comes second waits for the first.
        with (shared / f"site-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "built").exists():
                folder.mkdir()
                build_site(write(folder), folder / "public")
                (folder / "built").touch()
        return folder / "public"

    return build


Once = Callable[[str, Callable[[Path], Path]], Path]


@pytest.fixture(scope="session")
def help_site(build_once: Once) -> Path:
    """The repository's own help, built."""
    return build_once("help", lambda _: ROOT)


@pytest.fixture(scope="session")
def harbour_site(build_once: Once) -> Path:
    """The small project with a page of every kind, built."""
    return build_once("harbour", write_harbour)


@pytest.fixture(scope="session")
def quay_site(build_once: Once) -> Path:
    """The small docset with a page of everything, built."""
    return build_once("quay", write_quay)


@pytest.fixture(scope="session")
def tongues_site(build_once: Once) -> Path:
    """The small project in languages that are hard to search, built."""
    return build_once("tongues", write_tongues)

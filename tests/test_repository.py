"""The repository as a whole: style, types, locks and places of things. What these tests accept, CI accepts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import diglot
from support import PACKAGE, ROOT, expect_none, run_python

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


@cache
def locked(lock: str) -> dict[str, str]:
    """Returns name -> version of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "--quiet", "--output-format=concise"), id="style"),
        pytest.param(("ruff", "format", "--quiet", "--check", "--output-format=concise"), id="format"),
        pytest.param(("mypy", "--no-error-summary", "--show-error-codes"), id="types"),
    ],
)
def test_tool_is_content(command: tuple[str, ...]) -> None:
    """Ruff and mypy find nothing, with the settings of `pyproject.toml`."""
    ran = run_python("-m", *command)
    expect_none([ran.output] if ran.code else [])


def wanted(lock: str) -> Iterator[Requirement]:
    """Yields what `pyproject.toml` names for a lock."""
    project = PYPROJECT["project"]
    yield from map(Requirement, (*project["dependencies"], *PYPROJECT["dependency-groups"]["build"]))
    if lock == "requirements-dev.lock":
        yield from map(Requirement, project["optional-dependencies"]["dev"])


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_complete(lock: str) -> None:
    """Each requirement of `pyproject.toml` is locked to a version that it allows; `make lock` mends it."""
    problems = []
    for requirement in wanted(lock):
        version = locked(lock).get(canonicalize_name(requirement.name), "no version")
        if version == "no version" or version not in requirement.specifier:
            problems.append(f"{lock} has {version} of `{requirement}`; run `make lock`")
    expect_none(problems)


def _holds(requirement: Requirement) -> Callable[[str], bool]:
    """Returns what tells whether a requirement counts here with an extra of the package that names it."""
    marker = requirement.marker
    return lambda extra: marker is None or marker.evaluate({"extra": extra})


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_whole(lock: str) -> None:
    """What a package needs is in the lock too: make installs nothing else (`--no-deps`)."""
    missing = []
    waiting = [*wanted(lock)]
    known: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = str(requirement)
        if name in known:
            continue
        known.add(name)
        if canonicalize_name(requirement.name) not in locked(lock):
            missing.append(f"{lock} lacks `{name}`; run `make lock`")
            continue
        needed = map(Requirement, requires(requirement.name) or ())
        waiting += [one for one in needed if any(map(_holds(one), ("", *requirement.extras)))]
    expect_none(missing)


def test_locks_agree() -> None:
    """The tests run with the versions that users of the lock get."""
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_hashed_and_names_no_host(lock: str) -> None:
    """Where packages come from is up to pip's settings; that they are the right ones is up to the hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    unhashed = [entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry and "--hash=sha256:" not in entry]
    assert not unhashed


def test_version_has_one_source() -> None:
    """`diglot.__version__` is what the package's metadata are made from."""
    assert "version" in PYPROJECT["project"]["dynamic"]
    assert (ROOT / PYPROJECT["tool"]["hatch"]["version"]["path"]).samefile(PACKAGE / "__init__.py")
    assert re.fullmatch(r"\d+\.\d+\.\d+", diglot.__version__)


def test_themes_and_languages_are_data() -> None:
    """No Python in `site/` and `locales/`: the first has the name of a module that Python itself starts with."""
    assert not [path for folder in ("site", "locales") for path in (ROOT / folder).rglob("*.py")]

"""What other tools find at the top of the repository: hooks for pre-commit, and an action for GitHub."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sites import PLAIN, article, write
from support import GENERATOR, ROOT, Ran

Cli = Callable[..., Ran]
FINE = article("Anker", "Anchor", ("Het anker is zwaar.", "The anchor is heavy."))
WRONG = article("Boot", "Boat", ("Wacht in het caf√©.", "Wait in the café."))
PROJECT = {"site/site.toml": PLAIN, "content/nl-NL/anker.md": FINE, "content/nl-NL/boot.md": WRONG}
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def hook(name: str) -> list[str]:
    """Returns the arguments of `diglot` that a hook runs it with."""
    entry = next(shlex.split(one["entry"]) for one in HOOKS if one["id"] == name)
    assert entry[0] == "diglot"
    return entry[1:]


def test_hooks_are_complete() -> None:
    """They have the keys that pre-commit asks for, and run once for all files."""
    assert [one["id"] for one in HOOKS] == ["diglot-check", "diglot-fix"]
    for one in HOOKS:
        assert {"id", "name", "entry", "language", "types"} <= one.keys()
        assert (one["language"], one["types"], one["require_serial"]) == ("python", ["markdown"], True)


def test_hook_checks_the_files_that_it_is_given(run_cli: Cli, tmp_path: Path) -> None:
    """A file that is fine lets the commit pass, whatever is wrong in others."""
    write(tmp_path, PROJECT)
    assert run_cli(*hook("diglot-check"), "content/nl-NL/anker.md", cwd=tmp_path).output == "exit code 0\n"
    ran = run_cli(*hook("diglot-check"), "content/nl-NL/anker.md", "content/nl-NL/boot.md", cwd=tmp_path)
    assert ran.code == 1
    assert "content/nl-NL/boot.md" in ran.stdout


def test_hook_mends_the_files_that_it_is_given(run_cli: Cli, tmp_path: Path) -> None:
    """The commit is held up by the change itself, as with every such hook."""
    damaged = FINE.replace("zwaar", "caf√©")
    write(tmp_path, PROJECT | {"content/nl-NL/anker.md": damaged, "content/nl-NL/ander.md": damaged})
    assert run_cli(*hook("diglot-fix"), "content/nl-NL/anker.md", cwd=tmp_path).code == 0
    assert "café" in (tmp_path / "content/nl-NL/anker.md").read_text("utf-8")
    assert (tmp_path / "content/nl-NL/ander.md").read_text("utf-8") == damaged


def test_no_input_is_a_part_of_a_script() -> None:
    """Who opens a pull request may choose some of them."""
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    assert all(step.get("shell") == "bash" for step in ACTION["runs"]["steps"] if "run" in step)


@pytest.mark.skipif(os.name != "posix", reason="the action runs bash")
@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, 1),
        ({"arguments": "--fail-on never"}, 0),
        ({"arguments": "$(touch owned) ; touch owned"}, 2),
        ({"changed-since": "--output=owned"}, 2),
    ],
)
def test_action_checks(tmp_path: Path, inputs: dict[str, str], code: int) -> None:
    """It annotates lines, writes a summary, and fails as `diglot check` does; inputs are only ever arguments."""
    write(tmp_path, PROJECT)
    command = tmp_path / "runner/diglot/bin/diglot"
    write(tmp_path, {"runner/diglot/bin/diglot": f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m diglot "$@"\n'})
    command.chmod(0o755)
    step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Check")
    values = {name: str(about["default"]) for name, about in ACTION["inputs"].items()} | inputs
    given = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: values[match[1]], text)
        for name, text in step["env"].items()
    }
    summary = tmp_path / "summary.md"
    environment = {"RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_STEP_SUMMARY": str(summary)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(GENERATOR)} | environment | given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert not (tmp_path / "owned").exists()
    if code < 2:
        assert re.search(r"^::error file=content/nl-NL/boot\.md,line=\d+", done.stdout, re.MULTILINE)
        assert "nl-NL" in summary.read_text("utf-8")

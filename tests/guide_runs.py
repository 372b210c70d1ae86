"""Runs what the guide tells its readers to type, block after block, in one shell as a reader has it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from nursery import ASK, listening
from support import ROOT, Ran, run

GUIDE = ROOT / "content" / "en-US"
WRITTEN = {path.stem: path for path in sorted(GUIDE.glob("*.md"))} | {"README": ROOT / "README.md"}
"""Name -> what people wrote: the articles that are not made, and the README."""
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)

# The server runs until Ctrl+C, which is what it gets once it has answered. What installs packages or measures for
# minutes is tried elsewhere: here, that it is something which exists. Checks that find something end with 1.
# Jobs of a shell that is no terminal do not hear Ctrl+C, unless it watches over them.
_PRELUDE = r"""
set -meuo pipefail
diglot() {
  if [ "$1" = serve ]; then serve_once "$@"; return; fi
  "$PYTHON" -SEc "$ASK_NURSERY" "$@" || [[ "$? $1" =~ ^1\ (check|sync)$ ]]
}
serve_once() {
  local log address= code=0
  log=$(mktemp)
  "$PYTHON" -m diglot "$@" --port 0 > "$log" 2>&1 &
  until [ "$address" ]; do
    kill -0 $! || { cat "$log"; return 1; }
    sleep 0.05
    address=$(sed -n 's#^Serving at \(http:[^ ]*\) .*#\1#p' "$log")
  done
  "$PYTHON" -c "$ASK" "$address" || code=$?
  kill -INT $!
  wait $! || [ $? = 130 ]
  return $code
}
make() { command make -n -C "$ROOT" "$@" > /dev/null; }
pip() { "$PYTHON" -c "$EXTRAS" "$@"; }
"""
_ASK = r"""
import sys, urllib.request
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
assert b"<html" in direct.open(sys.argv[1]).read()
"""
_EXTRAS = r"""
import os, re, sys, tomllib
project = tomllib.load(open(os.environ["ROOT"] + "/pyproject.toml", "rb"))["project"]
install, what = sys.argv[1:]
extras = re.fullmatch(r"diglot\[([\w,]+)\]", what)
assert install == "install" and (extras or what == "." or what.startswith("git+")), sys.argv
assert not extras or set(extras[1].split(",")) <= project["optional-dependencies"].keys(), what
"""


def fences(name: str) -> list[tuple[str, str]]:
    """Returns (language, text) of all blocks of code in what people wrote."""
    found = _FENCE.finditer(WRITTEN[name].read_text("utf-8"))
    return [(match["language"], match["text"]) for match in found]


def blocks(language: str, name: str) -> list[str]:
    """Returns the blocks of one language."""
    return [text for found, text in fences(name) if found == language]


def put_in(text: str, stands_for: Mapping[str, str]) -> str:
    """Returns `text` with what the reader's own words stand for here; each of them has to be there."""
    for word, meant in stands_for.items():
        assert word in text, word
        text = text.replace(word, meant)
    return text


def run_blocks(
    name: str, cwd: Path, stands_for: Mapping[str, str] | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Runs all commands of an article in `cwd`; returns what they print, and fails where one of them does."""
    ran = run_script(put_in("\n".join(blocks("sh", name)), stands_for or {}), cwd, env)
    assert ran.code == 0, ran.output
    assert "Traceback" not in ran.output
    return ran.stdout


def run_script(script: str, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Runs lines of a shell in `cwd`, with a `diglot` that is the one of this repository."""
    if shutil.which("bash") is None:
        pytest.skip("no `bash` on this machine")
    who = {f"GIT_{role}_{what}": "writer@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"PYTHON": sys.executable, "ROOT": str(ROOT), "ASK": _ASK, "EXTRAS": _EXTRAS}
    alone = {"HOME": str(cwd), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    forked = {"NURSERY": listening(), "ASK_NURSERY": ASK}
    return run(["bash", "-c", f"{_PRELUDE}\n{script}"], cwd, {**who, **own, **alone, **forked, **(env or {})})

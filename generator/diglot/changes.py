"""What changed in a project since a commit: asked of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from diglot.errors import UserError, WorldError


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Returns the paths, relative to the project, of the files that differ from `revision` or that git does not know.

    Raises `UserError` where the project is in no git repository or `revision` is no commit of it.
    """
    if revision.startswith("-"):
        raise UserError(f"`{revision}` is no commit; write a branch, a tag or a hash")
    differing = _git(root, "diff", "--name-only", "--relative", "-z", "--end-of-options", revision, "--")
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (*differing, *unknown) if path)


def _git(root: Path, *arguments: str) -> list[str]:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise WorldError(f"cannot run git: {error.strerror}; install it, or leave out `--changed-since`") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(f"git cannot tell what changed: {said[0] if said else done.returncode}")
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")

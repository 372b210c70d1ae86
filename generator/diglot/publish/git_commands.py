"""Running git: never in the user's repository, without questions, and with failures in words for people."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from diglot.publish.store import Denied, StoreError

_OF_REPOSITORIES = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_DIR GIT_GRAFT_FILE GIT_IMPLICIT_WORK_TREE "
    "GIT_INDEX_FILE GIT_NAMESPACE GIT_NO_REPLACE_OBJECTS GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_QUARANTINE_PATH "
    "GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE".split()
)
"""Variables that say which repository is meant: whoever publishes in a hook of git has them set to another one."""
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "file:https:ssh",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "",
    "LC_ALL": "C",
}
_SETTINGS = (
    *("core.hooksPath=/dev/null", "gc.auto=0", "maintenance.auto=false", "protocol.version=2"),
    *("http.lowSpeedLimit=1000", "http.lowSpeedTime=60", "push.gpgSign=false", "push.recurseSubmodules=no"),
    *("fetch.recurseSubmodules=no", "advice.objectNameWarning=false"),
)
_SECRET = re.compile(r"//[^/@\s]*+@")


class GitFailed(Exception):
    """A git command failed; what it said."""

    def __init__(self, said: str, printed: str) -> None:
        super().__init__(said)
        self.said = said
        self.printed = printed


class Git(NamedTuple):
    """A repository of our own, and what its commands are run with."""

    folder: Path
    environment: Mapping[str, str] = {}

    def __call__(self, *arguments: str, given: bytes = b"") -> bytes:
        """Returns what a command prints. Raises `GitFailed`."""
        return run((*_set(_SETTINGS), *arguments), self._variables(), given=given)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Returns a command that runs and waits for its input."""
        command = [program(), *_set(_SETTINGS), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=_all(self._variables()), stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )

    def with_variables(self, **variables: str) -> Git:
        """Returns the same with more variables."""
        return Git(self.folder, {**self.environment, **variables})

    def _variables(self) -> dict[str, str]:
        return {"GIT_DIR": str(self.folder), **self.environment}


def program() -> str:
    """Returns the path of git. Raises `StoreError` where there is none."""
    found = shutil.which("git")
    if found is None:
        raise StoreError("publishing to a branch needs the program `git`; install it")
    return found


def run(
    arguments: Iterable[str], variables: Mapping[str, str], *, given: bytes = b"", folder: Path | None = None
) -> bytes:
    """Runs git and returns what it prints. Raises `GitFailed`."""
    done = subprocess.run(
        [program(), *arguments],
        env=_all(variables),
        cwd=folder,
        input=given,
        capture_output=True,
        check=False,
        # Without a terminal there is nobody whom `ssh` could ask, so it fails and says why.
        start_new_session=True,
    )
    if done.returncode:
        raise GitFailed(done.stderr.decode(errors="replace"), done.stdout.decode(errors="replace"))
    return done.stdout


def _all(variables: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_REPOSITORIES}
    return {**inherited, **_QUIET, **variables}


def _set(settings: Iterable[str]) -> Iterable[str]:
    return [part for setting in settings for part in ("-c", setting)]


def identity(project: Path) -> dict[str, str]:
    """Returns the variables that name the author of commits: whom git knows in `project`, or else Diglot itself."""
    try:
        run(("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"), {}, folder=project)
        found = run(("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"), {}, folder=project)
    except GitFailed:
        return _named("Diglot", "diglot@localhost")
    name, _, rest = found.decode(errors="replace").partition(" <")
    return _named(name, rest.partition(">")[0])


def _named(name: str, email: str) -> dict[str, str]:
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", email))
    }


def explained(error: GitFailed, name: str, host: str) -> StoreError:
    """Returns what went wrong with the remote repository `name` on `host`, and what to do."""
    for expression, message, kind in _FAILURES:
        if re.search(expression, error.said):
            return kind(message.format(name=name, host=host or "this machine"))
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in error.said.splitlines() if line.strip()]
    said = _SECRET.sub("//", "; ".join(line.strip() for line in lines[-3:])) or "nothing"
    return StoreError(f"git failed at `{name}` and says: {said}")


_FAILURES: tuple[tuple[str, str, type[StoreError]], ...] = (
    (
        r"Host key verification failed",
        "the key of `{host}` is not the one that you know, or is not known yet; connect once with `ssh {host}` and "
        "compare the fingerprint with the one that its owner publishes",
        StoreError,
    ),
    (
        r"Permission denied \(|Too many authentication failures",
        "`{host}` does not let you in with any key at hand; add your key with `ssh-add`, and tell `{host}` its public "
        "half",
        Denied,
    ),
    (
        r"could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|The requested URL "
        r"returned error: 40[13]|Invalid username",
        "`{host}` does not let you write to `{name}`; set up a credential helper of git with a token that may, so that "
        "`git push` works there without questions",
        Denied,
    ),
    (
        r"Could not resolve host|Name or service not known|nodename nor servname|Temporary failure in name",
        "the host `{host}` is not known; check its spelling, and your network",
        StoreError,
    ),
    (
        r"Connection refused|Connection timed out|Network is unreachable|No route to host|Failed to connect",
        "nothing answers at `{host}`; check the address and your network",
        StoreError,
    ),
    (
        r"Repository not found|does not appear to be a git repository|repository '.*' not found|project you were "
        r"looking for|not a git repository",
        "there is no repository `{name}` that you may see; make it, or mend the address",
        StoreError,
    ),
    (
        r"dubious ownership",
        "the repository `{name}` belongs to another user; have git trust it with `git config --global --add "
        "safe.directory FOLDER`",
        StoreError,
    ),
    (
        r"No space left on device|[Dd]isk quota exceeded",
        "a disk is full, here or at `{host}`; make room, and publish again",
        StoreError,
    ),
    (
        r"insufficient permission|Permission denied",
        "you may not write to `{name}`; have it allowed there",
        StoreError,
    ),
    (
        r"remote end hung up|early EOF|Connection reset|Broken pipe|unexpected disconnect|Could not read from remote|"
        r"transfer closed|Operation too slow|Connection closed",
        "the connection to `{host}` was lost, and `{name}` is as it was; publish again",
        StoreError,
    ),
    (
        r"certificate|SSL",
        "the certificate of `{host}` cannot be trusted, or there is no encrypted connection; check the host",
        StoreError,
    ),
)
"""(what git says, what that means, what it is), the first that fits wins."""

"""A branch of a remote repository, as publishing sees it: its newest commit, without the contents of its files.

What is fetched is kept in a bare repository of our own below `.diglot/`; the user's repository is never looked at.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from diglot.errors import UserError
from diglot.files import MANIFEST, try_lock
from diglot.publish.git_commands import Git, GitFailed, explained, run
from diglot.publish.manifests import Published, read_target
from diglot.publish.store import StoreError

DEFAULT = "gh-pages"
_BASE = "refs/diglot/base"
_MANY_PACKS = 50
"""Each publication fetches the trees of the one before it; so many of them are worth a fresh start."""


class Branch(NamedTuple):
    """A branch that a site is published to."""

    remote: str
    """As git knows it: `ssh://git@host/path`."""
    host: str
    """Empty for this machine."""
    name: str
    """Of the branch, without `refs/heads/`."""

    @property
    def ref(self) -> str:
        """The full name of the branch."""
        return f"refs/heads/{self.name}"

    @property
    def title(self) -> str:
        """The address, for people."""
        return f"git+{self.remote}#{self.name}"


def branch_of(address: str) -> Branch:
    """Returns what an address such as `git+https://host/user/site.git#gh-pages` means. Raises `UserError`."""
    parts = urlsplit(address)
    scheme = parts.scheme.removeprefix("git+")
    name = unquote(parts.fragment) or DEFAULT
    shape = "`git+ssh://git@host/path#branch`, `git+https://host/path#branch` or `git+file:///path#branch`"
    if parts.password is not None:
        raise UserError(
            "the address of a repository may hold no password and no token; leave it out, and set up a credential "
            "helper of git"
        )
    if scheme not in ("ssh", "https", "file") or parts.query or bool(parts.hostname) == (scheme == "file"):
        raise UserError(f"`{address}` is no address of a branch; write {shape}")
    said = (parts.username or "", parts.hostname or "", parts.path.lstrip("/"))
    if any(part.startswith("-") for part in said) or not said[2]:
        raise UserError(f"`{address}` names no repository; write {shape}")
    if not _is_name(name):
        raise UserError(f"`{name}` cannot be the name of a branch; choose another one behind the `#`")
    return Branch(f"{scheme}://{parts.netloc}{parts.path}", parts.hostname or "", name)


def _is_name(name: str) -> bool:
    try:
        run(("check-ref-format", f"refs/heads/{name}"), {})
    except (GitFailed, ValueError):
        return False
    return not name.startswith("-")


class Head(NamedTuple):
    """The newest commit of a branch."""

    commit: str = ""
    """Empty for a branch that is not there yet."""
    blobs: Mapping[str, str] = {}
    """Path -> the name that git has for its content."""
    published: Published | None = None
    """What the commit says of itself; nothing if Diglot did not make it."""


@contextmanager
def opened(branch: Branch, state: Path) -> Iterator[Git]:
    """Opens the repository below `state` in which a branch is remembered, for this process alone."""
    folder = state / "git" / sha256(branch.title.encode()).hexdigest()[:16]
    if len(list(folder.glob("objects/pack/*.pack"))) > _MANY_PACKS:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if not try_lock(descriptor):
            raise StoreError(f"another publish to `{branch.title}` is at work here; wait for it to end")
        yield _prepared(Git(folder), branch)
    finally:
        os.close(descriptor)


def _prepared(git: Git, branch: Branch) -> Git:
    """Returns the repository, made where it is not there yet."""
    if not (git.folder / "HEAD").exists():
        git("init", "--quiet", "--bare", "--template=", "--object-format=sha1", str(git.folder))
    for left in git.folder.glob("scratch-*"):
        shutil.rmtree(left)
    address = branch.remote.replace("\\", "\\\\").replace('"', '\\"')
    (git.folder / "config").write_text(_CONFIGURATION.format(address), encoding="utf-8")
    return git


_CONFIGURATION = """\
[core]
	repositoryFormatVersion = 1
	bare = true
[extensions]
	partialClone = origin
[remote "origin"]
	url = "{}"
	promisor = true
	partialCloneFilter = blob:none
"""


def fetch(git: Git, branch: Branch) -> Head:
    """Returns the newest commit of a branch, after fetching its trees; of its contents only the manifest is fetched."""
    with asking(branch):
        listed = git("ls-remote", "--quiet", "origin", branch.ref).decode().split()
    if not listed:
        return Head()
    if len(listed[0]) != 40:
        raise StoreError(f"`{branch.remote}` names its objects by SHA-256, which is not supported; use another one")
    if resolved(git, _BASE) != listed[0]:
        _fetch(git, branch, 1)
    commit = resolved(git, _BASE)
    return Head(commit, blobs(git, commit), published_in(git, branch, commit))


def _fetch(git: Git, branch: Branch, depth: int) -> None:
    with asking(branch):
        quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none")
        git("fetch", *quiet, f"--depth={depth}", "origin", f"+{branch.ref}:{_BASE}")


def resolved(git: Git, revision: str) -> str:
    """Returns the commit that is called `revision`; empty where it is not at hand."""
    try:
        return git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except GitFailed:
        return ""


def blobs(git: Git, commit: str) -> dict[str, str]:
    """Returns path -> name of its content for all files of a commit."""
    entries = git("ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "surrogateescape").split("\0")
    split = (entry.partition("\t") for entry in entries if entry)
    return {path: about.split(" ")[2] for about, _, path in split}


def published_in(git: Git, branch: Branch, commit: str) -> Published | None:
    """Returns what a commit says of the site in it; nothing where Diglot did not make it."""
    if not _numbers(git, commit, 1):
        return None
    with asking(branch):
        data = git("cat-file", "blob", f"{commit}:{MANIFEST}")
    return read_target(data, f"{branch.title}/{MANIFEST}")


def earlier(git: Git, branch: Branch, head: Head) -> str:
    """Returns the commit of the site that was published before the one that stands there now. Raises `StoreError`."""
    wanted = head.published.content - 1 if head.published else 0
    for depth in (2, 8, 32, 128, 512) if wanted > 0 else ():
        _fetch(git, branch, depth)
        for commit, number in _numbers(git, head.commit, depth):
            if number == wanted:
                return commit
        if not (git.folder / "shallow").exists():
            break
    raise StoreError(f"`{branch.title}` has nothing earlier to go back to; build what you want and publish that")


def _numbers(git: Git, commit: str, depth: int) -> list[tuple[str, int]]:
    """Returns the publications among the newest commits, and their numbers."""
    listed = git("log", "--first-parent", f"--max-count={depth}", "--format=%H %B%x00", commit).decode(errors="replace")
    split = (entry.strip().partition(" ") for entry in listed.split("\0") if entry.strip())
    return [(name, int(found[1])) for name, _, text in split if (found := _NUMBER.search(text))]


NUMBER = "Diglot-Publication"
"""The trailer of a message that says which publication a commit is."""
_NUMBER = re.compile(rf"^{NUMBER}: (\d{{1,9}})$", re.MULTILINE)


@contextmanager
def asking(branch: Branch) -> Iterator[None]:
    """Says in words for people why the remote repository did not do what it was asked."""
    try:
        yield
    except GitFailed as error:
        raise explained(error, branch.remote, branch.host) from error

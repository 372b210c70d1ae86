"""A branch as a target: one publication is one commit, made beside every repository, and one change of the branch.

So readers have the old site or the new one, and of two who publish at once the second is told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1
from pathlib import Path
from typing import NamedTuple

from diglot.errors import UserError
from diglot.files import MANIFEST
from diglot.publish.branch import NUMBER, Branch, Head, asking, blobs, earlier, fetch, opened, published_in
from diglot.publish.git_commands import Git, GitFailed, identity
from diglot.publish.manifests import File, Published, write_target
from diglot.publish.plan import Plan, Target, is_own, make_plan
from diglot.publish.publisher import Helpers, Outcome, Site, Wishes, check_deletes
from diglot.publish.store import StoreError

_NO_JEKYLL = ".nojekyll"
_NOTHING = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""What git calls an empty file."""
_UNKNOWN = File("", 0, {})
_HASTE = ("stale info", "cannot lock ref", "failed to update ref", "fetch first", "non-fast-forward", "incorrect old")


class Folders(NamedTuple):
    """Where this machine keeps what it has to."""

    state: Path
    """For what is fetched: `.diglot/`."""
    project: Path
    """Git is asked here who the author is."""


class _Wanted(NamedTuple):
    """What the branch shall hold."""

    files: Mapping[str, File]
    blobs: Mapping[str, str]
    site: Site | None
    """Where contents come from; nothing where the branch has had them before."""
    content: int
    """The number under which this was published first; 0 for now."""


async def planned_branch(site: Site | None, branch: Branch, folders: Folders, wishes: Wishes) -> Plan:
    """Returns what publishing would do; for no site, what going back to the earlier one would do."""
    with opened(branch, folders.state) as git:
        head = fetch(git, branch)
        return _plan(await _wanted(site, git, branch, head), head, wishes)


async def publish_branch(
    site: Site | None, branch: Branch, folders: Folders, wishes: Wishes, helpers: Helpers
) -> Outcome:
    """Makes of a branch the site; or the earlier one, if there is no site. Raises `UserError`."""
    with opened(branch, folders.state) as git:
        helpers.tell("looking at the target", 0, 0)
        head = fetch(git, branch)
        wanted = await _wanted(site, git, branch, head)
        plan = _plan(wanted, head, wishes)
        _check(plan, head, branch, wishes)
        if plan.is_nothing and not plan.expired and _NO_JEKYLL in head.blobs:
            return Outcome(plan, True, True, wanted.files)
        if not helpers.agree(plan):
            return Outcome(plan, False, True, wanted.files)
        with _scratch(git) as beside:
            commit = await _commit(beside, head, wanted, plan, folders.project, helpers)
            helpers.tell("pushing", 0, 0)
            _push(beside, branch, head, commit)
        await helpers.invalidate(sorted((*plan.new, *plan.changed, *plan.deleted, *plan.expired)))
        helpers.log.note(f"published {plan.next.number} as {commit}")
        return Outcome(plan, True, True, wanted.files)


def is_of_host(path: str) -> bool:
    """Tells whether a file of a branch sets up its host, as `CNAME` does: where the site has none, it stays."""
    return path == "CNAME" or (path.startswith(".") and not path.startswith((".well-known/", ".diglot/")))


async def _wanted(site: Site | None, git: Git, branch: Branch, head: Head) -> _Wanted:
    if site:
        return _Wanted(site.files, {path: name_of(await site.read(path)) for path in site.files}, site, 0)
    commit = earlier(git, branch, head)
    before = published_in(git, branch, commit)
    if before is None:
        raise StoreError(f"`{branch.title}` has nothing earlier to go back to; build what you want and publish that")
    return _Wanted(before.files, blobs(git, commit), None, before.content)


def name_of(data: bytes) -> str:
    """Returns what git calls a file with this content."""
    return sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def _plan(wanted: _Wanted, head: Head, wishes: Wishes) -> Plan:
    """Returns what is to be done. What is there is told by the names of contents, and never read."""
    published = head.published or Published()
    leaving = {path: left for path, left in published.leaving.items() if path in head.blobs}
    files: dict[str, File] = {}
    for path, blob in head.blobs.items():
        if wanted.blobs.get(path) == blob and path in wanted.files:
            files[path] = wanted.files[path]
        elif not is_own(path) and path not in leaving and (path in wanted.files or not is_of_host(path)):
            file = published.files.get(path, _UNKNOWN)
            is_told_wrongly = path in wanted.files and file.digest == wanted.files[path].digest
            files[path] = _UNKNOWN if is_told_wrongly else file
    there = {path: file.size for path, file in files.items()}
    there |= {path: left.file.size for path, left in leaving.items() if path not in files}
    target = Target(Published(published.number, published.content, files, leaving), there)
    plan = make_plan(wanted.files, target, wishes.keep, has_headers=False)
    content = wanted.content or plan.next.number
    return plan._replace(copies=(), next=plan.next._replace(content=content, keeps={}))


def _check(plan: Plan, head: Head, branch: Branch, wishes: Wishes) -> None:
    others = [] if head.published else [path for path in head.blobs if not is_of_host(path)]
    if others and not wishes.replaces:
        raise UserError(
            f"`{branch.title}` holds {len(others):,} files that Diglot did not write, such as `{min(others)}`; "
            "choose another branch, or replace them all with `--replace`"
        )
    if head.published:
        check_deletes(plan, wishes)


@contextmanager
def _scratch(git: Git) -> Iterator[Git]:
    """Yields the repository with a place of its own for new objects and an index, which go in the end."""
    with tempfile.TemporaryDirectory(dir=git.folder, prefix="scratch-") as folder:
        objects = Path(folder) / "objects"
        objects.mkdir()
        yield git.with_variables(
            GIT_OBJECT_DIRECTORY=str(objects),
            GIT_ALTERNATE_OBJECT_DIRECTORIES=str(git.folder / "objects"),
            GIT_INDEX_FILE=str(Path(folder) / "index"),
        )


async def _commit(git: Git, head: Head, wanted: _Wanted, plan: Plan, project: Path, helpers: Helpers) -> str:
    """Makes the commit and returns its name."""
    manifest = write_target(plan.next)
    sent = [*plan.new, *plan.changed]
    await _write_blobs(git, wanted.site, sent if wanted.site else [], manifest, helpers)
    lines = [f"0 {'0' * 40}\t{path}" for path in (*plan.deleted, *plan.expired)]
    lines += [f"100644 {wanted.blobs[path]} 0\t{path}" for path in sent]
    lines.append(f"100644 {name_of(manifest)} 0\t{MANIFEST}")
    if _NO_JEKYLL not in wanted.files:
        lines.append(f"100644 {_NOTHING} 0\t{_NO_JEKYLL}")
    git("read-tree", *([head.commit] if head.commit else ["--empty"]))
    entries = "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")
    git("update-index", "-z", "--replace", "--index-info", given=entries)
    tree = git("write-tree", "--missing-ok").decode().strip()
    parents = ["-p", head.commit] if head.commit else []
    author = git.with_variables(**identity(project))
    return author("commit-tree", tree, *parents, "-F", "-", given=_message(plan, wanted).encode()).decode().strip()


async def _write_blobs(git: Git, site: Site | None, paths: list[str], manifest: bytes, helpers: Helpers) -> None:
    """Gives git the contents that the branch does not have."""
    with git.start("fast-import", "--quiet") as process:
        assert process.stdin
        try:
            for data in (b"", manifest):
                process.stdin.write(b"blob\ndata %d\n%s\n" % (len(data), data))
            for done, path in enumerate(paths if site else (), 1):
                assert site
                data = await site.read(path)
                process.stdin.write(b"blob\ndata %d\n%s\n" % (len(data), data))
                helpers.tell("packing", done, len(paths))
        except BrokenPipeError:
            pass
        except BaseException:
            process.kill()
            raise
        _, said = process.communicate()
    if process.returncode:
        raise StoreError(f"git cannot write its objects and says: {said.decode(errors='replace').strip()}")


def _message(plan: Plan, wanted: _Wanted) -> str:
    deleted = len(plan.deleted) + len(plan.expired)
    counts = f"{len(plan.new):,} new, {len(plan.changed):,} changed, {deleted:,} deleted, {plan.kept:,} kept"
    title = "Publish the site" if wanted.site else f"Go back to publication {wanted.content}"
    return f"{title}: {counts}\n\n{NUMBER}: {plan.next.number}\n"


def _push(git: Git, branch: Branch, head: Head, commit: str) -> None:
    """Moves the branch to a commit if it still is where it was. Raises `StoreError`."""
    lease = f"--force-with-lease={branch.ref}:{head.commit}"
    # A thin pack would be made against contents that are not here.
    options = ("--quiet", "--porcelain", "--no-verify", "--no-thin", lease)
    try:
        with asking(branch):
            git("push", *options, "origin", f"{commit}:{branch.ref}")
    except StoreError as told:
        failed = told.__cause__
        if not isinstance(failed, GitFailed):
            raise
        refused = next((line for line in failed.printed.splitlines() if line.startswith("!")), "")
        if any(reason in refused for reason in _HASTE):
            raise StoreError(
                f"somebody else changed `{branch.title}` meanwhile, and nothing of theirs is lost; publish again"
            ) from failed
        if "rejected" in refused:
            reason = refused.rpartition("(")[2].rstrip(")")
            said = "; ".join(line.removeprefix("remote: ").strip() for line in failed.said.splitlines()[:3])
            raise StoreError(
                f"`{branch.host or branch.remote}` refuses changes of the branch `{branch.name}` ({reason}): {said}; "
                "allow them in its settings"
            ) from failed
        raise

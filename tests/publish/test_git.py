"""Branches of repositories as targets, against bare repositories of this machine, by path and through an OpenSSH."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from diglot.errors import UserError
from diglot.files import MANIFEST
from diglot.publish.branch import Branch, branch_of
from diglot.publish.git import Folders, name_of, planned_branch, publish_branch
from diglot.publish.journal import Journal, Log
from diglot.publish.limits import exceeded
from diglot.publish.manifests import File
from diglot.publish.plan import Plan
from diglot.publish.publisher import Helpers, Outcome, Wishes
from diglot.publish.store import StoreError
from diglot.publish.targets import is_github, open_target
from publish.conftest import Place, Shop
from publish.daemons import free_port, sshd
from publish.shops import pages

LASTING = {"cache-control": "public, max-age=31536000, immutable"}


class Pages:
    """A site in memory."""

    def __init__(self, contents: Mapping[str, str]) -> None:
        self.contents = {path: text.encode() for path, text in contents.items()}
        self.files = {
            path: File(sha256(data).hexdigest(), len(data), LASTING if path.startswith("assets/") else {})
            for path, data in self.contents.items()
        }
        self.asked: list[str] = []

    async def read(self, path: str) -> bytes:
        """Returns the content of a file."""
        self.asked.append(path)
        return self.contents[path]


FIRST = {
    "index.html": "home",
    "nl-nl/a b/index.html": "é",
    'nl-nl/"odd" \\ name/x.txt': "odd",
    "-rf/index.html": "dash",
    "assets/one.css": "one",
    "nl-nl/empty.txt": "",
}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that this machine's user has set up for git counts; a hook of another repository may be running."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> str:
    """Runs git in a repository."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An empty bare repository that lets contents be left out of what is fetched."""
    folder = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(folder))
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    return folder


def on(bare: Path, name: str = "gh-pages") -> Branch:
    """Returns a branch of a repository of this machine."""
    return branch_of(f"git+file://{bare}#{name}")


def helpers(folder: Path, *, agrees: bool = True) -> Helpers:
    """Returns helpers that tell nobody."""

    async def invalidate(paths: list[str]) -> None:
        del paths

    agree = (lambda _: True) if agrees else (lambda _: False)
    return Helpers("run", Journal(folder, "x"), Log(folder, "x"), lambda *_: None, agree, invalidate)


def publish(
    branch: Branch,
    contents: Mapping[str, str] | None,
    folder: Path,
    wishes: Wishes | None = None,
    *,
    agrees: bool = True,
) -> Outcome:
    """Publishes a site to a branch, or goes back; `folder` is where the publisher keeps what it has to."""
    folder.mkdir(exist_ok=True)
    site = None if contents is None else Pages(contents)
    work = publish_branch(
        site, branch, Folders(folder / ".diglot", folder), wishes or Wishes(), helpers(folder, agrees=agrees)
    )
    return asyncio.run(work)


def plan(branch: Branch, contents: Mapping[str, str] | None, folder: Path) -> Plan:
    """Returns what publishing would do."""
    site = None if contents is None else Pages(contents)
    return asyncio.run(planned_branch(site, branch, Folders(folder / ".diglot", folder), Wishes()))


def held(bare: Path, name: str = "gh-pages") -> dict[str, str]:
    """Returns the files in a branch, without Diglot's own."""
    paths = git(bare, "ls-tree", "-r", "-z", "--name-only", name).split("\0")[:-1]
    return {path: git(bare, "cat-file", "blob", f"{name}:{path}") for path in paths if path != MANIFEST}


def commits(bare: Path, name: str = "gh-pages") -> list[str]:
    """Returns the first lines of the messages in a branch, newest first."""
    return git(bare, "log", "--format=%s", name).splitlines()


def test_publications_are_commits(bare: Path, tmp_path: Path) -> None:
    """Each change of a site is one commit, what changes nothing is none, and going back is one more."""
    branch, folder = on(bare), tmp_path / "p"
    done = publish(branch, FIRST, folder)
    assert (done.plan.new, done.plan.changed, done.plan.deleted, done.plan.kept) == (tuple(sorted(FIRST)), (), (), 0)
    assert held(bare) == {**FIRST, ".nojekyll": ""}
    publish(branch, FIRST, folder)
    second = {**FIRST, "index.html": "new home", "assets/two.css": "two"}
    del second["nl-nl/a b/index.html"], second["assets/one.css"]
    planned = plan(branch, second, folder)
    assert planned == publish(branch, second, folder).plan
    assert (planned.new, planned.changed) == (("assets/two.css",), ("index.html",))
    assert (planned.deleted, planned.kept) == (("nl-nl/a b/index.html",), 3)
    # An asset stays for readers of pages that they have got already.
    assert held(bare) == {**second, ".nojekyll": "", "assets/one.css": "one"}
    back = plan(branch, None, folder)
    assert back == publish(branch, None, folder).plan
    assert (back.new, back.changed) == (("nl-nl/a b/index.html",), ("index.html",))
    assert held(bare) == {**FIRST, ".nojekyll": "", "assets/two.css": "two"}
    assert commits(bare) == [
        "Go back to publication 1: 1 new, 1 changed, 0 deleted, 4 kept",
        "Publish the site: 1 new, 1 changed, 1 deleted, 3 kept",
        "Publish the site: 6 new, 0 changed, 0 deleted, 0 kept",
    ]
    with pytest.raises(StoreError, match="nothing earlier to go back to"):
        publish(branch, None, folder)
    git(bare, "fsck", "--strict")


def test_going_back_from_where_nothing_is_remembered(bare: Path, tmp_path: Path) -> None:
    """Another machine goes back too, further and further."""
    branch = on(bare)
    for number in range(5):
        publish(branch, {"index.html": str(number)}, tmp_path / "p")
    for number in (3, 2, 1):
        publish(branch, None, tmp_path / f"q{number}")
        assert held(bare)["index.html"] == str(number)
    publish(branch, {"index.html": "new"}, tmp_path / "p")
    publish(branch, None, tmp_path / "p")
    assert held(bare)["index.html"] == "1"


def test_assets_go_in_the_end(bare: Path, tmp_path: Path) -> None:
    """What only older pages need stays for as many publications as can be returned to."""
    branch, wishes = on(bare), Wishes(keep=1)
    publish(branch, {"index.html": "0", "assets/0.css": "0"}, tmp_path / "p", wishes)
    for number in (1, 2, 3):
        publish(branch, {"index.html": str(number), "assets/x.css": "x"}, tmp_path / "p", wishes)
    assert held(bare) == {"index.html": "3", "assets/x.css": "x", ".nojekyll": ""}


def test_files_that_set_up_the_host_stay(bare: Path, tmp_path: Path) -> None:
    """`CNAME` and hidden files stay where the site has none; other files are not touched unasked."""
    work = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", str(bare), str(work))
    for name in ("CNAME", ".gitlab-ci.yml", "README.md"):
        (work / name).write_text("theirs")
    git(work, "checkout", "--quiet", "-b", "gh-pages")
    git(work, "add", "-A")
    git(work, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "x")
    git(work, "push", "--quiet", "origin", "gh-pages")
    with pytest.raises(
        UserError, match=r"holds 1 files that Diglot did not write, such as `README.md`; .* `--replace`"
    ):
        publish(on(bare), FIRST, tmp_path / "p")
    publish(on(bare), FIRST, tmp_path / "p", Wishes(replaces=True))
    assert held(bare) == {**FIRST, ".nojekyll": "", "CNAME": "theirs", ".gitlab-ci.yml": "theirs"}
    publish(on(bare), {**FIRST, "CNAME": "ours"}, tmp_path / "p")
    assert held(bare)["CNAME"] == "ours"
    assert git(work, "status", "--porcelain") == ""


def test_only_names_are_fetched(bare: Path, tmp_path: Path) -> None:
    """To plan and to publish, no contents are fetched but the manifest, and what was sent is not kept here."""
    publish(on(bare), FIRST, tmp_path / "p")
    publish(on(bare), {**FIRST, "index.html": "new"}, tmp_path / "q")
    cache = next((tmp_path / "q/.diglot/git").iterdir())
    listed = git(cache, "cat-file", "--batch-check", "--batch-all-objects", "--unordered").splitlines()
    assert len([line for line in listed if " blob " in line]) == 1
    assert [path.name for path in cache.iterdir() if path.name.startswith("scratch")] == []
    assert git(bare, "cat-file", "blob", "gh-pages:index.html") == "new"


def test_of_two_the_second_is_told(bare: Path, tmp_path: Path) -> None:
    """Whoever publishes over a commit that came meanwhile is told, and nothing is lost."""
    publish(on(bare), FIRST, tmp_path / "p")

    class Slow(Pages):
        async def read(self, path: str) -> bytes:
            if self.asked.count("index.html") == 1 and path == "index.html":
                await asyncio.to_thread(publish, on(bare), {**FIRST, "index.html": "fast"}, tmp_path / "q")
            return await super().read(path)

    site = Slow({**FIRST, "index.html": "slow"})
    work = publish_branch(site, on(bare), Folders(tmp_path / "p/.diglot", tmp_path), Wishes(), helpers(tmp_path / "p"))
    with pytest.raises(StoreError, match=r"somebody else changed .* meanwhile, and nothing of theirs is lost"):
        asyncio.run(work)
    assert held(bare)["index.html"] == "fast"
    publish(on(bare), {**FIRST, "index.html": "slow"}, tmp_path / "p")
    assert [*map(len, (held(bare), commits(bare)))] == [7, 3]


def test_authors(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits name whom git knows, and Diglot where it knows nobody."""
    publish(on(bare), {"index.html": "1"}, tmp_path / "p")
    git(tmp_path, "init", "--quiet", str(tmp_path / "p"))
    git(tmp_path / "p", "config", "user.name", "Ánna")
    git(tmp_path / "p", "config", "user.email", "anna@printers.example")
    publish(on(bare), {"index.html": "2"}, tmp_path / "p")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "CI")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ci@printers.example")
    publish(on(bare), {"index.html": "3"}, tmp_path / "p")
    assert git(bare, "log", "--format=%an <%ae>", "gh-pages").splitlines() == [
        "CI <ci@printers.example>",
        "Ánna <anna@printers.example>",
        "Diglot <diglot@localhost>",
    ]


def test_nothing_happens_unless_agreed(bare: Path, tmp_path: Path) -> None:
    """Without a yes there is no commit, and too many deletes are refused."""
    assert not publish(on(bare), FIRST, tmp_path / "p", agrees=False).is_done
    assert git(bare, "for-each-ref") == ""
    publish(on(bare), FIRST, tmp_path / "p")
    with pytest.raises(UserError, match="allow it with `--max-deletes 4`"):
        publish(on(bare), {"index.html": "home"}, tmp_path / "p", Wishes(max_deletes=3))


def test_a_hand_in_between_is_seen(bare: Path, tmp_path: Path) -> None:
    """What somebody changed by hand in the branch is put right, whatever the manifest says."""
    publish(on(bare), FIRST, tmp_path / "p")
    work = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(bare), str(work))
    (work / "index.html").write_text("HOME")
    (work / "more.html").write_text("more")
    (work / ".nojekyll").unlink()
    git(work, "add", "-A")
    git(
        work,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.example",
        "commit",
        "--quiet",
        "-m",
        "by hand\n\nDiglot-Publication: 1",
    )
    git(work, "push", "--quiet")
    done = publish(on(bare), FIRST, tmp_path / "p").plan
    assert (done.new, done.changed, done.deleted) == ((), ("index.html",), ("more.html",))
    assert held(bare) == {**FIRST, ".nojekyll": ""}


def test_through_ssh(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same over SSH; a host that is not known and a key that is not taken are told."""
    with sshd(tmp_path / "sshd") as server:
        branch = branch_of(f"git+{server.address.replace('sftp', 'ssh')}{bare}#pages/help")
        monkeypatch.setenv("GIT_SSH_COMMAND", server.git_ssh)
        publish(branch, FIRST, tmp_path / "p")
        publish(branch, {**FIRST, "index.html": "new"}, tmp_path / "p")
        assert held(bare, "pages/help") == {**FIRST, "index.html": "new", ".nojekyll": ""}
        missing = branch_of(branch.remote.replace("ssh:", "git+ssh:") + "none")
        with pytest.raises(StoreError, match="there is no repository"):
            publish(missing, FIRST, tmp_path / "p")
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{server.git_ssh} -o UserKnownHostsFile=/dev/null")
        monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -F none -o UserKnownHostsFile=/dev/null")
        with pytest.raises(StoreError, match=r"the key of `127.0.0.1` is not"):
            publish(branch, FIRST, tmp_path / "p")
        known = f"ssh -F none -o IdentityFile=none -o UserKnownHostsFile={server.home}/.ssh/known_hosts"
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{known} -o IdentitiesOnly=yes")
        with pytest.raises(StoreError, match="does not let you in"):
            publish(branch, FIRST, tmp_path / "p")


def test_hosts_that_are_not_there(tmp_path: Path) -> None:
    """A port at which nobody listens and a repository that is not there are told in words for people."""
    with pytest.raises(StoreError, match=r"nothing answers at `127.0.0.1`"):
        publish(branch_of(f"git+https://127.0.0.1:{free_port()}/x.git"), FIRST, tmp_path / "p")
    with pytest.raises(StoreError, match="there is no repository"):
        publish(branch_of(f"git+file://{tmp_path}/none.git"), FIRST, tmp_path / "p")


def test_a_host_that_refuses(bare: Path, tmp_path: Path) -> None:
    """What a hook of the host has to say is passed on, and nothing changes."""
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'only on Mondays' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(StoreError, match=r"refuses changes of the branch `gh-pages` .*: only on Mondays"):
        publish(on(bare), FIRST, tmp_path / "p")
    assert git(bare, "for-each-ref") == ""


ADDRESSES = [
    ("git+ssh://git@code.example:22/a/b.git", "ssh://git@code.example:22/a/b.git", "code.example", "gh-pages"),
    ("git+https://code.example/a/b.git#site/nl", "https://code.example/a/b.git", "code.example", "site/nl"),
    ("git+file:///srv/b.git#main", "file:///srv/b.git", "", "main"),
]


@pytest.mark.parametrize(("address", "remote", "host", "name"), ADDRESSES)
def test_addresses(address: str, remote: str, host: str, name: str) -> None:
    """An address says repository and branch."""
    assert branch_of(address) == Branch(remote, host, name)


WRONG = [
    *("git+https://anna:secret@code.example/a.git", "git+ssh://-oProxyCommand=touch%20x/a.git", "git+ssh://host"),
    *("git+ext::sh%20-c%20x#y", "git+https://code.example/-x#y", "git+file:///a.git#-x", "git+file:///a.git#a..b"),
    *("git+https:///a.git", "git+ssh://-x@host/a.git", "git+file:///a.git#a%00b"),
]


@pytest.mark.parametrize("address", WRONG)
def test_addresses_that_are_none(address: str) -> None:
    """Passwords, options in disguise and names that cannot be are refused, and no password is repeated."""
    with pytest.raises(UserError) as caught:
        branch_of(address)
    assert "secret" not in str(caught.value)


def test_names_of_contents(tmp_path: Path) -> None:
    """Contents are called as git calls them."""
    (tmp_path / "x").write_bytes(b"\0\r\n\xff" * 1000)
    assert git(tmp_path, "hash-object", "--no-filters", "x").strip() == name_of(b"\0\r\n\xff" * 1000)


def test_by_command(shop: Shop, bare: Path) -> None:
    """`diglot publish` takes a branch as it takes a bucket: plan, publish, go back; nobody waits for a slow host."""
    address = f"git+file://{bare}#pages"
    place = Place(address, {"GIT_CONFIG_NOSYSTEM": "1"}, dict, lambda *_: None)
    first = shop.leave(pages(3, 1))
    planned = json.loads(shop.publish(place, "--dry-run", "--format", "json").stdout)
    assert planned == {"new": sorted(first), "changed": [], "deleted": [], "kept": 0}
    ran = shop.publish(place, "--url", "https://help.printers.example/")
    assert ran.code == 0, ran.output
    assert "Not verified: its host shows what is new only after a while." in ran.stdout
    shop.leave({**first, "index.html": b"new"})
    assert shop.publish(place).code == 0
    assert shop.publish(place, "--rollback").code == 0
    assert {path: data.encode() for path, data in held(bare, "pages").items()} == {**first, ".nojekyll": b""}
    ran = shop.publish(Place(f"git+file://{bare}none#pages", place.env, dict, lambda *_: None))
    assert ran.code == 3
    assert "there is no repository" in ran.stderr
    assert "published 3 as " in (shop.root / ".diglot/publish.log").read_text()


def test_limits_of_github() -> None:
    """Files that GitHub refuses are an error, and sites that it asks to be smaller are worth a word."""
    large = {f"{number}.bin": File("", 90 << 20, {}) for number in range(12)}
    assert [is_note for is_note, _ in exceeded("github", large, lambda _: b"")] == [True]
    assert [is_note for is_note, _ in exceeded("github", {"a.bin": File("", 101 << 20, {})}, lambda _: b"")] == [False]
    assert is_github("git+ssh://git@github.com/a/b.git")
    assert not is_github("git+ssh://git@code.example/github.com.git")
    assert not is_github("sftp://github.com/x")


def test_without_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a target needs that is not installed is told with the command that installs it."""
    for name in ("asyncssh", "diglot.publish.sftp", "diglot.publish.ssh"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "asyncssh", None)
    with pytest.raises(UserError, match=r"pip install 'diglot\[sftp\]'"):
        asyncio.run(open_target("sftp://host/www", 1, Folders(tmp_path, tmp_path)))
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(UserError, match="needs the program `git`; install it"):
        publish(Branch("file:///a.git", "", "x"), FIRST, tmp_path / "p")

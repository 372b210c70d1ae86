"""Folders on hosts over SFTP, against an OpenSSH of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh
import pytest

from diglot.errors import UserError
from diglot.files import TEMPORARY
from diglot.publish.sftp import open_sftp
from diglot.publish.ssh import place_of
from diglot.publish.store import Denied, Store, StoreError
from publish.daemons import Sshd, free_port
from sites import tree


@pytest.fixture
def host(ssh_server: Sshd, monkeypatch: pytest.MonkeyPatch) -> Sshd:
    """The server, known to the user of this test."""
    monkeypatch.setenv("HOME", str(ssh_server.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return ssh_server


@asynccontextmanager
async def opened(address: str, patience: float = 30) -> AsyncIterator[Store]:
    """Opens a store and closes it in the end."""
    store = await open_sftp(address, patience)
    try:
        yield store
    finally:
        await store.close()


def with_store(address: str, work: Callable[[Store], Awaitable[None]]) -> None:
    """Does some work with a store."""

    async def run() -> None:
        async with opened(address) as store:
            await work(store)

    asyncio.run(run())


def failure(address: str) -> str:
    """Returns why a store cannot be opened."""
    with pytest.raises(UserError) as caught:
        asyncio.run(open_sftp(address))
    return str(caught.value)


def test_files_travel(host: Sshd, tmp_path: Path) -> None:
    """What is put stands there with its bytes, is listed and read, and goes with the folders that it was alone in."""
    files = {
        "index.html": b"",
        "nl-nl/a b/%C3%A9 é/index.html": "é".encode(),
        "assets/large.bin": bytes(range(256)) * 4000,
        **{f"p{number}/index.html": str(number).encode() for number in range(200)},
    }

    async def work(store: Store) -> None:
        assert [stored async for stored in store.listing()] == []
        await asyncio.gather(*(store.put(path, data, {}) for path, data in files.items()))
        assert {stored.path: stored.size async for stored in store.listing()} == {
            path: len(data) for path, data in files.items()
        }
        held = await store.read("assets/large.bin")
        assert held
        assert held.data == files["assets/large.bin"]
        assert await store.read("assets/none") is None
        assert await store.read("none/none") is None
        assert tree(tmp_path / "site") == files
        await store.put("index.html", b"changed", {})
        await store.delete(["nl-nl/a b/%C3%A9 é/index.html", "never/was", *(f"p{n}/index.html" for n in range(200))])

    with_store(f"{host.address}{tmp_path}/site", work)
    assert tree(tmp_path / "site") == {"index.html": b"changed", "assets/large.bin": files["assets/large.bin"]}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["assets", "index.html"]


def test_copies_are_of_their_own(host: Sshd, tmp_path: Path) -> None:
    """A copy keeps what the file was, whatever becomes of it, and may be made twice."""

    async def work(store: Store) -> None:
        await store.put("a/index.html", b"one", {})
        for _ in range(2):
            await store.copy("a/index.html", ".diglot/kept/1")
        await store.put("a/index.html", b"two", {})
        await store.copy(".diglot/kept/1", "a/index.html")
        await store.put("a/index.html", b"three", {})
        with pytest.raises(StoreError, match="has no `b`"):
            await store.copy("b", "c")

    with_store(f"{host.address}{tmp_path}", work)
    assert tree(tmp_path) == {"a/index.html": b"three", ".diglot/kept/1": b"one"}


def test_one_of_many_wins(host: Sshd, tmp_path: Path) -> None:
    """Of several connections that create or swap a file, one succeeds, and its content stands there."""

    async def run() -> None:
        async with opened(f"{host.address}{tmp_path}") as one, opened(f"{host.address}{tmp_path}") as two:
            both = [one, two] * 4
            won = await asyncio.gather(*(s.put_new("lock", str(n).encode(), {}) for n, s in enumerate(both)))
            assert won.count(True) == 1
            held = await one.read("lock")
            assert held
            assert held.data == str(won.index(True)).encode()
            won = await asyncio.gather(*(s.swap("lock", f"s{n}".encode(), {}, held.tag) for n, s in enumerate(both)))
            assert won.count(True) == 1
            assert (tmp_path / "lock").read_text() == f"s{won.index(True)}"
            assert not await one.swap("lock", b"late", {}, held.tag)
            assert not await one.swap("none", b"", {}, held.tag)

    asyncio.run(run())
    assert [*tree(tmp_path)] == ["lock"]


def test_a_guard_of_the_dead_falls(host: Sshd, tmp_path: Path) -> None:
    """A guard that a killed publication left beside a file is only waited for so long."""
    (tmp_path / f"{TEMPORARY}guard-lock").touch()

    async def run() -> None:
        async with opened(f"{host.address}{tmp_path}", 0.5) as store:
            assert [stored async for stored in store.listing()] == []
            assert await store.put_new("lock", b"1", {})

    asyncio.run(run())
    assert tree(tmp_path) == {"lock": b"1"}


def test_a_connection_that_breaks(host: Sshd, tmp_path: Path) -> None:
    """Whoever is cut off is told so; every file is whole, and what is unfinished goes with the next publication."""
    files = {f"p{number}/index.html": b"x" * 300_000 for number in range(60)}

    async def broken() -> None:
        store = await open_sftp(f"{host.address}{tmp_path}/site")
        work = [asyncio.create_task(store.put(path, data, {})) for path, data in files.items()]
        await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        assert host.cut()
        ended = await asyncio.gather(*work, return_exceptions=True)
        assert {type(error) for error in ended} == {type(None), StoreError}
        assert "publish again" in str(next(filter(None, ended)))
        await store.close()

    (tmp_path / "site").mkdir()
    asyncio.run(broken())
    (tmp_path / "site" / f"{TEMPORARY}0-0").write_bytes(b"half")
    left = {path: data for path, data in tree(tmp_path / "site").items() if TEMPORARY not in path}
    assert all(files[path] == data for path, data in left.items())

    async def resumed(store: Store) -> None:
        there = {stored.path async for stored in store.listing()}
        assert there == left.keys()
        await asyncio.gather(*(store.put(path, files[path], {}) for path in files.keys() - there))

    with_store(f"{host.address}{tmp_path}/site", resumed)
    assert tree(tmp_path / "site") == files


ADDRESSES = [
    ("sftp://host/srv/www", "sftp://host/srv/www", "/srv/www"),
    ("sftp://anna@host:2222/srv/www/", "sftp://anna@host:2222/srv/www", "/srv/www"),
    ("sftp://host/~/help", "sftp://host/~/help", "help"),
    ("sftp://host/~/", "sftp://host/~", "."),
    ("sftp://host/", "sftp://host/", ""),
    ("sftp://host/a%20b", "sftp://host/a b", "/a b"),
]


@pytest.mark.parametrize(("address", "name", "root"), ADDRESSES)
def test_addresses(address: str, name: str, root: str) -> None:
    """An address says host, port, user and folder."""
    place = place_of(address)
    assert (place.name, place.root) == (name, root)


WRONG = [
    ("sftp://anna:secret@host/www", "has a password"),
    ("sftp:///www", "names no host"),
    ("sftp://-oProxyCommand=x/www", "names no host"),
    ("sftp://host", "names no folder"),
    ("sftp://host:port/www", "no valid port"),
    ("sftp://host/www?x=1", "`%3F`"),
    ("sftp://host/www/../etc", "`..`"),
]


@pytest.mark.parametrize(("address", "words"), WRONG)
def test_addresses_that_are_none(address: str, words: str) -> None:
    """What cannot be meant, or must not be written, is refused, and no password is repeated."""
    with pytest.raises(UserError) as caught:
        place_of(address)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_home(host: Sshd) -> None:
    """An address below the user's home leads there."""

    async def work(store: Store) -> None:
        assert await store.read("surely/not/there") is None

    with_store(f"{host.address}/~/", work)


def test_nobody_answers(host: Sshd) -> None:
    """A port at which nobody listens, and a name that nobody has, are told apart."""
    assert "nothing answers at sftp://127.0.0.1:" in failure(f"sftp://127.0.0.1:{free_port()}/www")
    assert "is not known; check its spelling" in failure("sftp://no-such-host.invalid/www")


def test_hosts_have_to_be_known(host: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is not known is never talked to, one that has another key even less, and no setting changes that."""
    ssh = tmp_path / ".ssh"
    ssh.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    (ssh / "id_ed25519").write_bytes((host.home / ".ssh" / "id_ed25519").read_bytes())
    address = f"{host.address}{tmp_path}"
    assert "is not known yet; connect once with `ssh -p" in failure(address)
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{host.port} {(ssh.parent.parent / 'none').name}")
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{host.port} {other}")
    assert f"ssh-keygen -R '[127.0.0.1]:{host.port}'" in failure(address)
    (ssh / "config").write_text("Host *\n  UserKnownHostsFile none\n  StrictHostKeyChecking no\n")
    assert "remove its line" in failure(address)


def test_configuration_of_ssh_counts(host: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, ports and keys come from `~/.ssh/config` where the address has none."""
    ssh = tmp_path / ".ssh"
    ssh.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    (ssh / "config").write_text(
        f"Host docs\n  HostName 127.0.0.1\n  Port {host.port}\n  IdentityFile {host.home}/.ssh/id_ed25519\n"
        f"  UserKnownHostsFile {host.home}/.ssh/known_hosts\n"
    )

    async def work(store: Store) -> None:
        await store.put("index.html", b"hello", {})

    with_store(f"sftp://docs{tmp_path}/site", work)
    assert tree(tmp_path / "site") == {"index.html": b"hello"}


def test_keys_that_are_not_taken(host: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that does not know the user's key is said to, with what has to work."""
    ssh = tmp_path / ".ssh"
    ssh.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    (ssh / "known_hosts").write_bytes((host.home / ".ssh" / "known_hosts").read_bytes())
    with pytest.raises(Denied, match="ssh-add"):
        asyncio.run(open_sftp(f"{host.address}{tmp_path}"))


class Refusing(asyncssh.SFTPServer):
    """A server whose disk is full, that lets nobody write, or that cannot replace files."""

    refused = ""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """Opens what may be opened."""
        if pflags & asyncssh.FXF_CREAT and self.refused == "room":
            raise asyncssh.SFTPFailure("no space left on device")
        if pflags & asyncssh.FXF_CREAT and self.refused == "writing":
            raise asyncssh.SFTPPermissionDenied("no")
        return super().open(path, pflags, attrs)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        """Replaces a file."""
        if self.refused == "replacing":
            raise asyncssh.SFTPOpUnsupported("no")
        super().posix_rename(oldpath, newpath)

    def statvfs(self, path: bytes) -> asyncssh.SFTPVFSAttrs:
        """Tells how much room there is."""
        return asyncssh.SFTPVFSAttrs(bsize=512, frsize=512, bavail=0, favail=0)


REFUSALS = [
    ("room", "the disk of `127.0.0.1` is full; make room"),
    ("writing", "does not let you change `/site/index.html`; have it allowed"),
    ("replacing", "cannot replace a file in one step"),
]


@pytest.mark.parametrize(("what", "words"), REFUSALS)
def test_hosts_that_refuse(what: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, a folder that nobody may write to and a server that cannot replace files are told apart."""
    ssh = tmp_path / "home/.ssh"
    ssh.mkdir(parents=True)
    (tmp_path / "root/site").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(ssh.parent))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key, own = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    own.write_private_key(ssh / "id_ed25519")
    own.write_public_key(tmp_path / "authorized_keys")

    def refusing(channel: asyncssh.SSHServerChannel) -> Refusing:
        server = Refusing(channel, chroot=str(tmp_path / "root").encode())
        server.refused = what
        return server

    async def run() -> None:
        listening = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[key],
            authorized_client_keys=str(tmp_path / "authorized_keys"),
            sftp_factory=refusing,
        )
        port = listening.get_port()
        (ssh / "known_hosts").write_text(f"[127.0.0.1]:{port} {key.export_public_key().decode()}")
        async with opened(f"sftp://anna@127.0.0.1:{port}/site") as store:
            with pytest.raises(StoreError) as caught:
                await store.put("index.html", b"hello", {})
        listening.close()
        await listening.wait_closed()
        assert words in str(caught.value)

    asyncio.run(run())
    assert tree(tmp_path / "root") == {}


def test_files_in_the_way(host: Sshd, tmp_path: Path) -> None:
    """Folders and files that are in the way, and folders that are missing, are named."""
    (tmp_path / "a").write_text("file")
    (tmp_path / "b").mkdir()

    async def work(store: Store) -> None:
        with pytest.raises(StoreError, match="remove the file of that name"):
            await store.put("a/index.html", b"", {})
        with pytest.raises(StoreError, match=r"a folder of .* has the name of the file `b`"):
            await store.put("b", b"", {})

    with_store(f"{host.address}{tmp_path}", work)

    async def nowhere(store: Store) -> None:
        with pytest.raises(StoreError, match=r"has no folder `.*/none`; make it"):
            await store.put("b", b"", {})

    with_store(f"{host.address}{tmp_path}/none/site", nowhere)
    assert tree(tmp_path) == {"a": b"file"}

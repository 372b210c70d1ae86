"""What the tests of publishing share: servers, buckets, and the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from diglot.files import MANIFEST, STATE, headers
from publish.daemons import Sshd, sshd
from publish.servers import azurite, moto, proxied
from publish.shops import leave
from publish.swift import KEYS as SWIFT_KEYS
from publish.swift import swift
from support import Ran, run_diglot

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "not-to-be-seen", "AWS_REGION": "us-east-1"}
ACCOUNT, ACCOUNT_KEY = (
    "devstoreaccount1",
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
)
"""Those of the emulator: they are in its documentation, and mean nothing anywhere else."""
Objects = dict[str, tuple[bytes, dict[str, str]]]
"""Path -> content and headers."""


@dataclass
class Place:
    """A target, the environment that leads to it, and a look at what is there that does not go through Diglot."""

    address: str
    env: Mapping[str, str]
    look: Callable[[], Objects]
    put: Callable[[str, bytes], None]
    url: str = ""
    has_headers: bool = True
    enforces_lock: bool = True
    extra: dict[str, Any] = field(default_factory=dict)

    def site(self) -> Objects:
        """Returns the objects of the site, without those of Diglot."""
        return {
            path: found for path, found in self.look().items() if path != MANIFEST and not path.startswith(f"{STATE}/")
        }

    def expect(self, files: Mapping[str, bytes], *, besides: Mapping[str, bytes] | None = None) -> None:
        """Holds that exactly `files` are there, with the headers that the manifest plans, and `besides` perhaps."""
        expected = {**(besides or {}), **files}
        found = self.site()
        assert {path: data for path, (data, _) in found.items()} == expected
        if self.has_headers:
            planned = {path: _planned(path) for path in expected}
            assert {path: told for path, (_, told) in found.items()} == planned


def _planned(path: str) -> dict[str, str]:
    return {name: value for name, value in headers(path).items() if name != "Content-Security-Policy"}


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a moto."""
    with moto(tmp_path_factory.mktemp("moto")) as address:
        yield address


@pytest.fixture(scope="session")
def swift_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the S3 of a Swift."""
    with swift(tmp_path_factory.mktemp("swift")) as address:
        yield address


@pytest.fixture(scope="session")
def azure_server(npm: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an azurite."""
    # Five sixths of what it brings along is for databases, and for telling its makers how it is used.
    package = npm("azurite", "3.37.0", without=("applicationinsights", "mysql2", "tedious"))
    with azurite(package, tmp_path_factory.mktemp("azurite")) as address:
        yield address


@pytest.fixture(scope="session")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An OpenSSH server."""
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    """Numbers for buckets."""
    return count(1)


def s3_place(server: str, name: str, reached: str | None = None, keys: Mapping[str, str] = KEYS) -> Place:
    """A bucket of its own in a store of this protocol, which is reached through another address perhaps."""
    import boto3
    from botocore.config import Config

    client = boto3.client(
        "s3",
        endpoint_url=server,
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}),
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
        region_name=keys["AWS_REGION"],
    )
    client.create_bucket(Bucket=name)
    named = {
        "ContentType": "Content-Type",
        "CacheControl": "Cache-Control",
        "ContentLanguage": "Content-Language",
        "ContentEncoding": "Content-Encoding",
    }

    def look() -> Objects:
        found: Objects = {}
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=name, Prefix="help/"):
            for entry in page.get("Contents", []):
                got = client.get_object(Bucket=name, Key=entry["Key"])
                told = {header: got[key] for key, header in named.items() if key in got}
                found[entry["Key"].removeprefix("help/")] = (got["Body"].read(), told)
        return found

    def put(path: str, data: bytes) -> None:
        client.put_object(Bucket=name, Key=f"help/{path}", Body=data)

    env = {**keys, "AWS_ENDPOINT_URL": reached or server}
    return Place(f"s3://{name}/help", env, look, put, extra={"client": client, "bucket": name})


def swift_place(server: str, name: str) -> Place:
    """A bucket of its own in a Swift, which refuses all writes under a condition."""
    place = s3_place(server, name, keys=SWIFT_KEYS)
    place.enforces_lock = False
    return place


def azure_place(server: str, name: str) -> Place:
    """A container of its own in an azurite."""
    import obstore
    from obstore.store import AzureStore

    env = {
        "AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT,
        "AZURE_STORAGE_ACCOUNT_KEY": ACCOUNT_KEY,
        "AZURE_STORAGE_ENDPOINT": f"{server}/{ACCOUNT}",
    }
    make_container(server, name)
    options: Any = {"account_name": ACCOUNT, "account_key": ACCOUNT_KEY, "endpoint": f"{server}/{ACCOUNT}"}
    store = AzureStore(name, prefix="help", client_options={"allow_http": True}, **options)

    def look() -> Objects:
        found: Objects = {}
        for batch in obstore.list(store):
            for entry in batch:
                got = obstore.get(store, entry["path"])
                found[entry["path"]] = (bytes(got.bytes()), {k: v for k, v in got.attributes.items() if v})
        return found

    def put(path: str, data: bytes) -> None:
        obstore.put(store, path, data)

    return Place(f"az://{name}/help", env, look, put)


def make_container(server: str, name: str) -> None:
    """Makes a container, by the protocol: there is no other client here."""
    import base64
    import hmac
    from email.utils import formatdate
    from urllib.request import Request, urlopen

    date, version = formatdate(usegmt=True), "2021-12-02"
    resource = f"/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
    signed = "\n".join(["PUT", *[""] * 11, f"x-ms-date:{date}\nx-ms-version:{version}\n{resource}"])
    mark = base64.b64encode(hmac.digest(base64.b64decode(ACCOUNT_KEY), signed.encode(), sha256)).decode()
    told = {"x-ms-date": date, "x-ms-version": version, "Authorization": f"SharedKey {ACCOUNT}:{mark}"}
    address = f"{server}/{ACCOUNT}/{name}?restype=container"
    with urlopen(Request(address, method="PUT", headers={**told, "Content-Length": "0"})):
        pass


def folder_place(root: Path) -> Place:
    """A folder."""

    def look() -> Objects:
        return {
            path.relative_to(root).as_posix(): (path.read_bytes(), {}) for path in root.rglob("*") if path.is_file()
        }

    def put(path: str, data: bytes) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return Place(root.as_uri(), {}, look, put, has_headers=False)


def host_place(server: Sshd, root: Path) -> Place:
    """A folder on a host."""
    place = folder_place(root)
    place.address = f"{server.address}{root}"
    place.env = {"HOME": str(server.home), "SSH_AUTH_SOCK": ""}
    return place


@pytest.fixture(params=["file", "sftp", "s3", "swift", "az"])
def place(request: pytest.FixtureRequest, tmp_path: Path, numbers: Iterator[int]) -> Place:
    """Targets of each kind, one after the other."""
    name = f"site-{next(numbers)}"
    if request.param == "file":
        return folder_place(tmp_path / "target")
    if request.param == "sftp":
        return host_place(request.getfixturevalue("ssh_server"), tmp_path / "target")
    if request.param == "s3":
        return s3_place(request.getfixturevalue("s3_server"), name)
    if request.param == "swift":
        return swift_place(request.getfixturevalue("swift_server"), name)
    return azure_place(request.getfixturevalue("azure_server"), name)


@pytest.fixture
def bucket(s3_server: str, numbers: Iterator[int]) -> Place:
    """A bucket."""
    return s3_place(s3_server, f"site-{next(numbers)}")


@pytest.fixture
def swift_bucket(swift_server: str, numbers: Iterator[int]) -> Place:
    """A bucket in a Swift."""
    return swift_place(swift_server, f"site-{next(numbers)}")


@pytest.fixture
def proxied_bucket(s3_server: str, numbers: Iterator[int]) -> Iterator[Place]:
    """A bucket behind a proxy, `extra["proxy"]`."""
    with proxied(s3_server) as proxy:
        place = s3_place(s3_server, f"site-{next(numbers)}", proxy.address)
        place.extra["proxy"] = proxy
        yield place


@dataclass
class Shop:
    """A project with a built site."""

    root: Path

    def configure(self, text: str) -> None:
        """Writes `site.toml`."""
        (self.root / "site.toml").write_text(text)

    def leave(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Leaves a built site."""
        leave(self.root / "public", files)
        return files

    def publish(self, place: Place, *arguments: str, env: Mapping[str, str] | None = None) -> Ran:
        """Publishes as a user does."""
        clean = {"HOME": str(self.root), "AWS_EC2_METADATA_DISABLED": "true", **place.env, **(env or {})}
        command = ("publish", place.address, "--project", str(self.root), *arguments)
        return run_diglot(*command, env=clean)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A project without a word about grace: nobody waits in tests."""
    (tmp_path / "project").mkdir()
    made = Shop(tmp_path / "project")
    made.configure("[publish]\ngrace = 0.0\npatience = 5\n")
    return made

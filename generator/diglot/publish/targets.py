"""Addresses of targets: what each means, and what may not stand in them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from diglot.errors import UserError
from diglot.publish.branch import Branch, branch_of
from diglot.publish.cloud import Place, open_cloud
from diglot.publish.folder import open_folder
from diglot.publish.git import Folders, planned_branch, publish_branch
from diglot.publish.plan import Plan
from diglot.publish.publisher import Helpers, Outcome, Site, Wishes, planned, publish
from diglot.publish.store import Store

KINDS = (
    "`file:///folder`, `s3://bucket/prefix`, `az://container/prefix`, `gs://bucket/prefix`, "
    "`sftp://user@host/folder`, `git+ssh://git@host/path#branch`"
)


class Destination(Protocol):
    """Where a site is published to."""

    @property
    def is_late(self) -> bool:
        """Whether readers get what was published only after a while."""

    @property
    def name(self) -> str:
        """For people; never with credentials."""

    @property
    def has_headers(self) -> bool:
        """Whether it keeps headers."""

    async def plan(self, site: Site | None, wishes: Wishes) -> Plan:
        """Returns what publishing would do; for no site, what going back to the earlier one would do."""

    async def publish(self, site: Site | None, wishes: Wishes, helpers: Helpers) -> Outcome:
        """Makes of it the site; or the earlier one, if there is no site. Raises `UserError`."""

    async def close(self) -> None:
        """Lets go of connections."""


class _Files(NamedTuple):
    """A place that takes one file after the other."""

    store: Store
    is_late: bool = False

    @property
    def name(self) -> str:
        return self.store.name

    @property
    def has_headers(self) -> bool:
        return self.store.has_headers

    async def plan(self, site: Site | None, wishes: Wishes) -> Plan:
        return await planned(site, self.store, wishes, {})

    async def publish(self, site: Site | None, wishes: Wishes, helpers: Helpers) -> Outcome:
        return await publish(site, self.store, wishes, helpers)

    async def close(self) -> None:
        await self.store.close()


class _Commits(NamedTuple):
    """A branch, which takes a whole site at once."""

    branch: Branch
    folders: Folders
    has_headers: bool = False
    is_late: bool = True

    @property
    def name(self) -> str:
        return self.branch.title

    async def plan(self, site: Site | None, wishes: Wishes) -> Plan:
        return await planned_branch(site, self.branch, self.folders, wishes)

    async def publish(self, site: Site | None, wishes: Wishes, helpers: Helpers) -> Outcome:
        return await publish_branch(site, self.branch, self.folders, wishes, helpers)

    async def close(self) -> None:
        pass


def is_github(address: str) -> bool:
    """Tells whether a target is a branch at GitHub, which has limits of its own."""
    return address.startswith("git+") and branch_of(address).host.endswith("github.com")


def serves_compressed(address: str) -> bool:
    """Tells whether what hands out the files of a target may choose compressed ones: a web server of one's own."""
    return address.startswith(("file:", "sftp:"))


async def open_target(address: str, patience: int, folders: Folders) -> Destination:
    """Returns what an address means. Raises `UserError` where it means nothing, or holds a secret."""
    if address.startswith("git+"):
        return _Commits(branch_of(address), folders)
    if address.startswith("sftp:"):
        return _Files(await _open_sftp(address))
    return _Files(_open_store(address, patience))


async def _open_sftp(address: str) -> Store:
    try:
        from diglot.publish.sftp import open_sftp
    except ImportError as error:
        raise UserError("publishing over SFTP needs a package; install it with `pip install 'diglot[sftp]'`") from error
    return await open_sftp(address)


def folder_of(address: str) -> Path:
    """Returns the folder that a target `file:///folder` means. Raises `UserError` where it means none."""
    parts = _without_secrets(address)
    path = unquote(parts.path)
    if parts.netloc in ("", "localhost") and path.startswith("/") and path.strip("/"):
        return Path(path)
    # What stands behind two slashes would be the name of a host.
    meant = Path(parts.netloc + path)
    hint = f"did you mean `{meant.resolve().as_uri()}`" if meant.name else f"write one as in {KINDS}"
    raise UserError(f"`{address}` is no target: a folder is written with three slashes and its whole path; {hint}")


def _without_secrets(address: str) -> SplitResult:
    parts = urlsplit(address)
    if parts.password is not None or (parts.query and parts.scheme != "file"):
        raise UserError(
            "the address of a target may hold no password and no key; "
            "leave it out, and set the variables or the profile of the provider"
        )
    return parts


def _open_store(address: str, patience: int) -> Store:
    parts = _without_secrets(address)
    if parts.scheme == "file":
        return open_folder(folder_of(address))
    if parts.scheme in ("s3", "az", "gs") and parts.netloc and not parts.fragment:
        return open_cloud(Place(parts.scheme, parts.netloc, unquote(parts.path).strip("/")), patience)
    hint = f"; did you mean `{Path(address).resolve().as_uri()}`" if not parts.scheme and address else ""
    raise UserError(f"`{address}` is no target{hint or f'; write one as in {KINDS}'}")

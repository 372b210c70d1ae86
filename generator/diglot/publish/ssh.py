"""Reaching hosts over SSH: what an address says, and how a connection fails, in words for people."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import asyncssh

from diglot.errors import UserError
from diglot.publish.store import Denied, StoreError

_TO_CONNECT = 30.0
"""Seconds until a host has to be there, and as many until it has let us in."""
_ALIVE = 15
"""Seconds of silence after which a host is asked whether it is still there; the fourth silence is the last."""

_QUICK = "^aes128-gcm@openssh.com"
"""What encrypts small requests in half the time, and goes first where the user has chosen nothing."""


class Place(NamedTuple):
    """A folder on a host."""

    host: str
    port: int | None
    """Nothing where `~/.ssh/config` or the standard decides."""
    user: str | None
    root: str
    """Absolute, or relative to the user's home; without a slash at the end."""

    @property
    def name(self) -> str:
        """The address, for people."""
        return f"sftp://{self.login}{f':{self.port}' if self.port else ''}{self._path}"

    @property
    def login(self) -> str:
        """User and host, as `ssh` is told them."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def command(self) -> str:
        """The command that connects to the host."""
        return f"ssh {f'-p {self.port} ' if self.port else ''}{self.login}"

    @property
    def _path(self) -> str:
        return self.root or "/" if self.root.startswith("/") or not self.root else f"/~/{self.root}".removesuffix("/.")


def place_of(address: str) -> Place:
    """Returns what an address such as `sftp://user@host:2222/srv/www/help` says; `/~/help` is below the user's home."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if problem := _problem(parts, path):
        raise UserError(f"`sftp://{parts.hostname or ''}…` {problem}")
    below = path.removeprefix("/~").strip("/") or "." if path.startswith("/~/") else ""
    return Place(
        parts.hostname or "",
        parts.port,
        unquote(parts.username) if parts.username else None,
        below or path.rstrip("/"),
    )


def _problem(parts: SplitResult, path: str) -> str:
    """Returns what is wrong with an address, as the rest of a sentence."""
    try:
        _ = parts.port
    except ValueError:
        return "has no valid port; write it as a number, `sftp://host:2222/path`"
    if parts.password is not None:
        return "has a password in it, where others can read it; leave it out and use a key of SSH"
    if not parts.hostname or parts.hostname.startswith("-"):
        return "names no host; write `sftp://user@host/path`"
    if parts.query or parts.fragment:
        return "has a `?` or a `#` in it; write them as `%3F` and `%23`"
    if not path:
        return "names no folder; write `sftp://user@host/path`, or `/~/path` for one below the user's home"
    if any(part in ("..", ".") for part in path.split("/")):
        return "has `.` or `..` in its path; name the folder itself"
    return ""


async def connect(place: Place) -> asyncssh.SSHClientConnection:
    """Returns a connection to a host that is known, made with the keys and the configuration of the user."""
    with telling_connection(place):
        options = await asyncssh.SSHClientConnectionOptions.construct(
            host=place.host,
            port=place.port or (),
            username=place.user or (),
            password_auth=False,
            kbdint_auth=False,
            connect_timeout=_TO_CONNECT,
            login_timeout=_TO_CONNECT,
            keepalive_interval=_ALIVE,
            **_configuration(),
        )
        if options.known_hosts is None:
            raise StoreError(
                f"`~/.ssh/config` has the host `{place.host}` go unchecked; remove its line `UserKnownHostsFile none`"
            )
        ciphers = () if options.config.get("Ciphers") else _QUICK
        return await asyncssh.connect(place.host, options=options, config=None, encryption_algs=ciphers)


def _configuration() -> dict[str, list[Path]]:
    """Returns the user's configuration of SSH, if there is one."""
    file = Path("~/.ssh/config").expanduser()
    return {"config": [file]} if file.is_file() else {"config": []}


@contextmanager
def telling_connection(place: Place) -> Iterator[None]:
    """Says in words for people why there is no connection."""
    try:
        yield
    except asyncssh.HostKeyNotVerifiable as error:
        raise StoreError(_unknown(place)) from error
    except asyncssh.PermissionDenied as error:
        raise Denied(
            f"`{place.host}` does not let {f'`{place.user}`' if place.user else 'you'} in with any key at hand; "
            f"add your key with `ssh-add`, and have its public half in `authorized_keys` there; "
            f"`{place.command}` has to work without a password"
        ) from error
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        raise Denied(f"a key for `{place.host}` cannot be read: {error}; add it to the agent with `ssh-add`") from error
    except asyncssh.ConfigParseError as error:
        raise StoreError(f"`~/.ssh/config` cannot be read: {error}; mend it") from error
    except socket.gaierror as error:
        raise StoreError(f"the host `{place.host}` is not known; check its spelling, and your network") from error
    except ConnectionRefusedError as error:
        raise StoreError(f"nothing answers at {place.name}; check host and port, and whether its SSH runs") from error
    except TimeoutError as error:
        raise StoreError(f"`{place.host}` does not answer; check the address, its firewall and your network") from error
    except (asyncssh.Error, OSError) as error:
        raise StoreError(f"cannot connect to {place.name}: {reason(error)}; see what `{place.command}` says") from error


def reason(error: Exception) -> str:
    """Returns what an exception says, as the part of a sentence."""
    said = getattr(error, "reason", "") or getattr(error, "strerror", "") or str(error) or type(error).__name__
    return str(said).strip().rstrip(".")


def _unknown(place: Place) -> str:
    """Returns what to do about a host whose key is not the one that is known, or not known at all."""
    name = f"[{place.host}]:{place.port}" if place.port and place.port != 22 else place.host
    known = Path("~/.ssh/known_hosts").expanduser()
    keys: tuple[object, ...] = ()
    if known.is_file():
        found = asyncssh.match_known_hosts(str(known), place.host, "", place.port if place.port != 22 else None)
        keys = (*found[0], *found[1])
    if keys:
        return (
            f"the key of `{place.host}` is another one than you know, so somebody may be in between; ask who runs it, "
            f"and if the key was changed, remove the old one with `ssh-keygen -R '{name}'`"
        )
    return (
        f"the key of `{place.host}` is not known yet; connect once with `{place.command}`, compare the fingerprint "
        f"with the one that its owner tells you, and answer yes"
    )

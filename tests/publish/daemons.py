"""Servers that publishing is tried against: an OpenSSH and an nginx of this machine, on ports of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from time import sleep

import pytest


@dataclass(frozen=True, slots=True)
class Sshd:
    """An OpenSSH server, and the home of a user whose key it takes and who knows its own."""

    port: int
    process: subprocess.Popen[bytes]
    home: Path
    log: Path

    @property
    def address(self) -> str:
        """The beginning of addresses on it, up to the path."""
        return f"sftp://{getuser()}@127.0.0.1:{self.port}"

    @property
    def git_ssh(self) -> str:
        """What git runs to connect, since OpenSSH asks the system and not `HOME` where a home is."""
        ssh = self.home / ".ssh"
        return f"ssh -F none -i {ssh}/id_ed25519 -o UserKnownHostsFile={ssh}/known_hosts -o IdentitiesOnly=yes"

    def cut(self) -> int:
        """Kills the processes that serve connections; returns how many there were."""
        children = _children(self.process.pid)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return len(children)


def _children(pid: int) -> list[int]:
    """Returns a process's children and theirs."""
    with suppress(OSError):
        found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [*found, *(below for child in found for below in _children(child))]
    return []


def free_port() -> int:
    """Returns a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def program(name: str) -> str:
    """Returns the full path of a server, or skips the test where it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"no `{name}` on this machine")
    return found


@contextmanager
def sshd(folder: Path, *lines: str) -> Iterator[Sshd]:
    """Runs an OpenSSH server whose files are in `folder`; `lines` are put before its own configuration."""
    server = program("sshd")
    if os.geteuid() == 0:
        # Where it may change users, OpenSSH wants this empty folder for the part that talks to strangers.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    ssh = folder / "home" / ".ssh"
    ssh.mkdir(parents=True, mode=0o700)
    for key in (folder / "host_key", ssh / "id_ed25519"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key], check=True)
    port = free_port()
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{port} {(folder / 'host_key.pub').read_text()}")
    shutil.copy(ssh / "id_ed25519.pub", folder / "authorized_keys")
    config = folder / "sshd_config"
    config.write_text(
        "\n".join(
            [
                *lines,
                f"Port {port}",
                "ListenAddress 127.0.0.1",
                f"HostKey {folder}/host_key",
                f"AuthorizedKeysFile {folder}/authorized_keys",
                f"PidFile {folder}/sshd.pid",
                "StrictModes no",
                "UsePAM no",
                "Subsystem sftp internal-sftp",
                "",
            ]
        )
    )
    log = folder / "sshd.log"
    process = subprocess.Popen([server, "-D", "-f", config, "-E", log], stdin=subprocess.DEVNULL)
    running = Sshd(port, process, folder / "home", log)
    try:
        until_open(port, process, log)
        yield running
    finally:
        process.terminate()
        running.cut()
        process.wait()


@contextmanager
def nginx(folder: Path, site: str, prelude: str = "") -> Iterator[str]:
    """Runs nginx with the inside of a `server` block; yields its address, without a slash at the end."""
    server = program("nginx")
    folder.mkdir(exist_ok=True)
    port = free_port()
    config = folder / "nginx.conf"
    inside = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in _KINDS)
    config.write_text(
        f"{prelude}\ndaemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\ninclude /etc/nginx/mime.types;\n{inside}\n"
        f"server {{\nlisten 127.0.0.1:{port};\n{site}\n}}\n}}\n"
    )
    log = folder / "error.log"
    process = subprocess.Popen([server, "-p", folder, "-e", log, "-c", config], stdin=subprocess.DEVNULL)
    try:
        until_open(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


_KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Waits until a server listens; fails with what it wrote if it ends instead."""
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        sleep(0.01)
    pytest.fail(f"the server ended: {log.read_text() if log.exists() else 'without a word'}")

"""An OpenStack Swift with its s3api, run from Debian's package `python3-swift`: S3 of another making.

The package is only its library, so nothing here needs a service, a user, or `/etc/swift`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from urllib.request import urlopen

import pytest

from publish.daemons import free_port, until_open

PYTHON = "/usr/bin/python3"
"""That of the system, which finds the package; the one that runs the tests does not."""
KEYS = {"AWS_ACCESS_KEY_ID": "test:tester", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "us-east-1"}
"""Those of its user, and its name for where it is."""

# One process reads the package, which takes longest, and forks the servers; when one of them ends, or it is told to,
# all end. It names the folder with `swift.conf` beforehand: otherwise the hash suffix would have to be in `/etc/swift`.
_SERVERS = """
import logging, os, signal, sys
from swift.common import utils
folder, *pairs = sys.argv[1:]
ports = {kind: int(port) for kind, port in (pair.split("=") for pair in pairs)}
utils.set_swift_dir(folder)
from swift.common.ring import RingBuilder
from swift.common.wsgi import run_wsgi
import swift.account.server, swift.container.server, swift.obj.server, swift.proxy.server

def note(conf, name, to_console, route, format, logger, adapted):
    logger.addHandler(logging.StreamHandler(sys.__stderr__))

def make_ring(kind):
    builder = RingBuilder(part_power=1, replicas=1, min_part_hours=1)
    reached = {"ip": "127.0.0.1", "port": ports[kind], "replication_ip": "127.0.0.1", "replication_port": ports[kind]}
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1, "device": "disk", "meta": "", **reached})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")

def serve(kind):
    if child := os.fork():
        return child
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ends)
    sys.exit(run_wsgi(f"{folder}/{kind}.conf", f"{kind}-server", verbose=True))

for kind in ("account", "container", "object"):
    make_ring(kind)
ends = {signal.SIGTERM, signal.SIGCHLD}
signal.pthread_sigmask(signal.SIG_BLOCK, ends)
children = [serve(kind) for kind in ports]
signal.sigwait(ends)
for child in children:
    os.kill(child, signal.SIGTERM)
for child in children:
    os.waitpid(child, 0)
"""

# Where a machine is slow, an update of a container that takes long would be left to a daemon that does not run here.
# The address of the log keeps these servers out of the log of the machine; what they say is in a file beside them.
_DEFAULTS = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
log_address = {folder}/nowhere
log_custom_handlers = __main__.note
log_level = WARNING
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
conn_timeout = 60
node_timeout = 60
container_update_timeout = 60
"""
_STORAGE = """
[pipeline:main]
pipeline = healthcheck {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
[filter:healthcheck]
use = egg:swift#healthcheck
"""
_PROXY = """
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
conn_timeout = 60
node_timeout = 60
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
"""


@contextmanager
def swift(folder: Path) -> Iterator[str]:
    """Runs a Swift whose files are in `folder`; yields the address of its S3. Skips the test where it cannot run."""
    _expect_means(folder)
    ports = {kind: free_port() for kind in ("account", "container", "object", "proxy")}
    _configure(folder, ports)
    named = [f"{kind}={port}" for kind, port in ports.items()]
    # Its own way of looking up names takes Swift a third of its start, and there are no names here.
    env = {**os.environ, "EVENTLET_NO_GREENDNS": "yes"}
    log = folder / "log"
    with log.open("wb") as noted:
        command = [PYTHON, "-I", "-c", _SERVERS, folder, *named]
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=noted, stderr=noted)
    try:
        for port in ports.values():
            until_open(port, process, log)
            # A server listens before it has read what it is to do.
            with urlopen(f"http://127.0.0.1:{port}/healthcheck"):
                pass
        yield f"http://127.0.0.1:{ports['proxy']}"
    finally:
        process.terminate()
        process.wait()


def _expect_means(folder: Path) -> None:
    has_package = "import importlib.util, sys; sys.exit(importlib.util.find_spec('swift') is None)"
    if shutil.which(PYTHON) is None or subprocess.run([PYTHON, "-I", "-c", has_package]).returncode:
        pytest.skip("no `python3-swift` on this machine")
    try:
        os.setxattr(folder, "user.swift.metadata", b"x" * 1000)
    except OSError as error:
        pytest.skip(f"the file system of {folder} keeps no attributes of users, which Swift needs: {error.strerror}")


def _configure(folder: Path, ports: Mapping[str, int]) -> None:
    (folder / "devices" / "disk").mkdir(parents=True)
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = test\n")
    for kind, port in ports.items():
        text = _DEFAULTS + (_PROXY if kind == "proxy" else _STORAGE)
        (folder / f"{kind}.conf").write_text(text.format(port=port, user=getuser(), folder=folder, kind=kind))

"""What goes wrong while a site is published: it stays whole, the next run completes it, and messages say what happened.

`DIGLOT_KILLS` sets how many publishes are killed; two by default.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from threading import Event

import pytest

from publish.conftest import Place, Shop
from publish.servers import Proxy
from publish.shops import pages
from support import GENERATOR, Ran

KILLS = int(os.environ.get("DIGLOT_KILLS", "2"))
_AT_ONCE = 32


def sent_files(proxy: Proxy) -> Counter[str]:
    """Returns how often each file of the site was sent."""
    puts = (path.partition("/help/")[2] for method, path in proxy.seen if method == "PUT")
    return Counter(path for path in puts if path and not path.startswith((".diglot/", "diglot-manifest")))


def expect_whole(place: Place) -> None:
    """Holds that every page that is there names files that are there."""
    found = place.site()
    for path, (data, _) in found.items():
        for named in re.findall(rb"href=/([^ >]+)", data):
            assert named.decode() in found, f"{path} names {named.decode()}"


def killed(shop: Shop, place: Place, when: Callable[[], bool]) -> int:
    """Publishes, and kills the process once `when` says so; returns its exit code."""
    env = {**os.environ, **place.env, "PYTHONPATH": str(GENERATOR), "HOME": str(shop.root)}
    command = [sys.executable, "-m", "diglot", "publish", place.address, "--project", str(shop.root)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not when():
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        return process.wait()


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_publish_is_completed(shop: Shop, proxied_bucket: Place, seed: int) -> None:
    """Killed after any request: readers find a whole site, and the next run sends only what is missing."""
    proxy: Proxy = proxied_bucket.extra["proxy"]
    shop.leave(pages(40, 1))
    assert shop.publish(proxied_bucket).code == 0
    whole = len(proxy.seen)
    files = shop.leave(pages(50, 2))
    point = whole + Random(seed).randint(1, 160)
    proxy.seen.clear()
    killed(shop, proxied_bucket, lambda: len(proxy.seen) + whole >= point)
    expect_whole(proxied_bucket)
    before = sent_files(proxy)
    ran = shop.publish(proxied_bucket)
    assert ran.code == 0, ran.output
    expect_whole(proxied_bucket)
    found = {path: data for path, (data, _) in proxied_bucket.site().items()}
    assert files.items() <= found.items()
    assert {path for path in found if "page-" in path} == {path for path in files if "page-" in path}
    twice = sum((sent_files(proxy) - Counter(dict.fromkeys(files, 1))).values())
    # What was under way when the process died is in doubt.
    assert twice <= min(_AT_ONCE, sum(before.values()))
    for path, data in pages(40, 1).items():
        assert path in files or path not in found or found[path] == data
    assert shop.publish(proxied_bucket, "--rollback").code == 0
    back = {path: data for path, (data, _) in proxied_bucket.site().items()}
    assert pages(40, 1).items() <= back.items()


def test_another_machine_completes_it(shop: Shop, proxied_bucket: Place) -> None:
    """Without the journal, what is in doubt is sent again, although another site was meant to be there."""
    proxy: Proxy = proxied_bucket.extra["proxy"]
    first = shop.leave(pages(40, 1))
    assert shop.publish(proxied_bucket).code == 0
    shop.leave(pages(40, 2))
    proxy.seen.clear()
    killed(shop, proxied_bucket, lambda: sum(sent_files(proxy).values()) > 20)
    (shop.root / ".diglot" / "publish.log").unlink()
    for journal in (shop.root / ".diglot").glob("*.journal"):
        journal.unlink()
    shop.leave(first)
    assert shop.publish(proxied_bucket).code == 0
    proxied_bucket.expect(first)


Faults: Mapping[str, Callable[[int, str, str], int | None]] = {
    "server errors": lambda number, *_: 503 if number % 4 == 0 else None,
    "throttling": lambda number, *_: 429 if number % 5 == 0 else None,
    "lost connections": lambda number, *_: 0 if number % 6 == 0 else None,
}


@pytest.mark.parametrize("name", Faults)
def test_passing_faults_are_overcome(shop: Shop, proxied_bucket: Place, name: str) -> None:
    """A host that fails now and then costs attempts, and nothing else."""
    proxy: Proxy = proxied_bucket.extra["proxy"]
    proxy.fault = Faults[name]
    shop.configure("[publish]\ngrace = 0.0\npatience = 60\n")
    files = shop.leave(pages(20, 1))
    ran = shop.publish(proxied_bucket)
    assert ran.code == 0, ran.output
    proxied_bucket.expect(files)


@pytest.mark.parametrize("status", [0, 500, 503, 429])
def test_lasting_faults_stop(shop: Shop, proxied_bucket: Place, status: int) -> None:
    """A network that is cut in the middle: the old site stays, and the next run sends what is missing."""
    proxy: Proxy = proxied_bucket.extra["proxy"]
    first = shop.leave(pages(10, 1))
    assert shop.publish(proxied_bucket).code == 0
    files = shop.leave({path: data for path, data in pages(10, 2).items() if "page-3" not in path})
    proxy.seen.clear()
    proxy.fault = lambda number, *_: status if number > 25 else None
    ran = shop.publish(proxied_bucket)
    assert ran.code == 3, ran.output
    assert "publish again" in ran.stderr
    assert "s3://" in ran.stderr
    assert first.keys() <= proxied_bucket.site().keys()
    expect_whole(proxied_bucket)
    arrived = {path for path, (data, _) in proxied_bucket.site().items() if files.get(path) == data}
    proxy.fault = lambda *_: None
    proxy.seen.clear()
    again = shop.publish(proxied_bucket)
    assert again.code == 0, again.output
    assert set(sent_files(proxy)) <= files.keys() - arrived | _in_doubt(files)
    assert {path for path in proxied_bucket.site() if "page-" in path} == {path for path in files if "page-" in path}


def _in_doubt(files: Mapping[str, bytes]) -> set[str]:
    """What may be sent again: the answer to it may have been lost."""
    return set(list(files)[:_AT_ONCE])


def test_wrong_credentials_are_named(shop: Shop, proxied_bucket: Place) -> None:
    """The message says whose credentials, and not what they are."""
    proxied_bucket.extra["proxy"].fault = lambda *_: 403
    shop.leave(pages(2, 1))
    ran = shop.publish(proxied_bucket)
    assert ran.code == 3
    assert "credentials" in ran.stderr
    assert "not-to-be-seen" not in ran.output


def test_azure_wants_the_right_key(shop: Shop, azure_server: str, tmp_path: Path) -> None:
    """Azurite does look at keys."""
    from publish.conftest import azure_place

    place = azure_place(azure_server, f"denied-{tmp_path.name[-8:].strip('_').replace('_', '')}")
    shop.leave(pages(2, 1))
    ran = shop.publish(place, env={"AZURE_STORAGE_ACCOUNT_KEY": "bm90LXRvLWJlLXNlZW4="})
    assert ran.code == 3, ran.output
    assert "credentials" in ran.stderr
    assert "bm90" not in ran.output


def test_swift_wants_the_right_key(shop: Shop, swift_bucket: Place) -> None:
    """Swift says otherwise than moto and Azurite what is wrong with one."""
    shop.leave(pages(2, 1))
    ran = shop.publish(swift_bucket, env={"AWS_SECRET_ACCESS_KEY": "not-to-be-seen"})
    assert ran.code == 3, ran.output
    assert "credentials" in ran.stderr
    assert "not-to-be-seen" not in ran.output


@pytest.mark.parametrize("kind", ["bucket", "swift_bucket"])
def test_a_missing_bucket_is_named(shop: Shop, kind: str, request: pytest.FixtureRequest) -> None:
    """Nothing is made that nobody asked for."""
    shop.leave(pages(2, 1))
    place = Place("s3://nothing-here/help", request.getfixturevalue(kind).env, dict, lambda *_: None)
    ran = shop.publish(place)
    assert ran.code == 3
    assert "`s3://nothing-here/help` does not exist" in ran.stderr


_FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from diglot.cli import main
sys.argv = ["diglot", "publish", *sys.argv[1:]]
main()
"""


def test_a_full_disk_stops(shop: Shop, tmp_path: Path) -> None:
    """The old page stays, and the message says what to do."""
    from support import run_diglot, run_python

    target = tmp_path / "target"
    first = shop.leave(pages(3, 1))
    arguments = (target.as_uri(), "--project", str(shop.root))
    assert run_diglot("publish", *arguments).code == 0
    large = first | {"nl-nl/page-1/index.html": b"<p>" + b"x" * 40_000}
    shop.leave(large)
    ran: Ran = run_python("-c", _FULL, *arguments)
    assert ran.code == 3, ran.output
    assert "make room and publish again" in ran.stderr
    assert (target / "nl-nl/page-1/index.html").read_bytes() == first["nl-nl/page-1/index.html"]
    assert run_diglot("publish", *arguments).code == 0
    assert (target / "nl-nl/page-1/index.html").read_bytes() == large["nl-nl/page-1/index.html"]


def test_two_publishers_do_not_mix(shop: Shop, proxied_bucket: Place) -> None:
    """The second one is told who publishes, and changes nothing."""
    proxy: Proxy = proxied_bucket.extra["proxy"]

    is_answered = Event()

    def waits(number: int, method: str, path: str) -> int | None:
        if "page-" in path:
            is_answered.wait()
        return None

    proxy.fault = waits
    files = shop.leave(pages(60, 1))
    env = {**os.environ, **proxied_bucket.env, "PYTHONPATH": str(GENERATOR), "HOME": str(shop.root)}
    command = [sys.executable, "-m", "diglot", "publish", proxied_bucket.address, "--project", str(shop.root)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as one:
        while not sent_files(proxy):
            time.sleep(0.01)
        try:
            ran = shop.publish(proxied_bucket)
        finally:
            is_answered.set()
        assert one.wait() == 0
    assert ran.code == 3, ran.output
    assert "is publishing to" in ran.stderr
    proxied_bucket.expect(files)


@pytest.mark.parametrize("kind", ["bucket", "swift_bucket"])
def test_a_dead_lock_is_taken_over(shop: Shop, kind: str, request: pytest.FixtureRequest) -> None:
    """A lock of another machine holds until it expires, and no longer."""
    bucket: Place = request.getfixturevalue(kind)
    files = shop.leave(pages(2, 1))
    lock = '{"run": "other", "host": "elsewhere.example.com", "process": 1, "until": %d}'
    bucket.put(".diglot/lock.json", (lock % (time.time() + 900)).encode())
    ran = shop.publish(bucket)
    assert ran.code == 3
    assert "`elsewhere.example.com`" in ran.stderr
    assert bucket.site() == {}
    bucket.put(".diglot/lock.json", (lock % (time.time() - 1)).encode())
    assert shop.publish(bucket).code == 0
    bucket.expect(files)


def test_a_host_without_conditions_is_said(shop: Shop, proxied_bucket: Place) -> None:
    """501 to a conditional write, as Swift answers: the lock is not enforced, and publishing goes on."""
    proxy: Proxy = proxied_bucket.extra["proxy"]
    proxy.conditions_status = 501
    files = shop.leave(pages(3, 1))
    ran = shop.publish(proxied_bucket)
    assert ran.code == 0, ran.output
    assert "does not enforce its lock" in ran.stdout
    proxied_bucket.expect(files)
    files = shop.leave(pages(3, 2))
    assert shop.publish(proxied_bucket).code == 0
    assert files.keys() <= proxied_bucket.site().keys()

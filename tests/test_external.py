"""The check of links to other sites, against sites that these tests run on this machine."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, strategies

from diglot.errors import UserError
from diglot.external import check_addresses
from diglot.external.addresses import Selection, follow, is_made_up, is_public, parse_address
from diglot.external.hosts import Host
from diglot.external.network import failure_of, seconds_to_wait
from diglot.external.options import ExternalOptions
from diglot.external.robots import Rules
from diglot.rules.links.external_addresses import Outcome, Standing
from outside import Answer, Site, site
from support import GENERATOR

TODAY = date(2024, 5, 17)
QUICK = ExternalOptions(pause=0.0, backoff=0.0, retries=1, robots=False, allow_private=True)
"""As is fit for sites on this machine."""
OK, DEAD, MOVED, UNKNOWN, IGNORED = Standing.ALIVE, Standing.DEAD, Standing.MOVED, Standing.UNKNOWN, Standing.IGNORED


def to(address: str, code: int = 302) -> Answer:
    """Returns a redirect."""
    return Answer(code, {"Location": address})


def check(
    addresses: Iterable[str], folder: Path, options: ExternalOptions = QUICK, today: date = TODAY
) -> tuple[dict[str, Outcome], list[str]]:
    """Returns the outcomes, and what the user is told."""
    told: list[str] = []
    return check_addresses(addresses, options, folder / ".diglot/external.json", told.append, today), told


def check_one(address: str, folder: Path, options: ExternalOptions = QUICK) -> Outcome:
    """Returns the outcome of one address."""
    return check([address], folder, options)[0][address]


ANSWERS: list[tuple[str, dict[str, Answer | Sequence[Answer]], Standing, str]] = [
    ("fine", {"/": Answer(204)}, OK, ""),
    ("not there", {}, DEAD, "it answers with 404"),
    ("gone", {"/": Answer(410)}, DEAD, "it answers with 410"),
    ("sign in", {"/": Answer(401)}, UNKNOWN, "it answers with 401"),
    ("forbidden", {"/": Answer(403)}, UNKNOWN, "it answers with 403"),
    ("a code of its own", {"/": Answer(999)}, UNKNOWN, "it answers with 999"),
    ("a fault that stays", {"/": Answer(500)}, UNKNOWN, "it answers with 500"),
    ("a fault that passes", {"/": [Answer(503), Answer()]}, OK, ""),
    ("moved for now", {"/": to("/b"), "/b": Answer()}, OK, ""),
    ("moved to nothing", {"/": to("/b", 301)}, DEAD, "it sends readers to `{}/b`, and there it answers with 404"),
    ("moved to what is forbidden", {"/": to("/b", 301), "/b": Answer(403)}, UNKNOWN, "403"),
    ("circle", {"/": to("/b"), "/b": to("/")}, UNKNOWN, "it sends readers in a circle"),
    ("sent to itself", {"/": to("/")}, UNKNOWN, "it sends readers in a circle"),
    ("endless", {f"/{n or ''}": to(f"/{n + 1}") for n in range(30)}, UNKNOWN, "on more than 10 times"),
    ("sent nowhere", {"/": Answer(302)}, UNKNOWN, "in a circle"),
    ("sent to an app", {"/": to("printer-app://paper")}, UNKNOWN, "no address of the web"),
    ("sent to nonsense", {"/": to("http://[paper")}, UNKNOWN, "no address of the web"),
]


@pytest.mark.parametrize(("answers", "standing", "detail"), [case[1:] for case in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_answer_is_understood(
    answers: dict[str, Answer | Sequence[Answer]], standing: Standing, detail: str, tmp_path: Path
) -> None:
    """What a site answers decides what is said of the address."""
    with site(answers) as there:
        outcome = check_one(there.address, tmp_path)
    assert outcome.standing is standing
    assert detail.format(there.address) in outcome.detail
    assert outcome.checked_on == TODAY


@pytest.mark.parametrize(
    ("codes", "final"),
    [
        ([301], "/1"),
        ([308, 301], "/2"),
        ([301, 302], "/1"),
        ([302, 301], ""),
        ([303], ""),
        ([307], ""),
    ],
)
def test_moved_for_good(codes: list[int], final: str, tmp_path: Path) -> None:
    """An address has moved as far as an unbroken row of permanent redirects leads."""
    answers = {f"/{n or ''}": to(f"/{n + 1}", code) for n, code in enumerate(codes)} | {f"/{len(codes)}": Answer()}
    with site(answers) as there:
        outcome = check_one(f"{there.address}/#paper", tmp_path)
    assert outcome.final == (there.address + final if final else "")
    assert outcome.standing is (MOVED if final else OK)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 500, 501])
def test_head_is_not_believed(code: int, tmp_path: Path) -> None:
    """A site that does not like HEAD is asked with GET."""
    with site({"/": Answer(body=b"x" * 100_000)}, head={"/": Answer(code)}) as there:
        assert check_one(there.address, tmp_path).standing is OK
    assert there.asked("/") == ["HEAD", "GET"]


def test_site_without_head_is_asked_once_each(tmp_path: Path) -> None:
    """Once a host has shown that it knows no HEAD, it gets no more of them."""
    pages = [f"/{n}" for n in range(5)]
    with site(dict.fromkeys(pages, Answer()), head=dict.fromkeys(pages, Answer(405))) as there:
        outcomes, _ = check([there.address + page for page in pages], tmp_path, replace(QUICK, per_host=1))
    assert {outcome.standing for outcome in outcomes.values()} == {OK}
    assert [request.method for request in there.requests] == ["HEAD", *["GET"] * 5]


def test_address_is_asked_once(tmp_path: Path) -> None:
    """Addresses that differ in their fragments, or in how their host is written, are one."""
    with site({"/a%20b": Answer(), "/%C3%A9?x=1": Answer()}) as there:
        written = ["/a b", "/a%20b#x", "/a b#y", "/é?x=1", "/é?x=1#z"]
        outcomes, _ = check([*(there.address + path for path in written), there.at("LOCALHOST", "/é?x=1")], tmp_path)
    assert {outcome.standing for outcome in outcomes.values()} == {OK}
    assert sorted(request.path for request in there.requests) == ["/%C3%A9?x=1", "/%C3%A9?x=1", "/a%20b"]
    assert re.match(r"Diglot/\d+\.\d+\.\d+ \(", there.requests[0].agent)


def test_retry_after_is_honoured(tmp_path: Path) -> None:
    """A host that asks for a second gets it."""
    with site({"/": [Answer(429, {"Retry-After": "1"}), Answer()]}) as there:
        assert check_one(there.address, tmp_path).standing is OK
    first, second = (request.at for request in there.requests)
    assert second - first >= 1


def test_host_that_asks_for_too_much_patience_is_left_alone(tmp_path: Path) -> None:
    """Nobody waits for an hour, and the other addresses of that host are not asked for."""
    pages = {f"/{n}": Answer(429, {"Retry-After": "3600"}) for n in range(8)}
    with site(pages) as there:
        outcomes, _ = check([there.address + page for page in pages], tmp_path, replace(QUICK, per_host=1))
    assert len(there.requests) == 1
    assert {outcome.standing for outcome in outcomes.values()} == {UNKNOWN}
    assert "its host asks for fewer requests" in {outcome.detail for outcome in outcomes.values()}


def test_slow_host_is_left_alone(tmp_path: Path) -> None:
    """A host that does not answer is given up after three addresses; others are asked."""
    slow = {f"/{n}": Answer(never=True) for n in range(8)}
    with site(slow) as there, site({"/": Answer()}) as other:
        addresses = [*(there.address + page for page in slow), other.at("other.lan")]
        options = replace(QUICK, read_timeout=0.5, retries=0, per_host=1, hosts=(("other.lan", "127.0.0.1"),))
        outcomes, _ = check(addresses, tmp_path, options)
    assert {request.path for request in there.requests} == {"/0", "/1", "/2"}
    assert outcomes.pop(other.at("other.lan")).standing is OK
    assert {(outcome.standing, outcome.detail) for outcome in outcomes.values()} == {
        (UNKNOWN, "it does not answer in time"),
        (UNKNOWN, "its host did not answer several times"),
    }


def test_check_ends(tmp_path: Path) -> None:
    """When the time is up, what is left is not asked for, and that is said."""
    with site({"/a": Answer(), "/b": Answer(never=True)}) as there:
        addresses = [f"{there.address}/{page}" for page in "abc"]
        outcomes, told = check(addresses, tmp_path, replace(QUICK, per_host=1, time_limit=1.5))
    assert [outcome.standing for outcome in outcomes.values()] == [OK, UNKNOWN, UNKNOWN]
    assert told == ["2 addresses were not asked for: the time was up; run the check again"]


@pytest.fixture
def nobody() -> str:
    """An address of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


def test_refused_connection_and_unknown_host_are_dead(nobody: str, tmp_path: Path) -> None:
    """No browser gets there; but a host that answers with nonsense may only dislike programs."""
    options = replace(QUICK, hosts=(("gone.lan", ""),))
    with site({"/": Answer()}) as there:
        secure = there.address.replace("http:", "https:")
        outcomes, _ = check([nobody, "http://gone.lan/", there.address, secure], tmp_path, options)
    assert [(one.standing, one.detail) for one in outcomes.values()] == [
        (DEAD, "its host refuses the connection"),
        (DEAD, "its host is not known"),
        (OK, ""),
        (UNKNOWN, "no encrypted connection comes about"),
    ]


@pytest.mark.parametrize(("found", "standing", "words"), [("", UNKNOWN, ["no other site"]), ("192.0.2.1", DEAD, [])])
def test_machine_without_network(found: str, standing: Standing, words: list[str], nobody: str, tmp_path: Path) -> None:
    """Where nobody answers and not even a host that is always there is known, no address is called dead."""
    options = replace(QUICK, hosts=(("gone.lan", ""), ("example.com", found)))
    outcomes, told = check([nobody, "http://gone.lan/"], tmp_path, options)
    assert {outcome.standing for outcome in outcomes.values()} == {standing}
    assert [one[: len(word)] for one, word in zip(told, words, strict=True)] == words


@pytest.mark.parametrize(("concurrency", "per_host", "most"), [(16, 2, 4), (3, 2, 3), (16, 1, 2), (1, 2, 1)])
def test_limits_hold(concurrency: int, per_host: int, most: int, tmp_path: Path) -> None:
    """No host, and not all of them together, get more requests at once than they should."""
    pages = dict.fromkeys((f"/{n}" for n in range(8)), Answer(after=0.05))
    hosts = (("paper.lan", "127.0.0.1"), ("toner.lan", "127.0.0.1"))
    with site(pages) as there:
        addresses = [there.at(host, page) for host, _ in hosts for page in pages]
        options = replace(QUICK, concurrency=concurrency, per_host=per_host, hosts=hosts)
        outcomes, _ = check(addresses, tmp_path, options)
    assert {outcome.standing for outcome in outcomes.values()} == {OK}
    assert min(most, 2) <= there.most_at_once <= most


def test_host_has_pauses() -> None:
    """Requests to a host begin a pause apart, whoever makes them."""

    async def starts() -> list[float]:
        host, everywhere = Host("paper.lan", QUICK), asyncio.Semaphore(16)
        begun: list[float] = []

        async def visit() -> None:
            async with host.turn(everywhere, 0.05):
                begun.append(asyncio.get_running_loop().time())

        await asyncio.gather(*(visit() for _ in range(5)))
        return begun

    begun = asyncio.run(starts())
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(begun))


def test_cache_is_used_until_it_expires(tmp_path: Path) -> None:
    """What works is asked for again after a week, what is dead after a day, what could not be told at once."""
    pages = {"/": Answer(), "/moved": to("/", 301), "/secret": Answer(403)}
    asked = []
    with site(pages) as there:
        addresses = [there.address + page for page in ("/", "/moved", "/secret", "/gone")]
        first, _ = check(addresses, tmp_path)
        for days in (0, 1, 6, 7):
            there.requests.clear()
            outcomes, told = check(addresses, tmp_path, today=TODAY + timedelta(days))
            assert not told
            assert [one.standing for one in outcomes.values()] == [one.standing for one in first.values()]
            asked.append({request.path for request in there.requests})
    assert asked == [{"/secret"}, {"/secret", "/gone"}, {"/secret", "/gone"}, {"/", "/moved", "/secret", "/gone"}]


def test_cache_keeps_what_others_asked(tmp_path: Path) -> None:
    """A check of some pages forgets nothing of the others, but for what has expired; the bytes have an order."""
    cache = tmp_path / ".diglot/external.json"
    with site({"/a": Answer(), "/b": Answer()}) as there:
        check([f"{there.address}/b", f"{there.address}/gone"], tmp_path)
        check([f"{there.address}/a"], tmp_path, today=TODAY + timedelta(2))
    assert re.findall(r'"http.*(/.*)": \{', cache.read_text()) == ["/a", "/b"]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"version": 1, "outcomes": {"x": {"standing": "well"}}}', b"\xff", b"[" * 9999]
)
def test_damaged_cache_is_told_and_replaced(data: bytes, tmp_path: Path) -> None:
    """It is passed over, and the next one is whole."""
    cache = tmp_path / ".diglot/external.json"
    cache.parent.mkdir()
    cache.write_bytes(data)
    with site({"/": Answer()}) as there:
        outcomes, told = check([there.address], tmp_path)
        assert outcomes[there.address].standing is OK
        assert len(told) == 1
        assert str(cache) in told[0]
        assert check([there.address], tmp_path) == (outcomes, [])
    assert len(there.requests) == 1


def test_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The outcomes come all the same."""
    (tmp_path / ".diglot").write_text("no folder")
    with site({"/": Answer()}) as there:
        outcomes, told = check([there.address], tmp_path)
    assert outcomes[there.address].standing is OK
    assert ["cannot be used" in told[0], "cannot be written" in told[1]] == [True, True]


def test_interrupted_check_keeps_what_it_learned(tmp_path: Path) -> None:
    """Who presses Ctrl-C does not ask everyone again."""
    code = (
        "import sys; from datetime import date; from pathlib import Path; from diglot.external import check_addresses;"
        "from diglot.external.options import ExternalOptions as O;"
        "options = O(pause=0, per_host=1, robots=False, allow_private=True);"
        "check_addresses(sys.argv[2:], options, Path(sys.argv[1]), print, date(2024, 5, 17))"
    )
    with site({"/a": Answer(), "/b": Answer(never=True)}) as there:
        addresses = [f"{there.address}/a", f"{there.address}/b"]
        command = [sys.executable, "-c", code, str(tmp_path / ".diglot/external.json"), *addresses]
        process = subprocess.Popen(command, cwd=GENERATOR, stderr=subprocess.PIPE, text=True)
        while not there.asked("/b") and process.poll() is None:
            there.over.wait(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
        assert said.rstrip().endswith("KeyboardInterrupt")
        there.requests.clear()
        assert check([addresses[0]], tmp_path)[0][addresses[0]].standing is OK
    assert not there.requests


@pytest.mark.parametrize(
    ("only", "ignore", "asked"),
    [
        ((), (), ["/de/a", "/nl/a", "/nl/b?s=1"]),
        ((), ("*/nl/*",), ["/de/a"]),
        (("*/nl/*",), (), ["/nl/a", "/nl/b?s=1"]),
        (("*/NL/*",), (r"/[?&]s=\d/",), ["/nl/a"]),
        (("http://printers.test/*",), (), []),
    ],
)
def test_patterns_select(only: tuple[str, ...], ignore: tuple[str, ...], asked: list[str], tmp_path: Path) -> None:
    """Globs and regular expressions say what is asked for; the rest is ignored."""
    pages = ["/de/a", "/nl/a", "/nl/b?s=1"]
    with site(dict.fromkeys(pages, Answer())) as there:
        addresses = [there.address + page for page in pages]
        outcomes, _ = check(addresses, tmp_path, replace(QUICK, only=only, ignore=ignore))
    assert sorted({request.path for request in there.requests}) == asked
    assert [one.standing for one in outcomes.values()] == [OK if page in asked else IGNORED for page in pages]


def test_pattern_that_cannot_be_read_is_named() -> None:
    """It is the user's to mend."""
    with pytest.raises(UserError, match=r"`/\(/` is no regular expression"):
        Selection((), ("/(/",))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0x7f000001", "inner.lan"])
def test_private_host_is_not_asked(host: str, tmp_path: Path) -> None:
    """However it is written, an article cannot make Diglot knock at doors of its own network."""
    options = replace(QUICK, allow_private=False, hosts=(("inner.lan", "10.1.2.3"),))
    with site({"/": Answer()}) as there:
        outcome = check_one(there.at(host), tmp_path, options)
    assert (outcome.standing, outcome.code) == (UNKNOWN, 0)
    assert not there.requests


def test_redirect_to_private_host_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of the world cannot do so either."""
    monkeypatch.setattr("diglot.external.network.is_public", lambda place: place != "127.0.0.2")
    hosts = (("world.lan", "127.0.0.1"), ("inner.lan", "127.0.0.2"))
    with site({"/": Answer()}) as inner, site({"/": to(inner.at("inner.lan"))}) as world:
        outcome = check_one(world.at("world.lan"), tmp_path, replace(QUICK, allow_private=False, hosts=hosts))
    assert outcome.standing is UNKNOWN
    assert "its host is on a network that is not open to all" in outcome.detail
    assert not inner.requests


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("printer", False),
    ],
)
def test_public_addresses(place: str, public: bool) -> None:
    """Those of the whole internet, IPv4 addresses inside of IPv6 ones included."""
    assert is_public(place) is public


def test_robots_are_obeyed(tmp_path: Path) -> None:
    """What they exclude is not asked for; they are read once for each host, and missing ones allow everything."""
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Diglot\nDisallow: /secret\n"
    hosts = (("paper.lan", "127.0.0.1"), ("toner.lan", "127.0.0.1"))
    options = replace(QUICK, robots=True, hosts=hosts)
    with (
        site({"/robots.txt": to("/r.txt"), "/r.txt": Answer(body=rules), "/a": Answer(), "/b": Answer()}) as there,
        site({"/secret": Answer()}) as free,
    ):
        paths = ["/a", "/b", "/secret"]
        addresses = [*(there.at("paper.lan", path) for path in paths), free.at("toner.lan", "/secret")]
        outcomes, _ = check(addresses, tmp_path, options)
    assert [one.standing for one in outcomes.values()] == [OK, OK, UNKNOWN, OK]
    assert "the `robots.txt` of its host asks not to" in {one.detail for one in outcomes.values()}
    assert len(there.asked("/robots.txt")) == 1
    assert not there.asked("/secret")


def test_robots_that_fail_close_the_host(tmp_path: Path) -> None:
    """RFC 9309: where the rules cannot be read for now, nothing is allowed."""
    with site({"/robots.txt": Answer(503), "/": Answer()}) as there:
        outcome = check_one(there.address, tmp_path, replace(QUICK, robots=True))
    assert (outcome.standing, outcome.detail) == (UNKNOWN, "the `robots.txt` of its host answers with 503")


@pytest.mark.parametrize(
    ("text", "allowed", "pause"),
    [
        ("", True, 0),
        ("<html><p>Disallow: /</html>", True, 0),
        ("User-agent: *\nCrawl-delay: 3\nDisallow: /a", False, 3),
        ("User-agent: *\nCrawl-delay: 99999\nDisallow:", True, 10),
        ("User-agent: *\nCrawl-delay: " + "9" * 9_000, True, 10),
        ("User-agent: *\nCrawl-delay: ²\nDisallow: /a", False, 0),
        ("User-agent: *\nDisallow: //[x\nDisallow: /a", True, 0),
        ("User-agent: other\nDisallow: /", True, 0),
        ("Disallow: /\n" * 9_000, True, 0),
    ],
)
def test_robots_of_any_kind(text: str, allowed: bool, pause: float) -> None:
    """They are read as they are meant, and no text makes them fail."""
    rules = Rules(text)
    asked = parse_address("http://paper.lan/a?b")
    assert asked is not None
    assert (rules.allow(asked), rules.pause) == (allowed, pause)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTPS://Paper.LAN", "https://paper.lan/"),
        ("http://paper.lan:80/a b?c=é", "http://paper.lan/a%20b?c=%C3%A9"),
        ("https://user:secret@paper.lan:444/%41", "https://paper.lan:444/%41"),
        ("https://papír.lan/", "https://xn--papr-xpa.lan/"),
        ("https://paper.lan./", "https://paper.lan/"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://paper.lan/\r\nHost: other", "http://paper.lan/%0D%0AHost:%20other"),
        ("http:///a", None),
        ("http://[paper/", None),
        ("http://[fe80::1%25eth0]/", None),
        ("http://paper.lan:x/", None),
        ("http://paper.lan:99999/", None),
        ("http://" + "a" * 64 + ".lan/", None),
        ("http://" + "é" * 64 + ".lan/", None),
        ("http://" + "a." * 200 + "lan/", None),
        ("http://paper<lan/", None),
        ("http://paper.lan/" + "a" * 4_000, None),
        ("ftp://paper.lan/", None),
        ("paper.md", None),
    ],
)
def test_address_is_parsed(written: str, asked: str | None) -> None:
    """Any text is an address that can be asked for, or none."""
    parsed = parse_address(written)
    assert (parsed and parsed.text) == asked


@given(strategies.text(), strategies.text())
@example("http://paper.lan/", "//[")
def test_no_text_breaks_the_reading(first: str, second: str) -> None:
    """Addresses, redirects and rules come from strangers."""
    here = parse_address("http://paper.lan/a")
    assert here is not None
    for text in (first + second, f"http://{first}/{second}", f"//{first}"):
        address, there = parse_address(text), follow(here, text)[0]
        for found in filter(None, (address, there)):
            assert parse_address(found.text) == found
        Rules(f"User-agent: *\nDisallow: {first}\nCrawl-delay: {second}\n{text}").allow(here)


def test_addresses_that_are_not_asked(tmp_path: Path) -> None:
    """Names that documents make up and other schemes are ignored, nonsense is named; nobody needs a network for it."""
    written = ["mailto:a@paper.lan", "https://www.example.com/a", "http://printers.example", "http://[x", "http:///"]
    outcomes, told = check(written, tmp_path)
    assert [one.standing for one in outcomes.values()] == [IGNORED, IGNORED, IGNORED, UNKNOWN, UNKNOWN]
    assert not told
    assert not (tmp_path / ".diglot").exists()


@pytest.mark.parametrize(
    ("host", "made_up"),
    [
        ("example.org", True),
        ("a.example", True),
        ("a.test", True),
        ("example.org.lan", False),
        ("anexample.org", False),
    ],
)
def test_made_up_hosts(host: str, made_up: bool) -> None:
    """RFC 2606 names them."""
    asked = parse_address(f"http://{host}/")
    assert asked is not None
    assert is_made_up(asked) is made_up


def test_redirect_keeps_its_fragment() -> None:
    """The other site may name the part that is meant."""
    here = parse_address("http://paper.lan/a/b")
    assert here is not None
    there, fragment = follow(here, "../c#d e")
    assert (there and there.text, fragment) == ("http://paper.lan/c", "#d%20e")


@pytest.mark.parametrize(
    ("after", "now", "seconds"),
    [
        (b"7", b"", 7.0),
        (b"9" * 5_000, b"", 999_999_999.0),
        (b"Fri, 17 May 2024 10:00:30 GMT", b"Fri, 17 May 2024 10:00:00 GMT", 30.0),
        (b"Fri, 17 May 2024 09:00:00 GMT", b"Fri, 17 May 2024 10:00:00 GMT", 0.0),
        (b"Fri, 17 May 2024 10:00:30 GMT", b"", None),
        (b"Fri, 17 May 2024 10:00:30", b"Fri, 17 May 2024 10:00:00 GMT", None),
        (b"soon", b"", None),
        (b"\xb2", b"", None),
        (b"", b"", None),
    ],
)
def test_retry_after_is_read(after: bytes, now: bytes, seconds: float | None) -> None:
    """It is a number of seconds or a time, and may be nonsense."""
    assert seconds_to_wait(after, now) == seconds


@pytest.mark.parametrize(
    ("code", "dead", "words"),
    [
        (10, True, "has expired"),
        (62, True, "for another host"),
        (1, True, "is not valid"),
        (20, False, "authority"),
    ],
)
def test_certificate_is_judged(code: int, dead: bool, words: str) -> None:
    """A certificate that browsers refuse is the end; one whose issuer we lack may be fine."""
    cause = ssl.SSLCertVerificationError()
    cause.verify_code = code
    error = OSError()
    error.__cause__ = cause
    failure = failure_of(error)
    assert failure.is_dead is dead
    assert words in failure.detail


def test_server_that_breaks_off(tmp_path: Path) -> None:
    """Bytes that are not HTTP, endless headers and nothing at all are outcomes too."""
    for said in (b"", b"220 mail.lan ready\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000):

        async def run(said: bytes = said) -> None:
            async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await reader.readline()
                writer.write(said)
                writer.close()

            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            async with server:
                address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
                outcome = await asyncio.to_thread(check_one, address, tmp_path)
                assert outcome.standing is UNKNOWN

        asyncio.run(run())


def test_many_addresses_of_many_hosts(tmp_path: Path) -> None:
    """Every address gets its outcome, in the order in which they came."""
    hosts = tuple((f"h{n}.lan", "127.0.0.1") for n in range(100))
    with site({"/a": Answer(), "/b": to("/a", 301)}) as there:
        addresses = [there.at(host, path) for host, _ in hosts for path in ("/b", "/c", "/a")]
        outcomes, _ = check(addresses, tmp_path, replace(QUICK, hosts=hosts))
    assert list(outcomes) == addresses
    assert [one.standing for one in outcomes.values()] == [MOVED, DEAD, OK] * 100
    assert _hosts_of(there) == {f"{host}:{there.port}" for host, _ in hosts}


def _hosts_of(there: Site) -> set[str]:
    return {request.host for request in there.requests}

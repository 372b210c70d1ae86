"""Asks the public address for files of the site, and compares what comes with what was published."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urljoin

from diglot.external.addresses import parse_address
from diglot.publish.manifests import File

_SAMPLES = 20
_AT_ONCE = 8
_PAUSES = (0, 1, 4, 9)
"""Seconds before each time that a file is asked for."""
_MOVED = (301, 302, 303, 307, 308)
_FOR_HOSTS = ("_headers", "_redirects", ".htaccess", "staticwebapp.config.json", "headers.nginx.conf")


class Answer(NamedTuple):
    """What a host said."""

    status: int
    digest: str
    kind: str
    """Its `content-type`."""


def samples(files: Mapping[str, File], touched: Sequence[str], seed: int) -> list[str]:
    """Returns the files to ask for: some of those that changed, and some of the others."""
    changed = [path for path in touched if path in files]
    chance = Random(seed)
    chosen = chance.sample(changed, min(_SAMPLES, len(changed)))
    others = chance.sample(sorted(files), min(_SAMPLES // 2, len(files)))
    return sorted({*chosen, *others})


async def wrong_answers(
    base: str, files: Mapping[str, File], paths: Sequence[str], *, kinds: bool, patience: float
) -> list[str]:
    """Returns a message for each of `paths` at which `base` does not show what was published.

    With `kinds` the content type counts as well. Caches are given time: what differs is asked for again, for not longer
    than `patience` seconds.
    """
    import httpcore

    waiting = [path for path in paths if path.rpartition("/")[2] not in _FOR_HOSTS and not path.endswith(".conf")]
    problems: dict[str, str] = {}
    async with httpcore.AsyncConnectionPool(max_connections=_AT_ONCE) as pool:
        for waited, pause in zip(accumulate(_PAUSES), _PAUSES, strict=True):
            if waited > patience:
                break
            await asyncio.sleep(pause)
            found = await _asked(pool, base, files, waiting, kinds)
            problems = {path: problem for path, problem in found.items() if problem}
            waiting = list(problems)
            if not waiting:
                break
    return list(problems.values())


async def _asked(pool: object, base: str, files: Mapping[str, File], paths: list[str], kinds: bool) -> dict[str, str]:
    queue = iter(paths)
    found: dict[str, str] = {}

    async def worker() -> None:
        for path in queue:
            found[path] = await _problem(pool, base, path, files[path], kinds)

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))
    return found


async def _problem(pool: object, base: str, path: str, file: File, kinds: bool) -> str:
    folder = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
    answer = await _answer(pool, base + quote(folder))
    if folder != path and answer.digest != file.digest:
        # Buckets without a website in front know files alone.
        answer = await _answer(pool, base + quote(path))
    address = f"`{base}{path}`"
    if answer.status != 200:
        said = f"answers {answer.status}" if answer.status else f"does not answer: {answer.kind}"
        return f"{address} {said}"
    if answer.digest != file.digest:
        return f"{address} shows something else than what was published"
    if kinds and (wanted := file.headers.get("content-type", "")) and not _same_kind(answer.kind, wanted):
        return f"{address} is sent as `{answer.kind}`, and was published as `{wanted}`"
    return ""


def _same_kind(one: str, other: str) -> bool:
    return one.replace(" ", "").lower() == other.replace(" ", "").lower()


async def _answer(pool: object, address: str) -> Answer:
    import httpcore

    assert isinstance(pool, httpcore.AsyncConnectionPool)
    headers = [(b"Accept-Encoding", b"identity"), (b"User-Agent", b"diglot")]
    times = {"timeout": {"connect": 10.0, "read": 30.0, "write": 10.0, "pool": 60.0}}
    for _ in range(4):
        # Hosts may have names in any script, and a redirect may lead to what is no page.
        asked = parse_address(address)
        if asked is None:
            return Answer(0, "", f"`{address}` is no address of the web")
        try:
            response = await pool.request("GET", asked.text, headers=headers, extensions=times)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
            return Answer(0, "", str(error) or type(error).__name__)
        told = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status not in _MOVED or b"location" not in told:
            return Answer(response.status, sha256(response.content).hexdigest(), told.get(b"content-type", ""))
        try:
            address = urljoin(address, told[b"location"])
        except ValueError:
            return Answer(0, "", f"it leads to `{told[b'location']}`, which is no address")
    return Answer(0, "", "it leads from one address to another")

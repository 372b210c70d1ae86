"""Asking for one address: HEAD or GET, again if it may help, through redirects, and what that says of the address."""

from __future__ import annotations

import asyncio

from diglot.external.addresses import Asked, follow
from diglot.external.hosts import REDIRECTS, Hosts
from diglot.external.network import Failure, Reply
from diglot.external.options import ExternalOptions
from diglot.rules.links.external_addresses import Outcome, Standing

_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_SAME_WITH_GET = frozenset({401, 407, 410, 429, 503})
"""Where HEAD is answered with another error than these, GET may be answered better."""
_NO_HEAD = frozenset({405, 501})
_MAY_PASS = frozenset({429, 500, 502, 503, 504})
"""Errors that may be gone when one asks again."""


async def ask(asked: Asked, options: ExternalOptions, hosts: Hosts) -> Outcome:
    """Returns what became of an address. The day is left to the caller."""
    here, seen, is_for_good, moved = asked, {asked}, True, ""
    for _ in range(options.most_redirects + 1):
        result = await _answer(here, options, hosts)
        if isinstance(result, Failure) or result.code not in REDIRECTS:
            return _outcome(result, moved, _way(asked, here))
        there, fragment = follow(here, result.location)
        if there is None:
            return Outcome(Standing.UNKNOWN, result.code, detail="it sends readers to what is no address of the web")
        if there in seen:
            return Outcome(Standing.UNKNOWN, result.code, detail="it sends readers in a circle")
        is_for_good = is_for_good and result.code in _FOR_GOOD
        moved = there.text + fragment if is_for_good else moved
        seen.add(there)
        here = there
    words = f"it sends readers on more than {options.most_redirects} times"
    return Outcome(Standing.UNKNOWN, detail=words)


def _way(asked: Asked, here: Asked) -> str:
    return f"it sends readers to `{here.text[:300]}`, and there " if here != asked else ""


def _outcome(result: Reply | Failure, moved: str, way: str) -> Outcome:
    if isinstance(result, Failure):
        return Outcome(Standing.DEAD if result.is_dead else Standing.UNKNOWN, detail=way + result.detail)
    if 200 <= result.code < 300:
        return Outcome(Standing.MOVED if moved else Standing.ALIVE, result.code, moved)
    standing = Standing.DEAD if result.code in _GONE else Standing.UNKNOWN
    return Outcome(standing, result.code, detail=f"{way}it answers with {result.code}")


async def _answer(asked: Asked, options: ExternalOptions, hosts: Hosts) -> Reply | Failure:
    """Returns the last reply of a host, asked again where that may help."""
    host = hosts.get(asked)
    if host.closed:
        return Failure(host.closed)
    if failure := await hosts.find(asked):
        return failure
    rules = await hosts.rules(asked)
    if not rules.allow(asked):
        return Failure(rules.closed or "the `robots.txt` of its host asks not to")
    for attempt in range(options.retries + 1):
        result = await _once(asked, rules.pause, hosts)
        wait = _wait(result, options.backoff * 2**attempt)
        if wait is None or wait > options.longest_wait or attempt == options.retries or host.closed:
            break
        if isinstance(result, Reply) and result.retry_after is not None:
            host.rest(wait)
        else:
            await asyncio.sleep(wait)
    host.note(result)
    return result


def _wait(result: Reply | Failure, backoff: float) -> float | None:
    """Returns how many seconds later it may help to ask again, None if never."""
    if isinstance(result, Failure):
        return None if result.is_lasting else backoff
    if result.code not in _MAY_PASS:
        return None
    return backoff if result.retry_after is None else result.retry_after


async def _once(asked: Asked, pause: float, hosts: Hosts) -> Reply | Failure:
    """Returns the reply to HEAD or, where that says too little, to GET."""
    host = hosts.get(asked)
    if host.takes_head:
        result = await hosts.ask("HEAD", asked, pause)
        if isinstance(result, Failure):
            if result.is_unreached or result.is_lasting:
                return result
        elif result.code < 400 or result.code in _SAME_WITH_GET:
            return result
        elif result.code in _NO_HEAD:
            host.takes_head = False
    return await hosts.ask("GET", asked, pause)

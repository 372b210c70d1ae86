"""The check of links to other sites, `diglot check --external`: the only part of Diglot that asks other hosts.

It is polite (few requests at a time, pauses, `robots.txt`), it does not knock at doors of the own network, and it ends:
whatever hosts do, every address gets an outcome.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from diglot.external.addresses import LONGEST, Asked, Selection, is_made_up, is_of_the_web, parse_address
from diglot.external.asking import ask
from diglot.external.cache import load_cache, save_cache
from diglot.external.hosts import Hosts
from diglot.external.network import Failure, Network
from diglot.external.options import ExternalOptions
from diglot.rules.links.external_addresses import Outcome, Standing

_HOSTS_AT_ONCE = 4
"""For each request that may be under way, so many hosts are: most of them are waiting for their next turn."""
_ALWAYS_THERE = "example.com"
"""A host that every name server of the internet knows; it is looked up, never asked."""


def check_addresses(
    addresses: Iterable[str], options: ExternalOptions, cache: Path, tell: Callable[[str], None], today: date
) -> dict[str, Outcome]:
    """Returns the outcome of each address, in order: from the file `cache` where that is fresh, else by asking.

    `tell` hears what the user should know besides. What was learned is kept in `cache`, also if the check is
    interrupted. Raises `UserError` for a pattern in `options` that cannot be read.
    """
    unasked, wanted = _sort(addresses, Selection(options.only, options.ignore))
    known = load_cache(cache, today, tell)
    missing = {asked for asked in wanted.values() if asked is not None and asked.text not in known}
    learned: dict[Asked, Outcome] = {}
    if missing:
        try:
            asyncio.run(_check(sorted(missing), options, learned, tell))
        finally:
            known |= {asked.text: replace(outcome, checked_on=today) for asked, outcome in learned.items()}
            save_cache(cache, known, today, tell)
    late = Outcome(Standing.UNKNOWN, detail="there was no time left to ask", checked_on=today)
    return {
        address: unasked[address] if asked is None else known.get(asked.text, late) for address, asked in wanted.items()
    }


def _sort(addresses: Iterable[str], selection: Selection) -> tuple[dict[str, Outcome], dict[str, Asked | None]]:
    """Returns the outcomes of addresses that are not to be asked for, and all addresses as they are asked for."""
    unasked: dict[str, Outcome] = {}
    wanted: dict[str, Asked | None] = {}
    for address in addresses:
        if address in wanted:
            continue
        asked = parse_address(address.partition("#")[0])
        if not is_of_the_web(address) or not selection.has(address) or (asked is not None and is_made_up(asked)):
            unasked[address], asked = Outcome(Standing.IGNORED), None
        elif asked is None:
            words = f"it is longer than {LONGEST} characters" if len(address) > LONGEST else "it names no host"
            unasked[address] = Outcome(Standing.UNKNOWN, detail=words)
        wanted[address] = asked
    return unasked, wanted


async def _check(
    missing: list[Asked], options: ExternalOptions, learned: dict[Asked, Outcome], tell: Callable[[str], None]
) -> None:
    """Fills `learned` with the outcomes of as many addresses as there is time for."""
    unsure: dict[Asked, Outcome] = {}
    async with Network(options) as network:
        hosts = Hosts(options, network)
        try:
            async with asyncio.timeout(options.time_limit):
                await _ask_all(missing, options, hosts, unsure)
        except TimeoutError:
            tell(f"{len(missing) - len(unsure)} addresses were not asked for: the time was up; run the check again")
        finally:
            # Without a network, every host looks dead.
            if hosts.has_answers:
                learned.update(unsure)
        if not hosts.has_answers:
            is_offline = isinstance(await network.look_up(_ALWAYS_THERE), Failure)
            learned.update(_as_offline(unsure) if is_offline else unsure)
            if is_offline and any(outcome.standing is Standing.DEAD for outcome in unsure.values()):
                tell("no other site could be reached; run the check again once this machine is on the internet")


def _as_offline(outcomes: Mapping[Asked, Outcome]) -> Iterator[tuple[Asked, Outcome]]:
    for asked, outcome in outcomes.items():
        is_dead = outcome.standing is Standing.DEAD
        yield asked, replace(outcome, standing=Standing.UNKNOWN) if is_dead else outcome


async def _ask_all(missing: list[Asked], options: ExternalOptions, hosts: Hosts, learned: dict[Asked, Outcome]) -> None:
    """Asks for all addresses, host by host and many hosts at a time."""
    by_host: dict[str, deque[Asked]] = {}
    for asked in missing:
        by_host.setdefault(asked.host, deque()).append(asked)
    # Who has most to be asked for takes longest, and begins.
    queues = iter(sorted(by_host.values(), key=len, reverse=True))

    async def ask_next(queue: deque[Asked]) -> None:
        while queue:
            asked = queue.popleft()
            learned[asked] = await ask(asked, options, hosts)

    async def ask_hosts() -> None:
        for queue in queues:
            host = hosts.get(queue[0])
            async with asyncio.TaskGroup() as tasks:
                for _ in range(min(options.per_host, len(queue))):
                    tasks.create_task(ask_next(queue))
            host.rules.clear()

    async with asyncio.TaskGroup() as workers:
        for _ in range(min(options.concurrency * _HOSTS_AT_ONCE, len(by_host))):
            workers.create_task(ask_hosts())

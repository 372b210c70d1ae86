"""How the link checker behaves towards other sites: how often it asks, how long it waits, whom it leaves alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExternalOptions:
    """Everything that decides which addresses are asked for, and how. Times are in seconds."""

    concurrency: int = 16
    """Requests under way at the same time, over all hosts."""
    per_host: int = 2
    """Requests under way at the same time to one host."""
    pause: float = 0.2
    """The least time between the beginnings of two requests to one host."""
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    """How long a host may take to answer, from the connection to the last header."""
    retries: int = 2
    """How often an address is asked for again that may work later."""
    backoff: float = 1.0
    """The time before the first retry; it doubles with each further one."""
    longest_wait: float = 60.0
    """Hosts that ask for more patience than that are not asked again."""
    time_limit: float = 1800.0
    """Addresses that are left after this time are not asked for."""
    most_redirects: int = 10
    robots: bool = True
    """Obey `robots.txt`."""
    allow_private: bool = False
    """Ask hosts of this machine and of its own network too: an article could otherwise make Diglot knock there."""
    only: tuple[str, ...] = ()
    """Patterns, see `Selection`: where there are any, no other addresses are asked for."""
    ignore: tuple[str, ...] = ()
    """Patterns of addresses that are never asked for."""
    hosts: tuple[tuple[str, str], ...] = ()
    """(host, IP address) of hosts whose address is not to be looked up; an empty one means that there is none."""

"""What asking brought lately, kept in a file beside the output folder: who was asked yesterday is not asked today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from diglot.files import write_atomically
from diglot.rules.links.external_addresses import Outcome, Standing

CACHE = "external.json"
"""The name of the file in `.diglot/`."""
_VERSION = 1
_DAYS = {Standing.ALIVE: 7, Standing.MOVED: 7, Standing.DEAD: 1}
"""How long an outcome is taken for true; what could not be told is always asked again."""
_LARGEST = 100_000_000
"""Bytes of a cache that is read."""


class _File(msgspec.Struct):
    version: int
    outcomes: dict[str, Outcome]


def load_cache(path: Path, today: date, tell: Callable[[str], None]) -> dict[str, Outcome]:
    """Returns the outcomes in the cache that still hold; a cache that cannot be read is told of and passed over."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        read = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        tell(f"the cache `{path}` cannot be used ({error}); all addresses are asked for anew")
        return {}
    if read.version != _VERSION:
        return {}
    return {address: outcome for address, outcome in read.outcomes.items() if holds(outcome, today)}


def holds(outcome: Outcome, today: date) -> bool:
    """Tells whether `outcome` may be taken for true on the day `today`."""
    days = _DAYS.get(outcome.standing, 0)
    return outcome.checked_on is not None and 0 <= (today - outcome.checked_on).days < days


def save_cache(path: Path, outcomes: Mapping[str, Outcome], today: date, tell: Callable[[str], None]) -> None:
    """Writes those of `outcomes` that will hold for a while; tells if that is not possible."""
    kept = {address: outcome for address, outcome in sorted(outcomes.items()) if holds(outcome, today)}
    data = msgspec.json.format(msgspec.json.encode(_File(_VERSION, kept)), indent=1) + b"\n"
    try:
        write_atomically(str(path), data)
    except OSError as error:
        tell(f"the cache `{path}` cannot be written ({error.strerror}); the next check asks for all addresses again")

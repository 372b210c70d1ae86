"""Which findings explain others: one cause, one finding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TypeVar

from diglot.model import Span
from diglot.rules.registry import RULES

_HIDDEN_BY = {rule.name: rule.hidden_by for rule in RULES if rule.hidden_by}
_HIDING = frozenset(chain.from_iterable(_HIDDEN_BY.values()))

_T = TypeVar("_T")


def explained(found: Sequence[_T], place: Callable[[_T], tuple[str, Span]]) -> Iterator[_T]:
    """Yields what was found in one file, but for what another finding at the same place explains.

    `place` tells of each the name of its rule, and where it is.
    """
    places: dict[str, list[Span]] = {}
    for one in found:
        name, at = place(one)
        if name in _HIDING:
            places.setdefault(name, []).append(at)
    causes = {name: _Stretches(spans) for name, spans in places.items()}
    for one in found:
        name, at = place(one)
        if not any(cause in causes and causes[cause].touch(at) for cause in _HIDDEN_BY.get(name, ())):
            yield one


class _Stretches:
    """Places in a file, asked many times whether one of them touches another place."""

    def __init__(self, places: list[Span]) -> None:
        places.sort()
        self._starts = [at.start for at in places]
        # How far all places reach that begin up to each of them.
        self._reach = list(accumulate((at.end for at in places), max))

    def touch(self, at: Span) -> bool:
        """Tells whether one of them overlaps `at`, or stands beside it with at most a space between them."""
        number = bisect_right(self._starts, at.end + 1) - 1
        return number >= 0 and self._reach[number] + 1 >= at.start

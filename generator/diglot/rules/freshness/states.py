"""How old translations are: which page has the newest source of an article, and where the others say something older.

Where the site has source pages, a translation is held against its own. Elsewhere the locales are held against one
another: a hash in the front matter tells that two translations were made of different files, the day of the handoff
which is newer, and the source text itself whether that matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from diglot.model import PageId, Summary
from diglot.quality import BEHIND, CURRENT, ORPHAN, UNKNOWN, State
from diglot.rules.freshness.sources import Details, Sources
from diglot.rules.subject import Ground

_NEAR = 300
"""Characters within which a short sentence is looked for first: it may stand in many places."""
_LONG = 20
"""Characters of a sentence that is hardly there twice."""
_SHORT = 6
"""Characters of new text that is worth a word: fewer are a label."""
_NOBODY = -1
"""The position of the piece that covers what no piece does."""


class _Change(NamedTuple):
    """What became of a text."""

    older: frozenset[int]
    """Positions of pieces that the newer text does not have."""
    added: tuple[int, ...]
    """Positions of pieces behind which the newer text says more; -1 before the first."""


def page_states(ground: Ground, gathered: Mapping[PageId, Sources]) -> dict[PageId, State]:
    """Returns how old each translated page of the site is, in the order of the site."""
    articles: dict[str, list[PageId]] = {}
    sources = set()
    for page, summary in ground.pages.items():
        if page.locale != ground.source_locale:
            articles.setdefault(page.path, []).append(page)
        elif not summary.generated:
            sources.add(page.path)
    states: dict[PageId, State] = {}
    for path, pages in articles.items():
        if path in sources:
            source = PageId(ground.source_locale, path)
            states.update((page, _beside_source(page, source, gathered)) for page in pages)
        elif sources:
            states.update((page, State(ORPHAN)) for page in pages)
        else:
            states.update(_among(pages, ground.pages, gathered))
    return {page: _told(states[page], gathered.get(page)) for page in ground.pages if page in states}


def _told(state: State, sources: Sources | None) -> State:
    """Returns the state of a page with the units that say themselves that they are behind."""
    if sources is None or not sources.behind:
        return state
    order = [place.number for place in sources.details().places]
    units = {*state.units, *sources.behind}
    return state._replace(freshness=BEHIND, units=tuple(number for number in order if number in units))


def _beside_source(page: PageId, source: PageId, gathered: Mapping[PageId, Sources]) -> State:
    if page not in gathered or source not in gathered:
        return State(UNKNOWN, newest=source)
    details = gathered[page].details()
    older, newer = details.texts(), gathered[source].details().texts()
    if not older or not newer:
        return State(UNKNOWN, newest=source)
    change = _in_text(older, newer)
    if not change.older and not change.added:
        return State(CURRENT, newest=source)
    return _behind(details, change, source)


def _among(
    pages: Sequence[PageId], summaries: Mapping[PageId, Summary], gathered: Mapping[PageId, Sources]
) -> Iterator[tuple[PageId, State]]:
    """Yields the state of each translation of an article without a source page."""
    newest = _newest(pages, summaries, gathered)
    for page in pages:
        if len(pages) == 1:
            yield page, State(UNKNOWN)
        elif newest is None:
            is_alike = all(_is_same(page, other, summaries, gathered) for other in pages)
            yield page, State(CURRENT if is_alike else UNKNOWN)
        elif _is_same(page, newest, summaries, gathered):
            yield page, State(CURRENT, newest=newest)
        elif _is_older(summaries[page], summaries[newest]) and page in gathered and newest in gathered:
            older, newer = gathered[page].details(), gathered[newest].details()
            yield page, _behind(older, _in_pieces(older, newer), newest)
        else:
            yield page, State(UNKNOWN, newest=newest)


def _newest(
    pages: Sequence[PageId], summaries: Mapping[PageId, Summary], gathered: Mapping[PageId, Sources]
) -> PageId | None:
    """Returns the page that was handed off last; of several, one of those that most locales agree with."""
    agreeing = Counter(summaries[page].metadata.file_hash for page in pages)

    def age(page: PageId) -> tuple[date, bool, int, bool]:
        said = summaries[page].metadata.file_hash
        day = summaries[page].metadata.last_handoff or date.min
        return (day, bool(said), agreeing[said], page in gathered)

    newest = max(pages, key=age)
    return newest if summaries[newest].metadata.last_handoff is not None else None


def _is_older(summary: Summary, newest: Summary) -> bool:
    """Tells whether a page was handed off earlier; of one that does not say when nobody knows."""
    day, other = summary.metadata.last_handoff, newest.metadata.last_handoff
    return day is not None and other is not None and day < other


def _is_same(
    page: PageId, other: PageId, summaries: Mapping[PageId, Summary], gathered: Mapping[PageId, Sources]
) -> bool:
    """Tells whether two pages were made from the same source, whatever its metadata."""
    said = summaries[page].metadata.file_hash
    if page == other or (said and said == summaries[other].metadata.file_hash):
        return True
    return page in gathered and other in gathered and gathered[page].digest == gathered[other].digest


def _behind(older: Details, change: _Change, newest: PageId) -> State:
    def number(position: int) -> str:
        return older.places[older.pieces[max(position, 0)].unit].number

    units = tuple(dict.fromkeys(number(position) for position in sorted(change.older)))
    additions = tuple(dict.fromkeys(number(position) for position in change.added)) if older.pieces else ()
    return State(BEHIND, units, additions, newest)


def _in_pieces(older: Details, newer: Details) -> _Change:
    """Returns what the newer of two translations says differently in its source."""
    before, after = ([piece.digest for piece in details.pieces] for details in (older, newer))
    known, kept = Counter(before), Counter(after)
    missing = frozenset(position for position, digest in enumerate(before) if digest not in kept)
    runs: list[tuple[int, int]] = []
    places: dict[int, list[int]] = {}
    for position, digest in reversed(list(enumerate(before))):
        places.setdefault(digest, []).append(position)
    last, is_open = -1, False
    for digest in after:
        if digest not in known:
            is_open = True
            continue
        left = places[digest]
        place = left.pop() if len(left) > 1 else left[0]
        if is_open:
            runs.append((last, place))
        last, is_open = place, False
    if is_open:
        runs.append((last, len(before)))
    added = tuple(first for first, end in runs if not _is_replaced(first, end, missing))
    if not missing and not added:
        # Said in another order, or less often.
        differs = (place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
        return _Change(frozenset({next(differs, len(before) - 1)}), ())
    return _Change(missing, added)


def _in_text(older: Sequence[str], newer: Sequence[str]) -> _Change:
    """Returns what the sentences of a source page say differently than the pieces that a translation was made from."""
    text = "".join(newer)
    owners = [_NOBODY] * len(text)
    missing, moved = set[int](), set[int]()
    cursor = 0
    for position, piece in enumerate(older):
        is_long = len(piece) >= _LONG
        place = text.find(piece, cursor) if is_long else text.find(piece, cursor, cursor + _NEAR)
        if place >= 0:
            cursor = place + len(piece)
        elif (place := text.find(piece)) >= 0:
            moved.update([position] if is_long else ())
        else:
            missing.add(position)
            continue
        owners[place : place + len(piece)] = [position] * len(piece)
    added = tuple(_added(owners, newer, missing, len(older)))
    return _Change(frozenset(missing or (() if added else sorted(moved)[:1])), added)


def _added(owners: Sequence[int], newer: Sequence[str], missing: set[int], count: int) -> Iterator[int]:
    """Yields the positions behind which there are new sentences; of one that grew, the position becomes `missing`."""
    last, end, is_new = _NOBODY, 0, False
    for sentence in newer:
        start, end = end, end + len(sentence)
        known = [owner for owner in owners[start:end] if owner != _NOBODY]
        grown = len(sentence) - len(known)
        if not known:
            is_new = is_new or grown >= _SHORT
            continue
        if is_new and not _is_replaced(last, known[0], missing):
            yield last
        last, is_new = known[-1], False
        if grown >= _SHORT:
            missing.add(last)
    if is_new and not _is_replaced(last, count, missing):
        yield last


def _is_replaced(first: int, end: int, missing: frozenset[int] | set[int]) -> bool:
    """Tells whether the new text between two pieces stands in place of an older one that was next to either."""
    return first + 1 in missing or end - 1 in missing

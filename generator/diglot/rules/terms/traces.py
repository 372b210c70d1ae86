"""Looks for what a translation has in place of a name that it lacks: the same name misspelt, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from re import IGNORECASE, escape, search
from re import compile as pattern
from typing import NamedTuple

from diglot.markup.sides import LINK, STRONG, Side
from diglot.model import Span
from diglot.rules.subject import Pair

_NO_LETTERS = pattern(r"[\W_]+")
_WORD = pattern(r"[^\W_]+")
_SHORTEST = 6
"""Letters of a name that is looked for with mistakes: `Visio` is too near to too many words."""
_ALIKE = 0.83
"""One letter of six, two of twelve."""
_CLEAR = 4
"""Letters of the rest of a name that stands for all of it."""
_FURTHEST = 500
"""Words of a target among which a name with mistakes is looked for; hardly any unit has more."""
_WIDEST = 40
"""Words of a target that are kept to find out what the locale says instead."""


class Piece(NamedTuple):
    """Some text of a page."""

    start: int
    end: int
    text: str
    """As readers see it."""


class Lost(NamedTuple):
    """A name that the source of a unit has and its target lacks."""

    name: str
    at: Piece
    """The target."""
    instead: Piece | None = None
    """What surely stands in place of the name."""
    part: Piece | None = None
    """The part of the name that is left."""
    words: tuple[Piece, ...] = ()
    """The words that the target does not share with its source, one of which may stand in place of the name."""
    is_machine: bool = False
    """True if the page says that a machine translated it."""


def squashed(text: str) -> str:
    """Returns the letters and digits of a text, in no case."""
    return _NO_LETTERS.sub("", text).casefold()


def lost_name(name: str, pair: Pair) -> Lost:
    """Returns what is left of a listed name of the source in the target of `pair`."""
    assert pair.source is not None
    source, target = pair.source, pair.target
    instead = _same_place(name, source, target) or _misspelt(name, target)
    if instead is None and pair.profile.has_spaces:
        instead = _ending(name, source, target)
    part = None if instead else _part(name, source, target)
    whole, words = _piece(target, 0, len(target.text)), _own_words(source, target)
    return Lost(name, whole, instead, part, words, pair.is_machine)


def lost_acronym(name: str, pair: Pair) -> Lost:
    """Returns the same of a name that nobody has listed; there are many, so it says less."""
    assert pair.source is not None
    target = pair.target
    instead = _same_place(name, pair.source, target) or _misspelt(name, target)
    return Lost(name, _piece(target, 0, len(target.text)), instead)


def recased_acronym(name: str, pair: Pair) -> Lost | None:
    """Returns where a target has an acronym of its source, but nowhere in capital letters; none where it is not so."""
    text = pair.target.text
    if not name.isupper() or name in text:
        return None
    match = search(rf"(?<![\w.@/\\]){escape(name)}(?![\w@/\\]|\.\w)", text, IGNORECASE)
    return Lost(name, _piece(pair.target, *match.span())) if match is not None else None


def _same_place(name: str, source: Side, target: Side) -> Piece | None:
    """Returns the whole text, the bold text or the link that is the name and nothing else in the source."""
    wanted = squashed(name)
    for old, new in _counterparts(source, target):
        is_short = old.end - old.start <= 2 * len(name)
        if is_short and squashed(source.text[old.start : old.end]) == wanted and squashed(target.text[slice(*new)]):
            return _piece(target, *new)
    return None


def _ending(name: str, source: Side, target: Side) -> Piece | None:
    """Returns the end of a text, bold text or link whose source ends with the name, from its first words on."""
    words = name.split(" ")
    for old, new in _counterparts(source, target):
        if not _trimmed(source.text[old.start : old.end]).endswith(name):
            continue
        text = _trimmed(target.text[new.start : new.end])
        parts = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
        at, part = next(((text.rfind(part), part) for part in parts if part in text), (-1, ""))
        if at >= 0 and len(part.split(" ")) < len(_WORD.findall(text, at)) <= len(words) + 1:
            return _piece(target, new.start + at, new.start + len(text))
    return None


def _counterparts(source: Side, target: Side) -> Iterator[tuple[Span, Span]]:
    """Yields pieces of both texts that surely belong together: all of them, bold texts and links."""
    yield Span(0, len(source.text)), Span(0, len(target.text))
    for kind in (STRONG, LINK):
        before, after = list(source.of(kind)), list(target.of(kind))
        if len(before) == len(after):
            for old, new in zip(before, after, strict=True):
                if old.address == new.address:
                    yield Span(old.start, old.end), Span(new.start, new.end)


def _trimmed(text: str) -> str:
    return text.rstrip(" .,:;?!")


def _misspelt(name: str, target: Side) -> Piece | None:
    """Returns as many words of the target as the name has, if they are nearly the name."""
    wanted = squashed(name)
    if len(wanted) < _SHORTEST:
        return None
    words = [match.span() for match in islice(_WORD.finditer(target.text), _FURTHEST)]
    count = len(_WORD.findall(name))
    for first in range(len(words) - count + 1):
        start, end = words[first][0], words[first + count - 1][1]
        if end - start <= 2 * len(name) and _is_alike(squashed(target.text[start:end]), wanted):
            return _piece(target, start, end)
    return None


def _is_alike(text: str, wanted: str) -> bool:
    matcher = SequenceMatcher(None, text, wanted, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _part(name: str, source: Side, target: Side) -> Piece | None:
    """Returns the beginning of a name of several words that stands in the target without the rest."""
    words = name.split(" ")
    for length in range(len(words) - 1, 0, -1):
        place = _left(" ".join(words[:length]), name, source, target)
        if place is not None:
            return _piece(target, *place)
    return None


def is_shortened(name: str, pair: Pair) -> bool:
    """Tells whether a translation calls a thing by its name without the first word, often that of a maker."""
    assert pair.source is not None
    rest = name.partition(" ")[2]
    return len(rest) >= _CLEAR and _left(rest, name, pair.source, pair.target) is not None


def _left(part: str, name: str, source: Side, target: Side) -> tuple[int, int] | None:
    """Returns the first place of a part of a name, if the target has it more often than the rest of the source has."""
    finder = pattern(rf"(?<!\w){escape(part)}(?!\w)")
    places = [match.span() for match in finder.finditer(target.text)]
    elsewhere = len(finder.findall(source.text)) - source.text.count(name)
    return places[0] if len(places) > elsewhere else None


def _own_words(source: Side, target: Side) -> tuple[Piece, ...]:
    known = set(_WORD.findall(source.text.lower()))
    own = (match for match in islice(_WORD.finditer(target.text), _FURTHEST) if match[0].lower() not in known)
    return tuple(_piece(target, *match.span()) for match in islice(own, _WIDEST))


def _piece(side: Side, start: int, end: int) -> Piece:
    text = side.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return Piece(*side.span(start, end), side.text[start:end])

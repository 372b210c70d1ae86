"""Numbers in running text: where they stand, and what each may be worth in the notation of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import decimal, normalize

from diglot.patterns import pattern
from diglot.profile import Profile
from diglot.rules.accuracy.times import hours_of

_NUMBER = pattern(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})++(?:[.,]\d++)?+(?![\d])|\d++(?:[.,'’٬٫．，]\d++)*+"
)
"""With blanks between thousands, or as one piece."""
_PARTS = pattern(r"\d+")
_GROUPED = pattern(r"\d{1,3}(?:\D\d{3})+")
_WORDS = pattern(r"\w+")
_BLANKS = " \u00a0\u2009\u202f"
_HYPHENS = ("-", "‑")
_SHORT = 2
"""Letters of a scale up to which its case tells it from other things."""
_DATE_PARTS, _LAST_DAY = 3, 31
_YEARS = (2, 4)
"""How many digits a year has."""
_LATIN_END = "\u0530"
"""Letters before it are of scripts that a number within a word belongs to: Latin, Greek, Cyrillic."""


class Number(NamedTuple):
    """A number as written."""

    text: str
    start: int
    end: int
    readings: tuple[tuple[str, ...], ...]
    """What it may be worth, in several ways; a way may take several numbers, as a date does."""
    is_demanded: bool
    """False for digits that are part of a word, or that a mere ending makes a word."""
    begins_compound: bool
    """True for the `2` in `2-step`."""

    @property
    def plain(self) -> str:
        """What its digits are worth, whatever stands behind them."""
        return self.readings[0][0]

    @property
    def weight(self) -> int:
        """How many digits it has; more where it is dotted."""
        return sum(char.isdecimal() for char in self.text) + 10 * (not self.text.isdecimal())


def numbers_of(text: str, profile: Profile) -> Iterator[Number]:
    """Yields the numbers of `text` in order."""
    for match in _NUMBER.finditer(text):
        yield _number(text, match.start(), match.end(), profile)


def worth(numbers: Iterable[Number]) -> frozenset[str]:
    """Returns every value that some reading of `numbers` has."""
    return frozenset(value for number in numbers for reading in number.readings for value in reading)


class Scaled(NamedTuple):
    """A number with a word or letter behind it that says how many times as much it is worth: `2 million`."""

    text: str
    start: int
    end: int
    plain: str
    """What its digits are worth: `2`."""
    value: str
    """What it is worth: `2000000`."""
    scale: str


def scaled_in(text: str, profile: Profile) -> list[Scaled]:
    """Returns the numbers of `text` that are surely followed by a scale that `profile` knows, in order.

    Several scales are multiplied: `2 mil milhões`.
    """
    scale = _scale(profile.scales, profile.has_spaces)
    if scale is None or scale.search(text) is None:
        return []
    factors = {mark.lower(): factor for mark, factor in profile.scales} | dict(profile.scales)
    found = []
    for number in numbers_of(text, profile):
        match = scale.match(text, number.end - 1)
        if match is None or not number.plain.replace(".", "").isdecimal():
            continue
        value, end = _scaled(number.plain, _factor(match[1], factors)), match.end()
        if match[2]:
            value = _scaled(value, _factor(match[2], factors))
        found.append(Scaled(text[number.start : end], number.start, end, number.plain, value, match[1]))
    return found


def _factor(mark: str, factors: dict[str, int]) -> int:
    return factors[mark] if mark in factors else factors[mark.lower()]


@lru_cache(maxsize=64)
def _scale(scales: tuple[tuple[str, int], ...], has_spaces: bool) -> re.Pattern[str] | None:
    """Returns what finds a digit with one or two of `scales` behind it, none of which is the beginning of a word."""
    if not scales:
        return None
    # `5 m` are metres, but a `Million` is a `million`.
    marks = "|".join(f"(?i:{re.escape(mark)})" if len(mark) > _SHORT else re.escape(mark) for mark, _ in scales)
    end = r"(?![^\W_])" if has_spaces else r"(?![A-Za-z0-9])"
    return re.compile(rf"\d[{_BLANKS}]?({marks}){end}(?:[{_BLANKS}]({marks}){end})?")


class Said(NamedTuple):
    """The numbers that a text says in words."""

    values: frozenset[int]
    beginnings: frozenset[int]
    """Those that the beginning of a word says: the two of `totrins`. Much else begins so, too."""


def said_in(text: str, profile: Profile, months: tuple[tuple[str, int], ...]) -> Said:
    """Returns what `text` says in number words, names of `months`, and endings of a dual."""
    named = (*profile.number_words, *months)
    if not profile.has_spaces:
        lowered = text.lower()
        return Said(frozenset(value for word, value in named if word in lowered), frozenset())
    padded = _padded(text)
    words = set(padded.split())
    words.update(
        word.removeprefix(before)
        for word in tuple(words)
        for before in profile.attached_before
        if word.startswith(before)
    )
    values = {value for word, value in named if word in words or (not word.isalpha() and _padded(word) in padded)}
    if any(word.endswith(profile.dual_endings) for word in words):
        values.add(2)
    return Said(frozenset(values), frozenset(value for word, value in named if f" {word}" in padded))


def is_in_words(number: Number, said: Said) -> bool:
    """Tells whether `number` is among what a text says in words, in one word or in tens and ones."""
    wanted = {int(value) for value, *rest in number.readings if not rest and value.isdecimal() and len(value) < 16}
    if not said.values.isdisjoint(wanted):
        return True
    if number.begins_compound and not said.beginnings.isdisjoint(wanted):
        return True
    return any(20 < value < 100 and {value % 10, value - value % 10} <= said.values for value in wanted)


def _padded(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.lower()))} "


def _number(text: str, start: int, end: int, profile: Profile) -> Number:
    written = text[start:end]
    readings = list(_readings(_western(written), profile))
    behind = text[end : end + 12].lstrip(_BLANKS)
    for mark, factor in profile.scales:
        if behind.startswith(mark) and readings[0][0].replace(".", "").isdecimal():
            readings.append((_scaled(readings[0][0], factor),))
            break
    readings += _readings_of_times(text, start, end, profile)
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    is_part = _is_letter(before[-1:]) or before[-1:] == "_" or (before[-1:] in _HYPHENS and _is_letter(before[:1]))
    is_clock = before[-1:] == ":" and (set(written) == {"0"} or before[:1] == written)
    is_demanded = not (is_part or is_clock or (_is_letter(after[:1]) and len(written) < 2) or after == f":{written}")
    begins_compound = after[:1] in _HYPHENS and _is_letter(after[1:])
    return Number(written, start, end, tuple(dict.fromkeys(readings)), is_demanded, begins_compound)


def _readings_of_times(text: str, start: int, end: int, profile: Profile) -> Iterator[tuple[str, ...]]:
    """Yields what the number at `start` to `end` is worth as a time of day, and as a year of two digits."""
    parts = _PARTS.findall(_western(text[start:end]))
    if len(parts) <= 2 and len(parts[0]) <= 2:
        hours = hours_of(parts[0], text, start, end, profile)
        yield from ((hour, *map(_value, parts[1:])) for hour in hours)
        if parts[1:] == ["00"]:
            # `14.00` is `2 p.m.`
            yield from ((hour,) for hour in (_value(parts[0]), *hours))
    *days, year = parts
    if len(year) == 2 and len(parts) == _DATE_PARTS and all(len(day) <= 2 and int(day) <= _LAST_DAY for day in days):
        yield (*map(_value, days), f"20{year}")
    elif (
        not days
        and len(year) in _YEARS
        and text[max(0, start - 6) : start].rstrip(_BLANKS).endswith(profile.fiscal_years)
    ):
        yield (f"20{year}" if len(year) == 2 else year.removeprefix("20"),)


def _readings(written: str, profile: Profile) -> Iterator[tuple[str, ...]]:
    if written.isdecimal():
        yield (_value(written),)
        return
    parts = _PARTS.findall(written)
    *groups, last = (char for char in written if not char.isdecimal())
    is_grouped = _GROUPED.fullmatch(written) is not None and set(groups) <= {last}
    is_grouped = is_grouped and (last in profile.grouping or last in _BLANKS)
    if is_grouped:
        yield (_value("".join(parts)),)
    if last == profile.decimal and len(set(groups)) <= 1 and set(groups) <= {*profile.grouping, *_BLANKS}:
        yield (_fraction("".join(parts[:-1]), parts[-1]),)
    yield (written,)
    if not is_grouped or last in _BLANKS:
        yield tuple(map(_value, parts))


def _western(written: str) -> str:
    if written.isascii():
        return written
    return "".join(str(decimal(char)) if char.isdecimal() else normalize("NFKC", char) for char in written)


def _value(digits: str) -> str:
    return _western(digits).lstrip("0") or "0"


def _fraction(whole: str, fraction: str) -> str:
    rest = fraction.rstrip("0")
    return f"{_value(whole)}.{rest}" if rest else _value(whole)


def _scaled(value: str, factor: int) -> str:
    whole, _, rest = value.partition(".")
    zeros = len(str(factor)) - 1
    return _fraction(whole + rest.ljust(zeros, "0")[:zeros], rest[zeros:])


def _is_letter(char: str) -> bool:
    return char.isalpha() and char < _LATIN_END

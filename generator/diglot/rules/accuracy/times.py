"""Dates and times in running text: months in words, quarters, and hours of a clock that strikes twelve twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from babel.dates import get_month_names, get_period_names, get_quarter_names
from babel.units import get_unit_name

from diglot.i18n import babel_locale, month_names
from diglot.profile import Profile

_BEFORE, _AFTER = 32, 32
"""How many characters around a number are looked at for the name of a month."""
_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_MONTH_BEHIND = re.compile(
    r"(?:[^\W\d_]{1,2}(?![^\W_])|[.ºª°])?,?\s{1,2}([^\W\d_]{2,16})(?![^\W_])(?:\.?\s{1,2}([^\W\d_]{2,16})(?![^\W_]))?"
)
_MONTH_AHEAD = re.compile(r"(?<![^\W_])([^\W\d_]{2,16})\.?,?\s{1,2}(?:[^\W\d_]{1,4}\s{1,2})?$")
_WORDS = re.compile(r"\w+")
_SHORT_QUARTER = re.compile(r"([A-Z])[1-4]")
_UNITS = ("digital-kilobyte", "digital-megabyte", "length-kilometer", "length-meter", "duration-minute")
_UNIT_STEM = 3
_STEM = 6
"""Letters of a word that its endings leave as they are: `ceturk` of `ceturksnis`."""
_NEXT = 2
"""How many words from `quarter` the word may stand that says which one."""
_CLOSE = 4
"""The same in characters, where there are no spaces."""


class Month(NamedTuple):
    """A month in words."""

    number: int
    beside: frozenset[str]
    """The numbers that it stands beside: a day, a year."""
    start: int
    end: int


def months_in(text: str, profile: Profile) -> list[Month]:
    """Returns the months that `text` names beside a number, in order; none where words have no spaces between them."""
    named = _months(profile.locale) if profile.has_spaces else None
    lowered = text.lower()
    # Hardly any text names a month: most have not even the first letters of one.
    if not named or not any(beginning in lowered for beginning in _beginnings(profile.locale)):
        return []
    if not profile.attached_before and named.keys().isdisjoint(_WORDS.findall(lowered)):
        return []
    found: dict[tuple[int, int], Month] = {}
    for match in _DIGITS.finditer(text):
        for start, end in _words_beside(text, *match.span()):
            month = _month(text[start:end], named, profile)
            if month:
                before = found.get((start, end))
                beside = {match.group().lstrip("0"), *(before.beside if before else ())}
                found[start, end] = Month(month, frozenset(beside), start, end)
                break
    return [found[place] for place in sorted(found)]


def month_words(text: str, profile: Profile) -> frozenset[int]:
    """Returns the months of all words of `text` that may be the name of one."""
    named = _months(profile.locale)
    return frozenset(_month(word, named, profile) for word in _WORDS.findall(text)) - {0}


def _words_beside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = max(0, start - _BEFORE)
    if ahead := _MONTH_AHEAD.search(text[first:start]):
        yield first + ahead.start(1), first + ahead.end(1)
    if behind := _MONTH_BEHIND.match(text[end : end + _AFTER]):
        yield end + behind.start(1), end + behind.end(1)
        if behind[2]:
            yield end + behind.start(2), end + behind.end(2)


@lru_cache(maxsize=64)
def _months(locale: str) -> dict[str, int]:
    """Returns name in lower case -> number. Babel has the `sep` of September, and not the `sept` of many writers."""
    names = dict(month_names(locale))
    short = {name[:4]: number for name, number in names.items() if len(name) > 6}
    return short | names


@lru_cache(maxsize=64)
def _beginnings(locale: str) -> tuple[str, ...]:
    return tuple(sorted({name[:3] for name in _months(locale)}))


@lru_cache(maxsize=64)
def _has_capitals(locale: str) -> bool:
    """Tells whether the names of months have capitals wherever they stand."""
    known = babel_locale(locale)
    return known is not None and all(name[0].isupper() for name in get_month_names("wide", locale=known).values())


def _month(word: str, named: dict[str, int], profile: Profile) -> int:
    if word[:1].islower() and _has_capitals(profile.locale):
        # `may` is no month in English.
        return 0
    word = word.lower()
    if word in named:
        return named[word]
    return next(
        (
            named[word.removeprefix(before)]
            for before in profile.attached_before
            if word.startswith(before) and word.removeprefix(before) in named
        ),
        0,
    )


@lru_cache(maxsize=64)
def unit_beginnings(locale: str) -> tuple[str, ...]:
    """Returns what units begin with that `K` or `M` may stand for in the source: `64K` is a size, `5M` a length."""
    known = babel_locale(locale)
    names = [get_unit_name(unit, "long", known) for unit in _UNITS] if known is not None else []
    return tuple(sorted({name.lower()[:_UNIT_STEM] for name in names if name}))


class _Quarters(NamedTuple):
    """How a language names a quarter of a year."""

    letters: str
    """`Q`, and `T` for `T3`."""
    codes: re.Pattern[str]
    stem: str


def quarters_in(text: str, profile: Profile) -> frozenset[str]:
    """Returns the quarters of a year, `1` to `4`, that `text` names, as a code or in words."""
    known = _quarters(profile.locale)
    values = {first or last for first, last in known.codes.findall(text)}
    lowered = text.lower()
    if known.stem and known.stem in lowered:
        values.update(map(str, _said_beside(lowered, known.stem, profile)))
    return frozenset(values & {"1", "2", "3", "4"})


def is_quarter(code: str, profile: Profile) -> bool:
    """Tells whether `code` is what `profile` writes for a quarter: `Q3`, in French `T3`."""
    return len(code) == 2 and code[0] in _quarters(profile.locale).letters and code[1] in "1234"


def _said_beside(text: str, stem: str, profile: Profile) -> Iterator[int]:
    if not profile.has_spaces:
        for match in re.finditer(re.escape(stem), text):
            first = max(0, match.start() - _CLOSE)
            near, whole = text[first : match.start()], text[first : match.end()]
            yield from (value for word, value in profile.number_words if near.endswith(word) or whole.endswith(word))
            yield from (int(digit) for digit in re.findall(r"(?<!\d)\d(?=\D{0,2}$)", near))
        return
    values = dict(profile.number_words)
    words = _WORDS.findall(text)
    for place, word in enumerate(words):
        if stem in word:
            for near in words[max(0, place - _NEXT) : place] + words[place + 1 : place + 1 + _NEXT]:
                if near in values:
                    yield values[near]
                elif digit := re.match(r"\d(?!\d)", near):
                    yield int(digit.group())


@lru_cache(maxsize=64)
def _quarters(locale: str) -> _Quarters:
    known = babel_locale(locale)
    letters, stem = "Q", ""
    if known is not None:
        short = map(_SHORT_QUARTER.fullmatch, get_quarter_names("abbreviated", locale=known).values())
        letters = "".join(sorted({"Q", *(match[1] for match in short if match)}))
        names = [name.lower() for name in get_quarter_names("wide", locale=known).values()]
        stem = _common(names)[:_STEM]
    codes = rf"(?<![^\W_])(?:[{letters}][ \u00a0]?([1-4])(?!\d)|([1-4])[{letters}](?![^\W\d_]))"
    return _Quarters(letters, re.compile(codes), stem)


def _common(names: list[str]) -> str:
    """Returns the longest word of the first of `names` that is in all of them, or else what they all end with."""
    words = [set(re.findall(r"[^\W\d_]+", name)) for name in names]
    if shared := sorted(set.intersection(*words)):
        return str(max(shared, key=len))
    first = names[0]
    for place in range(len(first)):
        if all(name.endswith(first[place:]) for name in names):
            return first[place:]
    return ""


class _Clock(NamedTuple):
    """How a language says which half of the day an hour is of; the first group of each is there for the second."""

    behind: re.Pattern[str]
    ahead: re.Pattern[str]


def hours_of(written: str, text: str, start: int, end: int, profile: Profile) -> tuple[str, ...]:
    """Returns what the hour `written` at `start` is on a clock of 24 hours: `14` for the 2 in `2:30 p.m.`.

    `end` is where its number ends in `text`, which may have minutes.

    Nothing where nobody says which half of the day it is of. Midnight is 0 and 24.
    """
    hour = int(written)
    if not 0 < hour <= 12 or text[start - 1 : start] == ":":
        return ()
    clock = _clock(profile.locale)
    said = clock.behind.match(text, end)
    if said is None and not profile.has_spaces:
        said = clock.ahead.search(text[max(0, start - 6) : start])
    if said is None:
        return ()
    if said[1]:
        return (str(hour % 12 + 12),)
    return ("0", "24") if hour == 12 else ()


@lru_cache(maxsize=64)
def _clock(locale: str) -> _Clock:
    known = babel_locale(locale)
    first, second = {"am"}, {"pm"}
    for width in ("wide", "abbreviated", "narrow") if known is not None else ():
        for context in ("format", "stand-alone"):
            for key, name in get_period_names(width, context, known).items():
                if key.startswith(("pm", "afternoon", "evening")):
                    second.add(name)
                elif key.startswith(("am", "morning")):
                    first.add(name)
    half = f"(?:({_any(second)})|(?:{_any(first)}))"
    # `2`, then perhaps `:30` or ` h 30`, perhaps `–4`, and `p.m.`
    # The nearest mark counts: the 9 in `9 AM–5 PM` is of the first half.
    minutes = r"(?:[:.]\d\d)?(?:\s?[^\W\d_]{1,7}\.?(?:\s?\d\d)?(?!\d))??"
    range_ = r"(?:\s?(?:[-–—]|[^\W\d_]{1,3})\s?\d{1,2}(?:[:.]\d\d)?)??"
    return _Clock(
        re.compile(rf"{minutes}{range_}[\s,]{{0,2}}{half}(?![^\W_])", re.IGNORECASE), re.compile(rf"{half}\s?$")
    )


def _any(marks: Iterable[str]) -> str:
    """Returns an expression for any of `marks`, with or without points and the like: `pm`, `p.m.`, `p. m.`."""
    words = {tuple(mark.lower() if len(mark) == len("pm") else _WORDS.findall(mark)) for mark in marks}
    # A single Latin letter behind a number is anything: `2 p`.
    sound = [each for each in words if len("".join(each)) > 1 or not "".join(each).isascii()]
    return "|".join(
        r"[\W_]{0,2}".join(map(re.escape, each)) for each in sorted(sound, key=lambda each: (-len("".join(each)), each))
    )

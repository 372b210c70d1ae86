"""What mutators are made of: a defect planted into a clean sentence, and where in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from diglot.profile import Profile
from rules.clean_texts import CleanPair, Language

ANYWHERE = -1

PROTECTED = re.compile(
    r"`[^`]*`|\]\([^)]*\)|https?://[^\s)]+|<[^>]*>|[\w.]+@[\w.]+\w|\{\w+\}|%\w+%|[*\[\]]+"
    r"|[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+|[A-Za-z]*\d[\w-]*"
)
"""What is no prose in a sentence: code, addresses, marks, identifiers."""
WORD = re.compile(r"[^\W\d_]+")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
EM = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")


class Planted(NamedTuple):
    """A clean sentence with a defect in its translation."""

    target: str
    start: int
    """Where the defect is in `target`; `ANYWHERE` if something is gone, and so in no place."""
    end: int
    source: str = ""
    """Where the source is another one too."""


Plant = Callable[[CleanPair, Language], Iterator[Planted]]


class Defect(NamedTuple):
    """A class of defects, and who finds it."""

    name: str
    codes: tuple[str, ...]
    """Any of these rules finds it; the first one is the usual one."""
    plant: Plant
    occurs: Callable[[Profile], bool] = lambda profile: True
    """False for languages that cannot have it."""
    companions: Mapping[str, str] = {}
    """Code -> why this rule has something to say as well."""


def replaced(pair: CleanPair, start: int, end: int, text: str, margin: int = 0) -> Planted:
    """Returns the sentence with `text` from `start` to `end`; `margin` widens the place."""
    target = pair.target[:start] + text + pair.target[end:]
    return Planted(target, max(0, start - margin), min(len(target), start + len(text) + margin))


def lost(pair: CleanPair, start: int, end: int, text: str = "") -> Planted:
    """Returns the sentence with `text` from `start` to `end`, where what is wrong is what is gone."""
    return Planted(pair.target[:start] + text + pair.target[end:], ANYWHERE, ANYWHERE)


def is_prose(text: str, start: int, end: int) -> bool:
    """Tells whether nothing from `start` to `end` is code, a mark, an address or an identifier."""
    return not any(found.start() < end and start < found.end() for found in PROTECTED.finditer(text))


def words(text: str, least: int = 1) -> Iterator[re.Match[str]]:
    """Yields the words of the prose in `text` that have at least so many letters."""
    for found in WORD.finditer(text):
        if len(found.group()) >= least and is_prose(text, found.start(), found.end()):
            yield found


def spaces(text: str) -> Iterator[re.Match[str]]:
    """Yields the spaces between two words of prose."""
    for found in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", text):
        if is_prose(text, found.start() - 1, found.end() + 1):
            yield found


def has_spaces(profile: Profile) -> bool:
    """Tells whether the language sets words apart with spaces."""
    return profile.has_spaces


def has_case(profile: Profile) -> bool:
    """Tells whether the language has capital letters."""
    return profile.scripts == {"Latn"}

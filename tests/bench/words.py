"""The words of made-up articles, `words.toml`, ready to be put together in any of their languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

SOURCE = "en-US"
CODE = "`"
"""What stands before and after code."""
_SYLLABLES = "ka lo ve ri no ta mi su pe da fo ru le za bi go ne tu sa vo".split()
_PLACES = 4
NAMES = len(_SYLLABLES) ** _PLACES


class Thing(NamedTuple):
    """Something that a sentence speaks of, and the marks around it: `**`, `[` and `](address)`."""

    first: int
    last: int
    before: str = ""
    after: str = ""
    name: int = 0
    """What it is called besides, the same in all languages; nothing for 0."""


class Sentence(NamedTuple):
    """A sentence in no language yet."""

    pattern: int
    """In `Words.sentences`."""
    a: Thing
    b: Thing


class Words(NamedTuple):
    """The words of one language."""

    sentences: tuple[str, ...]
    """Those for titles first."""
    things: tuple[tuple[str, ...], ...]
    """By the number of the first noun, then of the last."""
    shorts: int
    """How many sentences are for titles."""


def load_words() -> Mapping[str, Words]:
    """Returns the words of each locale that has some."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    things, sentences = data["things"], [*data["sentences"]["short"], *data["sentences"]["long"]]
    return {
        locale: Words(
            tuple(row[at] for row in sentences),
            tuple(
                tuple(things["join"][at].format(first=first[at], last=last[at]) for last in things["last"])
                for first in things["first"]
            ),
            len(data["sentences"]["short"]),
        )
        for at, locale in enumerate(data["languages"])
    }


def written(words: Words, sentence: Sentence) -> str:
    """Returns a sentence in one language, with its marks."""
    text = words.sentences[sentence.pattern].replace("{a}", _thing(words, sentence.a))
    text = text.replace("{b}", _thing(words, sentence.b))
    return text[:1].upper() + text[1:]


def spoken(words: Words, thing: Thing) -> str:
    """Returns a thing in one language, without its marks. Code is the same in all."""
    if thing.before == CODE:
        return f"set-{thing.first:02}{thing.last:02}"
    noun = words.things[thing.first][thing.last]
    return f"{noun} {name_of(thing.name)}" if thing.name else noun


def name_of(number: int) -> str:
    """Returns an invented name: another one for each number below `NAMES`."""
    syllables = [_SYLLABLES[number // len(_SYLLABLES) ** place % len(_SYLLABLES)] for place in range(_PLACES)]
    return "".join(syllables).capitalize()


def _thing(words: Words, thing: Thing) -> str:
    return f"{thing.before}{spoken(words, thing)}{thing.after}"

"""`profile.toml` and `terms.toml` as they are written in `locales/<locale>/`. Every key is optional."""

from __future__ import annotations

from collections import Counter
from re import fullmatch
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from diglot.tables import Table

DETECTABLE = frozenset(
    "ace af am an ar ary arz as az ba bcl be bg bn br bs ca crh cs cy da de dz el en eo es et eu ext fa fi fo fr fuv fy"
    " ga gcf gcr gd gl gom grc gu gug guw ha hbo he hi hr ht hu hy id ig is it ja jv ka kab kik kk km kn ko ku ky la lb"
    " lg lij ln lo lt ltg lv mg mk ml mn mr ms mt my ne nl nn no nso oc om or pa pcm pl ps pt qu ro ru rw sa sdh se si"
    " sk sl sn so sq sr st sv sw ta te tg th tk tl tr tt ug uk ur uz uzs vec vi vo wa wuu xh yo yue zh zu".split()
)
"""The languages that py3langid tells apart, by its own names."""


def _lower(text: str) -> str:
    for word in text.split():
        if word != word.lower():
            raise ValueError(f"`{word}` has to be in lower case, `{word.lower()}`")
    return text


def _abbreviations(text: str) -> str:
    for word in _lower(text).split():
        if not word.endswith("."):
            raise ValueError(f"`{word}` has to end with its full stop, as in `etc.`")
    return text


def _phrase(text: str) -> str:
    return _lower(_filled(text))


def _several_words(text: str) -> str:
    if " " not in _phrase(text):
        raise ValueError(f"`{text}` has to be words with a blank between them")
    return text


def _pairs(pairs: list[str]) -> list[str]:
    for pair in pairs:
        if len(pair) != 2:
            raise ValueError(f"`{pair}` has to be two characters, the opening and the closing one, as in `()`")
    return pairs


def _scripts(scripts: list[str]) -> list[str]:
    for script in scripts:
        if not fullmatch("[A-Z][a-z]{3}", script):
            raise ValueError(f"`{script}` has to be a code of ISO 15924, as in `Latn`")
    return scripts


def _detectable(name: str) -> str:
    if name and name not in DETECTABLE:
        raise ValueError(f"`{name}` is no language that py3langid knows; name one that it knows, or leave it out")
    return name


def _character(text: str) -> str:
    if len(text) != 1:
        raise ValueError(f"`{text}` has to be one character")
    return text


def _filled(text: str) -> str:
    if not text or text != " ".join(text.split()):
        raise ValueError(f"`{text}` has to be text with single blanks, and none around it")
    return text


def _marks(marks: dict[str, str]) -> dict[str, str]:
    for mark, instead in marks.items():
        if not mark.strip() or not instead:
            raise ValueError(f"`{mark}` has to be a mark, followed by those that may stand in its place, as in `:。`")
    return marks


def _numbers(numbers: dict[str, int]) -> dict[str, int]:
    for word, number in numbers.items():
        _phrase(word)
        if number < 0:
            raise ValueError(f"`{word}` has to be a number from 0 on")
    return numbers


def _scales(scales: dict[str, int]) -> dict[str, int]:
    for mark, factor in scales.items():
        if not mark.strip() or factor < 2:
            raise ValueError(
                f"`{mark}` has to be a mark behind digits and what they are multiplied by, as in `K = 1000`"
            )
    return scales


_Words = Annotated[str, AfterValidator(_lower)]
_Pairs = Annotated[list[str], AfterValidator(_pairs)]
_Character = Annotated[str, AfterValidator(_character)]
_Detectable = Annotated[str, AfterValidator(_detectable)]
_Filled = Annotated[str, AfterValidator(_filled)]


class WordsTable(Table):
    """Words, with blanks between them."""

    function: _Words = ""
    stop: _Words = ""
    joining: _Words = ""
    abbreviations: Annotated[str, AfterValidator(_abbreviations)] = ""
    doubled: _Words = ""
    attached_before: _Words = ""
    attached_after: _Words = ""
    apart: list[Annotated[str, AfterValidator(_phrase)]] = Field([])


class MarksTable(Table):
    """Punctuation."""

    spaced: str = ""
    end: Annotated[dict[str, str], AfterValidator(_marks)] = Field({})


class NumbersTable(Table):
    """Numbers; what is not written is taken from Babel."""

    decimal: _Character | None = None
    grouping: list[_Character] | None = None
    scales: Annotated[dict[str, int], AfterValidator(_scales)] = Field({})
    fiscal_years: list[_Filled] = Field([])
    dual_endings: list[_Filled] = Field([])
    words: Annotated[dict[str, int], AfterValidator(_numbers)] = Field({})


class CompoundsTable(Table):
    """Words made of words."""

    joined: bool = False
    apart: list[Annotated[str, AfterValidator(_several_words)]] = Field([])


class CharactersTable(Table):
    """Single characters."""

    allowed: str = ""


class ProfileTable(Table):
    """A `profile.toml`; `Profile` says what its keys mean."""

    alphabet: str = ""
    scripts: Annotated[list[str], AfterValidator(_scripts)] = Field([])
    spaces: bool = True
    detector: _Detectable | None = None
    siblings: list[_Detectable] = Field([])
    quotes: _Pairs = Field([])
    brackets: _Pairs = Field(["()", "[]", "{}"])
    words: WordsTable = WordsTable()
    marks: MarksTable = MarksTable()
    numbers: NumbersTable = NumbersTable()
    compounds: CompoundsTable = CompoundsTable()
    characters: CharactersTable = CharactersTable()


class TermTable(Table):
    """A name that has to survive translation."""

    name: _Filled
    kind: Literal["product", "protocol", "feature", ""] = ""


def _terms(terms: list[TermTable]) -> list[TermTable]:
    twice = next((name for name, count in Counter(term.name for term in terms).items() if count > 1), None)
    if twice:
        raise ValueError(f"`{twice}` is named twice; leave one of them out")
    return terms


class TermsTable(Table):
    """A `terms.toml`: names, what a locale calls them (nothing: as it likes), and which of Diglot's do not count."""

    term: Annotated[list[TermTable], AfterValidator(_terms)] = Field([])
    forms: dict[_Filled, list[_Filled]] = Field({})
    drop: list[_Filled] = Field([])

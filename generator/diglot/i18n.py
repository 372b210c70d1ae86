"""What Babel knows of a locale, as values and functions: names, directions, dates, interface strings, sorting."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO, StringIO
from re import compile as pattern
from typing import NamedTuple, TypeVar
from unicodedata import decimal, normalize

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.dates import format_date, get_month_names
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from diglot.view import Language

_MEANT = {"no": "nb"}
"""Codes of several languages, and the one of them that is meant."""


def babel_locale(tag: str) -> Locale | None:
    """Returns Babel's data for a BCP 47 tag, or for the nearest it knows; None for a language it does not know."""
    first, *rest = tag.split("-")
    parts = [_MEANT.get(first.lower(), first), *rest]
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


def canonical_tag(tag: str) -> str:
    """Returns `tag` in its usual case: `nl-nl` becomes `nl-NL`, `ZH-hans-cn` becomes `zh-Hans-CN`."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def tongue(tag: str) -> tuple[str, str]:
    """Returns the language of a tag, and the script where it has several: `zh-TW` is not written as `zh-CN` is."""
    locale = babel_locale(tag)
    return (locale.language, locale.script or "") if locale else (tag.partition("-")[0], "")


def language(tag: str, *, region: bool = True) -> Language:
    """Returns how the locale `tag` is written, and its name in its own language, with its `region` or without."""
    locale = babel_locale(tag)
    if locale is None:
        return Language(tag, "ltr", tag)
    name = (locale.get_display_name(locale) if region else locale.get_language_name(locale)) or tag
    return Language(tag, locale.text_direction, name[:1].upper() + name[1:])


@lru_cache(maxsize=256)
def is_rtl(tag: str) -> bool:
    """Tells whether the locale `tag` is written from right to left."""
    locale = babel_locale(tag)
    return locale is not None and locale.text_direction == "rtl"


def language_name(tag: str, reader: str) -> str:
    """Returns what the language of `tag` is called by readers of locale `reader`, without its region: `Engels`."""
    locale, own = babel_locale(tag), babel_locale(reader)
    if locale is None or own is None:
        return tag
    return own.languages.get(locale.language) or tag


class Subtags(NamedTuple):
    """What a locale is made of, the likely where its tag does not say it."""

    language: str = ""
    """Empty for a language that Babel does not know."""
    script: str = ""
    region: str = ""


@lru_cache(maxsize=256)
def subtags(tag: str) -> Subtags:
    """Returns what the locale `tag` is made of: `zh-TW` is of script `Hant`, `nl` of region `NL`."""
    locale = babel_locale(tag)
    if locale is None:
        return Subtags()
    # Not all of them are locales that Babel has data of: `no_Latn_NO` is none.
    _, likely_region, likely, *_ = parse_locale(get_global("likely_subtags").get(locale.language, locale.language))
    # Babel drops a region that it knows nothing of.
    _, region, script, *_ = parse_locale(tag, sep="-")
    return Subtags(
        locale.language, script or locale.script or likely or "", region or locale.territory or likely_region or ""
    )


def likely_script(tag: str) -> str:
    """Returns the script that the locale `tag` is usually written in, `Latn` for `fi`; empty if nobody knows."""
    known = subtags(tag)
    if known.script or not known.language:
        return known.script
    _, _, script, *_ = parse_locale(get_global("likely_subtags").get(known.language, known.language))
    return script or ""


def is_spoken(tag: str) -> bool:
    """Tells whether many people of the region that `tag` names speak its language: `en-IE` is one, `to-DO` is none."""
    language, *_, region = tag.lower().split("-")
    spoken = get_global("territory_languages").get(region.upper(), {})
    return any(name.partition("_")[0] == language for name in spoken)


def separators(tag: str) -> tuple[str, str]:
    """Returns what stands before decimals and between thousands in the locale `tag`; empty for an unknown language."""
    locale = babel_locale(tag)
    if locale is None:
        return "", ""
    symbols = locale.number_symbols
    # Articles have Western digits, whatever a locale's own are.
    western = symbols.get("latn", symbols)
    return western["decimal"], western["group"]


@lru_cache(maxsize=256)
def month_names(tag: str) -> tuple[tuple[str, int], ...]:
    """Returns (name in lower case, number) of every name and short name of a month in the locale `tag`, sorted.

    Names with digits, as in Japanese, are left out; so are all of a language that Babel does not know.
    """
    locale = babel_locale(tag)
    if locale is None:
        return ()
    named = {
        (name.lower().rstrip("."), number)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, locale).items()
    }
    return tuple(sorted(entry for entry in named if not any(char.isdecimal() for char in entry[0])))


@lru_cache(maxsize=4096)
def format_day(day: date | None, reader: str) -> str:
    """Returns `day` in the long form of locale `reader`: `15 april 2021`; empty for no day."""
    if day is None:
        return ""
    return format_date(day, format="long", locale=babel_locale(reader) or Locale("en"))


Thing = TypeVar("Thing")


def split_list(things: Sequence[Thing], reader: str) -> tuple[Thing | str, ...]:
    """Returns `things` as readers of locale `reader` list them, and what stands between: `a`, `, `, `b`, ` en `."""
    marks = [chr(_PLACE + position) for position in range(len(things))]
    text = format_list(marks, locale=babel_locale(reader) or Locale("en")) if marks else ""
    parts = _PLACES.split(text)
    return tuple(things[ord(part) - _PLACE] if _PLACES.fullmatch(part) else part for part in parts if part)


def is_currency(code: str) -> bool:
    """Tells whether `code` is that of a currency: `EUR`."""
    return code in get_global("all_currencies")


def translations(po: str) -> NullTranslations:
    """Returns the interface strings of a catalog in PO format. Raises `ValueError` with the line where it is broken."""
    if not po.strip():
        return NullTranslations()
    catalog = read_catalog(po)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def laid_over(po: str, own: str) -> str:
    """Returns the catalog `po` with the strings that the catalog `own` translates in place of its own ones.

    Raises `ValueError` where `own` is broken, or has another number of plural forms than the language of `po`.
    """
    if not own.strip():
        return po
    catalog = read_catalog(po)
    for message in read_catalog(own):
        if not message.id or message.fuzzy or not all(strings := forms_of(message)):
            continue
        if message.pluralizable and len(strings) != catalog.num_plurals:
            name = message.id[0]
            needed = f"this language has {catalog.num_plurals}"
            raise ValueError(f"`{name}` has {len(strings)} plural forms; {needed}, so write `msgstr` for each of them")
        catalog.delete(message.id, message.context)
        catalog[message.id] = message
    # A header of Babel's would say what day it is.
    language = f"Language: {catalog.locale_identifier or ''}\\n"
    header = f'msgid ""\nmsgstr "{language}Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True)
    return header + written.getvalue().decode()


def forms_of(message: Message) -> tuple[str, ...]:
    """Returns the translations of a message, one for each plural form; empty where there is none."""
    written = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(str(text or "") for text in written)


def read_catalog(po: str) -> Catalog:
    """Returns a catalog in PO format. Raises `ValueError` with the line where it is broken."""
    try:
        catalog = read_po(StringIO(po.removeprefix("\ufeff")), abort_invalid=True)
    except PoFileError as error:
        message = str(error.args[0]).removesuffix(f" on {error.lineno}")
        raise ValueError(f"line {error.lineno + 1}: {message}") from error
    # It is text already, whatever its header says of its encoding.
    catalog.charset = "utf-8"
    if catalog.locale_identifier is None:
        # Else Babel drops the plural forms. It changes nothing else.
        catalog.locale = "en"
    return catalog


Sorted = tuple[bytes, str]
"""What a title is sorted by: its steps, and for titles that differ in none of them the title itself."""
SortKey = Callable[[str], Sorted]


@lru_cache(maxsize=32)
def sort_key(alphabet: str) -> SortKey:
    """Returns a key that sorts titles as readers expect: word by word, by letter, accents, case and marks aside.

    `alphabet` lists letters in their order, separated by blanks (`… z æ ø å`); a letter that is not in it sorts as its
    base letter, and what has none by its code point, after all letters. Numbers come before letters, by their value.
    """
    # Folders and the index sort the same titles: what was found out about their words stays.
    letters = _letters(alphabet)
    steps = {letter: _step(_LETTER, rank) for rank, letter in enumerate(letters)}
    start = len(letters)

    def letter(char: str) -> bytes:
        if (step := steps.get(char)) is None:
            base = _base(char)
            step = steps[char] = steps[base] if base in steps else _step(_LETTER, start + ord(base))
        return step

    def part(text: str) -> bytes:
        if text.isdecimal():
            digits = "".join(str(decimal(char)) for char in text).lstrip("0")
            return _step(_NUMBER, len(digits)) + _step(_NUMBER, int(digits[:18] or "0"))
        if text.isspace():
            return _step(_BLANK, 0)
        return b"".join(map(letter, text))

    # Titles have many words in common.
    known = _Known(part)

    def key(title: str) -> Sorted:
        words = _SORTED.findall(normalize("NFC", title).casefold().strip())
        return b"".join(map(known.__getitem__, words)), title

    return key


class _Known(dict[str, bytes]):
    """What `make` makes of a text, made once."""

    def __init__(self, make: Callable[[str], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> bytes:
        made = self[text] = self._make(text)
        return made


def initials(alphabet: str, reader: str) -> Callable[[Sorted], str]:
    """Returns what gives a title, by its key, the letter below which readers of locale `reader` look for it.

    Numbers and signs stand below `#`, kana and Hangul below the first of their row, and all Chinese characters below
    their name, since their readings are not known. Titles in order of their keys are in order of their letters.
    """
    letters = _letters(alphabet)
    own = babel_locale(reader) or Locale("en")
    han = str(own.scripts.get("Hani") or "漢")
    heads = {letter: letter.upper() for letter in letters}
    if "ı" in heads and "i" in heads:
        heads["i"] = "İ"

    def initial(key: Sorted) -> str:
        kind, rank = key[0][:1], int.from_bytes(key[0][1 : 1 + _WIDTHS[_LETTER]], "big")
        if kind != bytes((_LETTER,)):
            return "#"
        if rank < len(letters):
            return heads[letters[rank]]
        letter = chr(rank - len(letters))
        if _HAN.match(letter):
            return han
        if "ぁ" <= letter <= "ん" or "가" <= letter <= "힣":
            return _ROWS[bisect(_STARTS, letter) - 1]
        return letter.upper()

    return initial


def _step(kind: int, value: int) -> bytes:
    """Returns a step of a key as bytes that sort as it does: those of many titles are kept."""
    return bytes((kind,)) + value.to_bytes(_WIDTHS[kind], "big")


def _letters(alphabet: str) -> Sequence[str]:
    return normalize("NFC", alphabet).split() or "abcdefghijklmnopqrstuvwxyz"


def _base(char: str) -> str:
    """Returns the letter that a character is a form of, in hiragana for katakana. Syllables of Hangul stay whole."""
    if "가" <= char <= "힣":
        return char
    # Letters of mathematics fold to no small letter before they are taken for plain ones: 𝕋.
    base = normalize("NFKD", normalize("NFKD", char).casefold())[:1]
    return chr(ord(base) - ord("ァ") + ord("ぁ")) if "ァ" <= base <= "ヶ" else base


_PLACE = 0xE000
"""The first of the characters that stand for the things of a list: no language has them."""
_PLACES = pattern("([\ue000-\uf8ff])")
_BLANK, _NUMBER, _LETTER = range(3)
_WIDTHS = (0, 8, 3)
"""How many bytes a blank, a number and a letter take behind the one that says which it is."""
_SORTED = pattern(r"\d+|\s+|[^\W\d_]+")
_HAN = pattern("[\u3400-\u9fff\U00020000-\U0003ffff]")
_STARTS = "ぁかさたなはまゃらゎ가나다라마바사아자차카타파하"
_ROWS = "あかさたなはまやらわ가나다라마바사아자차카타파하"
"""What the rows of kana and Hangul are called; some start with a small letter."""

"""Mutators: numbers, codes, names, untranslated text, and characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from diglot.profile import Profile
from rules.clean_texts import CleanPair, Language
from rules.planting import WORD, Defect, Planted, is_prose, lost, replaced, words

_NUMBER = re.compile(r"(?<![A-Za-z0-9.,:_])\d+(?:[.,:\u00a0\u202f]\d+)*(?![A-Za-z0-9_])")
_VERSION = re.compile(r"(?<![A-Za-z])[A-Za-z]+ (\d\.\d)(?![\d.])")
"""Behind a name: what stands behind another word may be a quantity."""
_PLAN = re.compile(r"(?<![A-Za-z0-9])([EA])(\d)(?![\w-])")
_COUNTED = ("mailbox", "report", "ended", "nightly", "attempt", "block_warning", "answer")
"""Sentences whose numbers are numbers, and no versions or names."""
_IDENTIFIERS = re.compile(r"services\.msc|setup_log\.txt|%TEMP%|0x80070005|3f2504e0-[\w-]{31}|Get-Mailbox")
_SPLIT = {"services.msc": "services. msc", "setup_log.txt": "setup_log. txt", "%TEMP%": "% TEMP%"}
LONG = 6
"""Words of a source that can be told from a label or a name."""


def _digits(text: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in _NUMBER.findall(text)}


def _numbers(pair: CleanPair) -> Iterator[re.Match[str]]:
    """Yields the numbers that stand in figures in both languages."""
    if pair.name in _COUNTED:
        known = _digits(pair.source)
        yield from (found for found in _NUMBER.finditer(pair.target) if re.sub(r"\D", "", found.group()) in known)


def dropped_number(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A number is gone."""
    for number in _numbers(pair):
        start, end = number.span()
        is_first = pair.target[:start].strip() == ""
        yield lost(pair, start - (pair.target[start - 1 : start] == " "), end + (is_first and pair.target[end] == " "))


def changed_number(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A number has another digit."""
    for number in _numbers(pair):
        first = number.group()[0]
        yield replaced(pair, *number.span(), str((int(first) + 3) % 9 + 1) + number.group()[1:])


def localized_version(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A version is written as a number."""
    for version in _VERSION.finditer(pair.target):
        if version.group() in pair.source:
            yield replaced(pair, *version.span(1), version[1].replace(".", ","))


def changed_plan(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The code of a plan or update is that of another one."""
    for plan in _PLAN.finditer(pair.target):
        yield replaced(pair, *plan.span(), f"F{plan[2]}")
        yield replaced(pair, *plan.span(), f"{plan[1]}{int(plan[2]) + 2}")
    for update in re.finditer("KB5005565", pair.target):
        yield replaced(pair, *update.span(), "KB5005566")


def split_identifier(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A space got into the name of a file or variable."""
    for found in _IDENTIFIERS.finditer(pair.target):
        if found.group() in _SPLIT:
            yield replaced(pair, *found.span(), _SPLIT[found.group()])


def changed_identifier(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A name that only works as it is written is written in another way."""
    for found in _IDENTIFIERS.finditer(pair.target):
        old = found.group()
        if "Mailbox" in old:
            yield replaced(pair, *found.span(), f"{old[:3]}-{WORD.findall(language.note)[0].title()}")
        elif old.startswith("%"):
            yield replaced(pair, *found.span(), f"{old[0]}{WORD.findall(language.note)[0].lower()}{old[-1]}")
        elif old[-1].isdigit():
            yield replaced(pair, *found.span(), f"{old[:-1]}{(int(old[-1]) + 1) % 10}")
        else:
            yield replaced(pair, *found.span(), f"x{old[2:]}")


def leaked_placeholder(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A mark of the translation engine stands where a word was, or a name that a program fills in is translated."""
    for name in re.finditer(r"\{\w+\}", pair.target):
        yield replaced(pair, *name.span(), f"{{{WORD.findall(language.note)[0].lower()}}}")
    for number, word in enumerate(list(words(pair.target, 4))[:2]):
        yield replaced(pair, *word.span(), f"#A{number}")


def repeated_phrase(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An engine went round in a circle."""
    target, stop = pair.target, "" if pair.target[-1].isalpha() else pair.target[-1]
    whole = target.removesuffix(stop)
    if not is_prose(whole, 0, len(whole)) or len(whole) < 30:
        return
    for start in (len(whole) // 2, len(whole) - 10):
        blank = " " if language.profile.has_spaces else ""
        start = whole.rfind(" ", 0, start) + 1 if blank else start
        phrase = f"{blank}{whole[start:]}"
        yield Planted(f"{whole}{phrase * 3}{stop}", start, len(whole) + 3 * len(phrase))


def _is_long(text: str) -> bool:
    return len(list(words(text))) >= LONG


def untranslated_unit(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The source stands where its translation was."""
    if _is_long(pair.source) and is_prose(pair.source, 0, len(pair.source)):
        yield Planted(pair.source, 0, len(pair.source))


def partly_translated(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The second half of a sentence is still in the source language."""
    source, target = pair.source, pair.target
    if len(list(words(source))) < 2 * LONG or not is_prose(source, 0, len(source)) or ":" in source:
        return
    gaps = [gap.start() for gap in re.finditer(" ", source)]
    cut = gaps[len(gaps) // 2]
    half = len(target) // 2
    kept = target[: target.rfind(" ", 0, half)] if language.profile.has_spaces else target[:half]
    yield Planted(f"{kept}{source[cut:]}", len(kept) + 1, len(kept) + len(source) - cut)


def _garbled(pair: CleanPair, encoding: str) -> Iterator[Planted]:
    for word in words(pair.target, 3):
        if word.group().isascii():
            continue
        try:
            garbled = word.group().encode().decode(encoding)
        except UnicodeDecodeError:
            continue
        yield replaced(pair, *word.span(), garbled)


def mojibake_of_windows(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """UTF-8 was read as Windows-1252."""
    return _garbled(pair, "cp1252")


def mojibake_of_mac(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """UTF-8 was read as Mac Roman."""
    return _garbled(pair, "mac-roman")


def _within_word(pair: CleanPair, character: str) -> Iterator[Planted]:
    word = next(words(pair.target, 4), None)
    if word is not None:
        middle = (word.start() + word.end()) // 2
        yield replaced(pair, middle, middle, character)


def zero_width(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A zero width space or a byte order mark within a word."""
    for character in "\u200b\ufeff\u2060":
        yield from _within_word(pair, character)


def control_character(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A control character, one of private use, or the mark of a lost one within a word."""
    for character in "\x02\x1b\x85\ue000\ufffd":
        yield from _within_word(pair, character)


def turned_text(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An override of the direction of text within a word."""
    for character in "\u202e\u202d":
        yield from _within_word(pair, character)


def decomposed_letter(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A letter and its accent are two characters."""
    for word in words(pair.target, 3):
        decomposed = unicodedata.normalize("NFD", word.group())
        if decomposed != word.group():
            yield replaced(pair, *word.span(), decomposed)


def has_decimal_comma(profile: Profile) -> bool:
    """Tells whether the language writes 2.5 as 2,5, and so may write a version like that."""
    return profile.decimal == ","


def is_latin(profile: Profile) -> bool:
    """Tells whether the language is written in Latin letters."""
    return profile.scripts == {"Latn"}


DEFECTS = (
    Defect("leaked-placeholder", ("ACC301",), leaked_placeholder),
    Defect(
        "dropped-number",
        ("ACC302",),
        dropped_number,
        companions={"TYP706": "the stop that made it an ordinal ends a sentence now"},
    ),
    Defect("changed-number", ("ACC302",), changed_number),
    Defect("localized-version", ("ACC303",), localized_version, has_decimal_comma),
    Defect("changed-plan", ("ACC304",), changed_plan),
    Defect("split-identifier", ("ACC305",), split_identifier),
    Defect("changed-identifier", ("ACC305",), changed_identifier),
    Defect("repeated-phrase", ("ACC307",), repeated_phrase),
    Defect("untranslated-unit", ("LNG401",), untranslated_unit),
    Defect("partly-translated", ("LNG402",), partly_translated),
    Defect("mojibake-of-windows", ("CHR601",), mojibake_of_windows),
    Defect("mojibake-of-mac", ("CHR601",), mojibake_of_mac),
    Defect("zero-width", ("CHR602",), zero_width),
    Defect("control-character", ("CHR602",), control_character),
    Defect("turned-text", ("CHR602",), turned_text),
    Defect("decomposed-letter", ("CHR602",), decomposed_letter),
)

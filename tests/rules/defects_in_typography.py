"""Mutators: spaces, quotation marks, hyphens, doubled words and marks at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.profile import Profile
from rules.clean_texts import CleanPair, Language
from rules.planting import Defect, Planted, has_case, has_spaces, is_prose, lost, replaced, spaces, words

_MARKS = ".,;:?!،؛؟。，、：？！；"
_OTHER_MARKS = {".": ":", "?": ".", "!": ":", ":": ".", "。": "：", "？": "。", "！": "：", "：": "，", "؟": "."}
_TWINS = {"。": ".", "：": ":", "？": "?", "！": "!", "؟": "?", "،": ","}


def double_space(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Two spaces between words."""
    for gap in spaces(pair.target):
        yield replaced(pair, *gap.span(), "  ", margin=1)


def space_before_mark(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A space before a mark that has none in this language."""
    for mark in re.finditer(rf"(?<=[^\W\d_])[{_MARKS}](?=\s|$|(?<=[。，、：？！；]))", pair.target):
        is_word = is_prose(pair.target, mark.start() - 1, mark.end())
        if is_word and mark.group() not in language.profile.spaced_marks:
            yield replaced(pair, *mark.span(), f" {mark.group()}", margin=1)


def glued_hyphen(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The space behind a suspended hyphen is lost."""
    for word in language.profile.joining_words:
        for gap in re.finditer(rf"(?<=\w-) (?={re.escape(word)} )", pair.target):
            yield replaced(pair, *gap.span(), "", margin=1)


def _quoted(pair: CleanPair, profile: Profile) -> Iterator[re.Match[str]]:
    """Yields what stands in quotation marks, if it is also quoted in the source."""
    if '"' not in pair.source:
        return
    for opening, closing in profile.quotes:
        start, end = re.escape(opening), re.escape(closing)
        # A mark that both opens and closes may also be an apostrophe.
        before, behind = (r"(?<!\w)", r"(?!\w)") if opening == closing else ("", "")
        yield from re.finditer(rf"{before}{start}(?! )[^{start}{end}]+{end}{behind}", pair.target)
        if opening in pair.target:
            return


def loose_quote(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Spaces within quotation marks."""
    for quoted in _quoted(pair, language.profile):
        text = quoted.group()
        yield replaced(pair, *quoted.span(), f"{text[0]} {text[1:-1].strip()} {text[-1]}")


def dropped_quotes(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The quotation marks are gone."""
    for quoted in _quoted(pair, language.profile):
        yield lost(pair, *quoted.span(), quoted.group()[1:-1].strip())


def unbalanced_mark(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """One mark of a pair of quotation marks or brackets is gone."""
    quoted = list(_quoted(pair, language.profile))
    for found in (*quoted, *re.finditer(r"\([^*()]+\)|（[^*（）]+）", pair.target)):
        text = found.group()
        if is_prose(text, 0, len(text)) and pair.target[found.start() - 1 : found.start()] != "]":
            yield replaced(pair, *found.span(), text[1:])
            yield replaced(pair, *found.span(), text[:-1])


def doubled_word(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A word stands twice."""
    for word in words(pair.target, 4):
        text = word.group()
        around = pair.target[word.start() - 1 : word.start()] + pair.target[word.end() : word.end() + 1]
        if text.islower() is has_case(language.profile) and not set(around) & set("-'’"):
            yield replaced(pair, *word.span(), f"{text} {text}")


def lower_case_start(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The second sentence of a unit begins with a small letter."""
    for stop in re.finditer(r"(?<=\w)[.] ([A-ZÀ-Ž])", pair.target):
        if is_prose(pair.target, stop.start(), stop.end()) and ". " in pair.source:
            yield replaced(pair, *stop.span(1), stop[1].lower(), margin=2)


def changed_end(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The mark at the end is another one, or gone."""
    allowed = dict(language.profile.end_marks).get(pair.source[-1])
    last = pair.target[-1]
    if allowed is None or last not in _OTHER_MARKS or pair.block != "paragraph":
        return
    target = pair.target[:-1].rstrip()
    other = _OTHER_MARKS[last]
    if other not in allowed and _TWINS.get(other, other) not in allowed:
        yield Planted(f"{target}{other}", len(target) - 1, len(target) + 1)
    if " " not in allowed:
        yield Planted(target, len(target) - 1, len(target))


def edge_space(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A space at the edge of a unit."""
    if pair.block == "paragraph":
        yield Planted(f" {pair.target}", 0, 1)
        yield Planted(f"{pair.target} ", len(pair.target), len(pair.target) + 1)


DEFECTS = (
    Defect("double-space", ("TYP701",), double_space),
    Defect("space-before-mark", ("TYP702",), space_before_mark),
    Defect("glued-hyphen", ("TYP703",), glued_hyphen, lambda profile: profile.joins_compounds),
    Defect("loose-quote", ("TYP704",), loose_quote, lambda profile: "»" not in profile.spaced_marks),
    Defect("doubled-word", ("TYP705",), doubled_word, has_spaces),
    Defect("lower-case-start", ("TYP706",), lower_case_start, has_case),
    Defect("changed-end", ("TYP707",), changed_end),
    Defect("unbalanced-mark", ("TYP708",), unbalanced_mark),
    Defect("edge-space", ("TYP709",), edge_space),
    Defect("dropped-quotes", ("TYP710",), dropped_quotes),
)

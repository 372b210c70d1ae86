"""The rule unbalanced-marks: a bracket or quotation mark without its partner, looked for in a paragraph as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.profile import Profile
from diglot.rules.subject import Page, Pair
from diglot.rules.typography.prose import TWINS, prose, quotations, quoted

_INTERESTING = pattern('[(){}\\[\\]"“”„«»‹›「」『』（）［］｛｝＂【】〔〕〖〗〈〉《》〝〟]')
_DOUBLE = '"“”„«»‹›「」『』〝〟'
"""Quotation marks that are no apostrophes."""
_LABEL = pattern(r"(?:(?<!\w)\w{1,3}|[:;=8][-o^']?)\Z")
"""Stands before a `)` that closes nothing: `a)`, `1)`, `:-)`."""
_INCH = pattern(r'\d"')
_ABBREVIATION = pattern(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea](?![\u05d0-\u05ea]))')
"""The gershayim before the last letter of a Hebrew acronym, mostly typed as a quotation mark."""
_LINK_SYNTAX = pattern(r"\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?\)|\]\[[^\[\]\n]*+\]|!?\[")
_AROUND = 15


class _Block(NamedTuple):
    """The units of a line of the page, or a text without units."""

    pairs: tuple[Pair, ...]
    between: str
    """What stands between the units, without links."""


class _Kinds(NamedTuple):
    """The marks that come in pairs in a language."""

    directed: tuple[tuple[str, str], ...]
    """Pairs of which one only opens and the other only closes."""
    undirected: frozenset[str]
    """Double quotation marks that may do both."""


def find_unbalanced_marks(page: Page) -> Iterator[Finding]:
    """Yields a finding for each kind of bracket and quote that does not come out even in a paragraph."""
    kinds = _kinds(page.profile.brackets, page.profile.quotes)
    source_kinds = _kinds(page.source_profile.brackets, page.source_profile.quotes)
    for block in _blocks(page):
        if not any(_INTERESTING.search(pair.target.text) for pair in block.pairs):
            continue
        starts, text = _joined([prose(pair.target) for pair in block.pairs])
        found = _odd_places(text, kinds, page.profile)
        if not found:
            continue
        sources = [prose(pair.source) for pair in block.pairs if pair.source is not None]
        known = _odd_places(_joined(sources)[1], source_kinds, page.source_profile)
        for kind, offset in found.items():
            if kind not in known and text[offset] not in block.between:
                yield _finding(block.pairs, starts, offset)


def _blocks(page: Page) -> Iterator[_Block]:
    """Yields the texts of a page that belong together: marks may open in one unit and close in the next."""
    pairs: list[Pair] = []
    between = ""
    for pair in page.pairs:
        if pair.block in ("code", "front-matter"):
            continue
        gap = ""
        if pairs:
            last = pairs[-1].unit
            parted = last is None or pair.unit is None
            gap = "\n" if parted else page.text[last.at.end : pair.unit.at.start]  # type: ignore[union-attr]
        if "\n" in gap or "|" in gap:
            yield _Block(tuple(pairs), _LINK_SYNTAX.sub("", between))
            pairs, gap, between = [], "", ""
        pairs.append(pair)
        between += gap
    if pairs:
        yield _Block(tuple(pairs), _LINK_SYNTAX.sub("", between))


def _joined(texts: Sequence[str]) -> tuple[list[int], str]:
    """Returns where each of the texts begins once they are one, and that one."""
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    return starts, _ABBREVIATION.sub("\u05f4", "\n".join(texts).translate(TWINS))


@lru_cache(maxsize=64)
def _kinds(brackets: tuple[tuple[str, str], ...], quotes: tuple[tuple[str, str], ...]) -> _Kinds:
    narrow = {(one.translate(TWINS), other.translate(TWINS)) for one, other in brackets}
    uses = "".join(one + other for one, other in quotes)
    doubles = [each for each in quotes if each[0] in _DOUBLE and each[0] != each[1]]
    directed = {each for each in doubles if uses.count(each[0]) == uses.count(each[1]) == 1}
    both = {mark for each in quotes for mark in each if mark in _DOUBLE}
    return _Kinds(tuple(sorted(narrow | directed)), frozenset(both - {mark for each in directed for mark in each}))


def _odd_places(text: str, kinds: _Kinds, profile: Profile) -> dict[str, int]:
    """Returns kind -> place of a mark without partner: a kind is an opening bracket, or `"` for quotation marks."""
    found: dict[str, int] = {}
    for opening, closing in kinds.directed:
        first, last = text.count(opening), text.count(closing)
        # Two closing marks alone are a pair in many a hand.
        if first != last and (first or last % 2 or opening not in _DOUBLE):
            place = _unmatched(text, opening, closing)
            if place is not None:
                found.setdefault('"' if opening in _DOUBLE else opening, place)
    if sum(map(text.count, kinds.undirected)) % 2 and not _INCH.search(text):
        found.setdefault('"', _unpaired_quote(text, kinds.undirected, profile))
    return found


def _unmatched(text: str, opening: str, closing: str) -> int | None:
    """Returns where a bracket without partner stands; none if it is the label of a list item or a smiley."""
    open_: list[int] = []
    alone: list[int] = []
    for at, mark in enumerate(text):
        if mark == opening:
            open_.append(at)
        elif mark == closing:
            if open_:
                open_.pop()
            elif mark != ")" or not _LABEL.search(text[max(0, at - 4) : at]):
                alone.append(at)
    left = [at for at in open_ if text[at] != "(" or text[max(0, at - 1) : at] not in (":", ";")]
    return min([*alone, *left], default=None)


def _unpaired_quote(text: str, quotes: frozenset[str], profile: Profile) -> int:
    paired = {at for each in quotations(text, profile) for at in each}
    places = [at for at, mark in enumerate(text) if mark in quotes]
    return next((at for at in places if at not in paired), places[-1])


def _finding(pairs: Sequence[Pair], starts: Sequence[int], offset: int) -> Finding:
    number = bisect_right(starts, offset) - 1
    side, at = pairs[number].target, offset - starts[number]
    around = quoted(side.text[max(0, at - _AROUND) : at + _AROUND].strip())
    message = f"`{side.text[at]}` in {around} has no partner; add the other one, or remove it"
    return Finding("unbalanced-marks", side.span(at, at + 1), message)

"""Finds translated words of raw HTML again when its tags change: they stay between the tags that they stood between.

Nothing tells whether words have changed in the source. So they are kept where tags are the same, or those of a place
differ in their attributes only; where there are more or fewer such lines than before, nobody knows which is which.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from diglot.bilingual.outside import Kept, Line, Neighbours, grouped, in_turn
from diglot.patterns import pattern

_TAG = pattern(r"<[^<>]*+>")
_OPENING = pattern(r"[ \t>]*+</?[a-z]", 2)
_NAME = pattern(r"</?[a-z][a-z0-9-]*+|<!", 2)
_OWN = pattern(r"\b(alt-text|alt|title)=\"([^\"]*+)\"")
_CODE = pattern(r"<(/?)(pre|script|style|textarea)\b", 2)
_ADDRESS = pattern(r"\]\([^()\s]++")
_DIGITS = pattern(r"[0-9]+")
_WORD = pattern(r"[^\W\d_]{2,}")
_ALIKE = 0.5
"""A translation has fewer words than this in common with its source."""


class HtmlLine(NamedTuple):
    """A line of raw HTML."""

    line: Line
    tags: tuple[str, ...]
    texts: tuple[str, ...]
    """Before, between and behind the tags."""
    starts: tuple[int, ...]
    """Where in the file each text and tag stands, in turn."""

    @property
    def key(self) -> Hashable:
        """Its tags without texts of their own, and where its links and images lead."""
        return tuple(_OWN.sub(r"\1", tag) for tag in self.tags), self.addresses

    @property
    def shape(self) -> Hashable:
        """The names of its tags, and between which of them something stands."""
        return (*(_name(tag) for tag in self.tags), *(bool(text.strip()) for text in self.texts), *self.addresses)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where what is Markdown in it leads."""
        return tuple(_ADDRESS.findall(self.line.text)) if "](" in self.line.text else ()


def html_lines(lines: Sequence[tuple[Line | None, bool]]) -> Iterator[HtmlLine]:
    """Yields the lines of raw HTML.

    `lines` has all lines of a page, None for what has units or is code, each with whether a blank line follows.
    """
    is_inside, code = False, ""
    for line, is_last in lines:
        if line is None:
            is_inside = False
            continue
        opened = _CODE.findall(line.text)
        if code not in ("script", "style") and (is_inside or "<" in line.text):
            is_inside = is_inside or _OPENING.match(line.text) is not None
            found = _html_line(line)
            if found.tags or (is_inside and not code):
                yield found
        if opened:
            code = "" if opened[-1][0] else opened[-1][1].lower()
        is_inside = is_inside and not is_last


def kept_words(
    old: Sequence[HtmlLine],
    new: Sequence[HtmlLine],
    neighbours: Neighbours,
    goes: Mapping[int, int],
    by_place: bool,
) -> Iterator[Kept]:
    """Yields the words of `old` lines that `new` ones keep.

    `goes` has positions of old chunks with those of the new ones that they are, `by_place` tells whether a line with
    other attributes may be the same.
    """
    at_old = {each: neighbours.of_old(each.line.start) for each in old}
    at_new = {each: neighbours.of_new(each.line.start) for each in new}
    done: set[HtmlLine] = set()
    for one, other in in_turn(
        grouped([((at_old[each], each.key), each) for each in old if each.tags]),
        grouped([((at_new[each], each.key), each) for each in new if each.tags]),
    ):
        done |= {one, other}
        yield _same_tags(one, other)
    # A line that has moved stands beside what has moved with it.
    for one, other in in_turn(
        grouped([(each.key, each) for each in old if each.tags and each not in done]),
        grouped([(each.key, each) for each in new if each.tags and each not in done]),
    ):
        i, j = one.line.position, other.line.position
        if goes.get(i - 1) == j - 1 or goes.get(i + 1) == j + 1:
            done |= {one, other}
            yield _same_tags(one, other)
    for one, other in in_turn(
        grouped([((at_old[each], each.shape), each) for each in old if each not in done]),
        grouped([((at_new[each], each.shape), each) for each in new if each not in done]),
    ):
        if by_place if one.tags else not _is_alike(one.texts[0], other.texts[0]):
            yield from _texts(one, other)
            yield from _attributes(one, other)


def _html_line(line: Line) -> HtmlLine:
    tags, texts, starts = [], [], []
    at = 0
    for match in _TAG.finditer(line.text):
        tags.append(match.group())
        texts.append(line.text[at : match.start()])
        starts += [line.start + at, line.start + match.start()]
        at = match.end()
    return HtmlLine(line, tuple(tags), (*texts, line.text[at:]), (*starts, line.start + at))


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match.group().lower() if match else tag


def _same_tags(old: HtmlLine, new: HtmlLine) -> Kept:
    """Returns the old line, with numbers as they are by now."""
    texts = list(old.texts)
    if old.shape == new.shape:
        for number, text in enumerate(new.texts):
            is_mark = not number and not any(map(str.isalpha, texts[0] + text)) and texts[0].split() != text.split()
            if is_mark or _is_other_number(texts[number].strip(), text.strip()):
                texts[number] = text
    line = "".join(text + tag for text, tag in zip(texts, (*old.tags, ""), strict=True))
    return Kept(new.line.start, new.line.start + len(new.line.text), line, old.line.position, new.line.position)


def _texts(old: HtmlLine, new: HtmlLine) -> Iterator[Kept]:
    for number, (text, known) in enumerate(zip(old.texts, new.texts, strict=True)):
        bare, wanted = text.strip(), known.strip()
        has_words = any(map(str.isalpha, bare)) and any(map(str.isalpha, wanted))
        if has_words and not _is_other_number(bare, wanted):
            start = new.starts[2 * number] + len(known) - len(known.lstrip())
            yield Kept(start, start + len(wanted), bare, old.line.position, new.line.position)


def _attributes(old: HtmlLine, new: HtmlLine) -> Iterator[Kept]:
    """Yields texts in the attributes of tags, but for images, which are another's business."""
    for number, (tag, known) in enumerate(zip(old.tags, new.tags, strict=True)):
        texts = dict(_OWN.findall(tag)) if _name(tag) != "<img" else {}
        start = new.starts[2 * number + 1]
        for match in _OWN.finditer(known):
            if texts.get(match[1], "").strip() and match[2].strip():
                at = (start + match.start(2), start + match.end(2))
                yield Kept(*at, texts[match[1]], old.line.position, new.line.position)


def _is_other_number(old: str, new: str) -> bool:
    """Tells of texts that differ in nothing but their numbers, which nobody has to translate."""
    if any(map(str.isalpha, old + new)):
        return old != new and _DIGITS.sub("", old) == _DIGITS.sub("", new)
    return _DIGITS.findall(old) != _DIGITS.findall(new)


def _is_alike(old: str, new: str) -> bool:
    """Tells of a text that it is written in the language of the source: what it translates is not worth keeping."""
    words = [word.casefold() for word in _WORD.findall(old)]
    known = {word.casefold() for word in _WORD.findall(new)}
    return bool(words) and sum(1 for word in words if word in known) / len(words) > _ALIKE

"""The rule leaked-placeholder: a mark that a program fills in was lost, broken or renamed, or one was left behind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, zip_longest
from re import IGNORECASE, Pattern, escape
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import Side
from diglot.rules.accuracy.prose import MOST, content, prose
from diglot.rules.subject import Pair

_RULE = "leaked-placeholder"
_MARK = pattern(
    r"#\s?[A-Z]\d{1,2}(?![\w#-])|\{\{?\s?\w[\w.-]{0,39}\s?\}?\}"
    r"|(?<![\w%])%(?:[1-9](?![\w%.,$]|\s?%)|(?:[1-9]\$)?[ds@](?![\w%]))"
)
"""What a translation has only where its source has it."""
_NAME = pattern(
    r"(?<!\{)\{\{\s?(?P<double>\w[\w.-]{0,39})\s?\}\}(?!\})"
    r"|\$\{(?P<shell>[^\W\d][\w.-]{0,39})\}"
    r"|(?<![\\^_{])\{(?P<single>\w[\w.-]{0,39}(?:(?<=\d)[:,][^{}\s]{1,20})?)\}(?!\})"
    r"|(?<![\w%])(?<!\d[ \u00a0\u202f])%(?:(?P<number>[1-9])(?![\w%.,$]|\s?%)|(?P<letters>(?:[1-9]\$)?[dsu@])(?![\w%]))"
)
"""`{{name}}`, `${name}`, `{0}`, `{0:n2}`, `%1`, `%s`, `%1$s`. A `$` before a number is a currency."""
_CHOICE = pattern(r"\{\s?\w{1,40},\s?(?:plural|select)")
"""Of a message in several forms, what stands in braces is text as well."""
_SHARE = pattern(r"\d\s?%")
_SUM = pattern(r"amount|balance|cost|fee|paid|price|sum|total", IGNORECASE)
"""A `$` before the name of a sum may be the currency, which other languages set apart or write behind it."""
_POSITION = pattern(r"%[1-9]\$")
"""Tells which value is meant: a translation may need that to change their order."""
_SIGN = "[%％٪]"
_BRACKETS = "([（［"
_GAP = r"[\s\u200e\u200f]{0,2}"


class _Name(NamedTuple):
    """A placeholder of a source."""

    written: str
    right: Pattern[str]
    """Finds it as translations may write it."""
    near: Pattern[str]
    """Finds it with other marks or blanks, too."""
    times: int
    """How often the source has it."""
    known: frozenset[str]
    """What `near` finds in the source: that is meant to be so."""


def find_leaked_placeholders(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each placeholder that only one side of a unit has, or that a target does not write right."""
    source, text = pair.source, pair.target.text
    if source is None or not ("#" in text or "{" in text or "%" in text or "{" in source.text or "%" in source.text):
        return
    shown = prose(source)
    if _CHOICE.search(shown) is None:
        yield from islice(_found(pair.target, source.text, shown), MOST)


def _found(target: Side, source: str, shown: str) -> Iterator[Finding]:
    """Yields what is wrong in `target`; `shown` is the prose of `source`."""
    text, flat, known = prose(target), _flat(target.text), _flat(source)
    names = [mark for mark in _MARK.findall(shown) if mark.startswith("#") and _flat(mark) not in flat]
    broken: list[tuple[int, int]] = []
    for name in _names(shown, source):
        right = len(name.right.findall(target.text))
        if right >= name.times:
            continue
        places = _broken(name, text)
        broken += places
        for place in places:
            # Other brackets may have been meant as such.
            yield _misspelt(target, place, name.written, is_sure=text[place[0]] not in _BRACKETS)
        if not right and not places:
            # What is said once may be said again in other words.
            names.append(name.written)
    covered = {offset for place in broken for offset in range(*place)}
    # Some languages write `%5` where the source has `5%`.
    is_share = _SHARE.search(shown) is not None
    leaked = [
        match.span()
        for match in _MARK.finditer(text)
        if not (is_share and match[0].startswith("%"))
        and _is_unknown(match[0], source, known)
        and covered.isdisjoint(range(*match.span()))
    ]
    for place, written in zip_longest(leaked, names[: len(leaked)]):
        mark = text[slice(*place)]
        if written is None:
            message = f"`{mark}` stands in place of words that were lost; put what the source says there"
            yield Finding(_RULE, target.span(*place), message)
        else:
            yield _misspelt(target, place, written)
    for written in names[len(leaked) :]:
        if not written.startswith("#"):
            message = f"`{written}` of the source is missing; write it where a program is to put its value"
            yield Finding(_RULE, target.span(*content(target)), message)


def _is_unknown(mark: str, source: str, known: str) -> bool:
    if mark.startswith("{ ") and "{ " in source:
        # Braces that the source speaks of: `{ and }`.
        return False
    return _flat(mark) not in known and _POSITION.sub("%", mark) not in known


def _flat(text: str) -> str:
    return "".join(text.split())


def _misspelt(target: Side, place: tuple[int, int], written: str, *, is_sure: bool = False) -> Finding:
    at, text = target.span(*place), target.text[slice(*place)]
    # Where marks stand within it, someone has to look at the result.
    is_plain = at.end - at.start == len(text) and target.specials.isdisjoint(range(*place))
    message = f"`{text}` is unknown to the program that fills it in; did you mean `{written}`"
    return Finding(_RULE, at, message, fix=Fix(f"Write `{written}`", (Edit(at, written),), safe=is_sure and is_plain))


@lru_cache(maxsize=1_000)
def _names(shown: str, source: str) -> tuple[_Name, ...]:
    """Returns the placeholders in the prose of a source, which all its translations share."""
    found: dict[str, _Name] = {}
    for match in islice(_NAME.finditer(shown), MOST):
        kind = match.lastgroup or ""
        written, inner = match[0], match[kind]
        if written not in found:
            right, near = _right(kind, written, inner), _near(kind, inner)
            known = frozenset(near.findall(shown))
            found[written] = _Name(written, right, near, len(right.findall(source)), known)
    return tuple(found.values())


def _right(kind: str, written: str, inner: str) -> Pattern[str]:
    """Returns what finds a placeholder in a translation that has it as it should be."""
    name, whole = escape(inner), escape(written)
    if kind == "double":
        return pattern(rf"\{{\{{\s?{name}\s?\}}\}}")
    if kind == "single":
        return pattern(rf"(?<!\{{){whole}(?!\}})")
    if kind == "shell":
        return pattern(rf"\$?\{{{name}\}}" if _SUM.search(inner) else whole)
    if kind == "number":
        # Perhaps a share that the source does not write as others do.
        return pattern(rf"{whole}(?!\d)|(?<!\d){name}\s?{_SIGN}")
    return pattern(whole if "$" in inner else rf"%(?:[1-9]\$)?{name}")


def _near(kind: str, inner: str) -> Pattern[str]:
    """Returns what finds a placeholder whose marks were changed or torn off."""
    if kind in ("number", "letters"):
        name = _GAP.join(map(escape, inner))
        # Behind a number the sign means a share, and letters may begin a word.
        return pattern(rf"(?<![\d%％٪])(?<!\d\s){_SIGN}{_GAP}{name}(?![A-Za-z\d_\u00c0-\u024f%]|['’.,]\w)", IGNORECASE)
    dollar = rf"(?:[$＄]{_GAP})?" if kind == "shell" else ""
    gap = _GAP if kind == "double" else ""
    opening, closing = rf"(?:[{{｛](?:{gap}[{{｛])?|[{escape(_BRACKETS)}])", rf"(?:[}}｝](?:{gap}[}}｝])?|[)\]）］])"
    return pattern(rf"{dollar}{opening}{_GAP}{escape(inner)}{_GAP}{closing}", IGNORECASE)


def _broken(name: _Name, text: str) -> list[tuple[int, int]]:
    """Returns where in `text` a placeholder is written in a way that no program knows."""
    return [
        match.span()
        for match in name.near.finditer(text)
        if match[0] not in name.known and name.right.fullmatch(match[0]) is None
    ]

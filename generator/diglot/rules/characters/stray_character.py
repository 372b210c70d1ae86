"""The rule stray-character: signs that no one meant to write: lost letters, invisible ones, and such as are not NFC."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern
from typing import NamedTuple
from unicodedata import category, is_normalized, name, normalize

from diglot.diagnostics import Edit, Finding, Fix, Severity
from diglot.model import Span, Unit
from diglot.rules.characters.places import is_in_source, unit_at
from diglot.rules.subject import Page

_LOST = "\ufffd"
_JOINERS = "\u200c\u200d"
"""Shape the letters of some scripts, and put emoji together."""
_REMOVABLE = "\u180e\u200b\u2060\ufeff" + _JOINERS
"""Take no room and, where they are reported, join nothing: they can go without a trace."""
_OVERRIDES = "\u202d\u202e"
_STRAY = pattern(
    "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b-\u200d\u2028\u2029\u202d\u202e\u2060"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000f0000-\U0010ffff])\\1*+"
)
_JOINED = (("\u0590", "\u109f"), ("\u1700", "\u1cff"), ("\ua8e0", "\uabff"), ("\U00010a00", "\U00011fff"))
"""Ranges of scripts that need joiners."""
_BROKEN = "\u0e00"
"""The first letter of those of them that need blanks without width to break lines."""
_EMOJI = frozenset(("So", "Sk"))
_SELECTORS = "\u200d\ufe0e\ufe0f\u20e3"
_CHUNK = pattern(r"[^\s<>`]+")
_MARKED = pattern(r"[^\s<>`\x00-\x7f]")
_REACH = 30
_MOST = 100


class _Stray(NamedTuple):
    """A sign as it stands in a page."""

    at: Span
    sign: str
    chunk: str
    """The word around it."""
    unit: Unit | None


def find_stray_characters(page: Page) -> Iterator[Finding]:
    """Yields a finding for each sign of a page that does not belong there, at most a hundred of a kind.

    Signs that its source has as well are the source's fault, but for letters that were lost: these are always told.
    """
    yield from _strays(page)
    if not page.text.isascii() and not is_normalized("NFC", page.text):
        yield from _decomposed(page)


def _strays(page: Page) -> Iterator[Finding]:
    found = line = 0
    for match in _STRAY.finditer(page.text):
        if not match.start() or not _is_stray(page, match):
            continue
        stray = _stray(page, Span(*match.span()))
        if stray.sign == _LOST:
            # A line of lost letters is one fault.
            if stray.at.start < line or not page.is_utf8:
                continue
            end = page.text.find("\n", stray.at.end)
            line = end if end >= 0 else len(page.text)
            yield _lost(stray)
        elif stray.unit is None or stray.sign not in stray.unit.source:
            yield _finding(stray)
        else:
            continue
        found += 1
        if found == _MOST:
            return


def _is_stray(page: Page, match: Match[str]) -> bool:
    """Tells whether the sign that `match` found has no business there."""
    sign, start, end = match[1], match.start(), match.end()
    before, after = page.text[start - 1 : start], page.text[end : end + 1]
    if sign in page.profile.allowed_characters or is_in_source(unit_at(page, start), start):
        return False
    if sign == "\u200b":
        return not any(_is_joined(char) and char >= _BROKEN for char in (before, after))
    if sign in _JOINERS:
        return not (_is_joined(before) or _is_joined(after) or (sign == "\u200d" and _is_emoji(before)))
    return True


def _is_joined(char: str) -> bool:
    return any(first <= char <= last for first, last in _JOINED)


def _is_emoji(char: str) -> bool:
    return char in _SELECTORS or (char != "" and category(char) in _EMOJI)


def _stray(page: Page, at: Span) -> _Stray:
    chunks = _CHUNK.finditer(page.text, max(0, at.start - _REACH), at.end + _REACH)
    sign = page.text[at.start]
    chunk = next((chunk.group() for chunk in chunks if chunk.start() <= at.start < chunk.end()), sign)
    return _Stray(at, sign, chunk, unit_at(page, at.start))


def _lost(stray: _Stray) -> Finding:
    message = f"`{stray.chunk}` has lost a character; write the one that the source or an older version has"
    return Finding("stray-character", stray.at, message)


def _finding(stray: _Stray) -> Finding:
    sign, point = stray.sign, f"U+{ord(stray.sign):04X}"
    if category(sign) == "Co":
        message = f"`{_visible(stray)}` stands beside {point}, which each font shows as it likes; write another sign"
        return Finding("stray-character", stray.at, message, severity=Severity.WARNING)
    called = name(sign, "unnamed sign").lower()
    message = f"`{_visible(stray)}` stands beside an invisible {called} ({point}); remove it"
    fix = Fix(f"Remove {point}", (Edit(stray.at, ""),), safe=sign in _REMOVABLE and "/" not in stray.chunk)
    severity = None if category(sign) == "Cc" or sign in _OVERRIDES else Severity.WARNING
    return Finding("stray-character", stray.at, message, fix=fix, severity=severity)


def _visible(stray: _Stray) -> str:
    """Returns the longest part of the word around a sign without it, else the bytes of the sign."""
    parts = [part for part in stray.chunk.split(stray.sign) if part]
    return max(parts, key=len) if parts else stray.sign.encode("utf-8", "replace").hex(" ").upper()


def _decomposed(page: Page) -> Iterator[Finding]:
    """Yields a finding for each word that is not NFC: it looks right, but no search finds it."""
    found = end = 0
    for match in _MARKED.finditer(page.text):
        if match.start() < end:
            continue
        chunk = next(_CHUNK.finditer(page.text, _start(page.text, match.start())))
        end = chunk.end()
        word, unit = chunk.group(), unit_at(page, chunk.start())
        composed = normalize("NFC", word)
        # Marks of one letter may come in any order.
        if (
            len(composed) == len(word)
            or is_in_source(unit, chunk.start())
            or (unit is not None and word in unit.source)
        ):
            continue
        fix = Fix(f"Write `{composed}`", (Edit(Span(*chunk.span()), composed),), safe="/" not in word)
        message = f"`{word}` is made of letters and separate accents; write it with letters that have their accents"
        yield Finding("stray-character", Span(*chunk.span()), message, fix=fix, severity=Severity.WARNING)
        found += 1
        if found == _MOST:
            return


def _start(text: str, offset: int) -> int:
    """Returns where the word that `offset` stands in begins."""
    before = text[max(0, offset - _REACH) : offset]
    return offset - len(before) + max(before.rfind(char) + 1 for char in " \n\t\u00a0<>`")

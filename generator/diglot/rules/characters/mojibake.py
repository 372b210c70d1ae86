"""The rule mojibake: text that was once decoded with the wrong encoding. Found with ftfy's measure, which is cautious,
and with a table of pairs that it passes over."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.model import Span
from diglot.rules.characters.places import is_in_source, unit_at
from diglot.rules.subject import Page

_SUSPECT = pattern(
    "[\u00c2-\u00ef√¬‚ƒ≈◊ÿŸ](?:(?<=[√¬‚ƒ≈◊ÿŸ])[^\x00-\x7f]|(?<=Ã) |"
    "(?<=[\u00c2-\u00ef])[\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])"
)
"""What the first two bytes of a character in UTF-8 become in Windows-1252 or Mac Roman: no mojibake is without one."""
_TAILS = bytes(range(0x80, 0xC0)).decode("mac_roman")
_PAIR = f"(?:[√ƒ≈][{_TAILS}]|Ã[¡-ª¬-º¼-¿])"
_MAC = "√ƒ≈◊ÿŸ"
"""What the first byte of a Latin, Hebrew or Arabic letter becomes in Mac Roman."""
_BROKEN = pattern(
    f"(?<=[A-Za-z]){_PAIR}(?=[a-z])|(?<=[A-Za-z]{{2}}){_PAIR}(?![A-Z\\d])|(?<![^\\W\\d_]){_PAIR}(?=[a-z]{{2}})"
    f"|(?:[◊ÿŸ][{_TAILS}]){{2,}}"
)
"""Accented letters amid a word, or letters of other scripts: signs that no one writes there, not even in a formula."""
_LOST = "Ã "
"""What `à` becomes where the no-break space in it became another one."""
_WORD = pattern(r"(?:Ã\xa0|[^\s<>|\[\]()*`\"])+")
_NOT_ASCII = pattern(r"[^\x00-\x7f]")
_ENCODINGS = ("sloppy-windows-1252", "mac_roman", "latin-1")
_MOST = 100
_LONGEST = 60


def find_mojibake(page: Page) -> Iterator[Finding]:
    """Yields a finding for each word of a page that holds mojibake, at most a hundred; those in sources aside."""
    text = page.text
    if text.isascii() or _SUSPECT.search(text) is None:
        return
    # Loading it takes longer than checking a whole locale, and hardly any page needs it.
    from ftfy.badness import BADNESS_RE

    # What is bad may begin with the word before.
    hits = (match for expression in (BADNESS_RE, _BROKEN) for match in expression.finditer(text))
    places = {strange.start() for match in hits if (strange := _NOT_ASCII.search(text, *match.span()))}
    done = found = 0
    for place in sorted(places):
        if place < done or found == _MOST or is_in_source(unit_at(page, place), place):
            continue
        found += 1
        at = _word(text, place)
        done = at.end
        if text.startswith(_LOST, at.end - 1) and text[at.end - 1] == _LOST[0]:
            yield _with_space(text, at)
        else:
            yield _finding(text[at.start : at.end], at)


def _finding(word: str, at: Span) -> Finding:
    meant, is_sure = _mended(word)
    if not meant:
        message = f"`{word}` was decoded wrongly; write it anew, and save the file as UTF-8"
        return Finding("mojibake", at, message)
    fix = Fix(f"Write `{meant}`", (Edit(at, meant),), safe=is_sure and "/" not in word)
    return Finding("mojibake", at, f"`{word}` was decoded wrongly; did you mean `{meant}`", fix=fix)


def _with_space(text: str, at: Span) -> Finding:
    """Returns the finding for a word that ends in `Ã` before a blank, which was a part of its last letter."""
    end = at.end + text.startswith("  ", at.end)
    meant = text[at.start : at.end - 1] + "à"
    fix = Fix(f"Write `{meant}`", (Edit(Span(at.end - 1, end), "à"),), safe=False)
    return Finding("mojibake", at, f"`{text[at.start : at.end]}` was decoded wrongly; did you mean `{meant}`", fix=fix)


def _mended(word: str) -> tuple[str, bool]:
    """Returns what `word` was, and whether that is sure; empty where it cannot be told."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    meant = _BROKEN.sub(lambda match: _letters(match.group()), word)
    if meant != word and not is_bad(meant) and _SUSPECT.search(meant) is None:
        return meant, True
    meant = fix_encoding(word)
    if meant == word or is_bad(meant) or not meant.isprintable():
        return "", False
    is_sure = any(_misread(meant, encoding) == word for encoding in _ENCODINGS)
    return (meant, is_sure) if is_sure or _SUSPECT.search(meant) is None else ("", False)


def _letters(pairs: str) -> str:
    """Returns the letters whose bytes were read as `pairs`, or `pairs` where they are none."""
    letters = pairs.encode("mac_roman" if pairs[0] in _MAC else "latin-1").decode("utf-8", "replace")
    return letters if letters.isalpha() else pairs


def _misread(text: str, encoding: str) -> str:
    return text.encode("utf-8").decode(encoding, "replace")


def _word(text: str, offset: int) -> Span:
    """Returns the word that `offset` stands in, or the next one; of a very long word the part around it."""
    words = _WORD.finditer(text, max(0, offset - _LONGEST), offset + _LONGEST)
    return next((Span(*word.span()) for word in words if word.end() > offset), Span(offset, offset + 1))

"""CHR601: text that was once decoded with the wrong encoding. Found with ftfy's measure, which is cautious."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.model import Span, Unit

_SUSPECT = pattern(
    "[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|[√¬‚][^\x00-\x7f]|Ã "
)
"""What the first two bytes of a character in UTF-8 become in Windows-1252 or Mac Roman: no mojibake is without one."""
_WORD = pattern(r"[^\s<>|\[\]()*`\"]+")
_MOST = 100
_LONGEST = 60


def find_mojibake(text: str, units: Sequence[Unit]) -> Iterator[Finding]:
    """Yields a finding for each word of `text` that holds mojibake, at most a hundred; `units` are its units."""
    if text.isascii() or _SUSPECT.search(text) is None:
        return
    # Loading it takes longer than checking a whole locale, and hardly any page needs it.
    from ftfy import fix_encoding
    from ftfy.badness import BADNESS_RE

    done = found = 0
    for match in BADNESS_RE.finditer(text):
        if match.start() < done or found == _MOST:
            continue
        found += 1
        at = _word(text, match.start())
        done = at.end
        word = text[at.start : at.end]
        meant = fix_encoding(word)
        hint = f"did you mean `{meant}`" if meant != word else "write it anew, and save the file as UTF-8"
        unit = next((unit for unit in units if unit.at.start <= at.start < unit.at.end), None)
        number = unit.number or None if unit else None
        yield Finding("mojibake", at, f"`{word}` was decoded wrongly; {hint}", number)


def _word(text: str, offset: int) -> Span:
    """Returns the word that `offset` stands in, or the next one; of a very long word the part around it."""
    words = _WORD.finditer(text, max(0, offset - _LONGEST), offset + _LONGEST)
    return next((Span(*word.span()) for word in words if word.end() > offset), Span(offset, offset + 1))

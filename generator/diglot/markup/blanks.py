"""Blanks that Japanese and Chinese do without: between sentences, and where a line of Markdown ends.

Translation tools put a blank between units, as the source has it. Browsers show it, and line ends inside of a paragraph
as one, though CSS asks that these go: https://www.w3.org/TR/css-text-3/#line-break-transform
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import compile as pattern

# What Unicode calls wide or fullwidth, but for Hangul: Korean has blanks between words.
_WIDE = (
    "\u2e80-\u3130\u3190-\u31ff\u3220-\u325f\u3280-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd"
)
_HAS_WIDE = pattern(f"[{_WIDE}]")
# Quotes of Chinese are those of Western languages, where what they are in is not.
_WIDE_END = pattern(rf"[{_WIDE}][”’]?\Z")
_WIDE_START = pattern(f"[“‘]?[{_WIDE}]")
_STOP = pattern(r"[、。！，．：；？][”’」』）]?\Z")
"""Marks that have room behind them in their own width, whatever follows."""
_GAP_IN_TEXT = pattern(r"(?<=[。！？]) +")


def may_have_gaps(text: str) -> bool:
    """Tells whether `text` has letters between which no blanks belong."""
    return not text.isascii() and _HAS_WIDE.search(text) is not None


def closed_up(text: str) -> str:
    """Returns a text without blanks between its sentences, where it is of such a language."""
    return text if text.isascii() else _GAP_IN_TEXT.sub("", text)


def without_gaps(pieces: Sequence[str]) -> list[str]:
    """Returns pieces of HTML, each of them a tag, text without tags, or a whole element, without such blanks.

    A blank inside of a unit stays: `クレジット カード` has it on purpose.
    """
    return [piece for i, piece in enumerate(pieces) if not (piece.isspace() and _is_gap(piece, pieces, i))]


def _is_gap(blank: str, pieces: Sequence[str], at: int) -> bool:
    before, closed = _text(pieces, range(at - 1, -1, -1), "</")
    after, opened = _text(pieces, range(at + 1, len(pieces)), "<")
    is_between = "</span>" in closed or any(tag.startswith("<span data-unit=") for tag in opened)
    end = before[-2:]
    if _STOP.search(end) is not None:
        return is_between or "\n" in blank
    # Labels that are parted by a line end, such as one link below another, stay apart.
    is_label = is_between or ("</a>" in closed and any(tag.startswith("<a ") for tag in opened))
    is_wide = _WIDE_END.search(end) is not None and _WIDE_START.match(after) is not None
    return "\n" in blank and is_wide and not is_label


def _text(pieces: Sequence[str], way: Iterable[int], tags: str) -> tuple[str, list[str]]:
    """Returns the text that comes next, empty if there is none, and the tags passed, all of which begin with `tags`."""
    passed: list[str] = []
    for piece in (pieces[i] for i in way if pieces[i]):
        if piece[0] != "<":
            return piece, passed
        is_whole = piece.find("<", 1) >= 0 or piece.startswith(("<br", "<img"))
        if is_whole or piece.startswith("</") != (tags == "</"):
            break
        passed.append(piece)
    return "", passed

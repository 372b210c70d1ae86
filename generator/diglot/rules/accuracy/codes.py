"""Codes in running text: plans, errors, articles of a knowledge base, named by capital letters and digits: `E5`."""

from __future__ import annotations

from re import compile as pattern
from typing import NamedTuple

_CODE = pattern(r"(?<![A-Za-z0-9_/\\.#$&%=-])[A-Z]{1,8}\d[A-Z0-9]*+(?![A-Za-z_\\=]|\.\d)")
_GAP = pattern(r"(?<=[a-z])[ \u00a0\u2011-](?=\d)|(?<=\d)[ \u00a0\u2011-](?=[a-z])")
_TORN = pattern(r"(?<![^\W_])[A-Za-zÀ-ɏ]{2,40}\d[A-Za-zÀ-ɏ]{2,40}(?![^\W_])")


class Code(NamedTuple):
    """A code as written."""

    text: str
    start: int
    end: int

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(char for char in self.text if char.isdigit())


def codes_of(text: str) -> list[Code]:
    """Returns the codes that `text` writes in one piece, in order."""
    return [Code(match.group(), *match.span()) for match in _CODE.finditer(text)]


def torn_words_of(text: str) -> list[Code]:
    """Returns the words of `text` with a digit amid letters, which no language has."""
    return [Code(match.group(), *match.span()) for match in _TORN.finditer(text)]


def closed(text: str) -> str:
    """Returns `text` in lower case with letters and digits moved together: `E 5` and `E-5` become `e5`."""
    return _GAP.sub("", text.lower())

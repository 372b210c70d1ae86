"""Code in an article without parsing it, for what only looks for marks: those within code are examples of marks."""

from __future__ import annotations

from re import MULTILINE

from diglot.patterns import pattern

_CODE = pattern(
    r"^[ \t>]*(```++|~~~++)[^\n]*+\n(?:(?![ \t>]*\1)[^\n]*+\n)*+(?:[ \t>]*\1[^\n]*+)?|`[^`\n]++`", MULTILINE
)
_NOT_NEWLINE = pattern(r"[^\r\n]")


def without_code(text: str) -> str:
    """Returns `text` with an `x` in place of each character of code; so all else stays where it was."""
    if "`" not in text and "~~~" not in text:
        return text
    return _CODE.sub(lambda match: _NOT_NEWLINE.sub("x", match.group()), text)

"""JSON as the tools of Open Publishing read it: comments and surplus commas do no harm. Parsing never fails."""

from __future__ import annotations

import json
from re import DOTALL, Match
from typing import Any, NamedTuple

from diglot.patterns import pattern

STRING = r'"(?:[^"\\\n]|\\[^\n])*+"'
"""A string that ends on its own line."""
_STRING_OR_COMMENT = pattern(rf"{STRING}|\"[^\n]*+|//[^\n]*+|/\*.*?(?:\*/|\Z)", DOTALL)
_SURPLUS_COMMA = pattern(rf"{STRING}|\"[^\n]*+|,(?=\s*[\]}}])")
_HALF = pattern("[\ud800-\udc7f\udd00-\udfff]")
"""Half a character, as JSON can write it; those in between stand for bytes that are no text."""
_NOT_BLANK = pattern(r"[^\n]")
_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Unterminated string starting at": "a string has no end",
    "Invalid control character at": "a string has no end on its line",
    "Invalid \\escape": "a backslash is not doubled",
    "Extra data": "there is more than one value",
}
"""What Python says of broken JSON -> what we say."""


class Problem(NamedTuple):
    """Why a text is no JSON."""

    message: str
    offset: int


def load_json(text: str) -> tuple[Any, Problem | None]:
    """Returns the strings, lists and dicts that `text` stands for, or what is wrong with it. Never fails.

    Numbers, `true` and `false` are strings, spelt as in JSON; null is None.
    """
    return _load(plain_json(text))


def plain_json(text: str) -> str:
    """Returns `text` with blanks where it has comments and surplus commas, so that every offset stays what it is."""
    if "//" in text or "/*" in text:
        text = _STRING_OR_COMMENT.sub(_blanked, text)
    return _SURPLUS_COMMA.sub(_without_comma, text)


def _blanked(match: Match[str]) -> str:
    found = match.group()
    return found if found[0] == '"' else _NOT_BLANK.sub(" ", found)


def _without_comma(match: Match[str]) -> str:
    found = match.group()
    return " " if found == "," else found


def _load(text: str) -> tuple[Any, Problem | None]:
    try:
        return _as_strings(json.loads(text, parse_int=str, parse_float=str, parse_constant=str)), None
    except json.JSONDecodeError as error:
        return None, Problem(_WORDS.get(error.msg, error.msg[:1].lower() + error.msg[1:]), min(error.pos, len(text)))
    except RecursionError:
        return None, Problem("it is nested too deeply", 0)


def _as_strings(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [_as_strings(item) for item in value]
    if isinstance(value, dict):
        return {_as_strings(key): _as_strings(item) for key, item in value.items()}
    return value

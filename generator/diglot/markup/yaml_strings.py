"""YAML as authors mean it: every scalar is the string that was written, never a number, a date or a yes.

What could harm is refused and told as a problem like any other: lists nested without end, values that hold themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from diglot.patterns import pattern

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 50
_MOST_OPENED = 2000
"""More characters that may begin a list than this, and they are counted before the recursive loader sees them."""
_LONE_SURROGATE = pattern("[\ud800-\udfff]")

# What nearly all front matter is made of: `key: scalar`, or `key:` and lines of `- scalar` below it.
# What else may not stand in YAML is looked for once, before: a class of a few signs is compiled in no time.
_UNUSUAL = pattern("[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN = r"(?![\-?:,\[\]{}#&*!|>'\"%@` \r\n])[^\r\n](?:[^:#\r\n]++|:(?=[^ \r\n])|(?<=[^ \r\n])#)*+"
_SCALAR = rf"(?:\"[^\"\\\r\n]*+\"|'[^'\r\n]*+'|{_PLAIN})"
_ITEM = rf"- +{_SCALAR} *+\r?\n"
_ENTRY = pattern(
    rf"([A-Za-z_][\w.-]{{0,99}}):(?: +({_SCALAR}) *+\r?\n| *+\r?\n((?:( *+){_ITEM}(?:\4{_ITEM})*+)?))", 256
)
_ITEMS = pattern(rf"- +({_SCALAR}) *+\r?\n")


class Problem(NamedTuple):
    """Why a text is not the YAML we read."""

    message: str
    offset: int


def load_strings(text: str) -> tuple[Any, Problem | None]:
    """Returns the strings, lists and dicts that `text` stands for, or what is wrong with it. Never fails."""
    simple = _load_simple(text)
    return (simple, None) if simple is not None else _read(text, yaml.load)


def load_nodes(text: str) -> tuple[yaml.Node | None, Problem | None]:
    """Returns `text` as nodes, which know where they stand in it, or what is wrong with it. Never fails.

    The node is None where there is nothing but comments. Offsets are those of `text`.
    """
    return _read(text, yaml.compose)


def _read(text: str, read: Callable[..., Any]) -> tuple[Any, Problem | None]:
    text = _LONE_SURROGATE.sub("\ufffd", text)
    try:
        if (problem := _refusal(text)) is not None:
            return None, problem
        return read(text, Loader=_LOADER), None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if "quoted" in (getattr(error, "context", None) or ""):
            # Where the quote opens tells more than the end of the text, up to which it was looked for.
            mark = getattr(error, "context_mark", None) or mark
        offset = mark.index if mark else getattr(error, "position", None)
        message = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        return None, Problem(message, min(offset or 0, len(text)))


def _load_simple(text: str) -> dict[str, Any] | None:
    """Reads plain `key: value` and list lines, ten times as fast as a parser; gives up on everything else."""
    if _UNUSUAL.search(text):
        return None
    found: dict[str, Any] = {}
    at = 0
    for match in _ENTRY.finditer(text):
        if match.start() != at:
            return None
        key, scalar, items, _ = match.groups()
        if scalar is not None:
            found[key] = _unquoted(scalar)
        else:
            found[key] = [_unquoted(item) for item in _ITEMS.findall(items)] if items else ""
        at = match.end()
    return found if found and at == len(text) else None


def _unquoted(scalar: str) -> str:
    return scalar[1:-1] if scalar[0] in "\"'" else scalar.rstrip(" ")


def _refusal(text: str) -> Problem | None:
    """Looks for what makes the loader run out of stack, or what it returns grow without bounds."""
    is_deep = sum(text.count(mark) for mark in "[{-?") > _MOST_OPENED
    if not is_deep and not ("*" in text and "&" in text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        offset = event.start_mark.index if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            return Problem("a value that stands for another one (`*name`) is not supported", offset)
        if depth > _DEEPEST:
            return Problem("it is nested too deeply", offset)
    return None

"""Makes any text fit for other programs: no halves of characters, no control characters where they could do harm.

Bytes of a page that are no UTF-8, and names of files that are none, are lone surrogates in Diglot's strings.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

_HALVES = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
) | dict.fromkeys(map(ord, "\t\n\r"), " ")


def whole(text: str) -> str:
    """Returns `text` with each half of a character replaced, so that it can be written in any encoding."""
    return _HALVES.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """Returns `text` with spaces for breaks of lines, and nothing in it that has power over a terminal."""
    return text if text.isprintable() else whole(text).translate(_UNPRINTABLE)


def below(root: str, path: str) -> str:
    """Returns the path of a file of the project in a repository that has the project in the folder `root`."""
    return f"{root.strip('/')}/{path}" if root.strip("/") else path


def to_json(value: Any) -> bytes:
    """Returns `value`, made of dicts, lists and plain values, as compact JSON."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole_values(value))


def _whole_values(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {_whole_values(key): _whole_values(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole_values(one) for one in value]
    return value

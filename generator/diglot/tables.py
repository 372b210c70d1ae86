"""TOML as people write it, held against a model: each mistake told with its line and with what may have been meant."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from diglot.patterns import pattern

_KEY = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_KEYS = rf"({_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*+)"
_HEADER = pattern(rf"[ \t]*+(\[\[?)[ \t]*+{_KEYS}[ \t]*+\]")
_ENTRY = pattern(rf"[ \t]*+{_KEYS}[ \t]*+=")


class Table(BaseModel):
    """A table of a file that people write: an unknown key is a mistake, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def mistakes(error: ValidationError, text: str, model: type[Table]) -> list[tuple[int, str]]:
    """Returns (line, message) of each mistake that `model` found in the TOML `text`, the first line being 1."""
    lines = key_lines(text)
    found = []
    for mistake in error.errors():
        where = [str(part) for part in mistake["loc"]]
        name = ".".join(where)
        if mistake["type"] == "extra_forbidden":
            message = f"unknown key `{name}`{nearest(where[-1], _known(model, where[:-1]))}"
        elif mistake["type"] == "missing":
            message = f"`{name}` is missing"
        elif mistake["type"] == "value_error":
            message = f"`{name}`: {mistake['ctx']['error']}"
        else:
            said = mistake["msg"].replace("Input should be", "should be")
            message = f"`{name}`: {said[:1].lower()}{said[1:]}, not `{mistake['input']}`"
        found.append((line_of(where, lines), message))
    return found


def nearest(written: str, known: Iterable[str], most: int = 30) -> str:
    """Returns the end of a message: which of the `known` may have been meant, else all of them if they are few."""
    names = list(known)
    near = get_close_matches(written, names, 1)
    if near:
        return f"; did you mean `{near[0]}`"
    return f"; known here: {', '.join(f'`{name}`' for name in names)}" if 0 < len(names) <= most else ""


def line_of(where: Sequence[str], lines: dict[tuple[str, ...], int]) -> int:
    """Returns the line on which the last of the keys `where` stands that can be found, at least 1."""
    known = (lines.get(tuple(where[:length])) for length in range(len(where), 0, -1))
    return next((line for line in known if line), 1)


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Returns the line of every key of the TOML `text`; entries of `[[key]]` have their number, from 0, behind it."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    entries: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _path(header[2])
            if header[1] == "[[":
                entries[table] = entries.get(table, -1) + 1
                table = (*table, str(entries[table]))
            keys = table
        elif entry := _ENTRY.match(line):
            keys = (*table, *_path(entry[1]))
        else:
            continue
        for length in range(1, len(keys) + 1):
            found.setdefault(keys[:length], number)
    return found


def _path(dotted: str) -> tuple[str, ...]:
    try:
        inner: Any = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        # A line of a longer text that only looks like a key.
        return (dotted,)
    keys = []
    while isinstance(inner, dict):
        key, inner = next(iter(inner.items()))
        keys.append(key)
    return tuple(keys)


def _known(model: type[Table], where: Sequence[str]) -> list[str]:
    """Returns the keys of the table that stands at `where` in `model`."""
    kind: Any = model
    for part in where:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(part)
            kind = field.annotation if field else None
        else:
            kind = (get_args(kind) or (None,))[-1]
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []

"""`.openpublishing.redirection.json`: where articles went that are no longer there. Parsing never fails.

Such files have thousands of entries and are written by hand; one slip costs one entry, not the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.markup.json_text import STRING, load_json, plain_json
from diglot.model import Span
from diglot.patterns import pattern

_OBJECT = pattern(rf"\{{(?:[^\"{{}}]|{STRING})*+\}}")
"""An object that holds no other one, as every entry is."""
_FIELD = pattern(rf'"(source_path|source_path_from_root|redirect_url)"\s*:\s*({STRING})')


class Redirection(NamedTuple):
    """An entry as it was written."""

    path: str
    """Of the file that was there before."""
    from_root: bool
    """`path` is relative to the repository, else to the folder of the file with the redirections."""
    target: str
    at: Span
    """Of the target, or of the entry where it has none."""


def parse_redirections(text: str) -> tuple[tuple[Redirection, ...], tuple[Finding, ...]]:
    """Returns the entries of a file of redirections, and a finding if it is not valid JSON. Never fails.

    What can be read of a broken file is returned. An entry without a path concerns nothing and is left out.
    """
    _, problem = load_json(text)
    plain = plain_json(text)
    found: list[Redirection] = []
    lost = 0
    for start, end in _entries(plain):
        entry = _redirection(plain, start, end)
        if entry is not None:
            found.append(entry)
        elif problem is not None and "redirect_url" in plain[start:end]:
            lost += 1
    if problem is None:
        return tuple(found), ()
    effect = f"{lost} of its redirections cannot be read" if lost else "all of its redirections were read all the same"
    message = f"the file is not valid JSON: {problem.message}; close its quotes and brackets there, and put commas"
    at = Span(problem.offset, problem.offset)
    return tuple(found), (Finding("invalid-configuration", at, f"{message} between the entries ({effect})"),)


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """Yields where the entries stand: whole objects, and between them the pieces of broken ones."""
    before = 0
    for match in _OBJECT.finditer(text):
        yield from _pieces(text, before, match.start())
        yield match.span()
        before = match.end()
    yield from _pieces(text, before, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        following = text.find("{", start + 1, end)
        yield start, following if following >= 0 else end
        start = following if following >= 0 else end


def _redirection(text: str, start: int, end: int) -> Redirection | None:
    """Reads the fields of an entry, whatever else is wrong with it."""
    fields = {match[1]: match.span(2) for match in _FIELD.finditer(text, start, end)}
    values = {name: _string(text, *at) for name, at in fields.items()}
    path = values.get("source_path_from_root") or values.get("source_path")
    if not path:
        return None
    at = fields.get("redirect_url", (start - 1, start + 1))
    from_root = bool(values.get("source_path_from_root"))
    return Redirection(path, from_root, values.get("redirect_url", ""), Span(at[0] + 1, at[1] - 1))


def _string(text: str, start: int, end: int) -> str:
    try:
        return str(json.loads(text[start:end], strict=False)).strip()
    except ValueError:
        # An escape that JSON does not have: `\\_`.
        return text[start + 1 : end - 1].strip()

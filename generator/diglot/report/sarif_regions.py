"""Places in files as SARIF writes them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from diglot.diagnostics import Diagnostic, PlacedEdit
from diglot.report.encoding import below

_FOREIGN_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that do not stand for a byte of a file."""


def location(path: str, root: str = "") -> dict[str, Any]:
    """Returns where the file `path` is, as an address relative to the repository that has the project in `root`."""
    return {"uri": quote(_stored(below(root, path))), "uriBaseId": "%SRCROOT%"}


def region(found: Diagnostic) -> dict[str, Any]:
    """Returns the place of `found`, with its text where that is known."""
    at = found.at
    place: dict[str, Any] = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "byteOffset": at.start,
        "byteLength": at.end - at.start,
    }
    text = _text(found)
    return place | {"snippet": {"text": text}} if text else place


def edit_region(found: Diagnostic, edit: PlacedEdit) -> dict[str, Any]:
    """Returns the place of an edit: in bytes, and in columns as well where they can be told from the finding."""
    at = found.at
    place = {"byteOffset": edit.start, "byteLength": edit.end - edit.start}
    if (edit.start, edit.end) == (at.start, at.end):
        columns = (at.line, at.column, at.end_line, at.end_column)
    elif on_line := _columns(found, edit):
        columns = (at.line, on_line[0], at.line, on_line[1])
    else:
        return place
    return dict(zip(("startLine", "startColumn", "endLine", "endColumn"), columns, strict=True)) | place


def _columns(found: Diagnostic, edit: PlacedEdit) -> tuple[int, int] | None:
    """Returns the columns of an edit on the line where its finding begins; None where it is elsewhere."""
    if not found.excerpt:
        return None
    at, text = found.at, found.excerpt[0]
    if at.column - 1 > len(text):
        return None  # It begins within the line end.
    line = _stored(text)
    first = at.start - len(_stored(text[: at.column - 1]))
    if at.end_line == at.line and first + len(_stored(text[: at.end_column - 1])) != at.end:
        return None  # The file is not UTF-8.
    start, end = edit.start - first, edit.end - first
    if not 0 <= start <= end <= len(line) or _within_character(line, start) or _within_character(line, end):
        return None
    return _length(line[:start]) + 1, _length(line[:end]) + 1


def _within_character(line: bytes, offset: int) -> bool:
    return offset < len(line) and line[offset] & 0xC0 == 0x80


def _length(line: bytes) -> int:
    return len(line.decode("utf-8", "surrogateescape"))


def _stored(text: str) -> bytes:
    """Returns `text` as it is on the disk, bytes that are no UTF-8 included."""
    return _FOREIGN_HALVES.sub("\ufffd", text).encode("utf-8", "surrogateescape")


def _text(found: Diagnostic) -> str:
    """Returns the text of the place of `found`; empty where the excerpt does not hold all of it."""
    at = found.at
    lines = list(found.excerpt[: at.end_line - at.line + 1])
    if at.line + len(lines) - 1 < at.end_line:
        return ""
    lines[-1] = lines[-1][: at.end_column - 1]
    lines[0] = lines[0][at.column - 1 :]
    return "\n".join(lines)

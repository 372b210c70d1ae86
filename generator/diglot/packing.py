"""What is known of each page and wanted only once all are: packed, it takes a third of the memory. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import compress, decompress

import msgspec

from diglot.diagnostics import Diagnostic

Notes = tuple[tuple[str, bytes], ...]
"""(name of a gather, what it took, as MessagePack)."""
PackedFindings = bytes | tuple[Diagnostic, ...]
"""The findings of a page; those with text that is no text stay as they are."""
_LEVEL = 1
"""Of compression: the quickest."""


def packed_findings(findings: Sequence[Diagnostic]) -> PackedFindings:
    """Returns the findings of a page, packed."""
    try:
        return compress(_encode(findings), _LEVEL) if findings else b""
    except UnicodeEncodeError:
        return tuple(findings)


def opened_findings(findings: PackedFindings) -> tuple[Diagnostic, ...]:
    """Returns what was packed."""
    if isinstance(findings, tuple):
        return findings
    return _decode_findings(decompress(findings)) if findings else ()


def packed_notes(notes: Notes) -> bytes:
    """Returns what rules over many pages have to know of a page, packed."""
    return compress(_encode(notes), _LEVEL) if notes else b""


def opened_notes(notes: bytes) -> Notes:
    """Returns what was packed."""
    return _decode_notes(decompress(notes)) if notes else ()


_encode = msgspec.msgpack.Encoder().encode
_decode_findings = msgspec.msgpack.Decoder(tuple[Diagnostic, ...]).decode
_decode_notes = msgspec.msgpack.Decoder(Notes).decode

"""The baseline: findings that are known and do not fail a check; one file per locale, to be kept with the articles.

An entry is the fingerprint of a finding, so it survives edits elsewhere in the file and new hand-backs. Each stands on
a line of its own: what was mended shows as a line that went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from json import dumps
from pathlib import Path
from typing import NamedTuple

import msgspec

from diglot.diagnostics import Diagnostic, Severity
from diglot.errors import WorldError
from diglot.files import write_atomically

_VERSION = 1


class Entry(msgspec.Struct, frozen=True):
    """A known finding; all but the fingerprint is for people."""

    fingerprint: str
    code: str
    path: str
    message: str


class _File(msgspec.Struct, frozen=True):
    version: int
    locale: str
    findings: tuple[Entry, ...]


class Baseline(NamedTuple):
    """What is known."""

    known: frozenset[tuple[str, str]] = frozenset()
    """(locale, fingerprint)."""
    notes: tuple[str, ...] = ()
    """What people should know: a file that is damaged, and was ignored."""


def load_baseline(folder: Path) -> Baseline:
    """Returns what the files in `folder` know. A damaged one is said and ignored. Raises `WorldError`."""
    known: set[tuple[str, str]] = set()
    notes: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            file = msgspec.json.decode(path.read_bytes(), type=_File)
        except msgspec.MsgspecError as error:
            notes.append(f"the baseline `{path.name}` is damaged and was ignored ({error}); write it anew")
            continue
        except OSError as error:
            raise WorldError(f"cannot read `{path}`: {error.strerror}") from error
        if file.version != _VERSION:
            notes.append(f"the baseline `{path.name}` is of another version of Diglot and was ignored; write it anew")
            continue
        known.update((file.locale, entry.fingerprint) for entry in file.findings)
    return Baseline(frozenset(known), tuple(notes))


def heed_baseline(baseline: Baseline, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yields diagnostics; those that the baseline has are marked as known."""
    for found in diagnostics:
        known = (found.locale, found.fingerprint) in baseline.known
        yield replace(found, known=True) if known else found


def absent(baseline: Baseline, diagnostics: Iterable[Diagnostic]) -> tuple[tuple[str, str], ...]:
    """Returns (locale, fingerprint) of what the baseline has and nothing matches any more, sorted."""
    return tuple(sorted(baseline.known - {(found.locale, found.fingerprint) for found in diagnostics}))


def write_baseline(folder: Path, diagnostics: Sequence[Diagnostic], locales: Iterable[str]) -> int:
    """Writes the baseline of `locales` anew, and returns how many findings it knows now. Infos are left out."""
    kept = [found for found in diagnostics if found.severity > Severity.INFO]
    by_locale = {
        locale: list(group)
        for locale, group in groupby(sorted(kept, key=lambda found: found.locale), key=lambda found: found.locale)
    }
    folder.mkdir(parents=True, exist_ok=True)
    for locale in {*locales, *by_locale}:
        path = folder / f"{locale or 'project'}.json"
        if locale in by_locale:
            write_atomically(str(path), _text(locale, by_locale[locale]).encode())
        else:
            path.unlink(missing_ok=True)
    return len(kept)


def _text(locale: str, diagnostics: Sequence[Diagnostic]) -> str:
    rows = sorted((found.at.path, found.code, found.fingerprint, found.message) for found in diagnostics)
    lines = [
        dumps({"fingerprint": fingerprint, "code": code, "path": path, "message": message}, ensure_ascii=False)
        .encode("utf-8", "replace")
        .decode()
        for path, code, fingerprint, message in rows
    ]
    return f'{{"version": {_VERSION}, "locale": {dumps(locale)}, "findings": [\n' + ",\n".join(lines) + "\n]}\n"

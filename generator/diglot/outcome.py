"""How a build ends: what it leaves in the output folder, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.files import MANIFEST, STATE, Written, manifest_line, remove, stamp_of, write_atomically
from diglot.ledger import name_of, packed, unpacked

if TYPE_CHECKING:
    from diglot.build import Build
    from diglot.rules.runner import Failure
    from diglot.run_memory import LocaleCount


class Result(NamedTuple):
    """What a build left behind."""

    diagnostics: tuple[Diagnostic, ...]
    locales: tuple[LocaleCount, ...]
    changed: int
    removed: int
    files: int
    size: int
    notes: tuple[str, ...] = ()
    """What people should know of the build itself."""
    build: Build | None = None
    """Nothing where nothing had changed since the last build."""
    outputs: tuple[bytes, ...] = ()
    """All files of the site, packed; only after a build that did something."""

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Rules that raised an exception: a build with some is not remembered."""
        return self.build.examined.failures if self.build else ()


def journal_of(root: Path) -> Path:
    """Returns where a build that writes to the folder `root` notes what it is about to write."""
    return root.parent / STATE / f"{root.name}.journal"


def leave(
    root: Path, gone: Iterable[str], rows: Iterable[bytes], manifest: Iterable[bytes]
) -> tuple[int, tuple[bytes, ...]]:
    """Removes the files that are `gone`, and writes the `manifest` of the others, packed in `rows`; it comes in pieces.

    Returns how many were removed, and all files of the site, packed; the manifest is the last of them.
    """
    removed = remove(root, sorted(gone))
    write_atomically(str(root / MANIFEST), manifest)
    journal_of(root).unlink(missing_ok=True)
    return removed, (*rows, packed(Written(MANIFEST, "", 0, False, stamp_of(str(root / MANIFEST)))))


def amended(
    manifest: bytes, before: Sequence[bytes], made: Iterable[bytes], rows: Iterable[bytes], policy: str
) -> list[bytes]:
    """Returns a manifest for other files, packed in `rows`; it comes in pieces.

    A file has the line that it had, unless it was `made` anew.
    `before` are those of `manifest`, packed, in the order of their lines.
    """
    head, *lines = manifest.split(b"\n")
    known = dict(zip(map(name_of, before), lines, strict=False))
    known.update((name_of(row), manifest_line(unpacked(row), policy)) for row in made)
    listed = b",\n".join(known[name_of(row)].removesuffix(b",") for row in rows)
    return [head, b"\n", listed, b"\n", b"\n".join(lines[len(before) :])]

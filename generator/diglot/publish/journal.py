"""What publishing remembers on this machine: a journal of what was sent, and a log for people."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from diglot.errors import WorldError
from diglot.files import append
from diglot.publish.manifests import File
from diglot.publish.store import Headers

LOG = "publish.log"


class Journal:
    """The files that runs of `diglot publish` sent which did not come to their end, and the runs."""

    def __init__(self, state: Path, target: str) -> None:
        self._file = state / f"publish-{sha256(target.encode()).hexdigest()[:16]}.journal"

    def begin(self, run: str) -> None:
        """Notes a run, before it takes the lock: whoever finds it in the lock knows that nobody came between."""
        self._add([msgspec.json.encode(run)])

    def recall(self, before: str) -> dict[str, File]:
        """Returns what was sent, if `before`, the run that had the lock last, is one of this journal."""
        runs: set[str] = set()
        sent: dict[str, File] = {}
        known: dict[tuple[tuple[str, str], ...], Headers] = {}
        with contextlib.suppress(FileNotFoundError):
            for line in self._file.read_bytes().split(b"\n"):
                try:
                    entry = msgspec.json.decode(line, type=str | tuple[str, str, int, dict[str, str]])
                except (msgspec.DecodeError, UnicodeDecodeError):
                    # The last line of a run that was killed.
                    continue
                if isinstance(entry, str):
                    runs.add(entry)
                else:
                    path, digest, size, headers = entry
                    sent[path] = File(digest, size, known.setdefault(tuple(headers.items()), headers))
        return sent if before in runs else {}

    def restart(self, run: str) -> None:
        """Forgets everything but a run."""
        self._file.unlink(missing_ok=True)
        self.begin(run)

    def sent(self, path: str, file: File) -> None:
        """Notes that a file has arrived."""
        self._add([msgspec.json.encode((path, file.digest, file.size, file.headers))])

    def end(self) -> None:
        """Forgets everything."""
        self._file.unlink(missing_ok=True)

    def _add(self, lines: Iterable[bytes]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # A line begins with its mark: so a half line of a killed run spoils nothing but itself.
            append(str(self._file), "".join(f"\n{line.decode()}" for line in lines))
        except OSError as error:
            raise WorldError(f"cannot write `{self._file}`: {error.strerror}; make room and publish again") from error


class Log:
    """`.diglot/publish.log`: one line for each thing that was done."""

    def __init__(self, state: Path, target: str) -> None:
        self._file = state / LOG
        self._target = target

    def note(self, what: str, paths: Iterable[str] = ()) -> None:
        """Appends a line, and one for each path."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines = [f"{now} {self._target} {what}\n", *(f"{now} {self._target} {what} {path}\n" for path in paths)]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            append(str(self._file), "".join(lines if len(lines) == 1 else lines[1:]))
        except OSError as error:
            raise WorldError(f"cannot write `{self._file}`: {error.strerror}; make room and publish again") from error

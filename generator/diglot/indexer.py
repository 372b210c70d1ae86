"""Runs Pagefind: one process per locale, spoken to over its pipes, so that nothing passes through a disk twice."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, Any

from diglot.errors import WorldError

_BUFFER = 1 << 20
_SAID = 500
"""So many bytes of what Pagefind says are told where it fails without a reason."""


def ask_pagefind(locale: str, requests: Iterable[dict[str, Any]]) -> list[tuple[str, bytes]]:
    """Returns the files, (path, bytes), that Pagefind answers the last of `requests` with. Raises `WorldError`."""
    # Pagefind complains when it is interrupted, which is nobody's concern; what it says is told if it fails.
    with TemporaryFile() as said, _started(said) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answers = _Answers(process.stdout)
        answers.start()
        sent = 0
        try:
            for sent, payload in enumerate(requests, 1):
                message = json.dumps({"message_id": sent, "payload": payload}, ensure_ascii=False)
                process.stdin.write(b64encode(message.encode("utf-8", "replace")) + b",")
            process.stdin.flush()
            answers.wait_for(sent)
        except BrokenPipeError:
            answers.problems.append("it ended early")
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                # Something may still wait to be sent, and nobody is there any more.
                process.stdin.close()
            answers.join()
        said.seek(0)
        words = said.read(_SAID).decode("utf-8", "replace").split()
    if answers.files is None or answers.problems:
        reason = "; ".join(answers.problems[:3]) or " ".join(words) or "it gave no reason"
        raise WorldError(f"Pagefind could not index the pages of {locale}: {reason}")
    return [(str(file["path"]), b64decode(file["content"])) for file in answers.files]


def _started(said: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [_program(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, bufsize=_BUFFER
        )
    except OSError as error:
        raise WorldError(f"cannot start the search indexer Pagefind: {error}") from error


class _Answers(Thread):
    """Reads what Pagefind answers while it is still being asked: else its pipe fills up, and both wait forever."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._answered = 0
        self.problems: list[str] = []
        self.files: list[dict[str, str]] | None = None

    def run(self) -> None:
        """Takes answers, each ended by a comma, until the pipe ends."""
        parts: list[bytes] = []
        while chunk := self._pipe.read1(_BUFFER):  # type: ignore[attr-defined]
            *ends, rest = chunk.split(b",")
            for end in ends:
                self._take(json.loads(b64decode(b"".join((*parts, end)))))
                parts.clear()
            parts.append(rest)

    def wait_for(self, number: int) -> None:
        """Waits until message `number` is answered, or Pagefind has ended."""
        while self.is_alive() and self._answered < number:
            self.join(0.01)

    def _take(self, answer: dict[str, Any]) -> None:
        payload = answer.get("payload") or {}
        if payload.get("type") == "Error":
            self.problems.append(str(payload.get("message")))
        if isinstance(files := payload.get("files"), list):
            self.files = files
        self._answered += 1


def _program() -> str:
    from pagefind.service import get_executable

    found = get_executable()
    if found is None:
        raise WorldError("the search indexer Pagefind is missing: install `pagefind[extended]`")
    return str(found)

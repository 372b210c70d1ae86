"""Runs Pagefind: one process per locale, spoken to over its pipes, so that no page is written or read a second time."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import IO, Any

from diglot.errors import WorldError
from diglot.search import requests


def index_pages(locale: str, pages: Iterable[tuple[str, str]], folder: str) -> None:
    """Indexes `pages`, (path, HTML), and leaves the bundle in `folder`. Raises `WorldError` if Pagefind does not do it."""
    try:
        process = subprocess.Popen([_program(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:
        raise WorldError(f"cannot start the search indexer Pagefind: {error}") from error
    with process:
        assert process.stdin is not None and process.stdout is not None
        answers = _Answers(process.stdout)
        answers.start()
        sent = 0
        try:
            for sent, payload in enumerate(requests(locale, pages, folder), 1):
                message = {"message_id": sent, "payload": payload}
                process.stdin.write(b64encode(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")) + b",")
            process.stdin.flush()
            answers.wait_for(sent)
        except BrokenPipeError:
            answers.problems.append("it ended early")
        finally:
            process.kill()
    if answers.problems or not (Path(folder) / "pagefind-entry.json").exists():
        raise WorldError(f"Pagefind could not index the pages of {locale}: {'; '.join(answers.problems[:3]) or 'no reason given'}")


class _Answers(Thread):
    """Reads what Pagefind answers, so that its pipe never fills up."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._done: set[int] = set()
        self._last = 0
        self.problems: list[str] = []

    def run(self) -> None:
        """Collects answers until the pipe ends, or the last one that is waited for has come."""
        rest = b""
        while chunk := self._pipe.read1(65536):  # type: ignore[attr-defined]
            *answers, rest = (rest + chunk).split(b",")
            for answer in answers:
                self._take(json.loads(b64decode(answer)))
            if self._last in self._done:
                return

    def wait_for(self, message: int) -> None:
        """Waits until `message` is answered or Pagefind has ended."""
        self._last = message
        while self.is_alive() and message not in self._done:
            self.join(0.01)

    def _take(self, answer: dict[str, Any]) -> None:
        payload = answer.get("payload", {})
        if payload.get("type") == "Error":
            self.problems.append(str(payload.get("message")))
        if isinstance(number := answer.get("message_id"), int):
            self._done.add(number)


def _program() -> str:
    from pagefind.service import get_executable

    found = get_executable()
    if found is None:
        raise WorldError("the search indexer Pagefind is missing: install `pagefind[extended]`")
    return str(found)

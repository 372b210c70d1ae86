"""Starts the process that reads the project, and hears what it sends."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from diglot.errors import UserError, WorldError
from diglot.serve.handover import Receiver
from diglot.serve.values import Indexed, Progress, Reading, Request

Hear = Callable[[Progress | Indexed], Awaitable[None]]


class Messenger:
    """One such process at a time."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._process: SpawnProcess | None = None
        self._rest: asyncio.Task[None] | None = None
        self._is_ended = False

    async def read(self, hear: Hear, before: Reading | None) -> Reading:
        """Returns everything that is found out about the project. `hear` hears how far it is, and of the search after.

        What of it is equal to the reading `before` is the same object.

        Raises `UserError`. A search that is still made from an earlier reading is given up.
        """
        self._stop()
        if self._is_ended:
            raise WorldError("the server ends")
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_read_project, args=(theirs, self._request))
        await asyncio.to_thread(self._process.start)
        theirs.close()
        receiver = Receiver(ours, before)
        del before
        while True:
            message = await asyncio.to_thread(_received, receiver)
            if isinstance(message, Reading):
                self._rest = asyncio.create_task(_hear_the_rest(receiver, hear))
                return message
            if isinstance(message, str):
                raise UserError(message)
            if message is None:
                raise WorldError("the process that reads the pages ended without a result; its last words are above")
            await hear(message)

    def end(self) -> None:
        """Ends the process, and starts no other."""
        self._is_ended = True
        self._stop()

    def _stop(self) -> None:
        if self._rest:
            self._rest.cancel()
        if self._process and self._process.pid:
            self._process.terminate()
            self._process.join()
        self._process = None


def _read_project(connection: Connection, request: Request) -> None:
    # Only the process that reads needs what this imports; the server answers sooner without.
    from diglot.serve.reading import read_project

    read_project(connection, request)


async def _hear_the_rest(receiver: Receiver, hear: Hear) -> None:
    while (message := await asyncio.to_thread(_received, receiver)) is not None:
        if isinstance(message, Indexed):
            await hear(message)


def _received(receiver: Receiver) -> Progress | Reading | Indexed | str | None:
    with suppress(EOFError, OSError):
        return receiver.receive()  # type: ignore[no-any-return]
    return None

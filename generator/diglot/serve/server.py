"""Starts and ends the server, and says in the terminal what happens."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.errors import WorldError
from diglot.files import STATE, try_lock
from diglot.options import resolve_settings
from diglot.project import Project, content_folders
from diglot.report.encoding import on_one_line
from diglot.report.text import report_text
from diglot.run import uncollected
from diglot.serve.addresses import allowed_hosts, is_loopback, lan_address, listen, picture_of, web_origin
from diglot.serve.values import Request

if TYPE_CHECKING:
    from rich.console import Console

_GRACE = 1
"""Seconds that answers under way are given when the server ends."""


class Wish(NamedTuple):
    """What is wanted of a server."""

    config: Path | None = None
    locales: tuple[str, ...] = ()
    jobs: int | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    opens: bool = False
    """Open a browser."""
    quiet: bool = False


def serve_project(project: Project, wish: Wish, console: Console) -> None:
    """Serves the site of `project` until it is interrupted, and says on `console` what happens. Raises `UserError`."""
    with uncollected():
        import uvicorn

        from diglot.serve.application import application
        from diglot.serve.session import Session

    # What is wrong from the start ends the command; later mistakes are shown until they are mended.
    resolve_settings(project.options, list(content_folders(project)), wish.locales)
    listening = listen(wish.host, wish.port)
    port = int(listening.getsockname()[1])
    state = project.output.resolve().parent / STATE
    folder, lock = _state_folder(state)
    try:
        root = project.root.resolve()
        config = wish.config.resolve() if wish.config else None
        session = Session(Request(root, config, wish.locales, wish.jobs, folder), _Voice(console, quiet=wish.quiet))
        config_ = uvicorn.Config(
            application(session, allowed_hosts(wish.host, port)),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        asyncio.run(_serve(uvicorn.Server(config_), session, listening, partial(_greet, console, wish, port)))
    finally:
        listening.close()
        os.close(lock)


async def _serve(server: object, session: object, listening: socket, greet: Callable[[], None]) -> None:
    from uvicorn import Server

    from diglot.serve.session import Session

    assert isinstance(server, Server)
    assert isinstance(session, Session)
    # Who reads the address may end it at once, so that is heard by now: a loop that is half made ends noisily.
    greet()
    answering = asyncio.create_task(server.serve(sockets=[listening]))
    living = asyncio.create_task(session.run())
    ending = asyncio.create_task(_until_exit(server))
    try:
        done, _ = await asyncio.wait([answering, living, ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        session.close()
        server.should_exit = True
    try:
        await answering
    finally:
        ending.cancel()
        await asyncio.gather(living, ending, return_exceptions=living not in done)


async def _until_exit(server: object) -> None:
    """Returns once the server was told to end, while it still waits for those that listen to events."""
    while not getattr(server, "should_exit", True):
        await asyncio.sleep(0.1)


def _greet(console: Console, wish: Wish, port: int) -> None:
    host = wish.host if is_loopback(wish.host) else lan_address(wish.host)
    address = f"{web_origin(host, port)}/"
    if wish.port and port != wish.port:
        console.print(f"Port {wish.port} is taken; this is the next free one.", soft_wrap=True)
    console.print(f"Serving at {address} (Ctrl+C ends it)", soft_wrap=True)
    if not is_loopback(wish.host) and not wish.quiet:
        console.print("Everybody in this network can read it.", soft_wrap=True)
        console.print(picture_of(address), soft_wrap=True)
    if wish.opens:
        webbrowser.open(address)


class _Voice:
    """Prints what happens."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet

    def __call__(self, said: str | Diagnostic, kind: str = "") -> None:
        """Prints a line, or a finding that `came` or is `gone`; when quiet, errors only."""
        if self._quiet and kind != "error":
            return
        if isinstance(said, Diagnostic) and kind == "came":
            for block in report_text([said]):
                self._console.print(block, soft_wrap=True)
        elif isinstance(said, Diagnostic):
            place = f"{said.at.path}:{said.at.line}:{said.at.column}"
            self._console.print(f"gone: {place} {said.code} {said.message}", style="dim", soft_wrap=True)
        else:
            style = {"error": "bold red", "good": "green"}.get(kind)
            # A name of a file may hold anything.
            shown = "\n".join(map(on_one_line, str(said).split("\n")))
            self._console.print(shown, style=style, soft_wrap=True)


def _state_folder(state: Path) -> tuple[Path, int]:
    """Returns a folder below `state` that no other server uses, and the descriptor of the lock that says so."""
    number = 1
    while True:
        folder = state / ("serve.build" if number == 1 else f"serve-{number}.build")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WorldError(
                f"cannot write to `{error.filename}`: {error.strerror}; give Diglot the right to"
            ) from error
        if try_lock(lock):
            return folder, lock
        with suppress(OSError):
            os.close(lock)
        number += 1

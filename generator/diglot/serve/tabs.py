"""What open tabs are told: nothing, as long as their pages would look the same."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from re import compile as pattern

from diglot.model import Output, PageId
from diglot.render import MisdrawnError
from diglot.serve.hub import Hub, Listener
from diglot.serve.press import Press
from diglot.serve.values import Problem

_STYLE = pattern(rb"assets/([a-z0-9-]+)\.[0-9a-f]{8}\.css")

Draw = Callable[[str], Awaitable[Output]]
"""Gives what is served at a path, the page for what is not there included."""


def version_of(page: bytes) -> str:
    """Returns what stands for a page, whatever its style sheets look like: those are exchanged in place."""
    return sha256(_STYLE.sub(rb"\1", page)).hexdigest()[:16]


def file_of(path: str) -> str:
    """Returns the file of the site that is shown at a path below its root."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def announce(hub: Hub, press: Press, root: str, files: Mapping[str, tuple[PageId, ...]]) -> None:
    """Says that files changed: to everybody who wants to know, and to tabs that show a page made from one of them."""
    for path, pages in files.items():
        addresses = [address for page in pages for address in press.addresses(page)]
        shown = os.path.relpath(path, root)
        kind = "style" if path.endswith(".css") else "reload"
        for one in hub.others:
            one.tell(kind=kind, file=shown, pages=[f"/{press.prefix}{address}" for address in addresses])
        for tab in hub.tabs:
            if tab.page in addresses:
                tab.version = ""
                tab.tell(kind="reload", file=shown)


async def catch_up(tab: Listener, press: Press, draw: Draw) -> MisdrawnError | None:
    """Tells a tab what became of its page since it was loaded; returns the error where it cannot be drawn."""
    assert tab.page is not None
    try:
        output = await draw(file_of(tab.page))
    except MisdrawnError as error:
        return error
    known = press.styles
    if (version := version_of(output.data)) != tab.version:
        tab.version = version
        tab.tell(kind="reload")
    elif any(path not in known.values() for path in tab.styles):
        tab.styles = tuple(known.get(_stem(path), path) for path in tab.styles)
        tab.tell(kind="style", styles=known)
    elif tab.problem:
        tab.tell(kind="fine")
    tab.problem = ""
    return None


def warn(tab: Listener, problem: Problem) -> None:
    """Tells a tab why the site cannot be shown as it is now."""
    if tab.problem != problem.message:
        tab.problem = problem.message
        tab.tell(kind="problem", **problem._asdict())


def _stem(path: str) -> str:
    return f"{path.split('.')[0]}.css"

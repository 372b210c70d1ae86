"""Who listens to what changes: the open tabs of browsers, and any program that wants to know."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

_REST = 15.0
"""After so many seconds without news a line is sent that means nothing, so that who left is noticed."""
_END = ""


@dataclass(slots=True, eq=False)
class Listener:
    """A connection that waits for news."""

    page: str | None = None
    """The path of what the tab shows, below the root of the site; None for who wants to hear of every change."""
    version: str = ""
    """What stands for what the tab shows."""
    styles: tuple[str, ...] = ()
    """Where the style sheets are that it has."""
    problem: str = ""
    """The problem that it shows."""
    news: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def tell(self, **news: object) -> None:
        """Sends news, as one line."""
        self.news.put_nowait(json.dumps(news, ensure_ascii=False, separators=(",", ":")))


class Hub:
    """All listeners."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self._is_closed = False

    @property
    def tabs(self) -> list[Listener]:
        """Those that show a page."""
        return [one for one in self.listeners if one.page is not None]

    @property
    def others(self) -> list[Listener]:
        """Those that want to hear of every change."""
        return [one for one in self.listeners if one.page is None]

    def close(self) -> None:
        """Ends all connections."""
        self._is_closed = True
        for one in self.listeners:
            one.news.put_nowait(_END)

    async def stream(self, listener: Listener) -> AsyncIterator[str]:
        """Yields server-sent events for a listener, until it leaves or the server ends."""
        if self._is_closed:
            return
        self.listeners.add(listener)
        try:
            yield "retry: 500\n: hello\n\n"
            while True:
                try:
                    line = await asyncio.wait_for(listener.news.get(), _REST)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if line == _END:
                    return
                yield f"data: {line}\n\n"
        finally:
            self.listeners.discard(listener)

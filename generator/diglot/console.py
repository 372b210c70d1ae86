"""Where results and progress are printed: a terminal, a file, or a reader that leaves early."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def consoles(no_color: bool) -> tuple[Console, Console]:
    """Returns where results go, and where progress goes."""
    from rich.console import Console

    class Results(Console):
        def on_broken_pipe(self) -> None:
            """A reader that leaves early, as `head` does, changes nothing about what was done."""
            self.quiet = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    if isinstance(sys.stdout, TextIOWrapper):
        # What a terminal or a pipe cannot take is no reason to stop.
        sys.stdout.reconfigure(errors="replace")
    plain: dict[str, Any] = {"no_color": True} if no_color else {}
    return Results(highlight=False, markup=False, **plain), Console(stderr=True, highlight=False, **plain)

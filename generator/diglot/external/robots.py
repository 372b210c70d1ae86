"""What a host's `robots.txt` asks of us. Pure."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from diglot.external.addresses import Asked

AGENT = "diglot"
"""What we are called in `robots.txt`."""
LARGEST = 512_000
"""Bytes of such a file that are read; RFC 9309 asks for as many."""
_LONGEST_LINE = 1_000
_LONGEST_PAUSE = 10


class Rules:
    """What a host allows, and how fast."""

    def __init__(self, text: str = "", closed: str = "") -> None:
        """Reads the text of a `robots.txt`; `closed` says why nothing is allowed at all, if so."""
        self.closed = closed
        self._parser = _parsed(text)
        self.pause = float(min(int(self._parser.crawl_delay(AGENT) or 0), _LONGEST_PAUSE))

    def allow(self, asked: Asked) -> bool:
        """Tells whether we may ask for an address."""
        return not self.closed and self._parser.can_fetch(AGENT, asked.text)


def _parsed(text: str) -> RobotFileParser:
    # The parser takes digits of any script for a number, and fails for some; rules are in ASCII.
    lines = [line[:_LONGEST_LINE] for line in text.encode("ascii", "ignore").decode().splitlines()]
    parser = RobotFileParser()
    try:
        parser.parse(lines)
    except ValueError:
        # It also fails for paths such as `//[`. Such a file has no rules.
        parser = RobotFileParser()
        parser.parse([])
    return parser

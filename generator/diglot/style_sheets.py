"""Style sheets of a theme, in which the assets that they name get the names that these have on the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath
from re import DOTALL, IGNORECASE, Match
from re import compile as pattern
from sys import maxunicode
from urllib.parse import quote, unquote

import rcssmin

from diglot.errors import UserError
from diglot.urls import relative, web_address

_TEXT = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_REFERENCE = pattern(
    r"/\*.*?(?:\*/|\Z)"
    rf"|(?<![\w-])url\(\s*(?P<url>{_TEXT}|(?:[^\s\"'()\\]|\\.)+)\s*\)"
    rf"|@import\s+(?P<import>{_TEXT})"
    rf"|{_TEXT}",
    DOTALL | IGNORECASE,
)
"""What a style sheet names; other texts and comments are found as well, so that nothing in them is."""
_ESCAPE = pattern(r"\\(?:([0-9A-Fa-f]{1,6})\s?|\n|(.))")
_ELSEWHERE = pattern(r"[#/]|[a-z][a-z0-9+.-]*:|\s*\Z", IGNORECASE)


class Sheets:
    """Style sheets, in which the assets that they name get the names that these have on the site."""

    def __init__(
        self,
        made: dict[str, bytes],
        whole: Mapping[str, Sequence[Path]],
        parted: Mapping[str, Sequence[Path]],
        accent: str,
    ) -> None:
        """`made` are the other assets. Sheets of `whole` are one file each, those of `parted` are put together."""
        self._made = made
        self._files = {**whole, **parted}
        self._parted = parted
        self._accent = accent
        self._names = sorted({*made, *self._files})
        self._begun: set[str] = set()

    def assets(self) -> list[tuple[str, bytes]]:
        """Returns all assets. Raises `UserError` where a sheet names what is none."""
        return [(name, self._data(name)) for name in self._names]

    def _data(self, name: str) -> bytes:
        if name not in self._made:
            self._begun.add(name)
            self._made[name] = self._sheet(name)
        return self._made[name]

    def _sheet(self, name: str) -> bytes:
        if name not in self._parted:
            [path] = self._files[name]
            # What is no UTF-8 in it stays as it is.
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            return self._linked(name, path, text).encode("utf-8", "surrogateescape")
        texts = [self._linked(name, path, text_of(path)) for path in self._files[name]]
        own = f":root {{ --accent: {self._accent}; }}" if self._accent and name == "style.css" else ""
        return str(rcssmin.cssmin("\n".join([*texts, own]))).encode()

    def _linked(self, name: str, path: Path, text: str) -> str:
        """Returns the text of a file of the sheet `name` with the names that assets have on the site."""

        def fill(match: Match[str]) -> str:
            written = match["url"] or match["import"]
            if not written:
                return match[0]
            address = _ESCAPE.sub(_unescaped, written[1:-1] if written[0] in "\"'" else written)
            try:
                linked = self._address(name, address)
            except ValueError as error:
                raise UserError(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {error}") from error
            if linked == address:
                return match[0]
            return f'url("{linked}")' if match["url"] else f'@import "{linked}"'

        return _REFERENCE.sub(fill, text)

    def _address(self, name: str, address: str) -> str:
        """Returns what the sheet `name` has to say for `address`. Raises `ValueError` where that names no asset."""
        asked = address.strip()
        if _ELSEWHERE.match(asked):
            # Blanks in it would not survive making the sheet small.
            is_whole = " " not in asked or asked.lower().startswith("data:")
            return address if is_whole else web_address(asked)
        # Behind a question mark or a hash stands what a file is asked for.
        written = asked.partition("#")[0].partition("?")[0]
        rest = asked[len(written) :]
        # A part of a sheet stands in a folder of its own, on the site it is where the whole sheet is.
        places = (dirname(name), name) if name in self._parted else (dirname(name),)
        meant = [normpath(join(place, unquote(written))) for place in places]
        found = next((one for one in meant if one in self._made or one in self._files), None)
        if found is None:
            shown = asked.encode("utf-8", "replace").decode()
            raise ValueError(
                f"`{shown}` is no file of `site/assets`; put it there, or write `/…` for another file of the site"
            )
        folder, slash, _ = name.partition("/")
        if slash and found.startswith(f"{folder}/"):
            # The files of a folder stay together, and its name is made of them.
            way = relative(name, found)
        else:
            way = relative(f"assets/{name}", self._published(found))
        return address if way + rest == address else quote(way) + web_address(rest)

    def _published(self, name: str) -> str:
        from diglot.render.drawing import published_name

        folder, slash, _ = name.partition("/")
        together = [one for one in self._names if one.startswith(f"{folder}/")] if slash else [name]
        if any(one in self._begun and one not in self._made for one in together):
            raise ValueError(
                f"`{name}` needs a style sheet that needs this one: the names of both are made of the other"
            )
        return published_name([(one, self._data(one)) for one in together], name, self._data(name))


def _unescaped(match: Match[str]) -> str:
    """Returns the character that an escape in a style sheet stands for; none for a line end."""
    code = match[1]
    return chr(int(code, 16)) if code and int(code, 16) <= maxunicode else match[2] or ""


def text_of(path: Path) -> str:
    """Returns the text of a file. Raises `UserError` where it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8: {error}") from error

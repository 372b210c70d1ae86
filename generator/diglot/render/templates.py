"""Templates with their parts in place, so that a page is drawn by one template and not by thirty.

To call another template costs ten times what it does; where it is known which one, it can just as well stand there.
A mistake is told with the place in the file that it stands in all the same.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError

_INCLUDE = pattern(r"{%[ ]include \"([^\"{}%]+)\"[ ]%}")
_APART = pattern(r"{%[-+]?\s*(?:extends|block|macro|import|from)\b")
"""What only works in a template of its own, or would mean something else in another one."""
_OPEN, _CLOSE = "{% with %}", "{% endwith %}"
_FRAME = "template of the site: "
"""How the names of files begin that frames of templates have in a traceback."""


class MisdrawnError(TemplateError):
    """A page could not be drawn because of a template."""

    def __init__(self, message: str, name: str, line: int) -> None:
        """`name` is that of the template with the mistake, `line` counts from 1; empty and 0 where not known."""
        super().__init__(message)
        self.name = name
        self.line = line

    def __reduce__(self) -> tuple[type[MisdrawnError], tuple[str, str, int]]:
        # Pages are drawn in other processes.
        return MisdrawnError, (str(self.message), self.name, self.line)


class _Piece(NamedTuple):
    """A piece of a template with its parts in place."""

    name: str
    """The template that it was written in."""
    line: int
    """The line of it at which the piece begins."""
    text: str


def put_in_place(templates: Mapping[str, str]) -> dict[str, str]:
    """Returns templates, by name, with the text of others in place of `{% include "parts/x.html" %}`.

    A template that is no Jinja stays apart.
    """
    parts = _parts(templates)
    return {name: "".join(piece.text for piece in _pieces(name, text, parts)) for name, text in templates.items()}


def loader_of(templates: Mapping[str, str]) -> FunctionLoader:
    """Returns what gives Jinja the templates, with their parts in place and names that `misdrawn` knows again."""
    placed = put_in_place(templates)

    def load(name: str) -> tuple[str, str, None] | None:
        return (placed[name], _FRAME + name, None) if name in placed else None

    return FunctionLoader(load)


def misdrawn(templates: Mapping[str, str], error: Exception) -> MisdrawnError | None:
    """Returns what is wrong with which template, if an exception that came up in drawing is a template's fault."""
    if isinstance(error, MisdrawnError):
        return error
    frames = traceback.extract_tb(error.__traceback__)
    drawn = [number for number, frame in enumerate(frames) if frame.filename.startswith(_FRAME)]
    place = ("", 0)
    if isinstance(error, TemplateSyntaxError):
        place = place_of(templates, error.name or "", error.lineno)
    elif drawn:
        frame = frames[drawn[-1]]
        place = place_of(templates, frame.filename.removeprefix(_FRAME), frame.lineno or 0)
    if isinstance(error, TemplateNotFound):
        return MisdrawnError(f"there is no template `{error.name}`", *place)
    if isinstance(error, TemplateError):
        return MisdrawnError(str(error.message or type(error).__name__), *place)
    # What a template does wrong raises anything; what was raised below a function of ours is our own mistake.
    below = frames[drawn[-1] + 1 :] if drawn else frames[:]
    if not drawn or any("jinja2" not in frame.filename and "markupsafe" not in frame.filename for frame in below):
        return None
    return MisdrawnError(f"{type(error).__name__}: {error}", *place)


def place_of(templates: Mapping[str, str], name: str, line: int) -> tuple[str, int]:
    """Returns name and line of the template that line `line` of `name` was written in, before parts were in place."""
    if name not in templates:
        return name, line
    above, found = 1, (name, line)
    for piece in _pieces(name, templates[name], _parts(templates)):
        lines = piece.text.split("\n")
        if above <= line < above + len(lines):
            found = piece.name, piece.line + line - above
            if lines[line - above].strip() not in {"", _OPEN, _CLOSE}:
                return found
        above += len(lines) - 1
    return found


def _parts(templates: Mapping[str, str]) -> dict[str, str]:
    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    return {name: text for name, text in templates.items() if _is_part(environment, text)}


def _pieces(name: str, text: str, parts: Mapping[str, str], above: tuple[str, ...] = ()) -> Iterator[_Piece]:
    begin, line = 0, 1
    for match in _INCLUDE.finditer(text):
        part = match[1]
        if part not in parts or part in (*above, name):
            continue
        before = text[begin : match.start()]
        yield _Piece(name, line, before)
        line += before.count("\n")
        # What a part sets is its own.
        yield _Piece(name, line, _OPEN)
        yield from _pieces(part, parts[part], parts, (*above, name))
        yield _Piece(name, line, _CLOSE)
        begin = match.end()
    yield _Piece(name, line, text[begin:])


def _is_part(environment: Environment, text: str) -> bool:
    # A blank before its first tag, or a line end there, would be taken for that of the tag before.
    if _APART.search(text) or text[:1].isspace() or not text.endswith("\n"):
        return False
    try:
        environment.parse(text)
    except TemplateSyntaxError:
        return False
    return True

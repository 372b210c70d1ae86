"""Heading ids: an explicit `<a name>` at the start, else a slug as GitHub makes it.

The names that localized files carry are slugs of the English headings. Kept as ids, they make deep links work across
languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import MULTILINE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.model import Unit

_NAME = pattern(r"""<a\s+(?:name|id)\s*=\s*(?:"([\w \-.]+)"|'([\w \-.]+)')\s*>\Z""")
_DROPPED = pattern(r"[^\w\- ]")
_UNNAMED = pattern(r"^[ \t>]*+#{1,6}(?:[ \t]{2}|\t)", MULTILINE)
"""A heading that the writer of the bilingual format gave no name."""
_NOT_ASCII = pattern(r"[^a-z0-9_ -]")
_MARKUP = pattern(r"[*`]|\\(?=[^\w\s])|\[|\]\([^()]*\)|<[^<>]*>")


def heading_ids(md: MarkdownIt) -> None:
    """A markdown-it plugin: takes the anchor that names a heading out of its text, and leaves it as `meta["name"]`."""
    md.core.ruler.after("inline", "heading_ids", _heading_ids)


def slug(text: str) -> str:
    """Returns the id that DocFX gives a heading: letters and digits, `-` and `_`, in lower case; blanks become `-`."""
    return _DROPPED.sub("", text.lower()).replace(" ", "-") or "section"


def _heading_ids(state: StateCore) -> None:
    unnamed = _unnamed(state.env["projection"].text)
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open":
            name = take_anchor(inline.children or [])
            if not name and token.map and token.map[0] in unnamed:
                name = _source_name(inline, state.env.get("units", ()))
            token.meta["name"] = name


def _unnamed(text: str) -> frozenset[int]:
    """Returns the lines of headings whose text stands two blanks behind their marks."""
    if "#  " not in text and "#\t" not in text:
        return frozenset()
    lines, at, line = set(), 0, 0
    for match in _UNNAMED.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        lines.add(line)
    return frozenset(lines)


def _source_name(inline: Token, units: Sequence[Unit]) -> str:
    """Returns the name that the writer gives other headings: the slug of the source, in ASCII; empty without units.

    So links to it work in every language, and its id is the same in both views (R6).
    """
    numbers = dict.fromkeys(bound.unit for bound in inline.meta.get("bounds", ()))
    return names_of(" ".join(units[number].source for number in numbers))[0]


def names_of(heading: str) -> tuple[str, str]:
    """Returns the name that the writer gives a heading, which is written as Markdown, and its slug, which may differ.

    The writer keeps letters of ASCII only, so the name of a heading in another script is hardly one.
    """
    plain = _MARKUP.sub("", heading).strip()
    return _NOT_ASCII.sub("", plain.lower()).replace(" ", "-"), slug(plain)


def heading_id(token: Token, text: str, taken: dict[str, int]) -> str:
    """Returns the id of the heading that `token` opens and whose words are `text`; see `unique`."""
    return unique(str(token.meta.get("name") or slug(text)), taken)


def unique(name: str, taken: dict[str, int]) -> str:
    """Returns `name`, or `name-1`, `name-2`, … where it is taken, and takes it. `taken` remembers where to go on."""
    if name not in taken:
        taken[name] = 0
        return name
    number = taken[name] + 1
    while (chosen := f"{name}-{number}") in taken:
        number += 1
    taken[name], taken[chosen] = number, 0
    return chosen


def take_anchor(children: list[Token]) -> str:
    """Takes `<a name="x"></a>` off the start of a heading and returns its name; more text has to follow."""
    shown = [token for token in children if token.type != "text" or token.content]
    if len(shown) < 3 or shown[0].type != "html_inline" or shown[1].content.lower() != "</a>":
        return ""
    match = _NAME.match(shown[0].content)
    if match is None:
        return ""
    # Emptied, not removed: positions of units are counted in tokens.
    shown[0].content = shown[1].content = ""
    return (match.group(1) or match.group(2)).replace(" ", "-")


def plain_text(children: Sequence[Token], *, images: bool = False) -> str:
    """Returns the visible text of inline tokens; with that of `images` among them, where an image stands for it."""
    parts = []
    for token in children:
        if token.type in ("text", "text_special", "code_inline", "math_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "include":
            parts += [plain_text(inline.children or [], images=images) for inline in token.meta["document"].tokens]
        elif images and token.type == "image":
            parts.append(plain_text(token.children or [], images=True))
    return "".join(parts)

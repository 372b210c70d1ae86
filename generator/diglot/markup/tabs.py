"""Tab groups: headings that are nothing but a link to `#tab/…` name the panels that the blocks behind them stand in.

A group reaches to the next thematic break, or to the end of what it stands in. What is written is readable as it is:
every panel with its title. `site.js` makes tabs of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from re import IGNORECASE
from re import compile as pattern
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.markup.heading_ids import plain_text, slug, take_anchor
from diglot.markup.labels import label
from diglot.markup.notes import note

_TAB = pattern(r"#tab/([a-z0-9-]+(?:\+[a-z0-9-]+)*)(?:/([a-z0-9-]*)/?)?\Z", IGNORECASE)
_TAG = pattern(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = frozenset({"br", "hr", "img"})
_DEEPEST = 6
_SECTION = 2
"""The level of the headings that divide a page."""
_SHOWN = 40
_SEEN = ("text", "text_special", "code_inline", "image", "include")


class Tab(NamedTuple):
    """A heading that names a panel."""

    written: str
    """What its link leads to: `tab/windows/csharp`."""
    id: str
    """In lower case; several are joined by `+`."""
    condition: str
    """The id that has to be chosen in another group before this tab is to be seen; empty if there is none."""
    title: str


@dataclass
class _Group:
    """A group that is being put together."""

    level: int
    """Of the heading before it."""
    tabs: int = 0
    headings: list[int] = field(default_factory=list)
    """The tabs in which headings stand that are no deeper than the one before the group, or divide a page."""
    first: Token | None = None
    """The text of the first such heading in the last tab."""
    underline: str = ""
    """What that heading is underlined with."""


def tabs(md: MarkdownIt) -> None:
    """A markdown-it plugin: a core rule that comes last, when it is known of each heading what stands in it."""
    md.core.ruler.push("tabs", _tabs)


def _tabs(state: StateCore) -> None:
    tokens = state.tokens
    found = {
        i: tab
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and (tab := _tab(tokens[i + 1].children or []))
    }
    if found:
        state.tokens = _Grouper(state, found).group()


def _tab(children: Sequence[Token]) -> Tab | None:
    """Returns the tab that a heading names, if all it shows is a link to one."""
    shown = [child for child in children if child.content.strip() or child.type not in ("text", "html_inline")]
    if (
        not shown
        or shown[0].type != "link_open"
        or [child.type for child in shown].index("link_close") + 1 < len(shown)
    ):
        return None
    match = _TAB.match(str(shown[0].attrs["href"]))
    if match is None:
        return None
    return Tab(match.group()[1:].rstrip("/"), match[1].lower(), (match[2] or "").lower(), plain_text(children).strip())


class _Grouper:
    """Puts panels and groups around the blocks of a document; lives for one call of `group`."""

    def __init__(self, state: StateCore, found: dict[int, Tab]) -> None:
        self._tokens = state.tokens
        self._env = state.env
        self._found = found
        self._titles: dict[str, str] = {}
        for tab in found.values():
            for name in tab.id.split("+"):
                self._titles.setdefault(name, tab.title)
        self._out: list[Token] = []
        self._open: list[_Group | None] = [None]
        """The group that is open in each of the containers that are open, the document first."""
        self._level = 1
        """Of the heading under which we are."""

    def group(self) -> list[Token]:
        """Returns the tokens of the document, with its groups."""
        for i, token in enumerate(self._tokens):
            closed, opened = _change(token)
            for _ in range(closed):
                self._end_group()
                if len(self._open) > 1:
                    self._open.pop()
            if i in self._found:
                self._begin_panel(i, self._found[i])
            elif token.type == "heading_open":
                self._heading(token, self._tokens[i + 1])
            if token.type == "hr" and self._open[-1]:
                self._end_group(is_written=True)
            else:
                self._out.append(token)
            self._open += [None] * opened
            if i - 2 in self._found:
                self._condition(self._found[i - 2])
        while self._open:
            self._end_group()
            self._open.pop()
        return self._out

    def _begin_panel(self, i: int, tab: Tab) -> None:
        group = self._open[-1]
        if group is None:
            group = self._open[-1] = _Group(self._level)
            self._out.append(_token("tabs_open", "div", 1, {"class": "tabs"}))
        else:
            self._out.append(_token("panel_close", "div", -1))
        group.tabs, group.first = group.tabs + 1, None
        attributes = {"class": "tab-panel", "id": tab.written, "data-tab": tab.id, "data-condition": tab.condition}
        self._out.append(_token("panel_open", "div", 1, {name: value for name, value in attributes.items() if value}))
        opening, inline, closing = self._tokens[i : i + 3]
        opening.attrs = {"class": "tab-title", "id": _name(opening, inline.children or [], tab)}
        opening.type, closing.type = "title_open", "title_close"
        opening.tag = closing.tag = f"h{min(group.level + 1, _DEEPEST)}"

    def _heading(self, token: Token, inline: Token) -> None:
        self._level = int(token.tag[1])
        group = self._open[-1]
        if group and self._level <= max(group.level, _SECTION):
            group.headings.append(group.tabs)
            if group.first is None:
                group.first, group.underline = inline, token.markup if token.markup in "=-" else ""

    def _condition(self, tab: Tab) -> None:
        """Says under the title of a tab on what it depends."""
        if tab.condition:
            words = label(
                "applies-to", "p", kind="tab-condition", name=self._titles.get(tab.condition) or tab.condition
            )
            self._out.append(_token("markup", "", 0, content=f"{words}\n"))

    def _end_group(self, *, is_written: bool = False) -> None:
        """Ends the group that is open here, if one is."""
        group = self._open[-1]
        if group is None:
            return
        self._open[-1], self._level = None, group.level
        self._out += [_token("panel_close", "div", -1), _token("tabs_close", "div", -1)]
        first = group.first if not is_written and group.tabs > 1 else None
        if first and first.map and min(group.headings) == group.tabs:
            words = first.content.strip()[:_SHOWN]
            message = f"`{words}` stands inside of the last tab before it, as nothing ends the tabs; put `---` above it"
            if group.underline == "-":
                message = f"the `---` below `{words}` makes a heading of it and ends no tabs; put an empty line between"
            note(self._env, "broken-construct", message, first.map[0], first.map[1], words)


def _name(opening: Token, children: list[Token], tab: Tab) -> str:
    """Makes a tab's title plain text; returns the id that its heading has of itself."""
    ends = [i for i, child in enumerate(children) if child.type in ("link_open", "link_close")]
    name = opening.meta.get("name") or take_anchor(children[ends[0] + 1 :])
    for i in ends:
        # Emptied, not removed: positions of units are counted in tokens.
        children[i].type, children[i].tag, children[i].nesting, children[i].attrs = "markup", "", 0, {}
    if not any(child.type in _SEEN and (child.content or child.type == "include") for child in children):
        words = f'<span data-generated="tab-title">{escape(tab.id)}</span>'
        children.append(_token("markup", "", 0, content=words))
    return str(name or slug(plain_text(children).strip() or tab.id))


def _change(token: Token) -> tuple[int, int]:
    """Returns how many containers a token closes, and how many it opens then."""
    if token.type != "markup":
        return int(token.nesting < 0), int(token.nesting > 0)
    closed = opened = 0
    for match in _TAG.finditer(token.content):
        if match[1] and opened:
            opened -= 1
        elif match[1]:
            closed += 1
        elif match[2] not in _VOID:
            opened += 1
    return closed, opened


def _token(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], attributes: dict[str, str] | None = None, *, content: str = ""
) -> Token:
    return Token(kind, tag, nesting, {**(attributes or {})}, content=content, block=True)

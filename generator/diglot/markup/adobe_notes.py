"""Quotes of Adobe's Markdown that `diglot.markup.alerts` leaves: forms of marks that only Adobe's articles have.

`>[!VIDEO](https://…){transcript=true}`; a box whose text begins on the line of its mark; `>[!DONOTLOCALIZE]`, whose
words no one translates; and `>[!CONTEXTUALHELP]`, which is shown in a product and never on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import DOTALL, IGNORECASE

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.markup.adobe_attributes import read_attributes
from diglot.markup.alerts import alert_opening, alerts_of
from diglot.markup.videos import find_video, video_link
from diglot.patterns import pattern
from diglot.settings import Settings

_MARK = pattern(r"\[!([A-Za-z]++)\](.*+)", DOTALL)
_VIDEO = pattern(
    r"[ \t]*+\[!video\][ \t]*+\([ \t]*+<?+([^\s<>()]++(?:\([^\s<>()]*+\)[^\s<>()]*+)*+)>?+"
    r"(?:[ \t]++\"[^\"]*+\")?+[ \t]*+\)",
    IGNORECASE,
)

_CELLS = ("td_open", "th_open")


def adobe_notes(md: MarkdownIt) -> None:
    """A markdown-it plugin: a core rule over the quotes of a document."""
    md.core.ruler.before("inline", "adobe_notes", _notes)


def _notes(state: StateCore) -> None:
    tokens = state.tokens
    closing = _closing(tokens)
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in closing and tokens[i + 1].type == "paragraph_open":
            if _is_help(tokens[i + 2].content):
                i = closing[i] + 1
                continue
            _change(token, tokens[closing[i]], tokens[i + 2], state.env["settings"])
            if not tokens[i + 2].content:
                # The mark was all that the paragraph held.
                kept.append(token)
                i += 4
                continue
        elif token.type == "paragraph_open" and (links := _videos(tokens[i + 1].content, "p")):
            _turn(token, links)
            kept.append(token)
            i += 3
            continue
        elif token.type == "inline" and tokens[i - 1].type in _CELLS and (links := _videos(token.content, "span")):
            _turn(token, links)
        kept.append(token)
        i += 1
    state.tokens = kept


def _closing(tokens: Sequence[Token]) -> dict[int, int]:
    """Returns for each quote the place of the token that closes it."""
    found: dict[int, int] = {}
    still_open: list[int] = []
    for i, token in enumerate(tokens):
        if token.type == "blockquote_open":
            still_open.append(i)
        elif token.type == "blockquote_close":
            found[still_open.pop()] = i
    return found


def _is_help(text: str) -> bool:
    mark = _MARK.match(text)
    return mark is not None and mark[1].lower() == "contextualhelp"


def _change(opening: Token, closing: Token, inline: Token, settings: Settings) -> None:
    """Turns a quote into what the mark at its start says, if it says anything."""
    if _videos(inline.content, "p"):
        _turn(opening, "")
        _turn(closing, "")
        return
    mark = _MARK.match(inline.content)
    name = mark[1].lower() if mark is not None else ""
    alert = alerts_of(settings).get(name)
    if mark is None or (alert is None and name != "donotlocalize"):
        return
    _turn(opening, '<div translate="no">\n' if alert is None else alert_opening(alert))
    _turn(closing, "</div>\n")
    rest = mark[2].lstrip(" \t")
    if rest.startswith("\n") and inline.map:
        rest, inline.map = rest[1:], [inline.map[0] + 1, inline.map[1]]
    inline.content = rest


def _videos(text: str, element: str) -> str:
    """Returns links to the videos that each line of `text` shows, each in an element; nothing if there is more."""
    links = []
    for line in text.split("\n") if "!video]" in text.lower() else ():
        written = _VIDEO.match(line)
        video = find_video(written[1]) if written is not None else None
        if written is None or video is None:
            return ""
        behind = read_attributes(line, written.end(), len(line))
        if line[behind[1] if behind is not None else written.end() :].strip():
            return ""
        links.append(video_link(video, element))
    return "\n".join(links) + "\n" if links else ""


def _turn(token: Token, content: str) -> None:
    token.type, token.tag, token.nesting, token.content = "markup", "", 0, content

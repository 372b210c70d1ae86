"""Adobe's Markdown, as in the articles of Experience League: everything that a site has with `flavor = "adobe"`.

Here is what stands in a sentence: `[!UICONTROL Save]`, words of a user interface; `[!DNL Campaign]`, words that no one
translates; `[!BADGE Beta]{type=Caution url="…"}`. Each may hold Markdown and others of its kind. What is not closed
stays text. The other constructs are in files of their own, `adobe_….py`.
"""

from __future__ import annotations

from bisect import bisect_left
from re import DOTALL, IGNORECASE, finditer
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from diglot.markup.adobe_attributes import adobe_attributes, read_attributes
from diglot.markup.adobe_containers import adobe_containers
from diglot.markup.adobe_includes import adobe_includes
from diglot.markup.adobe_notes import adobe_notes
from diglot.markup.notes import note
from diglot.settings import Settings

MARKS = ("[!", "{", "+++")
"""A page without any of these, in lower case, has nothing of Adobe's."""
_START = pattern(r"\[!(uicontrol|dnl|badge)(?:\s++|(?=\]))", IGNORECASE)
_BRACKET = pattern(r"\\.|`++|[\[\]]", DOTALL)
_DEEPEST = 20
"""Marks within marks. The deepest known in real content is 2."""
_SHOWN = 40
_BADGES = ("informative", "positive", "negative", "neutral", "caution")


def is_adobe(settings: Settings) -> bool:
    """Tells whether the articles of a site are written in Adobe's Markdown."""
    return settings.flavor == "adobe"


def adobe(md: MarkdownIt) -> None:
    """A markdown-it plugin: all of Adobe's constructs."""
    md.inline.ruler.before("link", "adobe_marks", _marks)
    md.use(adobe_attributes)
    md.use(adobe_containers)
    md.use(adobe_notes)
    md.use(adobe_includes)


def _marks(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[!", state.pos):
        return False
    match = _START.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    end = _closers(state).get(state.pos, state.posMax)
    if end >= state.posMax:
        if not silent and not state.env.get("open_mark"):
            _unclosed(state)
        return False
    if silent:
        # Text so far, like any other bracket: a link may stand around a mark.
        state.pos += 1
        return True
    if state.level >= _DEEPEST:
        # No link either: to look for one at each of very many brackets takes for ever.
        state.append_pending(match[0])
        state.pos = match.end()
        return True
    kind, stop = match[1].lower(), end + 1
    attributes: dict[str, str] = {}
    if kind == "badge" and (written := read_attributes(state.src, stop, state.posMax)):
        attributes, stop = written
    _write(state, kind, attributes, match.end(), end)
    state.pos = stop
    return True


def _write(state: StateInline, kind: str, attributes: dict[str, str], start: int, end: int) -> None:
    """Pushes the tokens of a mark; its words stand from `start` to `end`."""
    state.push("mark_open", "span", 1).attrs.update(_look(kind, attributes))
    address = attributes.get("url", "").strip()
    # A link within a link is none.
    is_link = bool(address) and not state.linkLevel and state.md.validateLink(address)
    if is_link:
        state.push("link_open", "a", 1).attrs["href"] = address
        state.linkLevel += 1
    around = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = around
    if is_link:
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
    state.push("mark_close", "span", -1)


def _look(kind: str, attributes: dict[str, str]) -> dict[str, str | int | float]:
    if kind == "dnl":
        return {"translate": "no"}
    if kind == "uicontrol":
        return {"class": "ui-control"}
    written = attributes.get("type", "").lower()
    badge = written if written in _BADGES else _BADGES[0]
    return {"class": f"badge {badge}", **({"title": attributes["tooltip"]} if attributes.get("tooltip") else {})}


def _unclosed(state: StateInline) -> None:
    """Notes the first mark of a page that nothing closes: where one is broken, more often are."""
    state.env["open_mark"] = True
    words = state.src[state.pos : state.pos + _SHOWN].partition("\n")[0].rstrip()
    line, end = state.env.get("lines", (0, 1))
    note(state.env, "broken-construct", f"`{words}` is not closed; add `]` behind it", line, end, words)


def _closers(state: StateInline) -> dict[int, int]:
    """Returns where each `[` of a run of text is closed. Found at once for all of them, or it would take for ever."""
    known: dict[str, dict[int, int]] = state.env.setdefault("adobe_closers", {})
    if state.src not in known:
        known[state.src] = _pairs(state.src)
    return known[state.src]


def _pairs(text: str) -> dict[int, int]:
    """Returns the places of `[` and `]` that belong together, outside of code and not escaped."""
    ticks: dict[int, list[int]] = {}
    for run in finditer("`+", text):
        ticks.setdefault(len(run.group()), []).append(run.start())
    found: dict[int, int] = {}
    still_open: list[int] = []
    at = 0
    while match := _BRACKET.search(text, at):
        mark, at = match.group(), match.end()
        if mark == "[":
            still_open.append(at - 1)
        elif mark == "]" and still_open:
            found[still_open.pop()] = at - 1
        elif mark[0] == "`":
            same = ticks.get(len(mark), [])
            behind = bisect_left(same, at)
            at = same[behind] + len(mark) if behind < len(same) else at
    return found

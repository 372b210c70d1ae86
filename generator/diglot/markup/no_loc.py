"""Words that are never translated: `:::no-loc text="Razor":::`, and as localized files have it, `:::no-loc(Razor):::`.

They are text like all other, in headings and titles too; translating browsers are asked to leave them alone. The second
form allows no blanks: what machine translation made of it, `Azure::: no-loc (Razor):::`, stays text.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from diglot.patterns import pattern

_WORDS = pattern(
    r""":::(?:[ \t]*+no-loc[ \t]++text="((?:[^"\\\n]|\\[^\n])*+)"[ \t]*+|no-loc\(((?:(?!\)?:::)[^\n])++)\)):::"""
)
_ESCAPE = pattern(r"\\(.)")


def no_loc(md: MarkdownIt) -> None:
    """A markdown-it plugin: an inline rule that reacts to the first of the colons."""
    md.inline.ruler.before("link", "no_loc", _no_loc)


def _no_loc(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(":::", state.pos):
        return False
    match = _WORDS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        quoted, plain = match.groups()
        # What begins or ends within the words is noted behind them: the element is never cut in two.
        state.push("markup", "", 0).content = '<span translate="no">'
        state.push("text", "", 0).content = (_ESCAPE.sub(r"\1", quoted) if quoted is not None else plain).strip()
        state.push("markup", "", 0).content = "</span>"
    state.pos = match.end()
    return True

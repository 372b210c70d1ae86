"""Parts of a page for some of its readers: `::: moniker range="…"` (a version), `::: zone pivot="a,b"` (a variant).

All of them are shown, each with a label that says for whom it is. Where a page has several variants, the theme makes a
choice of them, from names and words that are left here. `target="docs"` means every page of a site: it has no label.
"""

from __future__ import annotations

from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.markup.labels import label
from diglot.markup.triple_colon import Attributes, Kind, containers

_SEPARATOR = pattern(r"[,\s]+")
_PIVOT = pattern(r"[\w.+#-]+")
_EVERYWHERE = "docs"
_BETWEEN_NAMES = " / "


def monikers(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule for both kinds of parts, and a core rule that names the variants."""
    kinds = {
        "moniker": Kind(_open_moniker, _close_moniker, '::: moniker range="…"', _has_range),
        "zone": Kind(_open_zone, _close_zone, '::: zone pivot="…"', _is_zone, nests=False),
    }
    containers(md, "monikers", kinds)
    md.core.ruler.before("inline", "pivots", _name_pivots)


def readable(pivots: list[str]) -> dict[str, str]:
    """Returns a name to show for each of `pivots`; what all begin with, as `programming-language-`, says nothing."""
    parts = [pivot.split("-") for pivot in pivots]
    shared = 0
    while len(parts) > 1 and all(len(part) > shared + 1 and part[shared] == parts[0][shared] for part in parts):
        shared += 1
    names = (" ".join(filter(None, part[shared:])) for part in parts)
    return {pivot: name[:1].upper() + name[1:] or pivot for pivot, name in zip(pivots, names, strict=True)}


def _pivots(attributes: Attributes) -> list[str]:
    return list(dict.fromkeys(filter(None, _SEPARATOR.split(attributes.get("pivot", "")))))


def _has_range(attributes: Attributes) -> bool:
    return "range" in attributes and all(map(str.strip, attributes.values()))


def _is_zone(attributes: Attributes) -> bool:
    pivots = _pivots(attributes)
    is_written = bool(attributes.keys() & {"pivot", "target"}) and all(map(str.strip, attributes.values()))
    return is_written and all(map(_PIVOT.fullmatch, pivots)) and bool(pivots or "target" in attributes)


def _open_moniker(state: StateBlock, attributes: Attributes) -> None:
    versions = " ".join(attributes["range"].split())
    state.push("moniker_open", "div", 1).attrs = {"class": "moniker", "data-moniker": versions}
    _push_label(state, versions)


def _close_moniker(state: StateBlock, inner: int) -> None:
    state.push("moniker_close", "div", -1)


def _open_zone(state: StateBlock, attributes: Attributes) -> None:
    opening = state.push("zone_open", "div", 1)
    opening.attrs = {"class": "zone"}
    pivots, target = _pivots(attributes), attributes.get("target", "").strip()
    if pivots:
        opening.attrs["data-pivot"] = " ".join(pivots)
        _push_label(state, "")
    elif target.lower() != _EVERYWHERE:
        _push_label(state, target)


def _close_zone(state: StateBlock, inner: int) -> None:
    state.push("zone_close", "div", -1)


def _push_label(state: StateBlock, name: str) -> None:
    state.push("markup", "", 0).content = _label(name)


def _label(name: str) -> str:
    return label("applies-to", "p", kind="applies-to", name=name) + "\n"


def _name_pivots(state: StateCore) -> None:
    """Fills in the labels of zones: what a pivot is called depends on what others there are on the page."""
    zones = [i for i, token in enumerate(state.tokens) if token.type == "zone_open" and "data-pivot" in token.attrs]
    pivots = {i: str(state.tokens[i].attrs["data-pivot"]).split() for i in zones}
    names = readable(list(dict.fromkeys(pivot for written in pivots.values() for pivot in written)))
    for i, written in pivots.items():
        shown = [names[pivot] for pivot in written]
        state.tokens[i].attrs["data-pivot-names"] = "|".join(shown)
        state.tokens[i + 1].content = _label(_BETWEEN_NAMES.join(shown))
    if len(names) > 1:
        state.tokens.insert(zones[0], _choice(state.tokens[zones[0]].level))


def _choice(level: int) -> Token:
    """Returns the words that the theme needs for the choice; it stays hidden where there is no JavaScript."""
    words = label("variant") + label("all-variants")
    content = f'<div class="pivots" data-generated="pivots">{words}</div>\n'
    return Token("markup", "", 0, content=content, level=level, block=True)

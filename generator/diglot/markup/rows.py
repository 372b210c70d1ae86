"""Rows and columns: `:::row:::`, in it `:::column span="2":::`, side by side where there is room.

What stands in a column may be indented as its author likes (tests of DocFX: `RowsTest`).
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from diglot.markup.triple_colon import Attributes, Kind, containers

_WIDEST = 12


def rows(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule whose rows and columns are `div` elements."""
    kinds = {
        "row": Kind(_open_row, _close_row, ":::row:::", _is_valid, is_indented=True),
        "column": Kind(_open_column, _close_column, ":::column:::", _is_valid, is_indented=True, nests=False),
    }
    containers(md, "rows", kinds)


def _is_valid(attributes: Attributes) -> bool:
    """Any attributes will do: without the two that are known, a row is still a row."""
    return True


def _open_row(state: StateBlock, attributes: Attributes) -> None:
    state.push("row_open", "div", 1).attrs = {"class": "row" + _size("count", attributes)}


def _close_row(state: StateBlock, inner: int) -> None:
    state.push("row_close", "div", -1)


def _open_column(state: StateBlock, attributes: Attributes) -> None:
    state.push("column_open", "div", 1).attrs = {"class": "column" + _size("span", attributes)}


def _close_column(state: StateBlock, inner: int) -> None:
    state.push("column_close", "div", -1)


def _size(name: str, attributes: Attributes) -> str:
    """Returns a class for an attribute that is a number from 2 on; there is no more to say of one column."""
    written = attributes.get(name, "").strip()
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(_WIDEST))
    return f" {name}-{int(written)}" if is_number and 2 <= int(written) <= _WIDEST else ""

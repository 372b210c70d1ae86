"""Templates of addresses at which readers edit an article or report a problem: what may stand in them, and filling in.

A template is an address with names in braces: `https://example.com/edit/main/{path}`. Every value is encoded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import Match
from re import compile as pattern
from urllib.parse import quote

PAGE_NAMES = ("path", "locale", "title", "address")
"""What is known of a page: its file, relative to the project; its locale; its title; its public address."""
UNIT_NAMES = ("unit", "source", "target")
"""What is known of one unit: its number and both its texts. A script fills them in; else they are empty."""
_NAME = pattern(r"\{([^{}]*)\}")


def template_problem(template: str, more: Sequence[str] = ()) -> str:
    """Returns what is wrong with a template that may hold the names of a page and `more`; empty if nothing is."""
    if not template:
        return ""
    if not template.startswith(("https://", "http://", "mailto:")):
        return "has to begin with `https://`, `http://` or `mailto:`"
    if any(char.isspace() or char in '"<>\\^`' for char in template):
        return "is no address: it holds a blank or a quotation mark; write them encoded, a blank as `%20`"
    known = (*PAGE_NAMES, *more)
    rest = _NAME.sub("", template)
    if "{" in rest or "}" in rest:
        return "has a brace without its counterpart; write one that is meant as such as `%7B` or `%7D`"
    unknown = next((name for name in _NAME.findall(template) if name not in known), None)
    if unknown is None:
        return ""
    return f"`{{{unknown}}}` is not known; use {', '.join(f'`{{{name}}}`' for name in known)}"


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Returns a template with the `values` that are known in place of their names, encoded; other names stay."""

    def fill(match: Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            return match.group()
        # The slashes of a path are part of an address, those in a text are not.
        return quote(values[name].encode("utf-8", "surrogatepass"), safe="/" if name == "path" else "")

    return _NAME.sub(fill, template)

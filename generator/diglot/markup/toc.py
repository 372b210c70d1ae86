"""Tables of contents as `TOC.yml`: a nested list of names and links beside the articles.

What cannot be understood costs its own entry, never the whole table. What is wrong repeatedly is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from diglot.diagnostics import Finding
from diglot.markup.yaml_strings import load_nodes
from diglot.model import Entry, Span

DEEPEST = 20
"""Groups in groups in groups are read so far down."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_YES = frozenset({"true", "yes", "on", "1"})


class Complaints:
    """What is wrong with a table of contents: the first place of each kind, and how many more there are."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Span, str, str, int]] = {}

    def add(self, kind: str, at: Span, what: str, advice: str) -> None:
        """Takes a problem of some kind: `what` is wrong at this place, and what to do about it."""
        first = self._found.get(kind, (at, what, advice, -1))
        self._found[kind] = (*first[:3], first[3] + 1)

    def findings(self) -> tuple[Finding, ...]:
        """Returns the problems in the order of the file."""
        found = sorted(self._found.values(), key=lambda one: one[0])
        return tuple(
            Finding("invalid-toc", at, f"{what}{f' ({more} more like it)' if more else ''}; {advice}")
            for at, what, advice, more in found
        )


def parse_toc(text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Returns the entries of a `TOC.yml`, and what is wrong with it, if anything. Never fails."""
    root, problem = load_nodes(text)
    if problem is not None:
        message = f"the table of contents is not valid YAML ({problem.message}); put names that hold a colon in quotes"
        return (), (Finding("invalid-toc", Span(problem.offset, problem.offset), message),)
    if isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == "items"), root)
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value in _NULLS):
        return (), ()
    entries = root.value if isinstance(root, yaml.SequenceNode) else [root]
    if entries and not (
        isinstance(root, yaml.SequenceNode) and any(isinstance(entry, yaml.MappingNode) for entry in entries)
    ):
        message = "the table of contents is no list of entries; write `- name:` and `href:` for each"
        return (), (Finding("invalid-toc", Span(0, 0), message),)
    complaints = Complaints()
    return tuple(_entries(entries, 0, complaints)), complaints.findings()


def bare(written: str) -> tuple[str, str]:
    """Returns an address that is a reference by uid, `xref:some.uid` or `@some.uid`, as ("", uid), else with no uid."""
    written = written.strip()
    for start in ("xref:", "@"):
        if written.lower().startswith(start):
            return "", written[len(start) :]
    return written, ""


class _Fields(NamedTuple):
    """The keys of an entry, in lower case, with their values."""

    values: dict[str, yaml.Node]
    keys: dict[str, yaml.ScalarNode]


def _entries(nodes: list[yaml.Node], depth: int, complaints: Complaints) -> Iterator[Entry]:
    for node in nodes:
        if isinstance(node, yaml.MappingNode):
            yield _entry(_fields(node, complaints), node, depth, complaints)
        elif not isinstance(node, yaml.ScalarNode):
            complaints.add("list", _start(node), "a list stands in place of an entry", "write `- name:` and `href:`")
        elif node.value not in _NULLS:
            complaints.add("text", _span(node), f"`{_shown(node)}` is no entry", "write `- name:` and `href:`")


def _fields(node: yaml.MappingNode, complaints: Complaints) -> _Fields:
    values: dict[str, yaml.Node] = {}
    keys: dict[str, yaml.ScalarNode] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            name = key.value.lower()
            if name in values:
                what = f"`{_shown(key)}` stands twice in one entry, and the last one counts"
                complaints.add("twice", _span(key), what, "put a hyphen before each entry")
            values[name], keys[name] = value, key
    return _Fields(values, keys)


def _entry(fields: _Fields, node: yaml.MappingNode, depth: int, complaints: Complaints) -> Entry:
    def text(*names: str) -> str:
        return next((found for name in names if (found := _text(fields, name, complaints))), "")

    address, page, toc = text("href"), text("topichref", "homepage"), text("tochref")
    href, uid = bare(page or address)
    uid = uid or text("topicuid", "uid")
    title = text("name", *(name for name in fields.values if name.startswith(("name.", "name_"))), "displayname")
    if not title and not uid and not isinstance(fields.values.get("name"), yaml.CollectionNode):
        complaints.add("name", _start(node), "an entry has no `name`", "add one")
    named = (fields.values.get(name) for name in ("topichref", "homepage", "href"))
    origin = next((value for value in named if isinstance(value, yaml.ScalarNode) and value.value not in _NULLS), None)
    return Entry(
        " ".join(title.split()),
        href,
        _below(fields, depth, complaints),
        toc or (address if page and address != page else ""),
        "" if href else uid,
        text("expanded").lower() in _YES,
        _span(origin) if origin is not None else _start(node),
    )


def _below(fields: _Fields, depth: int, complaints: Complaints) -> tuple[Entry, ...]:
    items = fields.values.get("items")
    if isinstance(items, yaml.SequenceNode) and items.value:
        if depth < DEEPEST:
            return tuple(_entries(items.value, depth + 1, complaints))
        what = f"`items` stands more than {DEEPEST} groups deep and is left out"
        complaints.add("deep", _span(fields.keys["items"]), what, "move its entries up")
    elif isinstance(items, yaml.MappingNode) or (isinstance(items, yaml.ScalarNode) and items.value not in _NULLS):
        what = "`items` holds no list of entries"
        complaints.add("items", _span(fields.keys["items"]), what, "write `- name:` and `href:` for each below it")
    return ()


def _text(fields: _Fields, name: str, complaints: Complaints) -> str:
    """Returns a scalar; a list or mapping where one was expected is none, and wrong."""
    value = fields.values.get(name)
    if value is None or isinstance(value, yaml.ScalarNode):
        written = value.value.strip() if value is not None else ""
        return "" if written in _NULLS else written
    key = fields.keys[name]
    shape = "list" if isinstance(value, yaml.SequenceNode) else "mapping"
    complaints.add(f"shape of {name}", _span(key), f"`{_shown(key)}` is a {shape}", "write a text")
    return ""


def _span(node: yaml.Node) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)


def _start(node: yaml.Node) -> Span:
    return Span(node.start_mark.index, node.start_mark.index)


def _shown(node: yaml.ScalarNode) -> str:
    """Returns the first words of a scalar, for a message."""
    first: str = node.value.strip().split("\n")[0]
    return first if len(first) <= 60 else first[:59] + "…"

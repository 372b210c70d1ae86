"""What a YAML page says, key by key, with its lines; what is of another kind than expected is told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ADVICE = {
    "text": "write a text behind its colon",
    "list": "put a hyphen before each of its entries",
    "mapping": "write lines of `key: value` below it",
}


class Words(NamedTuple):
    """A text of a page."""

    text: str
    first: int = 0
    """The line on which it begins, 0-based."""
    end: int = 0
    """The line after its last one."""
    is_literal: bool = False
    """True if each of its lines is one of the file."""

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Returns the lines of the file on which some of its own lines are."""
        if not self.is_literal:
            return self.first, self.end
        return min(self.first + start, self.end), min(self.first + end, self.end)


class Misfit(NamedTuple):
    """The first value that is of another kind than expected."""

    start: int
    """Offset of its key, or of itself where it has none."""
    length: int
    what: str
    advice: str
    more: int = 0


class Fields:
    """The keys of a mapping; the first misfit is kept for all that come out of one `Fields`."""

    def __init__(self, node: yaml.Node | None, misfits: list[Misfit] | None = None) -> None:
        """Takes a mapping; anything else has no keys."""
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        keys = [(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)]
        self.nodes: Mapping[str, tuple[yaml.ScalarNode, yaml.Node]] = {key.value: (key, value) for key, value in keys}
        self.misfits: list[Misfit] = [] if misfits is None else misfits

    def words(self, *names: str) -> Words:
        """Returns the text of the first of these keys that has one; an empty text without."""
        for name in names:
            node = self._value(name, "text", yaml.ScalarNode)
            if isinstance(node, yaml.ScalarNode) and (words := _words(node)).text.strip():
                return words
        return Words("")

    def below(self, name: str) -> Fields:
        """Returns the mapping of a key; one without keys where there is none."""
        return Fields(self._value(name, "mapping", yaml.MappingNode), self.misfits)

    def each(self, name: str) -> Iterator[Fields]:
        """Yields the mappings in the list of a key."""
        node = self._value(name, "list", yaml.SequenceNode)
        for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
            if isinstance(entry, yaml.MappingNode):
                yield Fields(entry, self.misfits)
            elif not _is_empty(entry):
                self._misfit(entry, 0, f"an entry of `{name}` is a {_shape(entry)} where lines of `key: value` belong")

    def is_text(self, name: str) -> bool:
        """Tells whether the value of a key is a text."""
        return name in self.nodes and isinstance(self.nodes[name][1], yaml.ScalarNode)

    def _value(self, name: str, wanted: str, kind: type[yaml.Node]) -> yaml.Node | None:
        key, value = self.nodes.get(name, (None, None))
        if key is None or value is None or _is_empty(value):
            return None
        if not isinstance(value, kind):
            what = f"`{name}` is a {_shape(value)} where a {wanted} belongs"
            self._misfit(key, len(name), what, _ADVICE[wanted])
            return None
        return value

    def _misfit(self, node: yaml.Node, length: int, what: str, advice: str = _ADVICE["mapping"]) -> None:
        if self.misfits:
            self.misfits[0] = self.misfits[0]._replace(more=self.misfits[0].more + 1)
        else:
            self.misfits.append(Misfit(node.start_mark.index, length, what, advice))


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS


def _shape(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "text"
    return "list" if isinstance(node, yaml.SequenceNode) else "mapping"


def _words(node: yaml.ScalarNode) -> Words:
    first, end = node.start_mark.line, node.end_mark.line + (node.end_mark.column > 0)
    if node.style in ("|", ">"):
        # The text begins below the mark.
        return Words(node.value, first + 1, max(end, first + 1), node.style == "|")
    return Words(node.value, first, max(end, first + 1))

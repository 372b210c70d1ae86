"""The unit scanner: finds every bilingual span pair in raw text, in linear time (rule R1).

    <span data-ttu-id="96e2f-103">target</span>
    <span class="sxs-lookup"><span data-stu-id="96e2f-103">source</span></span>     (all on one line, no blank between)

It reads tags, not lines or blocks: pairs hold Markdown of any kind, and stray or unbalanced `<span>` tags of their own.
It never changes text; what it cannot pair is reported and left to the views, which keep the words and drop the tags.
See ARCHITECTURE.md, “The bilingual format”.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.model import Span, Unit
from diglot.patterns import pattern

_QUOTE = r'(?:"|&quot;)'
_TAG = pattern(
    # A pair without tags inside, read in one go: nearly all are.
    r"<(?:span data-ttu-id=\"(?P<unit>[^\"&<>\s]*)\">(?P<target>[^<]*)</span><span class=\"sxs-lookup\">"
    r"<span data-stu-id=\"(?P=unit)\">(?P<source>[^<]*)</span></span"
    rf"|(?P<close>/span)|span(?: data-ttu-id={_QUOTE}(?P<ttu>[^\"&<>\s]*){_QUOTE}"
    rf"|(?P<lookup> class={_QUOTE}sxs-lookup{_QUOTE})"
    rf"| data-stu-id={_QUOTE}(?P<stu>[^\"&<>\s]*){_QUOTE}"
    r"|(?P<open>(?=[\s/>])[^<>]*)))>"
)
_ID = pattern(r"([0-9a-f]{5})-(p?)([0-9]{3,9})\Z")
_FIRST = 101
"""The lowest number of a unit."""
_UNIT, _TTU, _STU, _LOOKUP, _OPEN, _CLOSE, _SPENT = "unit", "ttu", "stu", "lookup", "open", "close", ""
_BEGINS = frozenset({_UNIT, _TTU})
_BILINGUAL = frozenset({_UNIT, _TTU, _LOOKUP, _STU})

_MOST = 100
"""A page in ruins is reported once in full, not a hundred thousand times."""
_LIST_ITEM = pattern(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")
_MARKS = pattern(r"(?:[\s*_~]|&nbsp;|<br[ ]?/?>|<!--(?:[^-]|-(?!->))*+-->)*+")
"""Of what is no text."""
_ALT_TEXT = pattern(r"!\[[^\[\]\n]*+\Z")
_UNDERLINE = pattern(r"\n {0,3}(?:=+|-+)[ \t]*(?:\r?\n|\Z)")
_CELL_END = pattern(r"(?:<!--(?:[^-\n]|-(?!->))*+-->)?[ \t]*\|")


class Units(NamedTuple):
    """What the scanner found in a page."""

    units: tuple[Unit, ...]
    """In the order of the page, not overlapping."""
    strays: tuple[Span, ...]
    """Tags of the bilingual format that belong to no unit, in order: no view shows them."""
    findings: tuple[Finding, ...]


class _Tag(NamedTuple):
    kind: str
    id: str
    start: int
    end: int
    target: Span | None = None
    """Of a whole unit, as `source` is."""
    source: Span | None = None


class _Pair(NamedTuple):
    id: str
    source_id: str
    at: Span
    target: Span
    source: Span


def scan_units(text: str, body: int = 0) -> Units:
    """Returns the units of `text`, whose body starts at offset `body`; breaks of the format are findings."""
    if "<span" not in text or ("sxs-lookup" not in text and "tu-id=" not in text):
        return Units((), (), ())
    strays: list[Span] = []
    damaged: list[_Tag] = []
    blocks = _Blocks(text, body)
    units: list[Unit] = []
    findings: list[Finding] = []
    # Front matter and body are read apart: a pair that begins in the one and ends in the other is none.
    for start, end in ((0, body), (body, len(text))):
        tags = [_tag(match) for match in _TAG.finditer(text, start, end)]
        for pair in _pairs(tags, strays, damaged):
            target, source = text[slice(*pair.target)], text[slice(*pair.source)]
            unit = Unit(pair.id, target, source, pair.at, pair.target, pair.source, blocks.of(pair.at))
            units.append(unit)
            if pair.source_id != pair.id:
                message = f"the source of unit `{pair.id}` carries another id, `{pair.source_id}`; give both the same"
                findings.append(_break(unit, message))
    findings += [*map(_unpaired, damaged), *_sequence(units)]
    empty = [_empty(unit) for unit in units if _MARKS.fullmatch(unit.target) and _is_missing(text, unit)]
    return Units(tuple(units), tuple(sorted(strays)), (*_limited(findings), *empty))


def without_source(text: str) -> str:
    """Returns the target text alone of a short text, such as a title, that holds bilingual spans."""
    scanned = scan_units(text)
    cuts = [(*stray, "") for stray in scanned.strays] + [(*unit.at, unit.target) for unit in scanned.units]
    pieces: list[str] = []
    done = 0
    for start, end, kept in sorted(cuts):
        pieces += (text[done:start], kept)
        done = end
    return "".join((*pieces, text[done:]))


def _tag(match: Match[str]) -> _Tag:
    kind = match.lastgroup or _OPEN
    if kind == "source":
        return _Tag(_UNIT, match["unit"], *match.span(), Span(*match.span("target")), Span(*match.span("source")))
    return _Tag(kind, match.group(kind) if kind in (_TTU, _STU) else "", match.start(), match.end())


def _pairs(tags: list[_Tag], strays: list[Span], damaged: list[_Tag]) -> Iterator[_Pair]:
    """Yields the units in order; what cannot be paired is added to `damaged`, and its tags to `strays`."""
    at = told = 0
    while at < len(tags):
        tag = tags[at]
        at += 1
        if tag.target is not None and tag.source is not None:
            yield _Pair(tag.id, tag.id, Span(tag.start, tag.end), tag.target, tag.source)
            continue
        if tag.kind not in _BILINGUAL:
            continue
        hinge = _hinge(tags, at) if tag.kind == _TTU else None
        end = _source_end(tags, at, hinge) if hinge is not None else None
        if hinge is None or end is None:
            if at > told:
                told, tag = _rest(tags, at, hinge, tag)
                damaged.append(tag)
            _drop(tags, at - 1, strays)
            continue
        stu = tags[hinge + 2]
        target, source = Span(tag.end, tags[hinge].start), Span(stu.end, tags[end].start)
        yield _Pair(tag.id, stu.id, Span(tag.start, tags[end + 1].end), target, source)
        at = end + 2


def _rest(tags: list[_Tag], at: int, hinge: int | None, tag: _Tag) -> tuple[int, _Tag]:
    """Returns where the tags end that share the damage of `tag`, the one before `at`, and `tag` with an id."""
    if hinge is not None:
        return hinge + 3, tag
    if tag.kind == _LOOKUP and at < len(tags) and tags[at].kind == _STU and tags[at].start == tag.end:
        return at + 1, tag._replace(id=tags[at].id)
    return at, tag


def _hinge(tags: list[_Tag], first: int) -> int | None:
    """Returns where the target ends whose own tags start at `first`.

    That is at the `</span>` of `</span><span class="sxs-lookup"><span data-stu-id=…>`, with nothing between the tags.
    """
    for i in range(first, len(tags)):
        if tags[i].kind not in _BILINGUAL:
            continue
        if tags[i].kind != _LOOKUP or i == first or i + 1 == len(tags):
            return None
        before, after = tags[i - 1], tags[i + 1]
        joined = before.end == tags[i].start and tags[i].end == after.start
        return i - 1 if joined and before.kind == _CLOSE and after.kind == _STU else None
    return None


def _source_end(tags: list[_Tag], begin: int, hinge: int) -> int | None:
    """Returns where the `</span></span>` stands that ends the source.

    It is the one at depth 0, else the one that leaves the source shaped as the target is, else the last one.
    """
    first = hinge + 3
    stop = next((i for i in range(first, len(tags)) if tags[i].kind in _BILINGUAL), len(tags))
    depth = 0
    for i in range(first, stop):
        if tags[i].kind == _OPEN:
            depth += 1
        elif depth:
            depth -= 1
        elif _closes(tags, i, stop):
            return i
    shape = [tag.kind for tag in tags[begin:hinge]]
    i = first + len(shape)
    if _closes(tags, i, stop) and [tag.kind for tag in tags[first:i]] == shape:
        return i
    return next((i for i in range(stop - 2, first - 1, -1) if _closes(tags, i, stop)), None)


def _closes(tags: list[_Tag], i: int, stop: int) -> bool:
    return i + 1 < stop and tags[i].kind == tags[i + 1].kind == _CLOSE and tags[i].end == tags[i + 1].start


def _drop(tags: list[_Tag], at: int, strays: list[Span]) -> None:
    """Marks the tag at `at`, and the close that seems to be its own, as strays.

    What stands between may be a damaged pair's own tags: they are looked at one by one.
    """
    strays.append(Span(tags[at].start, tags[at].end))
    depth = 0
    for i in range(at + 1, min(len(tags), at + 64)):
        kind = tags[i].kind
        if kind in _BEGINS:
            return
        if kind == _CLOSE and not depth:
            strays.append(Span(tags[i].start, tags[i].end))
            tags[i] = tags[i]._replace(kind=_SPENT)
            return
        depth += (kind != _SPENT) - 2 * (kind == _CLOSE)


def _unpaired(tag: _Tag) -> Finding:
    if tag.kind == _TTU:
        message = (
            f"unit `{tag.id}` has no source, or its spans are not closed; take it anew from the translation system"
        )
    elif tag.id:
        message = f"source `{tag.id}` has no translation before it; put the translation back, or remove the source"
    else:
        message = "a span of class `sxs-lookup` stands outside of any unit; remove it, or put back what belongs to it"
    return Finding("unit-structure", Span(tag.start, tag.end), message, tag.id.partition("-")[2] or None)


_OTHER = "give it the id and the place that it has in other languages"


def _sequence(units: list[Unit]) -> Iterator[Finding]:
    """Checks what holds between units: ids are well formed and unique, share a prefix, and rise.

    Units over several sentences (`p101`) are counted apart from the others.
    """
    seen: set[str] = set()
    prefix = ""
    last = {"": _FIRST - 1, "p": _FIRST - 1}
    for unit in units:
        match = _ID.match(unit.id)
        if match is None or int(match.group(3)) < _FIRST:
            yield _break(unit, f"unit id `{unit.id}` is not of the form `96e2f-103`; {_OTHER}")
        elif unit.id in seen:
            yield _break(unit, f"unit id `{unit.id}` is used twice on this page; {_OTHER}")
        else:
            own, kind, number = match.group(1), match.group(2), int(match.group(3))
            prefix = prefix or own
            if own != prefix:
                yield _break(unit, f"unit id `{unit.id}` does not share the page's prefix `{prefix}`; {_OTHER}")
            elif number <= last[kind]:
                before = f"{prefix}-{kind}{last[kind]}"
                yield _break(unit, f"unit `{unit.id}` stands after `{before}`, and numbers have to rise; {_OTHER}")
            else:
                last[kind] = number
        seen.add(unit.id)


def _limited(findings: list[Finding]) -> list[Finding]:
    findings.sort(key=lambda finding: finding.at)
    if len(findings) > _MOST:
        more = f"{len(findings) - _MOST} more bilingual spans of this page are damaged"
        message = f"{more}; take it anew from the translation system"
        findings[_MOST:] = [Finding("unit-structure", Span(0, 0), message)]
    return findings


def _break(unit: Unit, message: str) -> Finding:
    return Finding("unit-structure", unit.at, message, unit.number or None)


def _is_missing(text: str, unit: Unit) -> bool:
    """Tells of a unit without words that its source has some, which the page shows."""
    if _MARKS.fullmatch(unit.source):
        return False
    before, after = text[text.rfind("\n", 0, unit.at.start) + 1 : unit.at.start], text[unit.at.end : unit.at.end + 2]
    if unit.block == "code" or (before.endswith("`") and after.startswith("`")):
        # There a mark stands for itself.
        return not unit.target.strip()
    # An image without a text is a finding of its own.
    return not (after == "](" and _ALT_TEXT.search(before))


def _empty(unit: Unit) -> Finding:
    return Finding(
        "empty-target", unit.at, f"unit `{unit.id}` has no translation; translate its source", unit.number or None
    )


class _Blocks:
    """Says in what kind of block a unit stands, by the line it starts on; asked in the order of the page."""

    def __init__(self, text: str, body: int) -> None:
        self._text = text
        self._body = body
        self._seen = 0
        """The end of the unit that was asked for last."""
        self._kind = ""
        self._read = body
        """The start of the first line that `_item_column` has not read."""
        self._item = 0
        """The column of the content of the list item that is still open; 0 if none is."""

    def of(self, at: Span) -> str:
        # Lines that begin within a unit do not count: what follows it stands in the block in which it began.
        newline = self._text.rfind("\n", self._seen, at.start)
        self._seen = at.end
        if newline >= 0 or not self._kind or at.start < self._body:
            self._kind = self._look(self._text[newline + 1 : at.start], newline + 1, at)
        return self._kind

    def _look(self, lead: str, line: int, at: Span) -> str:
        if at.start < self._body:
            return "front-matter"
        bare = lead.lstrip(" \t>")
        if bare.startswith("#"):
            return "heading"
        if "|" in bare or _CELL_END.match(self._text, at.end):
            return "table"
        if _LIST_ITEM.match(lead):
            return "list"
        if ">" in lead[: len(lead) - len(bare)]:
            return "quote"
        if bare.startswith("<") and not bare.startswith(("<a ", "<span")):
            return "html"
        if lead[:1] in (" ", "\t"):
            column = _columns(lead[: len(lead) - len(bare)])
            item = self._item_column(line)
            if column >= item + 4 and self._may_continue_code(line):
                return "code"
            if item and column >= 2:
                return "list"
        end = self._text.find("\n", at.end)
        return "heading" if end >= 0 and _UNDERLINE.match(self._text, end) else "paragraph"

    def _may_continue_code(self, line: int) -> bool:
        """Tells whether the line before the one at offset `line` is blank or indented: code cannot end a paragraph."""
        before = self._text[self._text.rfind("\n", 0, max(0, line - 1)) + 1 : line]
        return not before.strip() or before.startswith(("    ", "\t"))

    def _item_column(self, line: int) -> int:
        """Returns the column of the content of the list item that is open before the line at offset `line`."""
        while self._read < line:
            end = self._text.find("\n", self._read, line)
            end = line if end < 0 else end + 1
            if item := _LIST_ITEM.match(self._text, self._read, end):
                self._item = _columns(item.group())
            elif self._text[self._read : self._read + 1] not in (" ", "\t", "\r", "\n"):
                self._item = 0
            self._read = end
        return self._item


def _columns(lead: str) -> int:
    """Returns how wide the blanks and marks at the start of a line are."""
    return len(lead.expandtabs(4)) if "\t" in lead else len(lead)

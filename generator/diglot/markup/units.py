"""The unit scanner: finds every bilingual span pair in raw text (`spec/markup.md` 1, rule R1), in linear time.

It reads tags, not lines or blocks: pairs hold Markdown of any kind, and stray or unbalanced `<span>` tags of their own.
It never changes text; what it cannot pair is reported and left to the views, which keep the words and drop the tags.
"""

from __future__ import annotations

from re import Match
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.model import Span, Unit

_QUOTE = r'(?:"|&quot;)'
_TAG = pattern(
    rf"<(?:(?P<close>/span)|span(?: data-ttu-id={_QUOTE}(?P<ttu>[^\"&<>\s]*){_QUOTE}"
    rf"|(?P<lookup> class={_QUOTE}sxs-lookup{_QUOTE})"
    rf"| data-stu-id={_QUOTE}(?P<stu>[^\"&<>\s]*){_QUOTE}"
    r"|(?P<open>\b[^<>]*)))>"
)
_ID = pattern(r"([0-9a-f]{5})-(p?)(\d{3,})\Z")
_TTU, _STU, _LOOKUP, _OPEN, _CLOSE = "ttu", "stu", "lookup", "open", "close"

_MOST_UNPAIRED = 100
"""A page in ruins is reported once in full, not a hundred thousand times."""
_LIST_ITEM = pattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_UNDERLINE = pattern(r"[ \t]*\r?\n {0,3}(?:=+|-{2,})[ \t]*(?:\r?\n|\Z)")


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


def scan_units(text: str, body: int = 0) -> Units:
    """Returns the units of `text`, whose body starts at offset `body`, with breaks of the format's invariants as findings."""
    if "<span" not in text or "sxs-lookup" not in text and "tu-id=" not in text:
        return Units((), (), ())
    tags = [_tag(match) for match in _TAG.finditer(text)]
    units: list[Unit] = []
    strays: list[Span] = []
    findings: list[Finding] = []
    blocks = _Blocks(text, body)
    at = unpaired = 0
    while at < len(tags):
        tag = tags[at]
        if tag.kind in (_OPEN, _CLOSE):
            at += 1
            continue
        hinge = _hinge(tags, at) if tag.kind == _TTU else None
        end = _source_end(tags, at, hinge) if hinge is not None else None
        if hinge is None or end is None:
            unpaired += 1
            if unpaired <= _MOST_UNPAIRED:
                findings.append(_unpaired(tag))
            at = _drop(tags, at, strays)
            continue
        target, source = Span(tag.end, tags[hinge].start), Span(tags[hinge + 2].end, tags[end].start)
        whole = Span(tag.start, tags[end + 1].end)
        unit = Unit(
            tag.id,
            text[target.start : target.end],
            text[source.start : source.end],
            whole,
            target,
            source,
            blocks.of(whole),
        )
        if tags[hinge + 2].id != tag.id:
            findings.append(_finding(tag, f"the source of unit `{tag.id}` carries another id, `{tags[hinge + 2].id}`"))
        units.append(unit)
        at = end + 2
    if unpaired > _MOST_UNPAIRED:
        message = f"{unpaired - _MOST_UNPAIRED} more bilingual spans of this page are not paired"
        findings.append(Finding("unit-structure", Span(0, 0), message))
    findings.extend(_sequence(units))
    return Units(tuple(units), tuple(sorted(strays)), tuple(findings))


def _tag(match: Match[str]) -> _Tag:
    kind = match.lastgroup or _OPEN
    return _Tag(kind, match.group(kind) if kind in (_TTU, _STU) else "", match.start(), match.end())


def _hinge(tags: list[_Tag], at: int) -> int | None:
    """Returns where `</span><span class="sxs-lookup"><span data-stu-id=…>` stands that ends the target begun at `at`."""
    for i in range(at + 1, len(tags) - 2):
        if tags[i].kind in (_TTU, _STU):
            return None
        if tags[i].kind == _LOOKUP:
            before, after = tags[i - 1], tags[i + 1]
            joined = before.end == tags[i].start and tags[i].end == after.start
            return i - 1 if joined and before.kind == _CLOSE and after.kind == _STU and i - 1 > at else None
    return None


def _source_end(tags: list[_Tag], at: int, hinge: int) -> int | None:
    """Returns where the `</span></span>` stands that ends the source: at depth 0, or shaped as the target is, or the last."""
    first = hinge + 3
    stop = next((i for i in range(first, len(tags)) if tags[i].kind in (_TTU, _LOOKUP, _STU)), len(tags))
    depth = 0
    for i in range(first, stop):
        if tags[i].kind == _OPEN:
            depth += 1
        elif depth:
            depth -= 1
        elif _closes(tags, i, stop):
            return i
    shape = [tag.kind for tag in tags[at + 1 : hinge]]
    i = first + len(shape)
    if _closes(tags, i, stop) and [tag.kind for tag in tags[first:i]] == shape:
        return i
    return next((i for i in range(stop - 2, first - 1, -1) if _closes(tags, i, stop)), None)


def _closes(tags: list[_Tag], i: int, stop: int) -> bool:
    return i + 1 < stop and tags[i].kind == tags[i + 1].kind == _CLOSE and tags[i].end == tags[i + 1].start


def _drop(tags: list[_Tag], at: int, strays: list[Span]) -> int:
    """Marks the tag at `at`, and the close that seems to be its own, as strays; returns where to go on."""
    strays.append(Span(tags[at].start, tags[at].end))
    depth = 0
    for i in range(at + 1, min(len(tags), at + 64)):
        if tags[i].kind == _CLOSE:
            if not depth:
                strays.append(Span(tags[i].start, tags[i].end))
                # What stands between may be a damaged pair's own tags: they are looked at one by one.
                tags[i] = _Tag(_OPEN, "", tags[i].start, tags[i].end)
                break
            depth -= 1
        elif tags[i].kind == _TTU:
            break
        else:
            depth += 1
    return at + 1


def _unpaired(tag: _Tag) -> Finding:
    if tag.kind == _TTU:
        return _finding(tag, f"unit `{tag.id}` has no source, or its spans are not closed; its text is kept as it is")
    if tag.kind == _STU:
        return _finding(tag, f"source `{tag.id}` has no translation before it; its text is kept as it is")
    return _finding(tag, "a span of class `sxs-lookup` stands outside of any unit; its text is kept as it is")


def _sequence(units: list[Unit]) -> list[Finding]:
    """The invariants between units (`spec/markup.md` 1.1): ids well formed, unique, one prefix, rising.

    Units over several sentences (`p101`) are counted apart from the others.
    """
    findings: list[Finding] = []
    seen: set[str] = set()
    prefix = ""
    last = {"": 0, "p": 0}
    for unit in units:
        match = _ID.match(unit.id)
        if match is None:
            findings.append(_break(unit, f"unit id `{unit.id}` is not of the form `96e2f-103`"))
        elif unit.id in seen:
            findings.append(_break(unit, f"unit id `{unit.id}` is used twice on this page"))
        elif prefix and match.group(1) != prefix:
            findings.append(_break(unit, f"unit id `{unit.id}` does not share the page's prefix `{prefix}`"))
        elif int(match.group(3)) <= last[match.group(2)]:
            highest = f"{prefix}-{match.group(2)}{last[match.group(2)]}"
            findings.append(_break(unit, f"unit `{unit.id}` stands after `{highest}`: numbers have to rise"))
        if match is not None:
            prefix = prefix or match.group(1)
            if match.group(1) == prefix:
                last[match.group(2)] = max(last[match.group(2)], int(match.group(3)))
        if unit.source.strip() and not unit.target.strip():
            findings.append(Finding("empty-target", unit.at, f"unit `{unit.id}` has no translation", unit.number))
        seen.add(unit.id)
    return findings


def _break(unit: Unit, message: str) -> Finding:
    return Finding("unit-structure", unit.at, message, unit.number)


def _finding(tag: _Tag, message: str) -> Finding:
    return Finding("unit-structure", Span(tag.start, tag.end), message, tag.id.partition("-")[2] or None)


class _Blocks:
    """Says in what kind of block a unit stands, by the line it starts on; asked in the order of the page."""

    def __init__(self, text: str, body: int) -> None:
        self._text = text
        self._body = body
        self._line = 0
        self._seen = 0
        self._kind = ""

    def of(self, at: Span) -> str:
        newline = self._text.rfind("\n", self._seen, at.start)
        self._seen = at.start
        if newline >= 0 or not self._kind:
            self._line = newline + 1 if newline >= 0 else 0
            self._kind = self._look(self._text[self._line : at.start], at)
        return self._kind

    def _look(self, lead: str, at: Span) -> str:
        if at.start < self._body:
            return "front-matter"
        bare = lead.lstrip(" \t>")
        if bare.startswith("#"):
            return "heading"
        if "|" in bare or self._text.startswith("|", at.end):
            return "table"
        if _LIST_ITEM.match(lead):
            return "list"
        if ">" in lead[: len(lead) - len(bare)]:
            return "quote"
        if bare.startswith("<") and not bare.startswith(("<a ", "<span")):
            return "html"
        if _UNDERLINE.match(self._text, at.end):
            return "heading"
        return "code" if lead.startswith(("    ", "\t")) and not bare else "paragraph"

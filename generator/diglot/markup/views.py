"""The two views of a bilingual page as projections, text to text (rules R2 to R4).

The *target view* is the page without source text, the *source view* the page with every unit's source in place.
A projection is plain Markdown: what is rendered is exactly what would be rendered had there never been spans.
The rules, and the cases named by letters, are those of ARCHITECTURE.md, “The bilingual format”.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from operator import itemgetter
from re import MULTILINE, Match
from typing import NamedTuple

from diglot.markup.front_matter import front_matter
from diglot.markup.unit_states import unit_state
from diglot.markup.units import Units, scan_units
from diglot.model import Unit
from diglot.patterns import pattern

TARGET = "target"
SOURCE = "source"

_SPACE_BEFORE_ADDRESS = pattern(r" (?=https?://)")
_HEADING_ANCHOR = pattern(
    r"""^([ \t>]*+(?:#{1,6}[ \t]+|(?=[^\n]*+\n {0,3}(?:=+|-+)[ \t]*+\r?$)))<a (?:name|id)="[\w .-]+"></a>""", MULTILINE
)
_DEFINITION = r" {0,3}\[([^\]\n]++)\]:[ \t]*+(\S++)[^\n]*+"
_DOUBLED = pattern(rf"^{_DEFINITION}(?:\r?\n)++({_DEFINITION}(?:\n|\Z))", MULTILINE)
_LABEL = pattern(r"\[([^\[\]\n]++)\]")
_DAMAGED_TAG = pattern(r"(?:data-[ts]tu-id=|class=)[^<>]{0,40}&quot;>")


class Mark(NamedTuple):
    """Where a unit's text stands in a projection."""

    start: int
    end: int
    unit: int
    """Its position among the units of the page."""


class Projection(NamedTuple):
    """One view of a page as Markdown."""

    text: str
    marks: tuple[Mark, ...]
    """In order, not overlapping."""
    origins: tuple[tuple[int, int], ...] = ()
    """(offset in the projection, offset in the page's text) of every piece it was put together from, in order."""


def target_view(text: str) -> str:
    """Returns the page without its source text; front matter and all bytes outside of units stay as they are."""
    projected = project(text, scan_units(text, front_matter(text).end), TARGET).text
    return _drop_doubled_definitions(projected)


def source_view(text: str) -> str:
    """Returns the page with every unit's source in place of its target.

    Complete for text; front matter, alt text, link titles and all else outside of units stay in the target language.
    The `<a name>` that the writer put before each heading's text is taken out, as the source has none.
    """
    projected = project(text, scan_units(text, front_matter(text).end), SOURCE).text
    return without_heading_anchors(projected)


def without_heading_anchors(text: str) -> str:
    """Returns a view without the `<a name>` that the writer put before each heading's text."""
    return _HEADING_ANCHOR.sub(r"\1", text) if "<a " in text else text


def as_plain(text: str) -> str:
    """Returns the target view as the plain branch of a localized repository has it: `\\*` unescaped in units (R3).

    The writer of the bilingual format escapes each `*` that its own parser took for a literal one. Escapes that authors
    wrote look the same, so the result is not always the very bytes of the plain file; what it renders to is.
    """
    return project(text, scan_units(text, front_matter(text).end), TARGET, plain=True).text


def project(text: str, scanned: Units, view: str, start: int = 0, *, plain: bool = False) -> Projection:
    """Returns one view of `text` from offset `start` on, with the places where its units now stand.

    `scanned` are the units of the very same text, `view` is `TARGET` or `SOURCE`.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    origins: list[tuple[int, int]] = []
    done, length, line = start, 0, text.rfind("\n", 0, start) + 1
    strays = deque(stray for stray in scanned.strays if stray.start >= start)

    def put(piece: str, origin: int) -> None:
        nonlocal length
        if piece:
            origins.append((length, origin))
            pieces.append(piece)
            length += len(piece)

    def keep(until: int) -> None:
        nonlocal done
        while strays and strays[0].start < until:
            stray = strays.popleft()
            put(text[done : stray.start], done)
            done = stray.end
        put(text[done:until], done)
        done = until

    for number, unit in enumerate(scanned.units):
        if unit.at.start < start:
            continue
        # Where the line began on which the unit stands: a line that began within a unit is none.
        line = text.rfind("\n", done, unit.at.start) + 1 or line
        keep(unit.at.start)
        if view == TARGET:
            content, origin = _target(unit, plain)
        else:
            content, origin = _source(unit, text, line), unit.source_at.start
        marks.append(Mark(length, length + len(content), number))
        for piece, at in _stretches(content, unit, origin) if view == TARGET else ((content, origin),):
            put(piece, at)
        # What a unit says of itself is for translators: neither view shows it.
        state = unit_state(text, unit)
        done = unit.at.end if state is None else state.at.end
    keep(len(text))
    return Projection("".join(pieces), tuple(marks), tuple(origins))


def raw_offset(projection: Projection, offset: int) -> int:
    """Returns where in the page's text the character at `offset` of its projection stands.

    Exact but for a few characters inside of a unit whose text the projection had to mend.
    """
    piece = bisect_right(projection.origins, offset, key=itemgetter(0)) - 1
    if piece < 0:
        return 0
    start, origin = projection.origins[piece]
    return origin + offset - start


def has_damaged_quotes(text: str) -> bool:
    """Tells whether quotes of the bilingual tags were turned into `&quot;`, and those in code with them (case f)."""
    return "&quot;>" in text and _DAMAGED_TAG.search(text) is not None


def shown_target(unit: Unit) -> tuple[str, int, tuple[int, ...]]:
    """Returns what the target view shows of a unit, and the offset in the page where that begins.

    The last value are the offsets in it of letters before which the page has a backslash that is not shown (R3).
    """
    content, origin = _target(unit, False)
    if "\\*" not in unit.target or "\\*" in content:
        return content, origin, ()
    undone: list[int] = []
    at = unit.target.find("\\*", origin - unit.target_at.start)
    while at >= 0:
        undone.append(at - (origin - unit.target_at.start) - len(undone))
        at = unit.target.find("\\*", at + 2)
    return content, origin, tuple(undone)


def _stretches(content: str, unit: Unit, origin: int) -> tuple[tuple[str, int], ...]:
    """Returns the parts of what is shown of a target, and where they are in the page: undone escapes lie between."""
    if "\\*" not in unit.target or "\\*" in content:
        return ((content, origin),)
    first, *rest = unit.target[origin - unit.target_at.start :].split("\\*")
    parts, at = [(first, origin)], origin + len(first) + 1
    for part in rest:
        parts.append((f"*{part}", at))
        at += len(part) + 2
    return tuple(parts) if "".join(part for part, _ in parts) == content else ((content, origin),)


def _target(unit: Unit, plain: bool) -> tuple[str, int]:
    """Returns what the target view shows of a unit, and the offset in the page where that begins."""
    content, origin = unit.target, unit.target_at.start
    if _SPACE_BEFORE_ADDRESS.match(content):
        # R2: the writer put it there after the `>` of its own tag.
        content, origin = content[1:], origin + 1
    if "\\*" in content and (plain or _is_escaped_by_writer(unit)):
        content = content.replace("\\*", "*")
    return (_one_line(content) if unit.block == "table" else content), origin


def _is_escaped_by_writer(unit: Unit) -> bool:
    """R3: an escape that the author wrote stands in the source as well; any other was put there by the writer.

    A unit in which every escape is half of a `\\**` is left alone: undoing it would turn literal marks into bold text.
    """
    escapes = unit.target.count("\\*")
    return escapes not in (unit.source.count("\\*"), unit.target.count("\\**"))


def _source(unit: Unit, text: str, line: int) -> str:
    if "\n" not in unit.source:
        return unit.source
    if unit.block == "table":
        return _one_line(unit.source)
    if unit.block not in ("quote", "list"):
        return unit.source
    # The writer lost the container's prefix on the source side only: without it the lines leave their quote (case g).
    prefix = _container(text, line, unit.at.start)
    first, *rest = unit.source.split("\n")
    has_prefix = prefix.rstrip() or "\n"
    return "\n".join([first, *(line if line.startswith(has_prefix) else prefix + line for line in rest)])


def _container(text: str, line: int, end: int) -> str:
    """Returns what the next line has to begin with to stay in the containers of the one at `line`: `>`, indentation."""
    match = _CONTAINER.match(text, line, end)
    return _NOT_QUOTE.sub(" ", match.group()) if match else ""


_CONTAINER = pattern(r"(?:[ \t]*+(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])))*[ \t]*")
_NOT_QUOTE = pattern(r"[^>\t]")


def _one_line(content: str) -> str:
    return content.replace("\r\n", " ").replace("\n", " ") if "\n" in content else content


def _drop_doubled_definitions(text: str) -> str:
    """R4: behind a translated reference definition stands one with the source's label, for the source view only."""
    if "]:" not in text:
        return text
    uses = Counter(label.lower() for label in _LABEL.findall(text))

    def drop(match: Match[str]) -> str:
        label, address, second, other, again = match.groups()
        is_source = address == again and label != other and uses[other.lower()] == 1
        return match.group()[: -len(second)] if is_source else match.group()

    return _DOUBLED.sub(drop, text)

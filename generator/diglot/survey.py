"""The first stage: everything that can be known of a page from its own file alone. Pure, and it never fails."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from re import MULTILINE, finditer
from re import compile as pattern

from diglot.diagnostics import Diagnostic, Finding
from diglot.markup.front_matter import FrontMatter, front_matter
from diglot.markup.html import Rendered, Slot, render_tokens
from diglot.markup.parser import Parser
from diglot.markup.sanitize import Sanitizer
from diglot.markup.text import Places, Text, decode
from diglot.markup.units import Units, scan_units
from diglot.markup.views import SOURCE, TARGET, Mark, Projection, has_damaged_quotes, project, raw_offset
from diglot.model import Body, Link, Metadata, Source, Span, Summary, Unit
from diglot.rules import stamp
from diglot.rules.characters.mojibake import find_mojibake
from diglot.settings import Settings
from diglot.urls import is_final

_MARKUP = pattern(r"[*_`]|\\(?=[^\w\s])|\[|\]\([^)]*\)|<[^<>]*>")
_GARBLED_TITLE = pattern(r"#?[A-Z]\d{1,3}\Z")
_DEFINITION = pattern(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*(\S+)", MULTILINE)
_EMPTY = pattern(r"\]\((?=\s*(?:<>\s*)?\))")
_AFTER = (")", " ", "\t", "\n", "")
"""What may stand behind a link's address."""
_CRLF = pattern(r"\r\n")
_WORDS = pattern(r"\s+")
_LEAD = 160
"""Length of a description made from the first paragraph: what search engines show."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one page sends home."""

    summary: Summary
    body: Body
    diagnostics: tuple[Diagnostic, ...]


def survey(settings: Settings, sources: Iterable[Source], view: str = TARGET) -> Iterator[Survey]:
    """Yields the survey of each of `sources`, in order.

    `view` is `TARGET`, or `SOURCE` to make a source page of each.
    """
    parser, sanitizer = Parser(), Sanitizer()
    for source in sources:
        yield _survey(settings, parser, sanitizer, source, view)


def _survey(settings: Settings, parser: Parser, sanitizer: Sanitizer, source: Source, view: str) -> Survey:
    text, undecodable = decode(source.data)
    front = front_matter(text.text)
    scanned = scan_units(text.text, front.end)
    projection = _projection(text, front, scanned, view)
    numbers = [unit.number for unit in scanned.units]
    rendered = render_tokens(parser.parse(projection), numbers, partial(is_final, settings), sanitizer)
    found = (
        *undecodable,
        *front.findings,
        *scanned.findings,
        *_metadata_findings(source, text, front),
        *find_mojibake(text.text, scanned.units),
    )
    places = Places(text, source.file) if found or rendered.slots else None
    links = _links(places, text.text, rendered.slots, projection) if places else ()
    summary = _summary(source, text, front.metadata, scanned, rendered, view)
    return Survey(
        replace(summary, links=links),
        Body(rendered.html, rendered.headings, any(heading.level == 1 for heading in rendered.headings)),
        tuple(stamp(finding, places, source.id.locale) for finding in found) if places and view == TARGET else (),
    )


def _projection(text: Text, front: FrontMatter, scanned: Units, view: str) -> Projection:
    """Returns the body's projection as the parser wants it: lines end with `\\n`, every character can be shown."""
    raw, end = text.text, front.end
    if "\r" in raw or "\0" in raw:
        end -= raw.count("\r\n", 0, end)
        raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        scanned = scan_units(raw, end)
    projection = project(raw, scanned, view, end)
    if not projection.text.isascii():
        # Bytes that were no UTF-8 are shown as what they are: not a character.
        projection = projection._replace(text=_LONE_SURROGATE.sub("\ufffd", projection.text))
    if has_damaged_quotes(raw):
        return _unquoted(projection)
    return projection


_LONE_SURROGATE = pattern("[\ud800-\udfff]")


_QUOTE = "&quot;"


def _unquoted(projection: Projection) -> Projection:
    """Returns a projection in whose text quotes are quotes again."""
    quotes = [match.start() for match in finditer(_QUOTE, projection.text)]

    def moved(offset: int) -> int:
        return offset - (len(_QUOTE) - 1) * bisect_left(quotes, offset)

    pieces = [(moved(offset), origin) for offset, origin in projection.origins]
    pieces += [(moved(at) + 1, raw_offset(projection, at + len(_QUOTE))) for at in quotes]
    return Projection(
        projection.text.replace(_QUOTE, '"'),
        tuple(Mark(moved(mark.start), moved(mark.end), mark.unit) for mark in projection.marks),
        tuple(sorted(pieces)),
    )


def _summary(source: Source, text: Text, metadata: Metadata, scanned: Units, rendered: Rendered, view: str) -> Summary:
    heading = next((heading.text for heading in rendered.headings if heading.level == 1 and heading.text), "")
    own = "" if _GARBLED_TITLE.match(metadata.title) or view == SOURCE else _WORDS.sub(" ", metadata.title).strip()
    name = source.id.path.rsplit("/", 1)[-1]
    title = own or heading or metadata.title or name.replace("-", " ").replace("_", " ").strip().capitalize()
    description = metadata.description if view == TARGET else ""
    sources = "\n".join(unit.source for unit in scanned.units)
    return Summary(
        id=source.id,
        file=source.file,
        title=title,
        source_title=_source_title(text.text, scanned),
        description=_WORDS.sub(" ", description or _shortened(rendered.lead)).strip(),
        metadata=replace(metadata, other=()),
        anchors=rendered.anchors,
        units=len(scanned.units),
        source_digest=sha256(sources.encode("utf-8", "surrogateescape")).hexdigest()[:16] if sources else "",
        generated=view == SOURCE,
    )


def _source_title(text: str, scanned: Units) -> str:
    """Returns the source text of the first heading, as plain text."""
    found: list[Unit] = []
    for unit in scanned.units:
        if found and (unit.block != "heading" or "\n" in text[found[-1].at.end : unit.at.start]):
            break
        if unit.block == "heading":
            found.append(unit)
    return _WORDS.sub(" ", _MARKUP.sub("", " ".join(unit.source for unit in found))).strip()


def _shortened(text: str) -> str:
    if len(text) <= _LEAD:
        return text
    head = text[: _LEAD - 1]
    cut = head.rfind(" ", _LEAD // 2)
    return (head[:cut] if cut > 0 else head).rstrip(" ,;:") + "…"


def _metadata_findings(source: Source, text: Text, front: FrontMatter) -> tuple[Finding, ...]:
    said = front.metadata.content_locale
    if not said or said.lower() == source.id.locale.lower():
        return ()
    message = f"`ms.contentlocale: {said}` stands in a page of locale `{source.id.locale}`; move it, or write its own"
    at = max(0, text.text.find("ms.contentlocale", 0, front.end))
    return (Finding("locale-mismatch", Span(at, at), message),)


def _links(places: Places, raw: str, slots: tuple[Slot, ...], projection: Projection) -> tuple[Link, ...]:
    """Says where in the file each link stands: at its address, or where the address cannot be found, at its block."""
    lines = [0, *(match.end() for match in finditer("\n", projection.text))]
    size = len(projection.text)
    # Offsets at which the projection's text is one character shorter than the file, whose lines end with two.
    shorter = [match.start() - i for i, match in enumerate(_CRLF.finditer(raw))]
    done: dict[str, int] = {}
    definitions: dict[str, int] | None = None
    links = []
    for slot in slots:
        start = lines[min(slot.line, len(lines) - 1)]
        end = lines[slot.end] if 0 < slot.end < len(lines) else size
        at, length = _written(projection.text, slot.address, max(start, done.get(slot.address, 0)), end)
        if at < 0 and definitions is None:
            definitions = {match[1].strip("<>"): match.start(1) for match in _DEFINITION.finditer(projection.text)}
        if at < 0 and definitions is not None:
            at, length = definitions.get(slot.address, start), len(slot.address) * (slot.address in definitions)
        done[slot.address] = at + length
        place = raw_offset(projection, at)
        place += bisect_left(shorter, place)
        links.append(Link(slot.address, places.locate(Span(place, place + length)), slot.image))
    return tuple(links)


def _written(text: str, address: str, start: int, end: int) -> tuple[int, int]:
    """Returns where a link's address stands between `start` and `end`, and its length; -1 where it does not."""
    if not address:
        match = _EMPTY.search(text, start, end)
        return (match.end(), 0) if match else (-1, 0)
    found = text.find(f"]({address}", start, end)
    while found >= 0 and text[found + 2 + len(address) : found + 3 + len(address)] not in _AFTER:
        # Another link's address, which begins with this one.
        found = text.find(f"]({address}", found + 1, end)
    at = found + 2 if found >= 0 else text.find(address, start, end)
    return at, len(address)

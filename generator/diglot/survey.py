"""The first stage: everything that can be known of a page from its own file alone. Pure, in any process, never fails."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from re import compile as pattern

from diglot.diagnostics import Diagnostic, Finding
from diglot.markup.front_matter import FrontMatter, front_matter
from diglot.markup.html import Rendered, Slot, render_tokens
from diglot.markup.parser import Parser
from diglot.markup.sanitize import Sanitizer
from diglot.markup.text import Places, Text, decode
from diglot.markup.units import Units, scan_units
from diglot.markup.views import SOURCE, TARGET, Mark, Projection, has_damaged_quotes, project, raw_offset
from diglot.model import Body, Link, Metadata, Source, Span, Summary
from diglot.rules import stamp
from diglot.settings import Settings
from diglot.urls import is_final

_MARKUP = pattern(r"[*_`]|\\(?=[^\w\s])|\[|\]\([^)]*\)|<[^<>]*>")
_GARBLED_TITLE = pattern(r"#?[A-Z]\d{1,3}\Z")
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
    """Yields the survey of each of `sources`, in order. `view` is `TARGET`, or `SOURCE` to make a source page of each."""
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
    found = (*undecodable, *front.findings, *scanned.findings, *_metadata_findings(source, front.metadata))
    places = Places(text, source.file) if found or rendered.slots else None
    links = _links(places, text.text, rendered.slots, projection) if places else ()
    summary = _summary(settings, source, front.metadata, scanned, rendered, view)
    return Survey(
        replace(summary, links=links),
        Body(rendered.html, rendered.headings, any(heading.level == 1 for heading in rendered.headings)),
        tuple(stamp(finding, places, source.id.locale) for finding in found) if places and view == TARGET else (),
    )


def _projection(text: Text, front: FrontMatter, scanned: Units, view: str) -> Projection:
    """Returns the body's projection as the parser wants it: lines end with `\\n`, every character can be shown."""
    raw = text.text
    if "\r" in raw or "\0" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        front = front_matter(raw)
        scanned = scan_units(raw, front.end)
    projection = project(raw, scanned, view, front.end)
    if not projection.text.isascii():
        # Bytes that were no UTF-8 are shown as what they are: not a character.
        projection = projection._replace(text=_LONE_SURROGATE.sub("\ufffd", projection.text))
    if has_damaged_quotes(raw):
        projection = projection._replace(text=projection.text.replace("&quot;", '"'), marks=_unquote(projection))
    return projection


_LONE_SURROGATE = pattern("[\ud800-\udfff]")


def _unquote(projection: Projection) -> tuple[Mark, ...]:
    def moved(offset: int) -> int:
        return offset - 5 * projection.text.count("&quot;", 0, offset)

    return tuple(Mark(moved(mark.start), moved(mark.end), mark.unit) for mark in projection.marks)


def _summary(
    settings: Settings, source: Source, metadata: Metadata, scanned: Units, rendered: Rendered, view: str
) -> Summary:
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
        source_title=_source_title(scanned),
        description=_WORDS.sub(" ", description or _shortened(rendered.lead)).strip(),
        metadata=replace(metadata, other=()),
        anchors=rendered.anchors,
        units=len(scanned.units),
        source_digest=sha256(sources.encode("utf-8", "surrogateescape")).hexdigest()[:16] if sources else "",
        generated=view == SOURCE,
    )


def _source_title(scanned: Units) -> str:
    """Returns the source text of the first heading, as plain text."""
    first = next((unit for unit in scanned.units if unit.block == "heading"), None)
    return _WORDS.sub(" ", _MARKUP.sub("", first.source)).strip() if first else ""


def _shortened(text: str) -> str:
    if len(text) <= _LEAD:
        return text
    head = text[: _LEAD - 1]
    cut = head.rfind(" ", _LEAD // 2)
    return (head[:cut] if cut > 0 else head).rstrip(" ,;:") + "…"


def _metadata_findings(source: Source, metadata: Metadata) -> tuple[Finding, ...]:
    said = metadata.content_locale
    if not said or said.lower() == source.id.locale.lower():
        return ()
    message = f"`ms.contentlocale: {said}` stands in a page of locale `{source.id.locale}`"
    return (Finding("locale-mismatch", Span(0, 0), message),)


def _links(places: Places, raw: str, slots: tuple[Slot, ...], projection: Projection) -> tuple[Link, ...]:
    """Says where in the file each link stands: at its address, or where the address cannot be found, at its block."""
    lines = [0]
    for line in projection.text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    # Offsets at which the projection's text is one character shorter than the file, whose lines end with two.
    shorter = [match.start() - i for i, match in enumerate(_CRLF.finditer(raw))]
    done: dict[str, int] = {}
    links = []
    for slot in slots:
        start = lines[min(slot.line, len(lines) - 1)]
        found = projection.text.find(slot.address, max(start, done.get(slot.address, 0))) if slot.address else -1
        length = len(slot.address) if found >= 0 else 0
        found = found if found >= 0 else start
        done[slot.address] = found + length
        at = raw_offset(projection, found)
        at += bisect_left(shorter, at)
        links.append(Link(slot.address, places.locate(Span(at, at + length)), slot.image))
    return tuple(links)

"""What the survey shows to rules: a parsed page as a `Page`, with its units, texts and addresses in both languages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from diglot.markup.documents import Document, Placer, note_findings
from diglot.markup.html import Rendered
from diglot.markup.link_places import spans_of
from diglot.markup.sides import Side, side, source_side, target_side
from diglot.markup.unit_states import is_untranslated, unit_state
from diglot.model import Span, Summary, Unit
from diglot.profile import NEUTRAL, Profile, Profiles
from diglot.rules.language.detection import foreign_language
from diglot.rules.runner import Checked, check_page, check_texts
from diglot.rules.subject import Address, Page, Pair

_MACHINE = "MT"


def inspect_page(
    profiles: Profiles, source_locale: str, document: Document, rendered: Rendered, summary: Summary
) -> Checked:
    """Returns what rules have to say about a page; `document` is its target view, `rendered` what became of it.

    What the parser came upon is among it, but for what a rule has explained.
    """
    profile, source_profile = profiles.of(document.place.locale), profiles.of(source_locale)
    front, units = document.front, document.scanned.units
    is_machine = front.metadata.translation_type.upper() == _MACHINE
    pairs = tuple(
        Pair(
            target_side(unit),
            _translated_source(document.text.text, unit),
            profile,
            source_profile,
            unit.block,
            unit,
            is_machine,
            is_untranslated(document.text.text, unit),
        )
        for unit in units
    )
    is_source = summary.id.locale == source_locale
    pairs, foreign = _understood(pairs or tuple(_texts(document, profile, source_profile)), is_source)
    page = Page(
        summary.id,
        summary.file,
        document.text.text,
        front.end,
        document.text.encoding == "utf-8",
        front.metadata,
        units,
        pairs,
        tuple(_addresses(document, rendered, units)),
        tuple((heading.level, heading.id, heading.text) for heading in rendered.headings),
        summary,
        profile,
        source_profile,
        source_locale,
        (*document.scanned.findings, *note_findings(document, (*document.notes, *rendered.notes))),
        foreign,
    )
    return check_page(page)


def inspect_source(profiles: Profiles, source_locale: str, document: Document) -> Checked:
    """Returns what rules have to say about the source text of a translated page."""
    profile = profiles.of(source_locale)
    pairs = [
        Pair(source_side(unit), None, profile, profile, unit.block, unit)
        for unit in document.scanned.units
        if unit.block != "code"
    ]
    return check_texts(document.file, _understood(pairs, is_source=True)[0])


def _translated_source(text: str, unit: Unit) -> Side:
    """Returns the source that the target of a unit was translated from: an older one, where the page says so."""
    state = unit_state(text, unit)
    if state is None or state.old is None:
        return source_side(unit)
    origin = state.old_at.start
    return side(state.old, lambda offset: origin + offset, state.old_at)


def _understood(pairs: Sequence[Pair], is_source: bool) -> tuple[tuple[Pair, ...], str]:
    """Returns pairs with the profiles that hold for them, and what language their source is in if it is a foreign one.

    Of a source in another language than that of its locale nothing is known, and where its translation is in that
    language too, of neither: an article in Spanish is no broken English.
    """
    prose = [pair for pair in pairs if pair.block != "code"]
    sources = [pair.target if is_source else pair.source for pair in prose]
    foreign = foreign_language(filter(None, sources), prose[0].source_profile) if prose else ""
    if not foreign:
        return tuple(pairs), ""
    is_translated = not is_source and not foreign_language((pair.target for pair in prose), prose[0].profile)
    profile = prose[0].profile if is_translated else NEUTRAL
    return tuple(pair._replace(profile=profile, source_profile=NEUTRAL) for pair in pairs), foreign


def _texts(document: Document, profile: Profile, source_profile: Profile) -> Iterator[Pair]:
    """Yields the runs of text of a page without units."""
    placer = Placer(document)
    block = "paragraph"
    for token in document.tokens:
        if token.type in _BLOCKS:
            block = _BLOCKS[token.type]
        if token.type == "inline" and token.map is not None and token.content.strip():
            yield Pair(_text(placer, token.content, *token.map), None, profile, source_profile, block)
            block = "paragraph"


_BLOCKS = {"heading_open": "heading", "td_open": "table", "th_open": "table", "list_item_open": "list"}


def _text(placer: Placer, content: str, first: int, last: int) -> Side:
    """Returns a run of text that stands in the lines from `first` to `last` of a document."""
    # Lines of a file that end with two characters are shorter here: they are found one by one, as are others' lines.
    whole = placer.find(content, first, last) if "\n" not in content or not placer.shortens else -1
    if whole >= 0:
        origin = placer.span(whole, 0).start
        return side(content, lambda offset: origin + offset, Span(origin, origin + len(content)))
    # In a quote or list each line stands behind marks of its own.
    starts, places = [0], [placer.span(placer.line(first), 0).start]
    offset, line = 0, first
    for piece in content.split("\n"):
        found = placer.find(piece.strip(), line, last)
        if found >= 0:
            starts.append(offset + len(piece) - len(piece.lstrip()))
            places.append(placer.span(found, 0).start)
        offset, line = offset + len(piece) + 1, line + 1

    def place(at: int) -> int:
        number = bisect_right(starts, at) - 1
        return places[number] + at - starts[number]

    return side(content, place, Span(place(0), place(len(content))))


def _addresses(document: Document, rendered: Rendered, units: Sequence[Unit]) -> Iterator[Address]:
    """Yields the addresses of a page's own links and images, those that are final as they stand included."""
    slots = [slot for slot in rendered.addresses if slot.document == 0]
    if not slots:
        return
    starts = [unit.at.start for unit in units]
    for slot, at in zip(slots, spans_of(slots, document), strict=True):
        number = bisect_right(starts, at.start) - 1
        within = units[number] if number >= 0 and at.start < units[number].at.end else None
        yield Address(slot.address, slot.image, at, within)

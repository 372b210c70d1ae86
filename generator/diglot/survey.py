"""The first stage: everything that can be known of a page from its own file alone. Pure, and it never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from diglot.allowances import Allowance, find_allowances
from diglot.diagnostics import Diagnostic, Finding
from diglot.inspection import inspect_page, inspect_source
from diglot.markup.blocks import mark_blocks
from diglot.markup.copies import open_copy
from diglot.markup.documents import Document, Reader, note_findings
from diglot.markup.facets import facets_of
from diglot.markup.front_matter import FrontMatter, with_defaults
from diglot.markup.html import Rendered, render_document
from diglot.markup.library import Library, Place
from diglot.markup.link_places import links_of
from diglot.markup.outlines import outline_document
from diglot.markup.sanitize import Sanitizer
from diglot.markup.source_text import source_texts
from diglot.markup.subjects import subjects_of
from diglot.markup.text import Places, Text, decode
from diglot.markup.units import Units
from diglot.markup.views import SOURCE, TARGET
from diglot.markup.yaml_pages import ENDINGS, read_yaml_page
from diglot.model import Body, Link, PageId, Source, Span, Summary, Unit
from diglot.profile import Profiles
from diglot.rules import stamp
from diglot.rules.runner import NOTHING, Failure
from diglot.settings import Settings
from diglot.urls import has_copy, is_final

_MARKUP = pattern(r"[*_`]|\\(?=[^\w\s])|\[|\]\([^)]*\)|<[^<>]*>")
_EXTENSION = pattern(
    r"\[!include[+-]?\s*\[([^\]]*)\]\([^)]*\)\]"
    r"|:::\s*no-loc(?:\s+text=\"([^\"]*)\"|\s*\(([^()]*)\))\s*:::",
    IGNORECASE,
)
_GARBLED_TITLE = pattern(r"#?[A-Z]\d{1,3}\Z")
_WORDS = pattern(r"\s+")
_LEAD = 160
"""Length of a description made from the first paragraph: what search engines show."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one page sends home."""

    summary: Summary
    body: Body
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[tuple[str, bytes], ...] = ()
    """What rules over many pages have to know of it, see `rules.runner.Checked`."""
    allowances: tuple[Allowance, ...] = ()
    """What comments in it allow."""
    failures: tuple[Failure, ...] = ()
    """Rules that raised an exception."""


class Means(NamedTuple):
    """What pages of a chunk are surveyed with."""

    settings: Settings
    reader: Reader
    render: Callable[[Document], Rendered]
    """Writes a page, or only notes what stands in it."""
    profiles: Profiles | None
    """Of the languages of the site; none where the page's texts are not to be checked."""


def survey(
    settings: Settings,
    sources: Iterable[Source],
    view: str = TARGET,
    library: Library | None = None,
    profiles: Profiles | None = None,
) -> Iterator[Survey]:
    """Yields the survey of each of `sources`, in order.

    `view` is `TARGET`, or `SOURCE` to make a source page of each; `library` gives the files that pages bring in.
    With `profiles` all rules are run that need no other page; without, only what the parser comes upon is reported.
    """
    return _surveys(_means(render_document, settings, library, profiles), sources, view)


def look_over(
    settings: Settings,
    sources: Iterable[Source],
    view: str = TARGET,
    library: Library | None = None,
    profiles: Profiles | None = None,
) -> Iterator[Survey]:
    """Yields what `survey` does, with empty bodies: for pages that are not going to be drawn."""
    return _surveys(_means(outline_document, settings, library, profiles), sources, view)


def _means(
    render: Callable[[Document, Callable[[str], bool], Sanitizer], Rendered],
    settings: Settings,
    library: Library | None,
    profiles: Profiles | None,
) -> Means:
    outside, clean = partial(is_final, settings), Sanitizer()
    return Means(settings, Reader(settings, library), lambda document: render(document, outside, clean), profiles)


def _surveys(means: Means, sources: Iterable[Source], view: str) -> Iterator[Survey]:
    return (_survey(means, source, view) for source in sources)


def _survey(means: Means, source: Source, view: str) -> Survey:
    settings, reader, render, profiles = means
    text, undecodable = decode(source.data)
    read = partial(read_yaml_page, reader) if source.file.lower().endswith(ENDINGS) else reader.read
    document = read(Place(source.id.locale, source.origin or f"{source.id.path}.md"), source.file, text, view)
    if source.defaults:
        front = document.front
        document = document._replace(front=front._replace(metadata=with_defaults(front.metadata, source.defaults)))
    if target := " ".join(document.front.metadata.values("redirect_url")):
        return _redirect(source, document, target, undecodable)
    paired = source.paired and view == TARGET
    blocks = mark_blocks(document, is_source=source.id.locale == settings.source_locale) if paired else ""
    rendered = render(document)
    front, scanned = document.front, document.scanned
    summary = _summary(source, document, rendered, view)
    if blocks:
        summary = replace(summary, blocks=blocks)
    if rendered.slots:
        links = links_of(rendered.slots, rendered.documents)
        if source.origin:
            links = tuple(replace(link, base=link.base or source.origin) for link in links)
        summary = replace(summary, links=links)
    # A page that is not going to be drawn has no HTML, and needs nothing beside it.
    copied = settings.markdown_copies and rendered.html and has_copy(source.file)
    body = Body(
        rendered.html,
        rendered.headings,
        any(heading.level == 1 for heading in rendered.headings),
        markdown=open_copy(rendered, summary.title) if copied else "",
    )
    if view == SOURCE:
        # What is wrong with a translation is said once, of its target view; here only its source text is looked at.
        checked = inspect_source(profiles, settings.source_locale, document) if profiles else NOTHING
        page = PageId(settings.source_locale, source.id.path)
        stamped = stamp(checked.findings, Places(text, source.file), page, scanned.units) if checked.findings else ()
        return Survey(summary, body, stamped, failures=checked.failures)
    if settings.bilingual and rendered.html and scanned.units and source.id.locale != settings.source_locale:
        body = replace(body, sources=source_texts(rendered, partial(is_final, settings)))
    if profiles:
        checked = inspect_page(profiles, settings.source_locale, document, rendered, summary)
    else:
        notes = note_findings(document, (*document.notes, *rendered.notes))
        checked = NOTHING._replace(findings=(*scanned.findings, *notes))
    if settings.bilingual and (same := [one.at.start for one in checked.findings if one.rule == "untranslated-unit"]):
        left = (unit.number for unit in scanned.units if any(unit.at.start <= at < unit.at.end for at in same))
        body = replace(body, untranslated=tuple(left))
    if checked.words:
        summary = replace(summary, source_words=checked.words)
    found = (
        *undecodable,
        *front.findings,
        *_metadata_findings(source, text, front),
        *_size_findings(settings, source),
        *checked.findings,
    )
    places = Places(text, source.file) if found or "allow:" in text.text else None
    stamped = stamp(found, places, source.id, scanned.units) if places else ()
    allowances = find_allowances(text.text, front.end, places) if places else ()
    return Survey(summary, body, stamped, checked.notes, allowances, checked.failures)


def _redirect(source: Source, document: Document, target: str, undecodable: tuple[Finding, ...]) -> Survey:
    """Returns the survey of a page that only says where its readers go. Nobody reads the rest of it."""
    text, front = document.text, document.front
    places = Places(text, source.file)
    at = text.text.find(target, max(0, text.text.find("redirect_url", 0, front.end)), front.end)
    # A value in quotes with escapes in it does not stand there as it is meant.
    span = Span(at, at + len(target)) if at >= 0 else Span(0, 0)
    link = Link(target, places.locate(span), base=source.origin)
    found = (*undecodable, *front.findings, *_metadata_findings(source, text, front))
    summary = Summary(
        source.id, source.file, front.metadata.title, "", b"", replace(front.metadata, other=()), redirect=target
    )
    return Survey(replace(summary, links=(link,)), Body(""), stamp(found, places, source.id))


def _summary(source: Source, document: Document, rendered: Rendered, view: str) -> Summary:
    metadata, scanned, text = document.front.metadata, document.scanned, document.text
    heading = next((heading.text for heading in rendered.headings if heading.level == 1 and heading.text), "")
    own = "" if _GARBLED_TITLE.match(metadata.title) or view == SOURCE else _plain(metadata.title)
    name = source.id.path.rsplit("/", 1)[-1]
    title = own or heading or metadata.title or name.replace("-", " ").replace("_", " ").strip().capitalize()
    description = metadata.description if view == TARGET else ""
    return Summary(
        id=source.id,
        file=source.file,
        title=title,
        source_title=_source_title(text.text, scanned),
        utf8_description=_plain(description or _shortened(rendered.lead)).encode("utf-8", "surrogatepass"),
        metadata=replace(metadata, other=()),
        anchors=rendered.anchors,
        units=len(scanned.units),
        generated=view == SOURCE,
        uids=metadata.values("uid"),
        paired=source.paired,
        subjects=subjects_of(metadata),
        facets=facets_of(metadata),
    )


def _source_title(text: str, scanned: Units) -> str:
    """Returns the source text of the first heading, as plain text."""
    found: list[Unit] = []
    for unit in scanned.units:
        if found and (unit.block != "heading" or "\n" in text[found[-1].at.end : unit.at.start]):
            break
        if unit.block == "heading":
            found.append(unit)
    return _MARKUP.sub("", _plain(" ".join(unit.source for unit in found))).strip()


def _plain(text: str) -> str:
    """Returns a title or description as one line, with what extensions of Markdown in it are called in their place."""
    if ":::" in text or "[!" in text:
        text = _EXTENSION.sub(lambda match: next(filter(None, match.groups()), ""), text)
    return _WORDS.sub(" ", text).strip()


def _shortened(text: str) -> str:
    if len(text) <= _LEAD:
        return text
    head = text[: _LEAD - 1]
    cut = head.rfind(" ", _LEAD // 2)
    return (head[:cut] if cut > 0 else head).rstrip(" ,;:") + "…"


def _size_findings(settings: Settings, source: Source) -> tuple[Finding, ...]:
    if len(source.data) <= settings.largest_page:
        return ()
    size, most = f"{len(source.data):,}", f"{settings.largest_page:,}"
    message = f"this page has {size} bytes, and {most} are much; split it up into several pages"
    return (Finding("oversize-page", Span(0, 0), message),)


def _metadata_findings(source: Source, text: Text, front: FrontMatter) -> tuple[Finding, ...]:
    said = front.metadata.content_locale
    if not said or said.lower() == source.id.locale.lower():
        return ()
    message = f"`ms.contentlocale: {said}` stands in a page of locale `{source.id.locale}`; move it, or write its own"
    at = max(0, text.text.find("ms.contentlocale", 0, front.end))
    return (Finding("locale-mismatch", Span(at, at), message),)

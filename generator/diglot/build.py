"""The story of a build: which stage follows which. It touches nothing; a `Workshop` reads, works and writes for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from diglot.allowances import Allowance, PageAllowances, heed_allowances
from diglot.check import Compared, check, compare_site, gathered, ground_of, without_echoes
from diglot.diagnostics import Diagnostic
from diglot.inventory import Content
from diglot.join import (
    as_source,
    fallback_facts,
    join,
    missing_sources,
    site_pages,
    with_fallbacks,
    with_sizes,
)
from diglot.join.related import Kin, kin_of
from diglot.looks import Theme
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, ExternalLink, Facts, File, Index, Output, PageId, Span, Summary
from diglot.packing import PackedFindings, opened_findings
from diglot.profile import Profiles
from diglot.quality import State
from diglot.render import (
    Lists,
    facts_of,
    list_parts,
    lists,
    render_assets,
    render_copies,
    render_feeds,
    render_offline_pages,
    render_redirects,
)
from diglot.rules.links.external_addresses import OUTSIDE
from diglot.rules.runner import Failure
from diglot.rules.subject import EXTERNAL, LOCALE, PAGE, SITE, TEXT, UNIT, Ground, Late
from diglot.search import Findable, findables
from diglot.seo import seo
from diglot.settings import Settings

Value = TypeVar("Value")
CHUNK = 100
"""Pages per unit of parallel work: enough to make handing it over cheap, few enough to share it out evenly."""


class Surveyed(NamedTuple):
    """What the driver keeps of a page that was surveyed."""

    summary: Summary
    found: PackedFindings
    notes: bytes = b""
    """What rules over many pages have to know of it, see `packing.packed_notes`."""
    allowances: tuple[Allowance, ...] = ()
    failures: tuple[Failure, ...] = ()


class Workshop(Protocol):
    """Where a build gets its work done: in this process or in many, on a disk or in memory. Results come in order."""

    def survey(self, settings: Settings, files: Sequence[File], view: str) -> Iterator[Surveyed]:
        """Reads and surveys pages; keeps their bodies for `render` and `body`."""
        ...

    def inspect(self, settings: Settings, files: Sequence[File]) -> Iterator[Surveyed]:
        """Reads and surveys files that are no pages of their own, for what is wrong with them."""
        ...

    def compare(self, jobs: Sequence[tuple[Ground, Mapping[PageId, bytes]]]) -> Iterator[Compared]:
        """Begins to run the rules over the pages of one locale, for each of `jobs`."""
        ...

    def locate(self, found: Sequence[Late], placed: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """Finds the places of what was found in pages whose text is not at hand any more, and the units of `placed`."""
        ...

    def body(self, page: PageId) -> Body:
        """Returns the body of a page that was surveyed."""
        ...

    def render(self, settings: Settings, theme: Theme, locale: str, facts: Iterable[Facts]) -> Iterator[int]:
        """Draws and writes the articles of one locale; yields how many are done."""
        ...

    def relate(self, articles: Mapping[str, Sequence[Kin]]) -> dict[PageId, tuple[PageId, ...]]:
        """Returns which articles are related to each one; `articles` are those of each locale."""
        ...

    def draw_lists(self, settings: Settings, theme: Theme, part: Lists) -> None:
        """Draws and writes the pages that list articles."""
        ...

    def write(self, outputs: Iterable[Output]) -> None:
        """Writes finished files."""
        ...

    def copy(self, resources: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Copies files that articles point to; returns the width and height of those that are images."""
        ...

    def search(self, locale: str, articles: Sequence[Findable]) -> None:
        """Starts to index articles that were surveyed, and to write what makes them findable."""
        ...


class Examined(NamedTuple):
    """A site that was read and checked, but not drawn."""

    settings: Settings
    """Without the source locale, if there is no page of it."""
    site: Index
    diagnostics: tuple[Diagnostic, ...]
    """Those that comments in the articles allow are among them."""
    allowances: tuple[PageAllowances, ...] = ()
    links: tuple[ExternalLink, ...] = ()
    """To other sites, where texts are checked."""
    failures: tuple[Failure, ...] = ()
    """Rules that raised an exception."""
    states: Mapping[PageId, State] = {}
    """How old each translated page is, where texts are checked."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made."""

    index: Index
    """Without what only articles were drawn with."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by file and place."""
    examined: Examined


Tell = Callable[[str, int, int], None]
"""Hears which phase is under way: (phase, pages done, pages in all)."""


def build(
    settings: Settings, theme: Theme, content: Content, workshop: Workshop, tell: Tell, profiles: Profiles | None = None
) -> Build:
    """Builds the whole site; with `profiles` its texts are checked as well."""
    examined = examine(settings, content, workshop, tell, dict(theme.alphabets), profiles)
    settings, index = examined.settings, with_related(examined.site, workshop)
    # The longest jobs first: the others fill the time until they are done.
    for locale, articles in findables(settings, index).items() if settings.search else ():
        workshop.search(locale, articles)
    workshop.write(render_assets(settings, theme))
    index = with_fallbacks(settings, with_sizes(index, workshop.copy(index.resources)))
    examined = examined._replace(site=index)
    drawn, listed = 0, lists(settings, index)
    for locale in settings.locales:
        pages = [page for page in index.pages if page.locale == locale and index.addresses[page] not in listed]
        facts = chain((facts_of(index, page) for page in pages), fallback_facts(settings, index, locale))
        for done in workshop.render(settings, theme, locale, facts):
            tell("render", drawn + done, len(index.pages))
        drawn += len(pages)
        tell("render", drawn, len(index.pages))
    # What makes the lists of a large site takes the room of what only articles were drawn with.
    index = _without_articles(settings, index, listed)
    examined = examined._replace(site=index)
    for part in list_parts(settings, theme, index, workshop.body):
        workshop.draw_lists(settings, theme, part)
    workshop.write(render_redirects(settings, theme, index))
    if settings.markdown_copies:
        workshop.write(render_copies(settings, index, workshop.body))
    workshop.write(render_feeds(settings, theme, index))
    if settings.offline:
        workshop.write(render_offline_pages(settings, theme, index))
    workshop.write(seo(settings, index))
    unsure = (EXTERNAL,) if profiles else (UNIT, TEXT, PAGE, LOCALE, SITE, EXTERNAL)
    return Build(index, heed_allowances(examined.diagnostics, examined.allowances, unsure).diagnostics, examined)


def _without_articles(settings: Settings, index: Index, listed: Set[str]) -> Index:
    """Returns `index` without what drawing an article asks for, but for those that are drawn at the `listed` addresses.

    What can be read offline is told by the targets of all pages.
    """
    pages = [page for page, address in index.addresses.items() if address in listed]

    def those(known: Mapping[PageId, Value]) -> dict[PageId, Value]:
        return {page: known[page] for page in pages if page in known}

    return replace(
        index,
        targets=index.targets if settings.offline else those(index.targets),
        trails=those(index.trails),
        neighbours=those(index.neighbours),
        navigation=those(index.navigation),
        blocks=those(index.blocks),
        related=those(index.related),
        freshness=those(index.freshness),
    )


def with_related(index: Index, workshop: Workshop) -> Index:
    """Returns `index` with the articles that are related: only who draws pages wants to know."""
    return replace(index, related=workshop.relate(kin_of(index)))


def examine(
    settings: Settings,
    content: Content,
    workshop: Workshop,
    tell: Tell,
    alphabets: Mapping[str, str],
    profiles: Profiles | None,
) -> Examined:
    """Reads all pages, joins what is known of them and checks it; with `profiles` their texts as well."""
    read = _read(settings, content, workshop, tell)
    settings = inhabited(settings, {page.id.locale for page in read.summaries})
    pages = site_pages(settings, read.summaries)
    # Others compare the pages of a locale while they are joined here.
    comparing = workshop.compare(_comparisons(settings, profiles, pages, read.notes)) if profiles else iter(())
    index = join(
        settings, read.summaries, content.tocs, content.resources, alphabets, content.references, content.beside
    )
    compared = []
    if profiles:
        of_site = compare_site(ground_of(settings, profiles, pages), read.notes)
        for done, one_locale in enumerate(comparing, 1):
            compared.append(one_locale)
            tell("compare", done, len(settings.locales))
        compared.append(of_site)
    links = tuple(_links(read.notes))
    # Nobody asks for them any more, and what was found takes their place in memory.
    read.notes.clear()
    found = [*content.diagnostics, *chain.from_iterable(map(opened_findings, read.found))]
    late, joined = [one for result in compared for one in result.found], tuple(check(index))
    found += workshop.locate(late, joined) if profiles else joined
    failures = (*read.failures, *(one for result in compared for one in result.failures))
    left = tuple(without_echoes(settings.source_locale, found))
    states = {page: state for result in compared for page, state in result.states.items()}
    if states:
        index = replace(index, freshness={page: (state.freshness, state.units) for page, state in states.items()})
    return Examined(settings, index, left, read.allowances, links, failures, states)


class _Read(NamedTuple):
    """What was read of all pages."""

    summaries: list[Summary]
    notes: dict[PageId, bytes]
    found: list[PackedFindings]
    """Of each page, and of each file that is none."""
    allowances: tuple[PageAllowances, ...]
    failures: tuple[Failure, ...]


def _read(settings: Settings, content: Content, workshop: Workshop, tell: Tell) -> _Read:
    """Reads all pages, those of the source that are made from translations, and what is no page."""
    surveyed = _surveyed(settings, content, workshop, tell)
    included = list(workshop.inspect(settings, content.includes))
    wanted = missing_sources(settings, [one.summary for one in surveyed])
    files = {file.id: file for file in content.pages} if wanted else {}
    missing = [files[page] for page in wanted]
    files.clear()
    sources: list[Surveyed] = []
    for done, one in enumerate(workshop.survey(settings, missing, SOURCE), 1):
        sources.append(one._replace(summary=as_source(settings, one.summary)))
        tell("source", done, len(missing))
    pages = [*surveyed, *sources]
    return _Read(
        [one.summary for one in pages],
        {one.summary.id: one.notes for one in pages if one.notes},
        [one.found for one in (*pages, *included)],
        tuple(
            PageAllowances(one.summary.file, one.summary.id, one.allowances)
            for one in (*surveyed, *included)
            if one.allowances
        ),
        tuple(failure for one in (*pages, *included) for failure in one.failures),
    )


def _surveyed(settings: Settings, content: Content, workshop: Workshop, tell: Tell) -> list[Surveyed]:
    """Returns the surveys of all pages in their order. Translations of an article are read one after the other.

    They have the same source, and whoever reads them need not find out six times what is to be known of it.
    """
    files = paired(settings, content.pages)
    order = sorted(range(len(files)), key=lambda number: files[number].id.path)
    read: dict[int, Surveyed] = {}
    for number, one in zip(order, workshop.survey(settings, [files[number] for number in order], TARGET), strict=True):
        read[number] = one
        tell("read", len(read), len(files))
    return [read[number] for number in range(len(files))]


def _links(notes: Mapping[PageId, bytes]) -> Iterator[ExternalLink]:
    """Yields the links to other sites."""
    for page, links in gathered([OUTSIDE], notes)[OUTSIDE.name].items():
        for address, start, end in links:
            yield ExternalLink(address, page, Span(start, end))


def _comparisons(
    settings: Settings, profiles: Profiles, pages: Mapping[PageId, Summary], notes: Mapping[PageId, bytes]
) -> list[tuple[Ground, Mapping[PageId, bytes]]]:
    """Returns what rules over the pages of one locale stand on and look at, for each locale."""
    return [
        (
            ground_of(settings, profiles, pages, locale),
            {page: packed for page, packed in notes.items() if page.locale == locale},
        )
        for locale in settings.locales
    ]


def paired(settings: Settings, files: Collection[File]) -> Sequence[File]:
    """Returns `files`; those of them that stand both in the source locale and in another one know it."""
    sources = {file.id.path for file in files if file.id.locale == settings.source_locale}
    both = sources & {file.id.path for file in files if file.id.locale != settings.source_locale}
    return [file._replace(paired=True) if file.id.path in both else file for file in files]


def inhabited(settings: Settings, locales: Set[str]) -> Settings:
    """Returns `settings` without the source locale, if it is not among the `locales` that there are pages of."""
    source = settings.source_locale
    if source in locales:
        return settings
    others = tuple(locale for locale in settings.locales if locale != source)
    return replace(settings, locales=others or settings.locales)

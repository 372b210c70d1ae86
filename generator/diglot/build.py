"""The story of a build: which stage follows which. It touches nothing; a `Workshop` reads, works and writes for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from diglot.check import check
from diglot.diagnostics import Diagnostic
from diglot.join import as_source, join, missing_sources, with_sizes
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, Facts, File, Findable, Index, Output, PageId, Reference, Summary, Theme, Toc
from diglot.render import facts_of, lists, render_assets, render_lists, render_redirects
from diglot.search import findable
from diglot.seo import seo
from diglot.settings import Settings
from diglot.urls import Beside

CHUNK = 100
"""Pages per unit of parallel work: enough to make handing it over cheap, few enough to share it out evenly."""


class Content(NamedTuple):
    """What was found in the content folders."""

    pages: tuple[File, ...]
    tocs: tuple[Toc, ...]
    resources: tuple[tuple[str, str], ...]
    """(locale, path) of all other files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    includes: tuple[File, ...] = ()
    """Articles that are no pages: they only stand in others."""
    references: Mapping[str, Reference] = {}
    """What maps of other sites say of uids."""
    beside: Beside = Beside()


class Workshop(Protocol):
    """Where a build gets its work done: in this process or in many, on a disk or in memory. Results come in order."""

    def survey(
        self, settings: Settings, files: Sequence[File], view: str
    ) -> Iterator[tuple[Summary, tuple[Diagnostic, ...]]]:
        """Reads and surveys pages; keeps their bodies for `render` and `body`."""
        ...

    def inspect(self, settings: Settings, files: Sequence[File]) -> Iterator[tuple[Diagnostic, ...]]:
        """Reads and surveys files that are no pages of their own, for what is wrong with them."""
        ...

    def body(self, page: PageId) -> Body:
        """Returns the body of a page that was surveyed."""
        ...

    def render(self, settings: Settings, theme: Theme, locale: str, facts: Sequence[Facts]) -> Iterator[int]:
        """Draws and writes the articles of one locale; yields how many are done."""
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


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made."""

    index: Index
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by file and place."""


def build(
    settings: Settings, theme: Theme, content: Content, workshop: Workshop, tell: Callable[[str, int, int], None]
) -> Build:
    """Builds the whole site; `tell` hears which phase is under way: (phase, pages done, pages in all)."""
    found = list(content.diagnostics)
    summaries: list[Summary] = []
    for summary, diagnostics in workshop.survey(settings, _paired(settings, content.pages), TARGET):
        summaries.append(summary)
        found.extend(diagnostics)
        tell("read", len(summaries), len(content.pages))
    for diagnostics in workshop.inspect(settings, content.includes):
        found.extend(diagnostics)

    files = {file.id: file for file in content.pages}
    missing = [files[page] for page in missing_sources(settings, summaries)]
    for done, (summary, _) in enumerate(workshop.survey(settings, missing, SOURCE), 1):
        summaries.append(as_source(settings, summary))
        tell("source", done, len(missing))

    settings = _inhabited(settings, summaries)
    index = join(
        settings, summaries, content.tocs, content.resources, dict(theme.alphabets), content.references, content.beside
    )
    found.extend(check(index))

    workshop.write(render_assets(settings, theme))
    index = with_sizes(index, workshop.copy(index.resources))
    drawn, listed = 0, lists(settings, index)
    for locale in settings.locales:
        if settings.search:
            workshop.search(locale, [findable(index, page) for page in index.pages if page.locale == locale])
        pages = [page for page in index.pages if page.locale == locale and index.addresses[page] not in listed]
        for done in workshop.render(settings, theme, locale, [facts_of(index, page) for page in pages]):
            tell("render", drawn + done, len(index.pages))
        drawn += len(pages)
    workshop.write(render_lists(settings, theme, index, workshop.body))
    workshop.write(render_redirects(settings, theme, index))
    workshop.write(seo(settings, index))
    return Build(index, tuple(sorted(found, key=lambda diagnostic: diagnostic.order)))


def _paired(settings: Settings, files: Sequence[File]) -> Sequence[File]:
    """Returns `files`; those of them that stand both in the source locale and in another one know it."""
    sources = {file.id.path for file in files if file.id.locale == settings.source_locale}
    both = sources & {file.id.path for file in files if file.id.locale != settings.source_locale}
    return [file._replace(paired=True) if file.id.path in both else file for file in files] if both else files


def _inhabited(settings: Settings, summaries: Sequence[Summary]) -> Settings:
    """Returns `settings` without the source locale, if no page of it was found and none could be made."""
    source = settings.source_locale
    if any(page.id.locale == source for page in summaries):
        return settings
    others = tuple(locale for locale in settings.locales if locale != source)
    return replace(settings, locales=others or settings.locales)

"""The story of a build: which stage follows which. It touches nothing; a `Workshop` reads, works and writes for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from diglot.check import check
from diglot.diagnostics import Diagnostic
from diglot.join import as_source, join, missing_sources
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, Facts, File, Findable, Index, Output, PageId, Summary, Theme, Toc
from diglot.render import facts_of, lists, render_assets, render_lists
from diglot.search import findable
from diglot.seo import seo
from diglot.settings import Settings

CHUNK = 100
"""Pages per unit of parallel work: enough to make handing it over cheap, few enough to share it out evenly."""


class Content(NamedTuple):
    """What was found in the content folders."""

    pages: tuple[File, ...]
    tocs: tuple[Toc, ...]
    resources: tuple[tuple[str, str], ...]
    """(locale, path) of all other files."""
    diagnostics: tuple[Diagnostic, ...] = ()


class Workshop(Protocol):
    """Where a build gets its work done: in this process or in many, on a disk or in memory. Results come in order."""

    def survey(
        self, settings: Settings, files: Sequence[File], view: str
    ) -> Iterator[tuple[Summary, tuple[Diagnostic, ...]]]:
        """Reads and surveys pages; keeps their bodies for `render` and `body`."""
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

    def copy(self, resources: Sequence[tuple[str, str]]) -> None:
        """Copies files that articles point to."""
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
    for summary, diagnostics in workshop.survey(settings, content.pages, TARGET):
        summaries.append(summary)
        found.extend(diagnostics)
        tell("read", len(summaries), len(content.pages))

    files = {file.id: file for file in content.pages}
    missing = [files[page] for page in missing_sources(settings, summaries)]
    for done, (summary, _) in enumerate(workshop.survey(settings, missing, SOURCE), 1):
        summaries.append(as_source(settings, summary))
        tell("source", done, len(missing))

    index = join(settings, summaries, content.tocs, content.resources, dict(theme.alphabets))
    found.extend(check(index))

    workshop.write(render_assets(theme))
    workshop.copy(index.resources)
    drawn, listed = 0, lists(settings, index)
    for locale in settings.locales:
        if settings.search:
            workshop.search(locale, [findable(index, page) for page in index.pages if page.locale == locale])
        pages = [page for page in index.pages if page.locale == locale and index.addresses[page] not in listed]
        for done in workshop.render(settings, theme, locale, [facts_of(index, page) for page in pages]):
            tell("render", drawn + done, len(index.pages))
        drawn += len(pages)
    workshop.write(render_lists(settings, theme, index, workshop.body))
    workshop.write(seo(settings, index))
    return Build(index, tuple(sorted(found, key=lambda diagnostic: diagnostic.order)))

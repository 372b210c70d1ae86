"""Puts a check together: reads the project, runs all rules, heeds what is allowed and known, and makes the report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

from diglot.allowances import heed_allowances
from diglot.baseline import Baseline, absent, heed_baseline, load_baseline
from diglot.build import Tell, examine
from diglot.diagnostics import Diagnostic
from diglot.files import STATE
from diglot.keys import page_keys, tool_digest
from diglot.measure import measure, recounted
from diglot.memories import LAST
from diglot.model import ExternalLink
from diglot.page_memory import PageMemory
from diglot.profile import Profiles
from diglot.profiles import load_profiles
from diglot.project import Prepared, Project, configurations, prepare, runner
from diglot.quality import Report
from diglot.rules.links.external_addresses import address_findings
from diglot.rules.runner import Failure
from diglot.rules.subject import EXTERNAL, SITE
from diglot.run import kept
from diglot.run_memory import Checked, Inputs, Watched, inputs_of, recalled
from diglot.sealed import read_sealed, write_sealed
from diglot.selection import PathSelection, Selection, choose
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.theme import load_alphabets
from diglot.workshop import DiskWorkshop, Means, locate

FOLDER = "check"
OUTSIDE = "outside"
"""The phase in which other sites are asked."""


class Request(NamedTuple):
    """What is asked of a check."""

    locales: tuple[str, ...] = ()
    """Only these; empty means all."""
    jobs: int | None = None
    select: tuple[str, ...] = ()
    """In place of what the configuration selects."""
    ignore: tuple[str, ...] = ()
    """Besides what the configuration ignores."""
    files: frozenset[str] | None = None
    """Paths relative to the project: only these are reported on."""
    external: date | None = None
    """Ask other sites whether links to them lead somewhere; what they said on this day is kept."""
    remembers: bool = True
    """Use what earlier checks found out, and keep what this one does."""


@kept()
def check_project(project: Project, request: Request, tell: Tell) -> Report:
    """Returns what all rules have to say about `project`. Raises `UserError`."""
    prepared = prepare(project, request.locales)
    settings = prepared.settings
    profiles = load_profiles(project.root, settings.source_locale, settings.locales)
    notes = list(profiles.notes)
    found, failures = _found(project, request, prepared, profiles, notes, tell)
    diagnostics = found.diagnostics
    if request.external is not None:
        diagnostics += tuple(_outside(project, request.external, prepared, found.links, notes, tell))
    # Rules over the whole site find less where only some of its locales are read.
    unsure = {scope for scope, partly in ((EXTERNAL, not request.external), (SITE, request.locales)) if partly}
    allowed = heed_allowances(diagnostics, found.allowances, unsure)
    baseline = load_baseline(project.root / project.options.check.baseline)
    chosen = tuple(heed_baseline(baseline, choose(_selection(project, request), allowed.diagnostics)))
    locales, pages = recounted(found.locales, found.pages, chosen)
    gone = (
        ()
        if request.files is not None or request.locales or request.select
        else _absent(baseline, allowed.diagnostics, settings)
    )
    return Report(
        chosen,
        locales,
        pages,
        settings.source_locale,
        allowed.suppressed,
        gone,
        (*notes, *baseline.notes),
        tuple(f"{failure.rule} failed on `{failure.page}`: {failure.reason}" for failure in failures),
    )


def reported(project: Project, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Returns those of a build's findings that `project` wants to be reported, and that its baseline does not know."""
    baseline = load_baseline(project.root / project.options.check.baseline)
    chosen = choose(_selection(project, Request()), diagnostics)
    return [found for found in heed_baseline(baseline, chosen) if not found.known]


def _absent(baseline: Baseline, diagnostics: Sequence[Diagnostic], settings: Settings) -> tuple[tuple[str, str], ...]:
    return tuple(entry for entry in absent(baseline, diagnostics) if entry[0] in ("", *settings.locales))


def _selection(project: Project, request: Request) -> Selection:
    options = project.options.check
    paths = tuple(
        PathSelection(tuple(entry.files), tuple(entry.ignore), tuple(entry.severity.items())) for entry in options.paths
    )
    return Selection(
        request.select or tuple(options.select),
        (*options.ignore, *request.ignore),
        tuple(options.severity.items()),
        paths,
        request.files,
    )


def _found(
    project: Project, request: Request, prepared: Prepared, profiles: Profiles, notes: list[str], tell: Tell
) -> tuple[Checked, tuple[Failure, ...]]:
    """Returns what there is to say before anything is selected: recalled if nothing changed, else found out."""
    state = project.output.resolve().parent / STATE / FOLDER
    settings, folders = prepared.settings, prepared.folders
    library = DiskLibrary(project.root, folders, settings.source_locale)
    memory, inputs = None, Inputs("")
    if request.remembers and _is_writable(state):
        watched = [*folders.values(), project.root / "site", project.root / "locales"]
        beside = configurations(project, folders.values())
        beside += [project.root / path for path in project.options.links.xref_maps]
        tool = tool_digest()
        memory = PageMemory(
            state / "pages.msgpack", page_keys(tool, settings, profiles, folders), library.digest, bodies=False
        )
        inputs = inputs_of(
            (tool, repr(settings), profiles.digest()), Watched(watched, beside, project.output), memory.started
        )
        last, note = read_sealed(state / LAST, Checked)
        if last and (remembered := recalled(state / LAST, last, inputs)):
            return remembered, ()
        notes += [entry for entry in (*memory.notes, note) if entry]
    with ExitStack() as stack:
        moved = prepared.content.beside.moved
        means = Means(
            runner(stack, request.jobs, prepared.content), None, folders, library, moved, profiles, pages=memory
        )
        alphabets = dict(load_alphabets(project.root))
        examined = examine(settings, prepared.content, DiskWorkshop(means), tell, alphabets, profiles)
    locales, pages = measure(examined.settings, examined.site, examined.states, examined.diagnostics)
    result = Checked(inputs, examined.diagnostics, examined.allowances, examined.links, locales, pages)
    if memory is not None and not examined.failures:
        try:
            memory.save()
            write_sealed(state / LAST, result)
        except OSError as error:
            # What was found is worth more than what would have been remembered of it.
            notes.append(f"`{state}` cannot be written to, so that nothing is remembered: {error.strerror}")
    return result, examined.failures


def _outside(
    project: Project, today: date, prepared: Prepared, links: Sequence[ExternalLink], notes: list[str], tell: Tell
) -> Iterator[Diagnostic]:
    """Yields what other sites say of the links to them."""
    from diglot.external import check_addresses
    from diglot.external.cache import CACHE
    from diglot.external.options import ExternalOptions

    options = project.options.check.external
    asking = ExternalOptions(
        concurrency=options.connections,
        per_host=options.per_host,
        pause=options.pause,
        read_timeout=options.timeout,
        allow_private=options.private,
        only=tuple(options.only),
        ignore=tuple(options.ignore),
    )
    tell(OUTSIDE, 0, len({link.address for link in links}))
    cache = project.output.resolve().parent / STATE / CACHE
    outcomes = check_addresses((link.address for link in links), asking, cache, notes.append, today)
    files = {file.id: file for file in prepared.content.pages}
    yield from locate(address_findings(links, outcomes), files)


def _is_writable(folder: Path) -> bool:
    """Tells whether `folder` can be written to, or made."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)

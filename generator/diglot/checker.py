"""Puts a check together: reads the project, runs all rules, heeds what is allowed and known, and makes the report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diglot.allowances import heed_allowances
from diglot.baseline import Baseline, absent, heed_baseline, load_baseline
from diglot.diagnostics import Diagnostic
from diglot.files import STATE, now
from diglot.keys import tool_digest
from diglot.model import ExternalLink
from diglot.options import wanted_locales
from diglot.project import Project, content_folders, prepare
from diglot.quality import Report
from diglot.recounting import recounted
from diglot.rules.subject import EXTERNAL
from diglot.run import kept
from diglot.run_memory import LAST, Checked, Found, Keeping, project_inputs, recalled
from diglot.sealed import read_sealed, write_sealed
from diglot.selection import PathSelection, Selection, choose

if TYPE_CHECKING:
    from diglot.build import Tell

FOLDER = "check"
OUTSIDE = "outside"
"""The phase in which other sites are asked."""


class Request(NamedTuple):
    """What is asked of a check."""

    locales: tuple[str, ...] = ()
    """Only these are reported on; empty means all."""
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
    folders = content_folders(project)
    wanted = wanted_locales(project.options, list(folders), request.locales)
    # A translation is judged by its source and by other translations: what is not wanted is read, and not reported.
    found = _found(project, request, folders, tell)
    checked, notes = found.checked, [*found.checked.notes, *found.notes]
    diagnostics = checked.diagnostics
    if request.external is not None:
        links = [link for link in checked.links if wanted is None or link.page.locale in wanted]
        diagnostics += tuple(_outside(project, request.external, links, notes, tell))
    # What other sites say is not asked for each time, and then not of all locales.
    is_partly = request.external is None or wanted is not None
    allowed = heed_allowances(diagnostics, checked.allowances, {EXTERNAL} if is_partly else ())
    baseline = load_baseline(project.root / project.options.check.baseline)
    selection = _selection(project, request, wanted)
    chosen = tuple(heed_baseline(baseline, choose(selection, allowed.diagnostics)))
    locales, pages = recounted(checked.locales, checked.pages, chosen)
    gone = (
        ()
        if request.files is not None or wanted is not None or request.select
        else _absent(baseline, allowed.diagnostics, [quality.locale for quality in locales])
    )
    return Report(
        chosen,
        tuple(quality for quality in locales if wanted is None or quality.locale in wanted),
        tuple(quality for quality in pages if wanted is None or quality.locale in wanted),
        project.options.source_locale,
        sum(1 for _ in choose(selection, allowed.suppressed)),
        gone,
        (*notes, *baseline.notes),
        tuple(f"{failure.rule} failed on `{failure.page}`: {failure.reason}" for failure in found.failures),
    )


def reported(project: Project, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Returns those of a build's findings that `project` wants to be reported, and that its baseline does not know."""
    baseline = load_baseline(project.root / project.options.check.baseline)
    chosen = choose(_selection(project, Request(), None), diagnostics)
    return [found for found in heed_baseline(baseline, chosen) if not found.known]


def _absent(
    baseline: Baseline, diagnostics: Sequence[Diagnostic], locales: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    return tuple(entry for entry in absent(baseline, diagnostics) if entry[0] in ("", *locales))


def _selection(project: Project, request: Request, wanted: frozenset[str] | None) -> Selection:
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
        wanted,
    )


def _found(project: Project, request: Request, folders: dict[str, Path], tell: Tell) -> Found:
    """Returns what there is to say before anything is selected: recalled if nothing changed, else found out."""
    state = project.output.resolve().parent / STATE / FOLDER
    keeping, note = None, ""
    if request.remembers and _is_writable(state):
        remembered, keeping, note = _recalled(project, folders, state)
        if remembered:
            return Found(remembered)
    from diglot.finder import find_out

    found = find_out(project, folders, request.jobs, tell, keeping)
    return found._replace(notes=(*found.notes, note)) if note else found


def _recalled(project: Project, folders: dict[str, Path], state: Path) -> tuple[Checked | None, Keeping, str]:
    """Returns the last check in the folder `state` if nothing changed since, what to keep, and what is to be told."""
    started, tool = now(state / LAST), tool_digest()
    told = (tool,)
    last, note = read_sealed(state / LAST, Checked)
    elsewhere = last.elsewhere if last else ()
    inputs = project_inputs(project, folders, told, elsewhere, started)
    same = recalled(state / LAST, last, inputs, write_sealed) if last else None
    return same, Keeping(state, tool, inputs, told, elsewhere, started), note


def _outside(
    project: Project, today: date, links: Sequence[ExternalLink], notes: list[str], tell: Tell
) -> Iterator[Diagnostic]:
    """Yields what other sites say of the links to them."""
    from diglot.external import check_addresses
    from diglot.external.cache import CACHE
    from diglot.external.options import ExternalOptions
    from diglot.rules.links.external_addresses import address_findings
    from diglot.workshop import locate

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
    files = {file.id: file for file in prepare(project, ()).content.pages}
    yield from locate(address_findings(links, outcomes), files)


def _is_writable(folder: Path) -> bool:
    """Tells whether `folder` can be written to, or made."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)

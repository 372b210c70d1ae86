"""Finds out what there is to say of a project: reads its pages, runs all rules, and keeps what came of it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from diglot.build import Tell, examine
from diglot.keys import page_keys
from diglot.measure import measure
from diglot.page_memory import PageMemory
from diglot.profiles import load_profiles
from diglot.project import Project, prepare, runner
from diglot.run_memory import LAST, Checked, Found, Inputs, Keeping, project_inputs
from diglot.sealed import write_sealed
from diglot.shelves import DiskLibrary
from diglot.theme import load_alphabets
from diglot.workshop import DiskWorkshop, Means


def find_out(
    project: Project,
    folders: dict[str, Path],
    jobs: int | None,
    tell: Tell,
    keeping: Keeping | None,
) -> Found:
    """Returns what all rules have to say about `project`. Raises `UserError`.

    `folders` are its content folders by locale. Without `keeping` nothing is remembered.
    """
    prepared = prepare(project, (), folders)
    settings = prepared.settings
    profiles = load_profiles(project.root, settings.source_locale, settings.locales)
    library = DiskLibrary(project.root, prepared.folders, settings.source_locale)
    memory = None
    if keeping:
        keys = page_keys(keeping.tool, settings, profiles, prepared.folders)
        memory = PageMemory(keeping.folder / "pages.msgpack", keys, library.digest, bodies=False)
    beside = prepared.content.beside
    with ExitStack() as stack:
        run = runner(stack, jobs, prepared.content)
        means = Means(run, None, prepared.folders, library, beside.moved, profiles, pages=memory)
        alphabets = dict(load_alphabets(project.root))
        examined = examine(settings, prepared.content, DiskWorkshop(means), tell, alphabets, profiles)
    locales, pages = measure(examined.settings, examined.site, examined.states, examined.diagnostics)
    inputs = keeping.inputs if keeping else Inputs("")
    if keeping and beside.elsewhere != keeping.elsewhere:
        inputs = project_inputs(project, prepared.folders, keeping.told, beside.elsewhere, keeping.started)
    checked = Checked(
        inputs,
        examined.diagnostics,
        examined.allowances,
        examined.links,
        locales,
        pages,
        tuple(profiles.notes),
        beside.elsewhere,
    )
    notes = list(memory.notes) if memory else []
    if keeping and memory and not examined.failures:
        try:
            memory.save()
            write_sealed(keeping.folder / LAST, checked)
        except OSError as error:
            # What was found is worth more than what would have been remembered of it.
            notes.append(f"`{keeping.folder}` cannot be written to, so that nothing is remembered: {error.strerror}")
    return Found(checked, examined.failures, tuple(notes))

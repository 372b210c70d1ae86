"""A project on the disk: its configuration, the folders of its content, and what lies in them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from diglot.errors import UserError
from diglot.files import STATE
from diglot.inventory import Content
from diglot.locales import docset_folder, find_locales, is_docset, locale_folders
from diglot.options import Options, parse_options, resolve_settings
from diglot.run import Pool, Run, Serial, available_processors
from diglot.settings import Settings

_SMALL = 150
"""Fewer pages than this are built before a second process would have started."""

_PLAIN_ENGLISH = "en"
"""What folders of English articles are called that are of no region."""
_ABOVE = 3
"""So many folders above content outside of the project are looked at for configurations."""


class Project(NamedTuple):
    """Where a site is made from, and where to."""

    root: Path
    options: Options
    output: Path


def open_project(root: Path, config: Path | None, output: Path | None) -> Project:
    """Returns the project in the folder `root`. Raises `UserError` where its configuration cannot be used."""
    if not root.is_dir():
        raise UserError(f"there is no folder `{root}`")
    candidates = [config] if config else [root / "site" / "site.toml", root / "site.toml"]
    file = next((path for path in candidates if path.is_file()), None)
    if config and file is None:
        raise UserError(f"there is no file `{config}`")
    try:
        options = parse_options(file.read_text("utf-8-sig"), os.path.relpath(file)) if file else Options()
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: not UTF-8: {error}") from error
    return _as_found(Project(root, options, output or root / options.output))


def _as_found(project: Project) -> Project:
    """Returns `project` with `en` as its source locale, where nobody named one and it is what the content has of it."""
    options = project.options
    if "source_locale" in options.model_fields_set:
        return project
    try:
        folders = content_folders(project)
    except UserError:
        # Whoever needs them says so.
        return project
    if _PLAIN_ENGLISH not in folders or options.source_locale in folders:
        return project
    return project._replace(options=options.model_copy(update={"source_locale": _PLAIN_ENGLISH}))


def content_folders(project: Project) -> dict[str, Path]:
    """Returns the folder of every locale of the project. Raises `UserError` where there is none."""
    named = project.options.content
    root = project.root / (named or "content")
    if not root.is_dir():
        if named:
            raise UserError(f"the configuration names `{named}` as the folder of the content; there is no such folder")
        root = project.root
    elif not named and is_docset(project.root) and not locale_folders(root):
        # A docset may well have a folder of that name.
        root = project.root
    folders = find_locales(root, project.options.source_locale)
    for locale, options in project.options.locales.items():
        if options.path is not None:
            if not (project.root / options.path).is_dir():
                raise UserError(f"the configuration says that {locale} is in `{options.path}`; there is no such folder")
            folders[locale] = docset_folder(project.root / options.path)
    if not folders:
        raise UserError(
            f"there are no articles in `{root}`: put Markdown files into subfolders that are named after locales, "
            "`content/en-US/page.md`, or let their front matter name one, `ms.contentlocale: nl-NL`"
        )
    return folders


class Prepared(NamedTuple):
    """What a build or a check starts from."""

    settings: Settings
    folders: dict[str, Path]
    """The content folders that are read, by locale."""
    content: Content


def choose_locales(
    project: Project, folders: dict[str, Path], chosen: tuple[str, ...]
) -> tuple[Settings, dict[str, Path]]:
    """Returns the settings for all locales of `project`, or for the `chosen` ones, and the folders that are read."""
    settings = resolve_settings(project.options, list(folders), chosen)
    everything = resolve_settings(project.options, list(folders)).locales
    # Where only source pages are wanted that have to be made from translations, all translations are read.
    wanted = [locale for locale in settings.locales if locale in folders] or everything
    return settings, {locale: folders[locale] for locale in wanted if locale in folders}


def prepare(
    project: Project,
    chosen: tuple[str, ...],
    folders: dict[str, Path] | None = None,
    named: Iterable[str] | None = None,
) -> Prepared:
    """Returns what is to be read of `project`: of all its locales, or of the `chosen` ones only.

    `folders` are its content folders, where somebody looked for them already; `named` as in `find_content`.
    """
    # Whoever knows that nothing changed does not look for it.
    from diglot.content import find_content
    from diglot.xrefmaps import load_maps

    settings, folders = choose_locales(project, folders or content_folders(project), chosen)
    root = project.output.resolve()
    apart = (root, root.parent / STATE, project.root / "public", project.root / "site", project.root / "locales")
    skipped = frozenset(path.resolve() for path in apart)
    content = find_content(project.root, folders, skipped, settings.largest_image, named)
    content = content._replace(references=load_maps(project.root, project.options.links.xref_maps))
    return Prepared(settings, folders, content)


def runner(stack: ExitStack, jobs: int | None, content: Content) -> Run:
    """Returns what does the work on `content`: `jobs` processes, or as many as the machine has, if it is worth it."""
    if (processes := jobs or available_processors()) > 1 and len(content.pages) >= _SMALL:
        return stack.enter_context(Pool(processes))
    return Serial()


def configurations(project: Project, folders: Iterable[Path]) -> list[Path]:
    """Returns the files that lie in the project's folder, and in those between it and the content: configurations."""
    root = project.root.resolve()
    above = {root}
    for folder in folders:
        # A docset elsewhere has its repository's configuration above it.
        parents = list(folder.resolve().parents)
        inside = [parent for parent in parents if parent.is_relative_to(root)]
        above.update(inside or parents[:_ABOVE])
    return sorted(path for folder in above for path in folder.iterdir() if path.is_file())

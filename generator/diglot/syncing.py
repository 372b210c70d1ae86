"""Keeps translations in step: carries what source articles say by now into the files of their translations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from diglot.bilingual.carrying import Carried, Counts, carry, skeleton
from diglot.bilingual.cutting import Cut, Cutter
from diglot.bilingual.front import handed_off, skeleton_front
from diglot.bilingual.numbers import prefix_of
from diglot.bilingual.writing import Numbering, number_units, prefix_in, write
from diglot.errors import UserError, WorldError
from diglot.files import display_path, write_atomically
from diglot.markup.text import Text, decode
from diglot.profiles import load_profiles
from diglot.project import Prepared, Project, prepare

_MARK = b"\xef\xbb\xbf"
_UTF8 = "utf-8"


class Change(NamedTuple):
    """What is to become of one file of a translation."""

    locale: str
    path: str
    """Relative to the project, for people."""
    file: Path
    before: bytes | None
    """None for a new file."""
    after: bytes | None
    """None for one that goes."""
    counts: Counts = Counts()


class Synced(NamedTuple):
    """What is to be done, and what people should know."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]


class Wishes(NamedTuple):
    """What is asked for."""

    locales: tuple[str, ...] = ()
    """Empty: all of them."""
    add: bool | None = None
    """Whether articles that a locale does not have are added; None: those whose folder it has articles in."""
    delete: bool = False
    """Remove translations of articles that are gone."""


class Sources(NamedTuple):
    """The source articles of a project."""

    prepared: Prepared
    locale: str
    files: dict[str, Path]
    """Path below the folder of the source locale, with its ending -> where to open it."""
    cutter: Cutter


def open_sources(project: Project) -> Sources:
    """Returns the source articles of `project`. Raises `UserError` where it has none."""
    prepared = prepare(project, ())
    locale = prepared.settings.source_locale
    if locale not in prepared.folders:
        raise UserError(
            f"the project has no articles in its source locale `{locale}`; "
            f"add the folder `content/{locale}`, or name another `source_locale` in site.toml"
        )
    profile = load_profiles(project.root, locale, [locale]).of(locale)
    cutter = Cutter(prepared.settings, profile.abbreviations)
    return Sources(prepared, locale, _articles(prepared, locale), cutter)


def plan_sync(project: Project, wishes: Wishes, today: date) -> Synced:
    """Returns what has to change in the translations of `project`; nothing is written."""
    sources = open_sources(project)
    known = [locale for locale in sources.prepared.folders if locale != sources.locale]
    for locale in wishes.locales:
        if locale not in known:
            raise UserError(f"there are no translations into `{locale}`; `diglot new-locale {locale}` makes the first")
    wanted = [locale for locale in known if not wishes.locales or locale in wishes.locales]
    translations = {locale: _articles(sources.prepared, locale) for locale in known}
    changes: list[Change] = []
    notes: list[str] = []
    missing: dict[str, list[str]] = {locale: [] for locale in wanted}
    for path, file in sources.files.items():
        having = {locale: files[path] for locale, files in translations.items() if path in files}
        lacking = [locale for locale in wanted if locale not in having]
        adding = [locale for locale in lacking if _is_added(path, translations[locale], wishes)]
        for locale in [locale for locale in adding if not _is_free(sources.prepared.folders[locale], path)]:
            adding.remove(locale)
            notes.append(f"`{path}` in `{locale}` is a link, or behind one that leads elsewhere, and is left alone")
        for locale in lacking:
            if locale not in adding:
                missing[locale].append(path)
        cut = sources.cutter.cut(_read(file).text) if having or adding else None
        if cut is None:
            if having or adding:
                notes.append(f"`{path}` is bilingual in the source locale itself, and is left alone")
            continue
        article = _Article(project, path, cut, having, notes)
        changes += article.changes([locale for locale in wanted if locale in having], today)
        folders = {locale: sources.prepared.folders[locale] for locale in adding}
        changes += article.skeletons(folders, today)
    notes += _missing(missing)
    for locale in wanted:
        orphans = sorted(set(translations[locale]) - set(sources.files))
        changes += _orphans(project, locale, {path: translations[locale][path] for path in orphans}, wishes, notes)
    return Synced(tuple(sorted(changes, key=lambda change: (change.locale, change.path))), tuple(notes))


def apply_changes(changes: Sequence[Change]) -> tuple[str, ...]:
    """Writes and removes files, each in one step. Raises `WorldError` where one cannot be.

    Returns what was left as it is, for people: files that somebody changed or made meanwhile.
    """
    notes: list[str] = []
    for change in changes:
        try:
            found = _bytes(change.file) if os.path.lexists(change.file) else None
            if found != change.before:
                notes.append(f"`{change.path}` was changed meanwhile, and is left alone; run the command again")
            elif change.after is None:
                change.file.unlink()
            else:
                # A link stays one: the file it leads to is replaced.
                write_atomically(str(change.file.resolve()), change.after, keeps_mode=change.before is not None)
        except OSError as error:
            raise WorldError(f"cannot write `{change.path}`: {error.strerror}") from error
    return tuple(notes)


def skeletons(project: Project, sources: Sources, locale: str, folder: Path, today: date) -> Synced:
    """Returns the files of a new `locale` in `folder`: all source articles, no unit of which is translated."""
    others = [other for other in sources.prepared.folders if other not in (sources.locale, locale)]
    translations = {other: _articles(sources.prepared, other) for other in others}
    changes: list[Change] = []
    notes: list[str] = []
    for path, file in sources.files.items():
        cut = sources.cutter.cut(_read(file).text)
        if cut is None:
            notes.append(f"`{path}` is bilingual in the source locale itself, and is left out")
            continue
        having = {other: files[path] for other, files in translations.items() if path in files}
        changes += _Article(project, path, cut, having, []).skeletons({locale: folder}, today)
    return Synced(tuple(changes), tuple(notes))


def _articles(prepared: Prepared, locale: str) -> dict[str, Path]:
    """Returns the Markdown of a locale by its path below the locale's folder: articles, and what they include."""
    folder = prepared.folders[locale].resolve()
    found = {}
    for file in (*prepared.content.pages, *prepared.content.includes):
        path = Path(file.path)
        if file.id.locale == locale and path.suffix.lower() == ".md" and path.resolve().is_relative_to(folder):
            found[path.resolve().relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def _is_added(path: str, files: Mapping[str, Path], wishes: Wishes) -> bool:
    if wishes.add is not None:
        return wishes.add
    folder = path.rpartition("/")[0]
    return any(other.rpartition("/")[0] == folder for other in files)


def _is_free(folder: Path, path: str) -> bool:
    """Tells whether a new file at `path` would be in the locale's `folder`, and be new."""
    file = folder / path
    return not os.path.lexists(file) and file.parent.resolve().is_relative_to(folder.resolve())


def _missing(missing: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for locale, paths in missing.items():
        if paths:
            count = f"{len(paths):,} source article{'s are' if len(paths) > 1 else ' is'}"
            yield f"{count} not in `{locale}`, such as `{paths[0]}`; `diglot sync --add` makes them"


def _orphans(
    project: Project, locale: str, files: Mapping[str, Path], wishes: Wishes, notes: list[str]
) -> Iterator[Change]:
    """Yields the removal of translations whose article is gone, where that is wished for."""
    if wishes.delete:
        for file in files.values():
            yield Change(locale, _shown(project, file), file, _bytes(file), None)
    elif files:
        first = _shown(project, next(iter(files.values())))
        count = f"{len(files):,} file{'s' if len(files) > 1 else ''} of `{locale}`, such as `{first}`"
        verb = "have" if len(files) > 1 else "has"
        notes.append(f"{count}, {verb} no source article any more; `diglot sync --delete` removes what has none")


class _Article:
    """A source article with its translations; lives as long as they are looked at."""

    def __init__(self, project: Project, path: str, cut: Cut, having: Mapping[str, Path], notes: list[str]) -> None:
        self._project = project
        self._path = path
        self._cut = cut
        self._having = having
        self._numberings: list[Numbering] = []
        self._texts: dict[str, tuple[bytes, Text]] = {}
        self._carried = dict(self._carry(notes))
        # Those that lack least have most of the numbers already that the others are to have.
        self._order = sorted(self._carried, key=lambda locale: (_lacking(self._carried[locale]), locale))
        self._written = dict(self._number())

    def changes(self, wanted: Sequence[str], today: date) -> Iterator[Change]:
        """Yields the files of the `wanted` locales that change."""
        for locale in wanted:
            if locale not in self._written:
                continue
            data, text = self._texts[locale]
            if self._written[locale] == text.text:
                continue
            after = _encoded(handed_off(self._written[locale], today), text)
            file = self._having[locale]
            yield Change(locale, _shown(self._project, file), file, data, after, self._carried[locale].counts)

    def skeletons(self, folders: Mapping[str, Path], today: date) -> Iterator[Change]:
        """Yields new files for the locales of `folders`."""
        for locale, folder in folders.items():
            carried = skeleton(self._cut, skeleton_front(self._cut.text[: self._cut.body], locale, today))
            prefix = self._numberings[0].prefix if self._numberings else prefix_of(self._path)
            numbering = number_units(carried, prefix, self._cut.body > 0, self._numberings)
            file = folder / self._path
            data = write(carried, numbering).encode(_UTF8, "surrogateescape")
            yield Change(locale, _shown(self._project, file), file, None, data, carried.counts)

    def _carry(self, notes: list[str]) -> Iterator[tuple[str, Carried]]:
        for locale, file in self._having.items():
            data, text = _bytes(file), _read(file)
            self._texts[locale] = (data, text)
            if text.encoding != _UTF8:
                notes.append(f"`{_shown(self._project, file)}` is not stored as UTF-8, and is left alone")
                continue
            carried = carry(text.text, self._cut)
            if not prefix_in(carried) and self._cut.segments and not carried.is_same and not _has_units(text.text):
                notes.append(f"`{_shown(self._project, file)}` has no units, and is left alone")
                continue
            yield locale, carried

    def _number(self) -> Iterator[tuple[str, str]]:
        for locale in self._order:
            carried, text = self._carried[locale], self._texts[locale][1].text
            prefix = prefix_in(carried) or prefix_of(self._path)
            numbering = number_units(carried, prefix, self._cut.body > 0, self._numberings)
            if numbering.texts:
                self._numberings.append(numbering)
            yield locale, text if carried.is_same else write(carried, numbering)


def _lacking(carried: Carried) -> tuple[bool, int]:
    return not carried.is_same, sum(1 for item in carried.items if not item.id)


def _has_units(text: str) -> bool:
    return "data-ttu-id=" in text


def _read(file: Path) -> Text:
    return decode(_bytes(file))[0]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WorldError(f"cannot read `{file}`: {error.strerror}") from error


def _encoded(text: str, stored: Text) -> bytes:
    return (_MARK if stored.skipped else b"") + text.encode(_UTF8, "surrogateescape")


def _shown(project: Project, file: Path) -> str:
    return display_path(project.root, file)

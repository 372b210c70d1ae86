"""`diglot new-locale`: what a translator begins with, every article not translated yet and the files of the locale."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.localedata import locale_identifiers
from babel.messages import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from diglot.errors import UserError
from diglot.i18n import babel_locale, canonical_tag, language_name, likely_script, separators
from diglot.project import Project
from diglot.syncing import Change, open_sources, skeletons
from diglot.theme import builtin
from diglot.urls import is_locale

_CATALOG, _PROFILE, _TERMS = "messages.po", "profile.toml", "terms.toml"
_WITHOUT_SPACES = frozenset({"Jpan", "Hans", "Hant", "Hani", "Thai", "Khmr", "Laoo", "Mymr", "Tibt"})
"""Scripts in which words are not set apart."""
_PROFILE_TEXT = """\
# What is normal in {name}. Every key is optional; `locales/en-US/profile.toml` of Diglot shows them all.
{script}
{spaces}
# Pairs of quotation marks, the usual one first.
# quotes = ["“”", "‘’"]

[words]
# Lower case, with blanks between them.
# function = "words that say nothing alone: articles, prepositions, conjunctions"
# stop = "frequent words that no other language has"
# abbreviations = "with their full stop"

[numbers]
{numbers}"""
_TERMS_TEXT = """\
# What {name} calls names of products and the like that stay as they are elsewhere.
[forms]
# "Contoso Harbor" = ["another name for it"]
"""


class NewLocale(NamedTuple):
    """A locale that is to be made."""

    locale: str
    name: str
    """In English."""
    changes: tuple[Change, ...]
    kept: tuple[str, ...]
    """Files for the language that are there already."""
    notes: tuple[str, ...]


def plan_locale(project: Project, tag: str, today: date) -> NewLocale:
    """Returns what a locale `tag` needs; nothing is written. Raises `UserError` for one that cannot be made."""
    locale = known_locale(tag)
    sources = open_sources(project)
    if locale == sources.locale:
        raise UserError(f"`{locale}` is the source locale; name the one to translate into")
    if locale in sources.prepared.folders:
        raise UserError(
            f"`{locale}` has articles already; `diglot sync --add --locale {locale}` makes the missing ones"
        )
    folder = _folder(project, sources.prepared.folders[sources.locale], sources.locale, locale)
    made = skeletons(project, sources, locale, folder, today)
    existing = [change.path for change in made.changes if change.file.exists()]
    if existing:
        raise UserError(f"`{existing[0]}` exists, and is not overwritten; move it away first")
    name = language_name(locale, "en")
    files, kept = _language_files(project, locale, name)
    notes = [*made.notes, *_left_out(sources.prepared.folders[sources.locale])]
    return NewLocale(locale, name, (*made.changes, *files), tuple(kept), tuple(notes))


def known_locale(tag: str) -> str:
    """Returns the locale that `tag` names, in its usual case. Raises `UserError` where the CLDR knows none such."""
    written = tag.replace("_", "-")
    if is_locale(canonical_tag(written)):
        locale = canonical_tag(written)
        found = babel_locale(locale)
        english = Locale("en")
        _, *rest = locale.split("-")
        if found is not None and all(
            part in (english.scripts if len(part) == 4 else english.territories) for part in rest
        ):
            return locale
    names = sorted(name.replace("_", "-") for name in locale_identifiers())
    near = get_close_matches(canonical_tag(written), names, 1, 0.5)
    advice = f"did you mean `{near[0]}`" if near else "write a language and a region, as in `nl-NL`"
    raise UserError(f"`{tag}` is no locale that the Unicode CLDR knows; {advice}")


def _folder(project: Project, source: Path, source_locale: str, locale: str) -> Path:
    options = project.options.locales.get(locale)
    if options is not None and options.path is not None:
        return project.root / options.path
    if canonical_tag(source.name) == source_locale:
        return source.parent / (locale.lower() if source.name.islower() else locale)
    return project.root / (project.options.content or "content") / locale


def _left_out(folder: Path) -> list[str]:
    """Returns what a skeleton does not hold: pages and tables of contents in YAML."""
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix.lower() in (".yml", ".yaml") or path.name.lower() == "toc.md"
    )
    if not found:
        return []
    count = f"{len(found)} file{'s' if len(found) > 1 else ''} such as `{found[0]}`"
    return [f"{count} are no articles in Markdown, and are left out; copy and translate them by hand"]


def _language_files(project: Project, locale: str, name: str) -> tuple[list[Change], list[str]]:
    texts = {
        _CATALOG: _catalog(locale),
        _PROFILE: _profile(locale, name).encode(),
        _TERMS: _TERMS_TEXT.format(name=name).encode(),
    }
    made, kept = [], []
    for file, text in texts.items():
        path = project.root / "locales" / locale / file
        shown = f"locales/{locale}/{file}"
        if path.exists():
            kept.append(f"`{shown}` exists, and is kept")
        elif (builtin("locales") / locale / file).exists():
            kept.append(f"Diglot brings its own `{shown}`")
        else:
            made.append(Change(locale, shown, path, None, text))
    return made, kept


def _catalog(locale: str) -> bytes:
    """Returns the words of the site's own pages, none of them translated."""
    # All catalogs ask for the same.
    source = min(builtin("locales").glob(f"*/{_CATALOG}"))
    with source.open("rb") as stream:
        known = read_po(stream)
    catalog = Catalog(locale=babel_locale(locale))
    for message in known:
        if message.id:
            catalog.add(message.id, None, message.locations, message.flags, message.auto_comments)
    body = BytesIO()
    write_po(body, catalog, width=100, omit_header=True, include_lineno=False)
    rule = f"{str(get_plural(babel_locale(locale))).rstrip(';')};"
    fields = (
        f"Language: {locale.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {rule}",
    )
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields)
    return header.encode() + b"\n" + body.getvalue().rstrip() + b"\n"


def _profile(locale: str, name: str) -> str:
    script = likely_script(locale)
    decimal, group = separators(locale)
    numbers = [f'decimal = "{decimal}"'] if len(decimal) == 1 else []
    if len(group) == 1:
        numbers.append(f'grouping = ["\\u{ord(group):04x}"]' if group.isspace() else f'grouping = ["{group}"]')
    spaces = "spaces = false" if script in _WITHOUT_SPACES else ""
    text = _PROFILE_TEXT.format(
        name=name, script=f'scripts = ["{script}"]' if script else "", spaces=spaces, numbers="\n".join(numbers)
    )
    return text.replace("\n\n\n", "\n\n").rstrip("\n") + "\n"

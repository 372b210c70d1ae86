"""Checks catalogs of projects: what would end a build, show half a word, or never be seen is told with its line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from pathlib import Path
from re import compile as pattern

from babel.messages.catalog import Catalog, Message

from diglot.i18n import forms_of, read_catalog
from diglot.markup.facets import NAMES
from diglot.markup.labels import LABELS

_QUOTED = pattern(r'(?!msg|").*|(?:msg[^\s"]*\s*)?(?:"(?:[^"\\]|\\.)*")?')
"""A line of a catalog; those that begin otherwise are comments, or mistakes that Babel tells."""
_PLACEHOLDER = pattern(r"%(?:%|\((?P<name>\w+)\)[#0 +-]*\d*(?:\.\d+)?[A-Za-z]|(?:\([^\s()]*\)?|[A-Za-z])?)")
_NEAR = 0.85
"""How much alike two messages are if one is taken for a slip of the other: one letter of six."""


def check_catalog(po: str, brought: str, project: Path, templates: Iterable[str]) -> None:
    """Raises `ValueError`, which begins with `line 3: `, where something is wrong with the catalog `po` of a project.

    `brought` is a catalog that has all messages, `templates` are the texts of those that the project has.
    """
    _check_quotes(po)
    catalog = read_catalog(po)
    _check_placeholders(catalog, po)
    _check_names(catalog, project, _messages(brought), templates)


def _check_quotes(po: str) -> None:
    """Raises `ValueError` where a text of a catalog is not between quotes: Babel would drop its last letter."""
    for number, line in enumerate(po.split("\n"), 1):
        if not _QUOTED.fullmatch(line.strip()):
            needed = 'a text stands between quotes, as in `msgstr "Zoeken"`; a quote inside of it is written `\\"`'
            raise ValueError(f"line {number}: {needed}")


def _check_placeholders(catalog: Catalog, po: str) -> None:
    """Raises `ValueError` where a translation has a placeholder that its message lacks, or a stray percent sign.

    Templates fill in all words that they ask for, so either would end a build. Others may hold any sign.
    """
    others = {"Help", *(words for words, _ in LABELS.values()), *chain(*map(dict.values, NAMES.values()))}
    lines = po.split("\n")
    for message in catalog:
        names = _names(message)
        if not message.id or message.fuzzy or names[0] in others:
            continue
        known = {match[0] for name in names for match in _PLACEHOLDER.finditer(name) if match["name"]}
        if message.pluralizable:
            known.add("%(num)s")
        for slip in filter(None, (_slip(form, known) for form in forms_of(message))):
            below = range(message.lineno or 0, len(lines))
            first = next((at for at in below if lines[at].lstrip().startswith("msgstr")), below.start - 1)
            # A translation may go over several lines, and has a form for each kind of number.
            at = next((at for at in below[first - below.start :] if _slip(lines[at], known) == slip), first)
            raise ValueError(f"line {at + 1}: {slip}")


def _slip(text: str, known: set[str]) -> str:
    """Returns what is wrong with the placeholders of a translation whose message has those of `known`."""
    allowed = ", ".join(f"`{one}`" for one in sorted(known)) or "none"
    for match in _PLACEHOLDER.finditer(text):
        if match["name"] and match[0] not in known:
            return f"`{match[0]}` is no placeholder of this message; it has {allowed}"
        if not match["name"] and match[0] != "%%":
            return f"`{match[0]}` is no placeholder; write a percent sign as `%%`, and as placeholders {allowed}"
    return ""


def _check_names(catalog: Catalog, project: Path, known: tuple[str, ...], templates: Iterable[str]) -> None:
    """Raises `ValueError` where a catalog translates what nothing asks for, and what is nearly one of `known`."""
    for message in catalog:
        name = _names(message)[0]
        if not name or message.fuzzy or name in known or not any(forms_of(message)):
            continue
        if not (near := get_close_matches(name, known, 1, _NEAR)):
            continue
        # A line such as `#: content/en-US/a.md` is how catalogs say where a word is from.
        if any((project / file).is_file() for file, _ in message.locations) or _is_asked(templates, name):
            continue
        own = "If an article has this word, name its file in a line above: `#: content/en-US/a.md`"
        raise ValueError(f"line {message.lineno}: nothing asks for `{name}`; did you mean `{near[0]}`? {own}")


@lru_cache(2)
def _messages(po: str) -> tuple[str, ...]:
    return tuple(_names(message)[0] for message in read_catalog(po) if message.id)


def _names(message: Message) -> tuple[str, ...]:
    """Returns what names a message: its words, and for one with plural forms those for one and for many."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)


def _is_asked(templates: Iterable[str], name: str) -> bool:
    """Tells whether one of the templates asks for a message, or may do so."""
    from jinja2 import Environment, TemplateSyntaxError

    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    for template in templates:
        try:
            asked = [words for _, _, words in environment.extract_translations(template)]  # type: ignore[attr-defined]
        except TemplateSyntaxError:
            # This is told where it is drawn.
            return True
        # What is no text is only known when a page is drawn.
        if any((words[0] if isinstance(words, tuple) else words) in (name, None) for words in asked):
            return True
    return False

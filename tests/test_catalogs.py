"""The catalogs of interface words are complete, and the same as the templates ask for.

Run as a program, this file brings the catalogs up to date with the templates and keeps what is translated:

    python tests/test_catalogs.py [LOCALE ...]
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from diglot.markup.facets import NAMES, NOTES
from diglot.markup.labels import LABELS

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "site" / "templates"
CATALOGS = sorted((ROOT / "locales").glob("*/messages.po"))

PLURALS = {
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "lv": "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2);",
}
"""Where the form that CLDR asks for is another than Babel's own."""

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def asked() -> Catalog:
    """Returns what the templates ask for, with the notes for translators."""
    catalog = Catalog()
    found = extract_from_dir(
        TEMPLATES,
        method_map=[("**", "jinja2")],
        options_map={"**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}},
        comment_tags=("L10n:",),
        strip_comment_tags=True,
    )
    for file, _, message, comments, context in sorted(found, key=lambda row: row[:2]):
        catalog.add(message, locations=[(f"site/templates/{file}", None)], auto_comments=comments, context=context)
    for message, note in LABELS.values():
        catalog.add(message, locations=[("generator/diglot/markup/labels.py", None)], auto_comments=[note])
    for facet, names in NAMES.items():
        for message in names.values():
            catalog.add(message, locations=[("generator/diglot/markup/facets.py", None)], auto_comments=[NOTES[facet]])
    note = "L10n: The title of a site that was given none."
    catalog.add("Help", locations=[("generator/diglot/render/drawing.py", None)], auto_comments=[note])
    return catalog


def read(file: Path) -> Catalog:
    """Returns the catalog in `file`."""
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def update(file: Path) -> None:
    """Writes `file` anew: every message that is asked for, with the translation that it has."""
    known = read(file) if file.exists() else Catalog()
    locale = Locale.parse(file.parent.name, sep="-")
    written = Catalog(locale=locale)
    rule = PLURALS.get(locale.language) or f"{str(get_plural(locale)).rstrip(';')};"
    # Else Babel writes as many forms as its own rule has.
    written.mime_headers = [("Plural-Forms", rule)]
    for message in asked():
        if message.id:
            copy = known.get(message.id, message.context)
            written.add(
                message.id, copy.string if copy else None, message.locations, auto_comments=message.auto_comments
            )
    body = io.BytesIO()
    write_po(body, written, width=100, omit_header=True, include_lineno=False)
    fields = (
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {rule}",
    )
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(header.encode() + b"\n" + body.getvalue().rstrip() + b"\n")


def key(message: Message) -> tuple[str, ...]:
    """Returns what names a message in any catalog."""
    return message.id if isinstance(message.id, tuple) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    """Returns the translations of a message, one for each plural form."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def translated(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """Yields each translation with its message."""
    for message in catalog:
        if message.id:
            for form in forms(message):
                yield message, form


def category(locale: Locale, number: int) -> str:
    """Returns the plural category of `number`."""
    return str(locale.plural_form(number))


def per_catalog() -> pytest.MarkDecorator:
    """Runs a test for each catalog."""
    return pytest.mark.parametrize("file", CATALOGS, ids=[file.parent.name for file in CATALOGS])


def test_there_are_catalogs() -> None:
    """The templates ask for words, and there are catalogs to answer."""
    assert len(asked()) > 20
    assert {"en-US", "nl-NL", "da-DK", "nb-NO", "lv-LV", "ar-SA", "ja-JP"} <= {file.parent.name for file in CATALOGS}


@per_catalog()
def test_a_catalog_holds_what_the_templates_ask_for(file: Path) -> None:
    """Nothing is missing and nothing is left over."""
    catalog = read(file)
    assert {key(message) for message in catalog if message.id} == {key(message) for message in asked() if message.id}
    assert not catalog.obsolete


@per_catalog()
def test_a_catalog_is_complete(file: Path) -> None:
    """Each message has all its forms, and none of them is a guess."""
    catalog = read(file)
    assert [message.id for message, form in translated(catalog) if not form.strip()] == []
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert {len(forms(message)) for message in catalog if message.pluralizable} == {catalog.num_plurals}


@per_catalog()
def test_plural_forms_are_those_of_the_language(file: Path) -> None:
    """Numbers that CLDR counts alike have one form, others have different ones."""
    locale = Locale.parse(file.parent.name, sep="-")
    catalog = read(file)
    choose = plural_rule(catalog)
    pairs = {(choose(number), category(locale, number)) for number in range(1000)}
    assert len(pairs) == catalog.num_plurals == len({form for form, _ in pairs}) == len({name for _, name in pairs})


@per_catalog()
def test_placeholders_match(file: Path) -> None:
    """A translation has the placeholders of its message; only a form for a single number may say it in words."""
    catalog = read(file)
    choose = plural_rule(catalog)
    for message in catalog:
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(key(message)[-1]))
        for index, form in enumerate(forms(message)):
            numbers = [number for number in range(1000) if choose(number) == index]
            spoken = {"num"} if message.pluralizable and len(numbers) == 1 else set()
            assert wanted - spoken <= set(PLACEHOLDER.findall(form)) <= wanted, (message.id, form)
            assert form.count("%") == len(PLACEHOLDER.findall(form)), form


@per_catalog()
def test_translations_are_plain_text(file: Path) -> None:
    """No markup, no stray space at an end, no control characters."""
    for message, form in translated(read(file)):
        assert not re.search(r"[<>&\n\t]", form), message.id
        assert form == form.strip(), message.id


@per_catalog()
def test_a_catalog_is_as_the_program_writes_it(file: Path, tmp_path: Path) -> None:
    """The order, the notes and the header are those of a fresh extraction; no dates, no tools."""
    copy = tmp_path / file.parent.name / file.name
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    update(copy)
    assert copy.read_text("utf-8") == file.read_text("utf-8"), f"run `python tests/test_catalogs.py {file.parent.name}`"


def test_english_says_what_is_asked() -> None:
    """The catalog of the source language repeats the messages."""
    for message in read(ROOT / "locales" / "en-US" / "messages.po"):
        if message.id:
            assert forms(message) == key(message)


def plural_rule(catalog: Catalog):  # type: ignore[no-untyped-def]
    """Returns the function from a number to the index of its plural form, as the standard library reads it."""
    from gettext import c2py  # type: ignore[attr-defined]

    return c2py(catalog.plural_expr)


if __name__ == "__main__":
    for name in sys.argv[1:] or [file.parent.name for file in CATALOGS]:
        update(ROOT / "locales" / name / "messages.po")

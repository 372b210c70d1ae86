"""What rules are shown of a page: its texts in both languages, and where every letter and address of it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diglot.diagnostics import Finding, Rule, Severity
from diglot.markup.sides import OBJECT
from diglot.model import PageId, Source, Span
from diglot.profile import Profile, Profiles
from diglot.rules import registry, runner
from diglot.rules.subject import PAGE, TEXT, UNIT, Page, Pair
from diglot.settings import Settings
from diglot.survey import survey
from sites import unit

PROFILES = Profiles((("en-US", Profile("en-US")), ("nl-NL", Profile("nl-NL"))))
PLAIN = [
    ("# Mast\n\nTwo *masts* here.\n", ["Mast", "Two masts here."]),
    ("> a **b**\n> c\n\nd\n", ["a b\nc", "d"]),
    ("- a\n  b\n- c\n\n  d `e`\n", ["a\nb", "c", "d e"]),
    ("| a | *b* |\n|---|---|\n| c | d |\n", ["a", "b", "c", "d"]),
    ("    code\n\n```\nmore\n```\n\ntext\n", ["text"]),
    ("---\ntitle: x\n---\nbody ![i](a.png)\r\nline\r\n", [f"body {OBJECT}\nline"]),
    ("日本 **語**\n", ["日本 語"]),
]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """Every page that rules are shown while the test runs."""
    pages: list[Page] = []

    def watch(page: Page) -> Iterator[Finding]:
        pages.append(page)
        return iter(())

    monkeypatch.setattr(runner, "RULES", (Rule("CHR699", "watches", Severity.INFO, "x", PAGE, watch),))
    return pages


def read(text: str, locale: str = "nl-NL", view: str = "target") -> None:
    """Surveys a page with all rules."""
    source = Source(PageId(locale, "mast"), "mast.md", text.encode())
    assert not next(survey(Settings(), [source], view, profiles=PROFILES)).failures


@pytest.mark.parametrize(("text", "texts"), PLAIN)
def test_plain_page(shown: list[Page], text: str, texts: list[str]) -> None:
    """Each block of text is shown on its own, and each of its letters is where it says."""
    read(text)
    (page,) = shown
    assert [pair.target.text for pair in page.pairs] == texts
    assert all(pair.source is None and pair.unit is None for pair in page.pairs)
    for pair in page.pairs:
        for offset, letter in enumerate(pair.target.text):
            start, end = pair.target.span(offset, offset + 1)
            assert letter in ("\n", OBJECT) or page.text[start:end] == letter


def test_bilingual_page(shown: list[Page]) -> None:
    """Each unit is shown in both languages, at its places in the file."""
    text = f"---\ntitle: x\n---\n# {unit(102, 'De **mast**', 'The *mast*')}\n\n- {unit(103, 'Hoog.', 'High.')}\n"
    read(text)
    (page,) = shown
    assert [(pair.target.text, pair.source and pair.source.text, pair.block) for pair in page.pairs] == [
        ("De mast", "The mast", "heading"),
        ("Hoog.", "High.", "list"),
    ]
    first = page.pairs[0]
    assert first.source is not None
    assert text[slice(*first.target.span(3, 7))] == "mast"
    assert text[slice(*first.source.span(4, 8))] == "mast"
    assert [text[slice(*run.at)] for run in (*first.target.runs, *first.source.runs)] == ["**mast**", "*mast*"]


def test_addresses(shown: list[Page]) -> None:
    """Links and images, final ones included, in order, with the unit that they stand in."""
    inside = unit(103, "[a](b.md) en https://c.example/d.", "[a](b.md) and https://c.example/d.")
    text = f"![e](f.png)\n\n{inside}\n\n[g]\n\n[g]: http://h.example/\n"
    read(text)
    (page,) = shown
    assert [(one.address, one.is_image, one.unit.number if one.unit else None) for one in page.addresses] == [
        ("f.png", True, None),
        ("b.md", False, "103"),
        ("https://c.example/d", False, "103"),
        ("http://h.example/", False, None),
    ]
    assert all(text[slice(*one.at)] == one.address for one in page.addresses)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[a](https://b.example/?c=d&amp;e=f)", "https://b.example/?c=d&amp;e=f"),
        ("[a](https://b.example/?c=d&e=f)", "https://b.example/?c=d&e=f"),
        (unit(103, "\\*\\* a \\*\\* [b](https://c.example)", "b"), "https://c.example"),
        ("www.b.example", ""),
    ],
)
def test_place_of_an_address(shown: list[Page], text: str, written: str) -> None:
    """Where it stands as it was written, whatever the parser made of it; an empty place where it does not stand."""
    read(f"{text}\n")
    ((_, _, at, _),) = shown[0].addresses
    assert text[slice(*at)] == written


def rule(name: str, scope: str, word: str, *hidden_by: str) -> Rule:
    """Returns a rule that finds a word."""

    def find(subject: Pair | Page) -> Iterator[Finding]:
        text = subject.text if isinstance(subject, Page) else subject.target.text
        if (at := text.find(word)) >= 0:
            place = Span(at, at + len(word)) if isinstance(subject, Page) else subject.target.span(at, at + len(word))
            yield Finding(name, place, "x")

    return Rule("CHR699", name, Severity.INFO, "x", scope, find, hidden_by=hidden_by)


MAST = unit(103, "De mast is hoog.", "The mast is high.")
RUNS = [
    ((rule("mojibake", UNIT, "mast"),), MAST, ["mojibake"]),
    ((rule("mojibake", UNIT, "mast"),), "De mast is hoog.", []),
    ((rule("mojibake", TEXT, "mast"),), "De mast is hoog.", ["mojibake"]),
    ((rule("mojibake", UNIT, "mast"),), f"    {MAST}", []),
    ((rule("untranslated-unit", UNIT, "De"), rule("mojibake", UNIT, "mast")), MAST, ["untranslated-unit"]),
    ((rule("wrong-language", PAGE, "De"), rule("mojibake", UNIT, "mast")), MAST, ["wrong-language"]),
]


@pytest.mark.parametrize(("rules", "text", "found"), RUNS)
def test_what_is_run(monkeypatch: pytest.MonkeyPatch, rules: tuple[Rule, ...], text: str, found: list[str]) -> None:
    """Scopes, what silences the rest of a unit or page, and what explains a finding beside it."""

    monkeypatch.setattr(runner, "RULES", rules)
    names = {one.name: one for one in rules}
    monkeypatch.setattr(registry, "BY_NAME", registry.BY_NAME | names)
    source = Source(PageId("nl-NL", "mast"), "mast.md", text.encode())
    (surveyed,) = survey(Settings(), [source], profiles=PROFILES)
    assert [one.name for one in surveyed.diagnostics] == found


def test_source_text_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a source page is made of a translation, rules for any text see the source, in the source's language."""
    monkeypatch.setattr(runner, "RULES", (rule("mojibake", TEXT, "mast is high"), rule("mojibake", UNIT, "mast")))
    source = Source(PageId("nl-NL", "mast"), "mast.md", MAST.encode())
    (surveyed,) = survey(Settings(), [source], "source", profiles=PROFILES)
    (found,) = surveyed.diagnostics
    assert (found.locale, found.in_source, found.unit) == ("en-US", True, "103")
    assert found.within is not None
    assert found.source[slice(*found.within)] == "mast is high"

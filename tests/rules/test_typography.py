"""Rules about typography: what their fixes leave behind, and the algorithms that examples alone do not pin down."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.diagnostics import Edit, Finding
from diglot.markup.sides import CODE, EM, LINK, STRONG, Side, side
from diglot.model import Span
from diglot.profile import NEUTRAL, Profile
from diglot.profiles import load_profiles
from diglot.rules.subject import TEXT, Pair
from diglot.rules.typography import RULES
from diglot.rules.typography.changed_end_mark import find_changed_end_marks
from diglot.rules.typography.prose import prose, quotations
from diglot.rules.typography.space_before_mark import find_spaces_before_marks

LOCALES = ("en-US", "nl-NL", "da-DK", "lv-LV", "ar-SA", "he-IL", "ja-JP")
PROFILES = load_profiles(Path("no project"), LOCALES[0], LOCALES)
ROUNDS = 5
"""How often fixes may be applied until nothing is left: those that touch wait for the next round."""

WORDS = ["map", "foto", "werk", "of", "en", "Delen", "mape", "كلمة", "و", "תיקייה", 'מנכ"ל', "写真", "を", "365", "u"]
MARKS = list(",.:?!;،؟。、'\"“”«»「」’-()>")
PIECES = ["  ", "...", "'s", "**", "*", "`a b`", "[x](y.md)", "[ x ](y.md)", "**Delen**", "https://a.example/b", "\\*"]
BLANKS = [" "] * 14


def seen(text: str) -> Side:
    """Returns a text as readers see it, on a page that has nothing else."""
    return side(text, lambda offset: offset, Span(0, len(text)))


def pair_of(text: str, profile: Profile, source: str | None = None) -> Pair:
    """Returns a unit."""
    return Pair(seen(text), None if source is None else seen(source), profile, PROFILES.of("en-US"))


def findings(text: str, profile: Profile) -> list[Finding]:
    """Returns what the rules for any text find."""
    pair = pair_of(text, profile)
    return list(chain.from_iterable(rule.find(pair) for rule in RULES if rule.scope == TEXT and rule.find))


def fixed(text: str, profile: Profile) -> str:
    """Returns the text with all safe fixes applied that do not touch one another."""
    edits: list[Edit] = []
    for finding in sorted(findings(text, profile), key=lambda finding: finding.at):
        new = finding.fix.edits if finding.fix and finding.fix.safe else ()
        if not any(one.at.start <= other.at.end and other.at.start <= one.at.end for one in new for other in edits):
            edits += new
    for edit in sorted(edits, key=lambda edit: edit.at, reverse=True):
        text = text[: edit.at.start] + edit.text + text[edit.at.end :]
    return text


def shape(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Returns all that fixes of spaces must leave alone: the letters, and what is bold, a link or code."""
    shown = seen(text)
    runs = [(run.kind, "".join(run.text.split())) for run in shown.of(LINK, STRONG, EM, CODE)]
    return "".join(sorted("".join(shown.text.split()))), runs


@given(st.lists(st.sampled_from(WORDS + MARKS + PIECES + BLANKS), max_size=14), st.sampled_from(LOCALES))
@example(["Delen", " ", ",", "map"], "nl-NL")
@example(["'", " ", "foto", "  ", "'s", " ", "."], "nl-NL")
@example(["werk", "-", "of", " ", "of", " ", "map"], "nl-NL")
def test_safe_fixes_end_and_bring_nothing_new(pieces: list[str], locale: str) -> None:
    """Once all are applied, none is left, no finding has come, and bold text and links are as before."""
    before = text = "".join(pieces)
    profile = PROFILES.of(locale)
    for _ in range(ROUNDS):
        text = fixed(text, profile)
    assert fixed(text, profile) == text
    left = findings(text, profile)
    assert [found for found in left if found.fix and found.fix.safe] == []
    assert not Counter(found.rule for found in left) - Counter(found.rule for found in findings(before, profile))
    assert shape(text) == shape(before)


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("nl-NL", "\"A\" en 'B'", ["A", "B"]),
        ("nl-NL", "foto's en video's", []),
        ("nl-NL", "' een foto's '", [" een foto's "]),
        ("da-DK", 'fejlen "Adressen "x@y.dk" er i brug"', ["x@y.dk", 'Adressen "x@y.dk" er i brug']),
        ("de-DE", "„A“ und “B”", ["A", "B"]),
        ("nb-NO", "«A» og “B", ["A"]),
        ("ja-JP", "「A」と「B", ["A"]),
        ("he-IL", 'ה"אישור" של המנכ"ל', ["אישור"]),
    ],
)
def test_quotations(locale: str, text: str, expected: list[str]) -> None:
    """Marks are paired from left to right; apostrophes and lonely marks are left out."""
    profile = load_profiles(Path("no project"), "en-US", [locale]).of(locale)
    assert [text[start + 1 : end] for start, end in quotations(text, profile)] == expected


def test_prose_hides_code_and_addresses() -> None:
    """What rules about words must not read is replaced letter by letter."""
    text = prose(seen("a `b  c` https://x.example/d [e](f.md)"))
    assert [len(word) for word in text.split()] == [1, 4, 19, 1]
    assert text[0] + text[-1] == "ae"


def test_spaces_before_marks_are_one_finding() -> None:
    """A unit that is full of them is mended as a whole; what cannot be mended safely is told apart."""
    found = list(find_spaces_before_marks(pair_of("a , b ; c **. d** .", PROFILES.of("nl-NL"))))
    assert [len(finding.fix.edits) if finding.fix else 0 for finding in found] == [3, 0]


def test_space_before_an_empty_link_is_right() -> None:
    """What is wrong there is the link: its words are missing between the space and the mark."""
    (finding,) = find_spaces_before_marks(pair_of("a , b [](c.md).", PROFILES.of("nl-NL")))
    assert finding.fix is not None
    assert [edit.at for edit in finding.fix.edits] == [Span(1, 2)]


@pytest.mark.parametrize(
    ("target", "source", "count"),
    [
        ("Zie de map", "See the folder.", 1),
        ("Zie de map", "See Contoso Inc.", 0),
        ("(Zie de map.)", "(See the folder).", 0),
        ("Zie [de map.](a.md)", "See [the folder](a.md).", 0),
        ("Zie https://a.example/b", "See https://a.example/b.", 0),
        ("Ga naar **Map**.  >  ", "Go to **Folder**.", 0),
    ],
)
def test_end_marks(target: str, source: str, count: int) -> None:
    """Quotes, brackets, addresses and what is left of a menu path do not hide the mark."""
    assert len(list(find_changed_end_marks(pair_of(target, PROFILES.of("nl-NL"), source)))) == count


def test_unknown_language_is_checked_less() -> None:
    """What is not known of a language is not guessed."""
    assert findings("werk-of schoolaccount, foto 's bijv. dit", NEUTRAL) == findings("a, b", NEUTRAL)

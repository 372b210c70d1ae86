"""The rule untranslated-unit where a unit is its source and nothing else: how short a sentence is surely no name."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.markup.sides import Side, side
from diglot.model import Span
from diglot.profile import NEUTRAL
from diglot.profiles import load_profiles
from diglot.rules.language.kept_text import is_same_sentence
from diglot.rules.language.untranslated_unit import find_untranslated_units
from diglot.rules.subject import Pair

OTHER_SCRIPT, SAME_SCRIPT = ("ar-SA", "he-IL", "ja-JP", "zh-CN"), ("da-DK", "de-DE", "fr-FR", "lv-LV", "nl-NL")
PROFILES = load_profiles(Path(), "en-US", ("en-US", *OTHER_SCRIPT, *SAME_SCRIPT))

CERTAIN = [
    "You can't sign in after updating.",
    "Users can’t sign in after they update.",
    "Your paper is on its way.",
    "What should you do with the paper?",
    "Open [the tray](a.md) and wait until it stops.",
]
"""Found in every language."""
SHORT = [
    "Close the window.",
    "Before you begin",
    "Users can't sign in after updating.",
    "How to clean the tray",
    "Look under the tray",
    "What happens when the tray is empty?",
    "Select **Save** and then close the window.",
]
"""Found where the script is another one."""
FINE = [
    "OK",
    "OK.",
    "Microsoft 365 Apps for business",
    "Microsoft 365 Apps for enterprise",
    "Paper on the Web",
    "The Power of the Cloud.",
    "Sign in",
    "Sign in options",
    "Keep me signed in",
    "Add to library",
    "Access denied, banned sender",
    "**Close the window.**",
    "**Before you begin**",
    "`Close the window.`",
    "[Close the window.](a.md)",
    "Read the manual.txt",
    "paper.msc",
    "net start spooler",
    "select the paper.",
    "Get-Paper | where the tray = 1.",
    "Como pagar com boleto",
    "O papel a pagar em 30 dias depois da data da compra do papel.",
    "“Close the window.”",
    "https://example.com/close/the/window.",
    "\\<name of the tray>",
    "Is it?",
    "",
]
"""Names, labels, titles, code, and what is in another language than the source."""


def read(text: str) -> Side:
    """Returns a text as readers see it."""
    return side(text, lambda offset: offset, Span(0, len(text)))


def pair(locale: str, target: str, source: str, block: str = "paragraph") -> Pair:
    """Returns a unit."""
    return Pair(read(target), read(source), PROFILES.of(locale), PROFILES.of("en-US"), block)


def is_found(locale: str, target: str, source: str) -> bool:
    """Tells whether the rule finds a unit."""
    return bool(list(find_untranslated_units(pair(locale, target, source))))


@pytest.mark.parametrize("text", CERTAIN)
@pytest.mark.parametrize("locale", [*OTHER_SCRIPT, *SAME_SCRIPT])
def test_sentence_is_found_in_every_language(locale: str, text: str) -> None:
    """It has several words of English grammar, and a mark at its end."""
    assert is_found(locale, text, text)


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("locale", OTHER_SCRIPT)
def test_short_sentence_is_found_in_another_script(locale: str, text: str) -> None:
    """Words in Latin letters that are no names are in no such language."""
    assert is_found(locale, text, text)


@pytest.mark.parametrize("text", ["Close the window.", "Before you begin", "Look under the tray"])
@pytest.mark.parametrize("locale", SAME_SCRIPT)
def test_little_is_said_in_the_same_script(locale: str, text: str) -> None:
    """A few words may be a title that stays."""
    assert not is_found(locale, text, text)


@pytest.mark.parametrize("text", FINE)
@pytest.mark.parametrize("locale", ["he-IL", "ja-JP", "nl-NL"])
def test_what_may_stay(locale: str, text: str) -> None:
    """These are the same in both languages on purpose."""
    assert not is_found(locale, text, text)


def test_end_mark_may_differ() -> None:
    """A machine that puts a mark of the language behind a sentence has not translated it."""
    assert is_found("zh-CN", "Close the window。", "Close the window.")
    assert not is_found("zh-CN", "Close the 窗口。", "Close the window.")


def test_words_of_both_languages_do_not_count() -> None:
    """Dutch has `in` and `over`, German has `in`."""
    text = "Paper in trays over there."
    assert is_same_sentence(pair("ja-JP", text, text))
    assert not is_same_sentence(pair("nl-NL", text, text))


def test_cell_without_end_mark_may_be_a_label() -> None:
    """A table says what a screen shows."""
    assert not is_same_sentence(pair("ja-JP", "Before you begin", "Before you begin", "table"))
    assert is_same_sentence(pair("ja-JP", "Close the window.", "Close the window.", "table"))


def test_unknown_and_same_language() -> None:
    """Of a language that nobody knows nothing is expected, and English is not to be translated."""
    same = pair("ja-JP", "Close the window.", "Close the window.")
    assert not is_same_sentence(same._replace(profile=NEUTRAL))
    assert not is_same_sentence(same._replace(source_profile=NEUTRAL))
    assert not is_same_sentence(same._replace(profile=PROFILES.of("en-US")))
    assert not is_same_sentence(same._replace(source=None))

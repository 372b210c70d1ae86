"""The rules on characters: what belongs into a text and what does not, and what their fixes leave."""

from __future__ import annotations

import pytest

from checking import codes_in, fixed, found_in, page_of

MENDED = [
    ("nl-NL", "Open een priv√©- of gastvenster.", "Open een privé- of gastvenster."),
    ("da-DK", "Vælg det f√∏rste.", "Vælg det første."),
    ("da-DK", "√òvre bakke", "Øvre bakke"),
    ("da-DK", "den nederste Ã¥bning", "den nederste åbning"),
    ("lv-LV", "lodziÅ†u", "lodziņu"),
    ("nl-NL", "pa\u200bpier", "papier"),
    ("nl-NL", "pa\u200b\u200b\u2060pier", "papier"),
    ("de-DE", "\ufeffkostenloses Papier", "kostenloses Papier"),
    ("ja-JP", "Paper\u200d 3", "Paper 3"),
    ("nl-NL", "een cafe\u0301", "een café"),
    ("ja-JP", "か\u3099", "が"),
]
"""(locale, as it is, as a safe fix leaves it)"""
UNSAFE = [
    ("da-DK", "du kan lÃ ̧se det", "CHR601"),
    ("nl-NL", "pa\x07pier", "CHR602"),
    ("nl-NL", "pa\u202epier", "CHR602"),
    ("nl-NL", "pa\ue001pier", "CHR602"),
    ("nl-NL", "pa\ufffdpier", "CHR602"),
]
"""(locale, text, code of what a person has to look at)"""
RIGHT = [
    ("nl-NL", "café √2, 2√π, x√π"),
    ("nl-NL", "pa\u00adpier, 5\u00a0mm, 5\u202fmm"),
    ("nl-NL", "👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    ("ar-SA", "\u200fPrinter\u200e ممكَّن"),
    ("ar-SA", "می\u200cخواهم"),
    ("nl-NL", "क\u094d\u200dष"),
    ("nl-NL", "ไทย\u200bไทย"),
    ("fr-FR", "« Ã partir » — NÃO"),
]


@pytest.mark.parametrize(("locale", "text", "mended"), MENDED)
def test_safe_fixes(locale: str, text: str, mended: str) -> None:
    """A safe fix gives the text that was meant, and no rule of the family has anything left to say."""
    data = fixed(locale, page_of(text, "The paper."), "CHR", safe=True)
    assert data == page_of(mended, "The paper.")
    assert not found_in(locale, data, "CHR")


@pytest.mark.parametrize(("locale", "text", "code"), UNSAFE)
def test_no_safe_fix(locale: str, text: str, code: str) -> None:
    """What was meant cannot be known."""
    data = page_of(text, "The paper.")
    assert codes_in(locale, text, "The paper.", "CHR") == [code]
    assert fixed(locale, data, "CHR", safe=True) == data


@pytest.mark.parametrize(("locale", "text"), RIGHT)
def test_right_characters(locale: str, text: str) -> None:
    """What scripts, emoji and good typography need is left alone."""
    assert codes_in(locale, text, "The paper.", "CHR") == []


@pytest.mark.parametrize("sign", ["\u200b", "\x07", "\ue001", "e\u0301"])
def test_fault_of_the_source(sign: str) -> None:
    """What the source has as well was not brought in by the translation."""
    assert codes_in("nl-NL", f"pa{sign}pier", f"pa{sign}pier", "CHR") == []


def test_source_is_another_page() -> None:
    """The text of a source is not looked at on the page of its translation."""
    assert codes_in("nl-NL", "papier", "pa\ufffdper pa\u200bper priv√©", "CHR") == []


def test_addresses_are_left_to_people() -> None:
    """A sign within an address may be part of it."""
    data = page_of("[papier](https://example.com/pa\u200bpier)", "[paper](https://example.com/)")
    (found,) = found_in("nl-NL", data, "CHR")
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    "text", ["\u200b" * 50_000, "a\u200b" * 50_000, "e\u0301" * 50_000, "√©" * 50_000, "\ufffd" * 9]
)
def test_hostile_text(text: str) -> None:
    """However often a page does it, it is told a hundred times at most."""
    assert 0 < len(codes_in("nl-NL", text, "x", "CHR")) <= 200

"""The rules on numbers, versions, codes, identifiers and lengths: what they understand, and what their fixes leave."""

from __future__ import annotations

import pytest

from checking import codes_in, fixed, found_in, page_of

SAME_NUMBERS = [
    ("nl-NL", "1.500 vellen", "1,500 sheets"),
    ("nl-NL", "1500 vellen", "1,500 sheets"),
    ("nl-NL", "88,10 euro", "88.1 euros"),
    ("nl-NL", "een kwart miljoen, 250.000", "a quarter of a million, 250K"),
    ("nl-NL", "30.000.000 vellen", "30 million sheets"),
    ("nl-NL", "drie laden", "3 trays"),
    ("nl-NL", "na 24 uur", "after a day"),
    ("nl-NL", "14-4-2027", "April 14, 2027"),
    ("nl-NL", "14 april 2027", "4/14/2027"),
    ("nl-NL", "om 8.30 uur", "at 8:30"),
    ("nl-NL", "om 3 uur", "at 3:00"),
    ("nl-NL", "van derden", "from a 3rd party"),
    ("nl-NL", "10 GB", "10GB"),
    ("nl-NL", "Office 365, Office 365", "Office 365"),
    ("nl-NL", "de lade van Microsoft 365", "the tray"),
    ("nb-NO", "100 000 ark", "100K sheets"),
    ("da-DK", "en totrinsproces", "a 2-step process"),
    ("lv-LV", "50 000 lapu", "50,000 sheets"),
    ("lv-LV", "2027. gada 14. aprīlī", "April 14, 2027"),
    ("ar-SA", "٢٥ ورقة", "25 sheets"),
    ("ar-SA", "ساعتين", "2 hours"),
    ("ar-SA", "اليوم الخامس والعشرين", "the 25th day"),
    ("ja-JP", "１２ 枚", "12 sheets"),
    ("ja-JP", "10 万枚", "100K sheets"),
    ("ja-JP", "4 月 14 日", "April 14"),
    ("ja-JP", "1 時間", "an hour"),
    ("de-DE", "siehe `9` und https://example.com/7", "see `8` and https://example.com/6"),
]
OTHER_NUMBERS = [
    ("nl-NL", "250 vellen", "350 sheets"),
    ("nl-NL", "1.500 vellen", "150 sheets"),
    ("nl-NL", "de vellen", "the 12 sheets"),
    ("nl-NL", "fout 550", "error 550 5.7.13"),
    ("nl-NL", "12 vellen", "the sheets"),
    ("nl-NL", "8,2 mm", "8.1 mm"),
    ("lv-LV", "2027. gada aprīlī", "April 14, 2027"),
    ("ja-JP", "7 月 14 日", "April 14"),
]
VERSIONS = [
    ("nl-NL", "Zet TLS 1,2 aan.", "Turn TLS 1.2 on.", "Zet TLS 1.2 aan."),
    ("lv-LV", "PaperPort 1,0 un 1,1", "PaperPort 1.0 and 1.1", "PaperPort 1.0 un 1.1"),
    ("da-DK", "kode 5,7,13", "code 5.7.13", "kode 5.7.13"),
    ("nl-NL", "**TLS 1,2**-papier", "**TLS 1.2** paper", "**TLS 1.2**-papier"),
]
IDENTIFIERS = [
    ("nl-NL", "Open paper. msc nu.", "Open paper.msc now.", "Open paper.msc nu."),
    ("da-DK", "i % temp%", "in %temp%", "i %temp%"),
    ("nl-NL", "een . PNG-bestand", "a .png file", "een .PNG-bestand"),
    ("ja-JP", "(TRAY # 0)", "(TRAY#0)", "(TRAY#0)"),
    ("nl-NL", "paper. msc, paper. msc", "paper.msc, paper.msc", "paper.msc, paper.msc"),
]
CODES = [
    ("nb-NO", "en F3-lisens", "an A3 license", ["ACC304"]),
    ("nl-NL", "het is opps8tt", "it is gone", ["ACC304"]),
    ("nl-NL", "de update", "the update KB1234567", ["ACC304"]),
    ("nl-NL", "de update KB 1234567", "the update KB1234567", []),
    ("nl-NL", "e5-licenties", "E5 licenses", ["ACC304"]),
    ("nl-NL", "v2-module", "V2 module", []),
    ("nl-NL", "Office 365", "O365", []),
    ("ar-SA", "الإصدار 2", "V2", []),
    ("ja-JP", "この2つのトレイ", "these two trays", []),
]


@pytest.mark.parametrize(("locale", "target", "source"), SAME_NUMBERS)
def test_same_numbers(locale: str, target: str, source: str) -> None:
    """What is worth the same is the same, however it is written."""
    assert "ACC302" not in codes_in(locale, target, source, "ACC")


@pytest.mark.parametrize(("locale", "target", "source"), OTHER_NUMBERS)
def test_other_numbers(locale: str, target: str, source: str) -> None:
    """What is worth something else is found, once."""
    assert codes_in(locale, target, source, "ACC302") == ["ACC302"]


@pytest.mark.parametrize(("locale", "target", "source", "mended"), VERSIONS + IDENTIFIERS)
def test_safe_fixes(locale: str, target: str, source: str, mended: str) -> None:
    """A safe fix gives the text that was meant, and no rule of the family has anything left to say."""
    data = fixed(locale, page_of(target, source), "ACC", safe=True)
    assert data == page_of(mended, source)
    assert not found_in(locale, data, "ACC")


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("Het is 2,5 mm dik.", "It is 2.5 mm thick."),
        ("In 1,5 uur klaar.", "In 1.5 hours done."),
        ("Voor USD 1,2 per vel.", "For USD 1.2 a sheet."),
        ("Zet TLS 1.2 aan.", "Turn TLS 1.2 on."),
        ("Kies 1,2,3.", "Choose 1,2,3."),
    ],
)
def test_no_version(target: str, source: str) -> None:
    """Quantities and lists are no versions."""
    assert codes_in("nl-NL", target, source, "ACC") == []


@pytest.mark.parametrize(("locale", "target", "source", "codes"), CODES)
def test_codes(locale: str, target: str, source: str, codes: list[str]) -> None:
    """A code may be written apart or spelt out, and no other may stand in its place."""
    assert codes_in(locale, target, source, "ACC304") == codes


def test_torn_name_with_marks_is_left_to_people() -> None:
    """Where marks stand between the parts, the fix is only proposed."""
    (found,) = found_in("nl-NL", page_of("Open **paper.** msc nu.", "Open paper.msc now."), "ACC")
    assert found.code == "ACC305"
    assert found.fix is not None
    assert not found.fix.safe


def test_name_with_a_placeholder_may_be_translated() -> None:
    """A part of a name in italics stands for something else."""
    assert codes_in("nl-NL", "Zoek *bestand*.csv.", "Search for *file*.csv.", "ACC") == []
    assert codes_in("nl-NL", "Zoek bestand.csv.", "Search for file.csv.", "ACC") == ["ACC305"]


def test_placeholder_hides_the_digit_in_it() -> None:
    """One cause is one finding."""
    assert codes_in("nl-NL", "Leg het in #A0.", "Put it into the tray.", "ACC") == ["ACC301"]
    assert codes_in("nl-NL", "Leg het in {0}.", "Put it into the tray.", "ACC") == ["ACC301"]


@pytest.mark.parametrize(
    "text",
    [
        "1," * 20_000,
        "1 000" * 20_000,
        "a1" * 20_000,
        "a." * 20_000 + "exe",
        "Get-" * 20_000,
        "a@" * 20_000,
        "{" * 20_000,
        "lade " * 20_000,
        " ".join(map(str, range(20_000))),
        " ".join(f"A{number}" for number in range(5_000)),
        "日本語" * 10_000,
    ],
)
@pytest.mark.parametrize("locale", ["nl-NL", "ja-JP"])
def test_hostile_text(locale: str, text: str) -> None:
    """Text of a hundred kilobytes that is all marks is read as well; quadratic work would not end here."""
    codes_in(locale, text, "x", "ACC")
    codes_in(locale, "x", text, "ACC")

"""The figures of locales: as tables for people, and as JSON."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from diglot.quality import LocaleQuality, Report
from diglot.report.as_json import as_json
from diglot.report.stats import stats_json, stats_text
from report.reports import quality, report


def shown(*locales: LocaleQuality, width: int = 120) -> list[list[str]]:
    """Returns the words of each line of the tables."""
    file = StringIO()
    Console(file=file, width=width).print(stats_text(Report((), locales)))
    return [line.split() for line in file.getvalue().splitlines() if line.strip()]


FRESHNESS = (("current", 1100), ("behind", 80), ("unknown", 50), ("orphan", 4))
LARGE = quality(
    "lv-LV",
    1234,
    1_000_000,
    articles=1500,
    units=2_900_000,
    untranslated=1_234,
    types=(("MT", 1000), ("HT", 200), ("", 34)),
    freshness=FRESHNESS,
    families=(("SEG", 50, 0, 0), ("LNK", 1250, 40_000, 9), ("FMT", 0, 0, 70)),
)


def test_tables() -> None:
    """What there is, and how often something is wrong; families without errors and warnings are left out."""
    assert shown(LARGE, quality("ja-JP")) == [
        "Locale Pages Coverage MT HT Units Untranslated Current Behind Unknown Orphan".split(),
        "lv-LV 1,234 82% 81% 16% 2,900,000 1,234 1,100 80 50 4".split(),
        "ja-JP 2 67% 50% 50% 120 4 2 0 0 0".split(),
        "Locale Words SEG LNK All".split(),
        "lv-LV 1,000,000 0.1 / 0.0 1.2 / 40.0 1.3 / 40.0".split(),
        "ja-JP 2,000 0.5 / 0.0 1.0 / 3.0 1.5 / 3.0".split(),
        "Errors / warnings per 1,000 words of the source".split(),
    ]


def test_nothing_to_divide_by() -> None:
    """A locale without pages or words has no rates, and is no error."""
    empty = quality("da-DK", 0, 0, articles=0, types=(), families=(("SEG", 1, 0, 0),))
    lines = shown(empty)
    assert lines[1][:5] == ["da-DK", "0", "100%", "–", "–"]
    assert lines[3] == ["da-DK", "0", "–", "–"]


def test_no_locales() -> None:
    """Two heads without rows."""
    assert [line[0] for line in shown()] == ["Locale", "Locale", "Errors"]


@pytest.mark.parametrize("width", [90, 200])
def test_a_locale_is_one_line(width: int) -> None:
    """No row is broken."""
    assert len(shown(LARGE, width=width)) == 5


def test_locale_has_no_power_over_the_terminal() -> None:
    """It is the name of a folder, which may hold anything."""
    assert shown(quality("x\x1b[31m\nx"))[1][0] == "x\ufffd[31m"


def test_json() -> None:
    """The same figures as in the report of a check."""
    made = report()
    value = json.loads(stats_json(made))
    assert value == {
        "version": 1,
        "source_locale": "en-US",
        "locales": json.loads(as_json(made))["summary"]["locales"],
    }
    assert value["locales"][0]["freshness"] == {"current": 2, "behind": 0, "unknown": 0, "orphan": 0}

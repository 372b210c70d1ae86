"""Pages and locales in figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from diglot.diagnostics import Diagnostic, Severity
from diglot.join import join
from diglot.measure import measure, recounted
from diglot.model import Location, Metadata, PageId, Summary
from diglot.quality import BEHIND, CURRENT, State
from diglot.rules.registry import BY_NAME, RULES
from diglot.settings import Settings
from examining import examined
from sites import article

SETTINGS = Settings(locales=("en-US", "nl-NL", "da-DK", "ja-JP"))


def page(locale: str, path: str, kind: str = "", day: date | None = None, **fields: object) -> Summary:
    """Returns the summary of a page."""
    metadata = Metadata(translation_type=kind, last_handoff=day, content_locale=str(fields.pop("origin", "")))
    usual: dict[str, object] = {"units": 10, "source_words": 100}
    file = f"content/{locale}/{path}.md"
    return Summary(PageId(locale, path), file, path.title(), "", b"", metadata, **(usual | fields))  # type: ignore[arg-type]


def finding(name: str, locale: str, path: str, severity: Severity | None = None) -> Diagnostic:
    """Returns a finding about a page."""
    rule, at = BY_NAME[name], Location(f"content/{locale}/{path}.md", 1, 1, 1, 1, 0, 0)
    return Diagnostic(rule.code, rule.name, severity or rule.severity, at, "m", locale, page=path)


INDEX = join(
    SETTINGS,
    [
        page("en-US", "ink", units=0, source_words=90, kind="HT"),
        page("nl-NL", "ink", "MT", date(2021, 3, 2)),
        page("nl-NL", "paper", "HT"),
        page("nl-NL", "tray", "MT", units=5, source_words=50),
        page("da-DK", "ink"),
    ],
)
STATES = {PageId("nl-NL", "ink"): State(BEHIND, ("103",)), PageId("nl-NL", "paper"): State(CURRENT)}
FOUND = [
    finding("empty-target", "nl-NL", "ink"),
    finding("empty-target", "nl-NL", "ink"),
    finding("missing-target", "nl-NL", "ink", Severity.WARNING),
    finding("outdated-metadata", "nl-NL", "paper"),
    finding("mojibake", "en-US", "ink"),
    finding("invalid-toc", "da-DK", ""),
    finding("invalid-configuration", "", ""),
]


def test_page_in_figures() -> None:
    """In the order of the site, each with its own findings."""
    _, pages = measure(SETTINGS, INDEX, STATES, FOUND)
    assert [(one.locale, one.path) for one in pages] == [
        ("en-US", "ink"),
        ("nl-NL", "ink"),
        ("nl-NL", "paper"),
        ("nl-NL", "tray"),
        ("da-DK", "ink"),
    ]
    assert pages[1]._asdict() == {
        "locale": "nl-NL",
        "path": "ink",
        "file": "content/nl-NL/ink.md",
        "title": "Ink",
        "translation_type": "MT",
        "handoff": "2021-03-02",
        "freshness": "behind",
        "units": 10,
        "untranslated": 2,
        "source_words": 100,
        "errors": 2,
        "warnings": 1,
        "infos": 0,
    }
    assert pages[0].translation_type == pages[0].freshness == pages[0].handoff == ""
    assert [one.freshness for one in pages] == ["", "behind", "current", "unknown", "unknown"]
    assert (pages[2].errors, pages[2].warnings, pages[2].infos, pages[2].handoff) == (0, 0, 1, "")


def test_locale_in_figures() -> None:
    """Every locale of the site is there, every family of rules, and all four kinds of freshness."""
    locales, _ = measure(SETTINGS, INDEX, STATES, FOUND)
    assert [(one.locale, one.articles, one.pages, one.missing) for one in locales] == [
        ("en-US", 3, 1, 2),
        ("nl-NL", 3, 3, 0),
        ("da-DK", 3, 1, 2),
        ("ja-JP", 3, 0, 3),
    ]
    source, dutch, danish, japanese = locales
    assert (dutch.units, dutch.untranslated, dutch.source_words) == (25, 2, 250)
    assert dutch.types == (("MT", 2), ("HT", 1))
    assert dutch.freshness == (("current", 1), ("behind", 1), ("unknown", 1), ("orphan", 0))
    assert (source.types, danish.types, japanese.types) == ((), (("", 1),), ())
    assert source.freshness == japanese.freshness == (("current", 0), ("behind", 0), ("unknown", 0), ("orphan", 0))
    families = list(dict.fromkeys(rule.family for rule in RULES))
    assert all([family for family, *_ in one.families] == families for one in locales)
    counts = {one.locale: [entry for entry in one.families if any(entry[1:])] for one in locales}
    assert counts == {
        "en-US": [("CHR", 1, 0, 0)],
        "nl-NL": [("SEG", 2, 0, 0), ("LNK", 0, 1, 0), ("STA", 0, 0, 1)],
        "da-DK": [("FMT", 1, 0, 0)],
        "ja-JP": [],
    }


def test_only_findings_are_counted_anew() -> None:
    """A selection changes what is reported, and not what there is."""
    locales, pages = recounted(*measure(SETTINGS, INDEX, STATES, FOUND), FOUND[2:3])
    assert [(one.errors, one.warnings, one.untranslated) for one in pages if one.locale == "nl-NL"] == [
        (0, 1, 2),
        (0, 0, 0),
        (0, 0, 0),
    ]
    assert sum(errors + warnings + infos for one in locales for _, errors, warnings, infos in one.families) == 1
    assert locales[1].untranslated == 2


def test_source_made_of_translations(tmp_path: Path) -> None:
    """It has the words of the translation that it was made from, and none of its units."""
    files = {"nl-NL/ink.md": article("Inkt", "Ink", ("Vul bij.", "Fill it up."), front="ms.lasthandoff: 03/02/2021")}
    found = examined(tmp_path, files)
    locales, pages = measure(found.settings, found.site, found.states, found.diagnostics)
    assert [(one.locale, one.units, one.source_words, one.freshness, one.handoff) for one in pages] == [
        ("en-US", 0, 4, "", ""),
        ("nl-NL", 2, 4, "unknown", "2021-03-02"),
    ]
    assert [(one.locale, one.pages, one.source_words) for one in locales] == [("en-US", 1, 4), ("nl-NL", 1, 4)]

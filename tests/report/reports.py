"""Reports made by hand, for the tests of everything that programs read."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from diglot.diagnostics import Diagnostic, PlacedEdit, PlacedFix, Severity
from diglot.model import Location
from diglot.quality import LocaleQuality, PageQuality, Report
from diglot.rules.registry import BY_NAME

ARABIC = "اضغط على الزر `تم`"
JAPANESE = "用紙を補充してください"
NASTY = "100% <b>&amp;]]> \"'`|\\ a: b, c\x00\x1b[31m\x7f\u2028\ufffe\r\nnext\tline"
HALF = "\udcff and \ud800"

texts = st.text(st.characters(codec=None), max_size=30)
"""Any text, halves of characters and control characters included."""


def finding(
    name: str = "missing-target", path: str = "content/nl-NL/printer.md", line: int = 3, **fields: object
) -> Diagnostic:
    """Returns a finding about columns 6 to 19 of a line; `fields` are those of `Diagnostic`."""
    rule = BY_NAME[name]
    usual: dict[str, object] = {
        "severity": rule.severity,
        "at": Location(path, line, 6, line, 19, 40, 53),
        "message": "the link `weg.md` leads nowhere; write the path of an article",
        "locale": "nl-NL",
        "excerpt": ("Lees [dit](weg.md).",),
        "fingerprint": f"{line:016x}",
    }
    return Diagnostic(rule.code, rule.name, **(usual | fields))  # type: ignore[arg-type]


def quality(locale: str, pages: int = 2, words: int = 2000, **fields: object) -> LocaleQuality:
    """Returns a locale that has some of three articles."""
    usual: dict[str, object] = {
        "articles": 3,
        "units": 120,
        "untranslated": 4,
        "types": (("MT", 1), ("HT", pages - 1)) if pages > 1 else (),
        "freshness": (("current", pages), ("behind", 0), ("unknown", 0), ("orphan", 0)),
        "families": (("SEG", 1, 0, 0), ("LNK", 2, 6, 1), ("FMT", 0, 0, 0)),
    }
    return LocaleQuality(locale=locale, pages=pages, source_words=words, **(usual | fields))  # type: ignore[arg-type]


def page(file: str, locale: str) -> PageQuality:
    """Returns a page without findings."""
    return PageQuality(locale, file.removesuffix(".md"), file, "Titel", "MT", "", "current", 10, 0, 100, 0, 0, 0)


def report(*found: Diagnostic, locales: Iterable[str] = ("nl-NL", "ar-SA", "ja-JP"), **fields: object) -> Report:
    """Returns a report of `found`."""
    diagnostics = tuple(sorted(found, key=lambda one: one.order))
    return Report(diagnostics, tuple(map(quality, locales)), **fields)  # type: ignore[arg-type]


def fix(*edits: tuple[int, int, str], safe: bool = True) -> PlacedFix:
    """Returns a fix of (start, end, text)."""
    return PlacedFix("write `dit.md`", safe, tuple(PlacedEdit(*edit) for edit in edits))


MIXED = report(
    finding(),
    finding(line=9, known=True),
    finding("target-case", line=4, severity=Severity.ERROR),
    finding(
        "empty-target",
        "content/ar-SA/ملفات/صفحة 1%.md",
        locale="ar-SA",
        unit="103",
        message=ARABIC,
        source="Press `Done`",
        target=ARABIC,
        excerpt=(ARABIC,),
        fix=fix((40, 53, ARABIC)),
    ),
    finding(
        "untranslated-target", "content/ja-JP/a:b,c.md", locale="ja-JP", message=NASTY, source=NASTY, target=JAPANESE
    ),
    finding("mojibake", "content/ja-JP/\udcff.md", locale="ja-JP", message=HALF, target=HALF, excerpt=(HALF,)),
    finding("invalid-configuration", "docfx.json", locale="", excerpt=(), fingerprint=""),
    suppressed=7,
    absent=(("nl-NL", "00ff"),),
    notes=("the locale `ja-JP` has no profile",),
    failures=(f"`mojibake` on `x.md`: {HALF}",),
    pages=(page("content/nl-NL/printer.md", "nl-NL"), page("content/nl-NL/paper.md", "nl-NL")),
)
"""Findings in several scripts, of all severities, new and known, in files with hard names."""


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draws a report of a few findings with any text anywhere."""
    found = draw(
        st.lists(
            st.builds(
                finding,
                st.sampled_from(sorted(BY_NAME)),
                texts.filter(bool),
                st.integers(1, 10**6),
                message=texts,
                locale=st.sampled_from(["", "nl-NL", "ar-SA", "xx"]),
                unit=st.none() | texts,
                source=texts,
                target=texts,
                excerpt=st.lists(texts, max_size=3).map(tuple),
                fingerprint=texts,
                known=st.booleans(),
                fix=st.none() | st.builds(fix, st.tuples(st.integers(30, 60), st.integers(60, 90), texts)),
            ),
            max_size=5,
        )
    )
    notes = draw(st.lists(texts, max_size=2).map(tuple))
    return report(*found, notes=notes, failures=draw(st.lists(texts, max_size=2).map(tuple)))

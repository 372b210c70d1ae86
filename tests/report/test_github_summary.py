"""The summary of a workflow's step: what matters first, nothing of an article is read as markup, and it fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import html
from markdown_it import MarkdownIt

from diglot.quality import Report
from diglot.report.github_summary import step_summary
from report.reports import ARABIC, HALF, JAPANESE, MIXED, NASTY, finding, report, reports

_LIMIT = 1024 * 1024
"""Bytes that GitHub takes."""


def shown(made: Report) -> html.HtmlElement:
    """Returns the summary as GitHub's Markdown makes it."""
    return html.fromstring(f"<main>{MarkdownIt('gfm-like', {'linkify': False}).render(step_summary(made))}</main>")


def rows(page: html.HtmlElement, number: int) -> list[list[str]]:
    """Returns the cells of a table, without its head."""
    table = page.findall(".//table")[number]
    cells = [[cell.text_content() for cell in row.findall("td")] for row in table.iter("tr")]
    return [row for row in cells if row]


def test_figures() -> None:
    """Totals, and a row for each locale."""
    page = shown(MIXED)
    assert page.find("p").text == (
        "5 errors, 1 info; 1 known to the baseline; 1 in the baseline, but gone; 7 allowed in the articles"
    )
    assert rows(page, 0) == [
        ["nl-NL", "2", "67%", "2", "0", "0"],
        ["ar-SA", "2", "67%", "1", "0", "0"],
        ["ja-JP", "2", "67%", "1", "0", "1"],
    ]


def test_rules() -> None:
    """The worst and most frequent come first."""
    made = report(finding("target-case"), *(finding("unknown-uid", line=line) for line in (1, 2)), finding(line=9))
    assert rows(shown(made), 1) == [
        ["1", "error", "LNK205 missing-target", "A link or image leads to nothing on this site"],
        ["2", "warning", "LNK215 unknown-uid", "A reference has a uid that nothing has"],
        ["1", "warning", "LNK209 target-case", "A link differs in case from the file or anchor it means"],
    ]


def test_findings() -> None:
    """Place, message, source and target; the reader's own text is code."""
    page = shown(report(finding(source="Read", target=ARABIC)))
    assert rows(page, 2) == [
        [
            "content/nl-NL/printer.md:3:6",
            "error LNK205 the link weg.md leads nowhere; write the path of an article",
            "Read",
            ARABIC,
        ]
    ]
    assert [code.text for code in page.findall(".//table[3]//code")] == ["weg.md"]
    assert {cell.get("dir") for cell in page.findall(".//table[3]//td")[2:]} == {"auto"}


def test_only_so_many() -> None:
    """The first fifty are listed, and the title says that there are more."""
    page = shown(report(*(finding(line=line) for line in range(1, 1501))))
    assert len(rows(page, 2)) == 50
    assert page.findall("h3")[-1].text == "The first 50 of 1,500 findings"


def test_nothing_found() -> None:
    """A clean run says so."""
    page = shown(report())
    assert page.find("p").text == "No findings"
    assert [title.text for title in page.findall("h3")] == ["Languages"]


def test_failures_and_notes() -> None:
    """They are listed, and cut where there are many."""
    page = shown(report(failures=("`a` <b>",), notes=tuple(map(str, range(30)))))
    assert [title.text for title in page.findall("h3")] == ["Rules that failed", "Languages", "Notes"]
    assert [item.text for item in page.iter("li")] == ["`a` <b>", *map(str, range(20)), "and 10 more"]


@pytest.mark.parametrize("text", [NASTY, HALF, "</table>\n\n# x\n\n<script>", "| a |\n|---|", "**x** [y](z) @all"])
def test_text_is_not_markup(text: str) -> None:
    """It adds no element to the page."""
    plain, other = (
        shown(report(finding(path=one, message=one, source=one, target=one), notes=(one,))) for one in ("x", text)
    )
    assert [element.tag for element in other.iter()] == [element.tag for element in plain.iter()]


@given(made=reports())
def test_any_text_keeps_the_tables(made: Report) -> None:
    """Every new finding has a row of four cells."""
    page = shown(made)
    new = [found for found in made.diagnostics if not found.known]
    assert [len(row) for row in (rows(page, 2) if new else [])] == [4] * len(new)


@pytest.mark.parametrize("sign", ['"', JAPANESE, "🖨️", "\x00"])
def test_it_fits(sign: str) -> None:
    """However long the texts are and however many locales there are, GitHub takes it."""
    text = sign * 20_000
    many = [finding(path=f"{text}{line}", line=line, message=text, source=text, target=text) for line in range(100)]
    locales = [f"{sign * 20}-{number}" for number in range(2000)]
    made = report(*many, locales=locales, notes=(text,) * 99, failures=(text,) * 99)
    assert len(step_summary(made).encode()) < _LIMIT

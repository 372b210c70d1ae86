"""The report as one HTML file: complete, harmless whatever articles hold, and the same each time."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import pytest
from lxml import html

from diglot.diagnostics import Diagnostic, PlacedEdit, PlacedFix, Severity
from diglot.model import Location, Span
from diglot.quality import LocaleQuality, PageQuality, Report
from diglot.report.findings import fit
from diglot.report.html import report_html
from diglot.report.places import Change, Passage, change, in_file, in_source, in_target
from diglot.report.plots import heat, plots, rounded
from report.invented import FAMILIES, SENTENCES, invented_report

HOSTILE = "</script><img src=x onerror=alert(1)><!--<script>\ud800\x00\u202e\"'&`{{ 7*7 }}]]>"
ASSETS = files("diglot.report") / "assets"
LARGEST = 40_000
"""Bytes of style and script together."""
STATIC_FINDINGS = 200


def page_of(report: Report, title: str, day: str = "") -> str:
    """Returns the whole report."""
    return "".join(report_html(report, title, day))


def parsed(page: str) -> html.HtmlElement:
    """Returns the tree of a page."""
    return html.document_fromstring(page.encode())


def data(page: str) -> dict[str, list[object]]:
    """Returns what the script of a page works on."""
    loaded: dict[str, list[object]] = json.loads(parsed(page).get_element_by_id("data").text)
    return loaded


def found(line: str, start: int, end: int, target: str = "", **changes: object) -> Diagnostic:
    """Returns a finding about characters `start` to `end` of a line that begins at byte 100 of its file."""
    first, last = (100 + len(line[:place].encode("utf-8", "replace")) for place in (start, end))
    at = Location("content/nl-NL/kade.md", 7, start + 1, 7, end + 1, first, last)
    origin = line.find(target) if target else -1
    is_inside = 0 <= origin <= start and end <= origin + len(target)
    within = Span(start - origin, end - origin) if is_inside else None
    texts = {"target": target, "source": "Source" if target else "", "within": within, "excerpt": (line,)}
    made = Diagnostic("TYP701", "double-space", Severity.WARNING, at, "mend it", "nl-NL")
    return replace(made, **(texts | changes))  # type: ignore[arg-type]


def hostile_report() -> Report:
    """Returns a report in which every text tries to break out."""
    edit = PlacedEdit(100, 109, HOSTILE)
    at = Location(HOSTILE, 1, 1, 1, 10, 100, 109)
    texts = {"excerpt": (HOSTILE,), "page": HOSTILE, "target": HOSTILE + "x", "source": HOSTILE, "unit": HOSTILE}
    fix = PlacedFix(HOSTILE, True, (edit,))
    finding = Diagnostic("LNK205", "missing-target", Severity.ERROR, at, HOSTILE, HOSTILE, fix=fix, **texts)  # type: ignore[arg-type]
    counts = (("SEG", 1, 2, 3), (HOSTILE, 1, 1, 1))
    locale = LocaleQuality(HOSTILE, 2, 1, 3, 1, 500, ((HOSTILE, 1),), (("current", 1),), counts)
    page = PageQuality(*([HOSTILE] * 7), 3, 1, 500, 1, 1, 0)  # type: ignore[arg-type]
    bare = replace(finding, target="", source="", code=HOSTILE, name=HOSTILE)
    return Report(
        (finding, bare),
        (locale,),
        (page,),
        HOSTILE,
        absent=((HOSTILE, HOSTILE),),
        notes=(HOSTILE,),
        failures=(HOSTILE,),
    )


def test_hostile_text_stays_text() -> None:
    """No text becomes an element, a handler, an end of the data, or a template; what bytes cannot hold is replaced."""
    page = page_of(hostile_report(), HOSTILE, HOSTILE)
    page.encode()
    tree = parsed(page)
    assert not tree.xpath("//img | //@onerror")
    assert len(tree.xpath("//script")) == 3
    assert page.lower().count("</script") == 3
    assert page.count("<!--") == 0
    assert "49" not in tree.xpath("string(//h1)")
    assert not set(page) & {"\x00", "\ud800"}
    assert fit(HOSTILE) in data(page)["texts"]


def test_same_report_same_bytes() -> None:
    """Nothing but the report goes in."""
    assert page_of(invented_report(300), "Harbour") == page_of(invented_report(300), "Harbour")
    assert "2 March" not in page_of(invented_report(30), "Harbour")
    assert "2 March" in page_of(invented_report(30), "Harbour", "2 March")


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(Report((), ()), id="nothing"),
        pytest.param(invented_report(0), id="no findings"),
        pytest.param(invented_report(40, 12, ("nl-NL",)), id="one locale"),
        pytest.param(invented_report(40, 12, ("en-US", "ar-SA"))._replace(pages=()), id="no pages"),
        pytest.param(invented_report(40, 12)._replace(locales=()), id="no locales"),
        pytest.param(invented_report(0, 12, ("en-US",)), id="only the source"),
        pytest.param(Report((found("a", 0, 1, locale=""),), ()), id="a finding in no locale"),
    ],
)
def test_any_report_is_a_page(report: Report) -> None:
    """What is not there has no section, and no link leads to it."""
    tree = parsed(page_of(report, "Harbour"))
    ids = set(tree.xpath("//@id"))
    links = {str(link)[1:] for link in tree.xpath("//a[not(ancestor::template)]/@href") if "=" not in link}
    assert links <= ids
    assert len(tree.xpath("//div[@id='list']/article")) == len(report.diagnostics)
    assert ("pages" in ids) == any(page.errors or page.warnings or page.infos for page in report.pages)


def test_policy_allows_own_style_and_script_alone() -> None:
    """The digests are those of what stands in the page, and nothing asks for anything else."""
    page = page_of(invented_report(20), "Harbour")
    (policy,) = parsed(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name, text in (
        ("style-src", re.findall(r"<style>(.*?)</style>", page, re.DOTALL)),
        ("script-src", re.findall(r"<script>(.*?)</script>", page, re.DOTALL)),
    ):
        digest = b64encode(sha256(text[0].encode()).digest()).decode()
        assert len(text) == 1
        assert f"{name} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not parsed(page).xpath("//@style | //@src | //link")
    assert "://" not in re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)


def test_assets_are_small_and_never_write_html() -> None:
    """Reports are mailed around; and a script that only makes text cannot be led astray."""
    style, script = ((ASSETS / f"report.{kind}").read_text("utf-8") for kind in ("css", "js"))
    assert len((style + script).encode()) <= LARGEST
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(", script)


def test_reader_without_scripts_sees_the_first_findings() -> None:
    """As many as fit, each with both texts in their own language and direction."""
    report = invented_report(1000)
    page = page_of(report, "Harbour")
    tree = parsed(page)
    cards = tree.xpath("//div[@id='list']/article")
    assert len(cards) == STATIC_FINDINGS
    assert len(data(page)["findings"]) == 1000
    for card, finding in zip(cards, report.diagnostics, strict=False):
        assert finding.code in card.text_content()
        for part, text, locale in (("target", finding.target, finding.locale), ("source", finding.source, "en-US")):
            for element in card.xpath(f".//p[@class='{part}']"):
                direction = "rtl" if locale == "ar-SA" else "ltr"
                assert (element.text_content(), element.get("lang"), element.get("dir")) == (text, locale, direction)


def test_totals() -> None:
    """New and known add up, by severity too."""
    report = invented_report(90)
    tree = parsed(page_of(report, "Harbour"))
    facts = dict(zip(tree.xpath("//dt/text()"), tree.xpath("//dd/text()"), strict=True))
    assert facts == {
        "New": "60",
        "Known to the baseline": "30",
        "Suppressed in articles": "17",
        "Locales": "7",
        "Pages": f"{len(report.pages):,}",
    }
    figures = [int(figure) for figure in tree.xpath("//span[@class='figure']/text()")]
    levels = [found.severity for found in report.diagnostics]
    assert figures == [levels.count(level) for level in (Severity.ERROR, Severity.WARNING, Severity.INFO)]


def test_rules_are_explained() -> None:
    """The page of a rule, less its examples, stands in the report once."""
    tree = parsed(page_of(invented_report(500), "Harbour"))
    note = tree.get_element_by_id("rule-LNK205").text_content()
    assert "Why it hurts a reader" in note
    assert "Examples" not in note
    assert len(tree.xpath("//details[@class='rule-note']")) == len(
        {found.code for found in invented_report(500).diagnostics}
    )


PLACES = [
    pytest.param(found("- <t>zee  en</t>", 8, 10, "zee  en"), "zee[  ]en", "Source", id="in the target"),
    pytest.param(found("<t>zee**en**</t>", 6, 6, "zee**en**"), "zee[]**en**", "Source", id="between two characters"),
    pytest.param(found("<t>zee</t>", 0, 10, "zee"), "zee", "Source", id="around the unit"),
    pytest.param(found("<t>zee</t>", 3, 6, "zee"), "zee", "Source", id="all of the target"),
    pytest.param(found("<t>zee</t>", 3, 5, "zee", in_source=True), "zee", "[So]urce", id="in the source"),
    pytest.param(found("title: x", 0, 5, "zee"), "zee", "Source", id="elsewhere"),
]


def shown(passage: Passage | None) -> str | None:
    """Returns a passage with its mark in brackets."""
    if passage is None or passage.start < 0:
        return passage and passage.text
    return f"{passage.before}[{passage.marked}]{passage.after}"


@pytest.mark.parametrize(("finding", "target", "source"), PLACES)
def test_place_in_unit(finding: Diagnostic, target: str, source: str) -> None:
    """The exact place is marked in the text that it is in."""
    assert (shown(in_target(finding)), shown(in_source(finding))) == (target, source)


def test_place_in_several_lines() -> None:
    """A place may reach over the end of a line, or of what is known."""
    at = Location("a.md", 7, 4, 8, 3, 103, 110)
    finding = found("", 0, 0, at=at, excerpt=("een twee", "drie"))
    assert shown(in_file(finding)) == "een[ twee]"
    assert shown(in_file(replace(finding, at=at._replace(end_line=12), excerpt=("een twee",)))) == "een[ twee]"


FRAMES = [
    (found("title: x", 0, 5), "[title]: x"),
    (found("title: x", 0, 5, "zee"), "[title]: x"),
    (found("- <t>zee  en</t>", 8, 10, "zee  en"), None),
    (found("<t></t>", 0, 7, source="Sea"), None),
    (found("<t>zee</t>", 0, 10, "zee"), None),
    (found("a", 40, 50), "a[]"),
    (found("   ", 0, 1), None),
    (found("a" * 100 + "bc" + "d" * 300, 100, 102), "…" + "a" * 40 + "[bc]" + "d" * 110 + "…"),
    (found("a" * 45 + "bc" + "d" * 120, 45, 47), "a" * 45 + "[bc]" + "d" * 120),
]


@pytest.mark.parametrize(("finding", "text"), FRAMES)
def test_line_of_the_file(finding: Diagnostic, text: str | None) -> None:
    """It is shown where the texts of a unit do not show the place, and cut where it is long."""
    assert shown(in_file(finding)) == text


def fixed(finding: Diagnostic, *edits: tuple[int, int, str]) -> Diagnostic:
    """Returns the finding with a fix; edits are in characters of its line."""
    line = finding.excerpt[0]
    placed = [
        PlacedEdit(*(100 + len(line[:place].encode("utf-8", "replace")) for place in edit[:2]), edit[2])
        for edit in edits
    ]
    return replace(finding, fix=PlacedFix("Mend it", False, tuple(placed)))


CHANGES = [
    (fixed(found("x <t>zee  en</t>", 8, 10, "zee  en"), (8, 10, " ")), "zee [ ]en", "zee []en"),
    (fixed(found("<t>𝄞海zee</t>", 5, 8, "𝄞海zee"), (5, 8, "meer")), "𝄞海[zee]", "𝄞海[meer]"),
    (fixed(found("een twee drie", 0, 1), (0, 3, "1"), (9, 13, "3")), "[een twee drie]", "[1 twee 3]"),
    (fixed(found("Havn Control", 0, 4), (0, 12, "Harbour Control")), "[Havn] Control", "[Harbour] Control"),
    (fixed(found("\udcff zee", 2, 5), (2, 5, "meer")), "\udcff [zee]", "\udcff [meer]"),
    (fixed(found("<t>zee</t>", 3, 6, "zee"), (0, 10, "")), "[<t>zee</t>]", "[]"),
]


@pytest.mark.parametrize(("finding", "before", "after"), CHANGES)
def test_fix_before_and_after(finding: Diagnostic, before: str, after: str) -> None:
    """What changes is marked in both, and the tags of a unit are left out where they stay."""
    made = change(finding)
    assert made is not None
    assert (shown(made.before), shown(made.after)) == (before, after)


def test_fix_beyond_the_lines() -> None:
    """What cannot be shown in its place is shown by itself, and a fix without edits not at all."""
    finding = found("zee", 0, 3)
    elsewhere = replace(finding, fix=PlacedFix("Mend it", True, (PlacedEdit(2000, 2003, "meer"),)))
    assert change(elsewhere) == Change("Mend it", True, None, Passage("meer"))
    assert change(replace(finding, fix=PlacedFix("Mend it", True, ()))) is None
    assert change(finding) is None


@pytest.mark.parametrize(
    ("marked", "label"),
    [("\u200b", "U+200B"), ("  ", ""), ("\u00a0 ", "U+00A0"), ("a\u200b", ""), ("\x07" * 9, "U+0007 " * 3 + "U+0007…")],
)
def test_invisible_characters_are_named(marked: str, label: str) -> None:
    """Blanks show by the colour of their mark; what has no width needs a name."""
    assert Passage(f"<{marked}>", 1, 1 + len(marked)).label == label


def bars(report: Report) -> Iterator[tuple[str, str, list[float]]]:
    """Yields plot, locale and shares."""
    for plot in plots(report):
        for bar in plot.bars:
            yield plot.id, bar.locale, [part.size for part in bar.parts]


def test_plots() -> None:
    """Bars are full, in the order of the site, and the source is no translation."""
    shares = list(bars(invented_report(10)))
    assert [locale for plot, locale, _ in shares if plot == "coverage"] == list(SENTENCES)
    assert [locale for plot, locale, _ in shares if plot == "types"] == list(SENTENCES)[1:]
    assert all(sum(sizes) == pytest.approx(100, abs=0.1) for *_, sizes in shares)


def test_plot_of_an_empty_locale() -> None:
    """Nothing is divided by."""
    empty = LocaleQuality("lv-LV", 0, 0, 0, 0, 0, (), (), ())
    report = Report((), (empty,))
    assert [bar.value for plot in plots(report) for bar in plot.bars] == ["no pages"] * 3
    assert heat(report) == ()


def test_heat_map() -> None:
    """Errors and warnings per 1,000 words; families in their order, unknown ones last."""
    counts = (("NEW", 0, 1, 0), *((family, 0, 0, 9) for family in FAMILIES[1:]), ("SEG", 2, 3, 4))
    locale = LocaleQuality("lv-LV", 1, 1, 10, 0, 10_000, (), (), counts)
    rows = heat(Report((), (locale,)))
    assert [row.family for row in rows] == [*FAMILIES, "NEW"]
    assert (rows[0].cells[0].text, rows[0].cells[0].step) == ("0.5", 3)
    assert rows[0].cells[0].counts == "2 errors, 3 warnings, 4 info"
    assert (rows[1].cells[0].text, rows[1].cells[0].step) == ("0", 0)
    assert (rows[-1].cells[0].text, rows[-1].cells[0].counts) == ("0.1", "1 warning")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.001, "0.01"), (0.094, "0.09"), (0.096, "0.1"), (9.94, "9.9"), (9.96, "10"), (1234.5, "1,234")],
)
def test_rates_are_rounded(value: float, text: str) -> None:
    """As many digits as one compares; little is not nothing."""
    assert rounded(value) == text

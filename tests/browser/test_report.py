"""The HTML report as managers use it: from a disk, without a server, with tens of thousands of findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import AXE, violations
from browser.silence import silent
from diglot.diagnostics import Diagnostic, Severity
from diglot.quality import Report
from diglot.report.html import report_html
from report.invented import invented_report
from report.test_html import HOSTILE, hostile_report
from support import expect_none

ON_A_PAGE = 50
REPORT = invented_report(1200)


def written(folder: Path, report: Report) -> str:
    """Returns the address of a report that was written to `folder`."""
    path = folder / "report.html"
    path.write_text("".join(report_html(report, "Harbour Help", "2 March 2026")), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report with findings in all locales."""
    return written(tmp_path_factory.mktemp("report"), REPORT)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The report, which stays silent and asks for nothing."""
    with silent(browser, address, viewport={"width": 1280, "height": 900}) as opened:
        opened.goto(address)
        yield opened


def matching(test: Callable[[Diagnostic], bool]) -> int:
    """Returns how many findings of the report pass a test."""
    return sum(map(test, REPORT.diagnostics))


def expect_found(page: Page, count: int) -> None:
    """The list says so, and shows the first of them."""
    expect(page.get_by_role("status")).to_contain_text(re.compile(rf"(of |^){count:,} finding"))
    expect(page.locator("#list > article")).to_have_count(min(count, ON_A_PAGE))


FILTERS: list[tuple[str, str, str, Callable[[Diagnostic], bool]]] = [
    ("locale", "ar-SA", "locale=ar-SA", lambda found: found.locale == "ar-SA"),
    ("rule", "TYP", "rule=TYP", lambda found: found.code.startswith("TYP")),
    ("rule", "CHR602", "rule=CHR602", lambda found: found.code == "CHR602"),
    ("path", "Boats/LARGE", "path=Boats%2FLARGE", lambda found: "boats/large" in found.at.path),
    ("text", "鐘を塗ら", "text=", lambda found: "鐘を塗ら" in found.target),
    ("text", "THE LAMP TURNS", "text=THE+LAMP", lambda found: "The lamp turns" in found.source + found.message),
]


@pytest.mark.parametrize(("name", "value", "state", "test"), FILTERS, ids=[value for _, value, *_ in FILTERS])
def test_filter(
    page: Page, address: str, name: str, value: str, state: str, test: Callable[[Diagnostic], bool]
) -> None:
    """A filter leaves what passes it, and its address shows the same to others."""
    field = page.locator(f"[name={name}]")
    if name in ("locale", "rule"):
        field.select_option(value)
    else:
        field.fill(value)
    expect_found(page, matching(test))
    assert state in page.url
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect_found(page, matching(test))
    expect(field).to_have_value(value)


def test_translation_type(page: Page) -> None:
    """The type is that of the page of a finding."""
    types = {quality.file: quality.translation_type for quality in REPORT.pages}
    page.get_by_label("Translation type").select_option("HT")
    expect_found(page, matching(lambda found: types[found.at.path] == "HT"))
    page.get_by_label("Translation type").select_option("-")
    expect_found(page, matching(lambda found: not types[found.at.path]))


def test_filters_together(page: Page) -> None:
    """All of them have to pass; counts say what each choice would leave; a button clears them."""
    page.get_by_label("warning").uncheck()
    page.get_by_label("info").uncheck()
    page.get_by_label("Only new").check()
    page.locator("[name=locale]").select_option("ja-JP")

    def others(found: Diagnostic) -> bool:
        return found.severity is Severity.ERROR and not found.known

    expect_found(page, matching(lambda found: others(found) and found.locale == "ja-JP"))
    dutch = matching(lambda found: others(found) and found.locale == "nl-NL")
    expect(page.locator("select[name=locale] option[value=nl-NL]")).to_have_text(f"nl-NL ({dutch})")
    page.get_by_role("button", name="Clear all filters").click()
    expect_found(page, len(REPORT.diagnostics))
    assert page.url.endswith("#findings")


def test_nothing_passes(page: Page) -> None:
    """An empty list says why it is empty."""
    page.get_by_label("Text", exact=True).fill("no such words")
    expect(page.locator("#list")).to_have_text("No finding passes all filters.")
    expect(page.locator(".pager")).to_be_hidden()


def test_pages_by_keyboard(page: Page) -> None:
    """The pager works without a mouse, keeps its place in the address, and starts anew with another filter."""
    following = page.get_by_role("button", name="Next")
    following.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("51–100 of 1,200 findings")
    expect(page.locator("#findings")).to_be_focused()
    assert page.url.endswith("#page=2")
    number = page.locator("[name=page]")
    number.fill("24")
    number.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1,151–1,200 of 1,200 findings")
    expect(following).to_be_disabled()
    page.reload()
    expect(page.get_by_role("status")).to_have_text("1,151–1,200 of 1,200 findings")
    page.get_by_label("warning").uncheck()
    expect(page.get_by_role("status")).to_contain_text("1–50 of")


def test_order(page: Page) -> None:
    """The worst come first where one wants it so."""
    page.get_by_label("Order").select_option("severity")
    expect(page.locator("#list .severity.error")).to_have_count(ON_A_PAGE)
    assert "order=severity" in page.url


def test_figures_lead_to_findings(page: Page) -> None:
    """A cell of the heat map, a total, an article and a rule are filters; the way back works."""
    page.get_by_role("cell").get_by_role("link").and_(page.locator("[href='#locale=lv-LV&rule=LNK']")).click()
    expect_found(page, matching(lambda found: found.locale == "lv-LV" and found.code.startswith("LNK")))
    page.locator(".total.info a").click()
    expect_found(page, matching(lambda found: found.severity is Severity.INFO))
    page.go_back()
    expect_found(page, matching(lambda found: found.locale == "lv-LV" and found.code.startswith("LNK")))
    article = page.locator("#pages a").first
    path = article.locator("xpath=../span").inner_text()
    locale = page.locator("#pages td.locale").first.inner_text()
    article.click()
    expect_found(page, matching(lambda found: (found.page, found.locale) == (path, locale)))
    page.locator("#list .rule").first.click()
    expect(page.locator(".rule-note[open]")).to_have_count(1)


def test_articles_are_sorted(page: Page) -> None:
    """By any column, in both directions, and more of them on demand."""
    counts = sorted((quality.errors for quality in REPORT.pages), reverse=True)
    head = page.get_by_role("columnheader", name="Errors").last
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert [int(text) for text in page.locator("#pages .errors").all_inner_texts()] == counts[:15]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#pages .errors").first).to_have_text("0")
    page.get_by_role("button", name="Show 50 more").click()
    expect(page.locator("#pages tr")).to_have_count(65)


@pytest.mark.parametrize("part", ["#list > article", "#pages > tr"])
def test_script_writes_what_the_template_writes(browser: Browser, address: str, part: str) -> None:
    """Findings and articles look the same with scripts and without."""
    seen = []
    for scripts in (True, False):
        with silent(browser, address, java_script_enabled=scripts) as page:
            page.goto(address)
            # Playwright's own scripts run in any case.
            html = page.evaluate("part => [...document.querySelectorAll(part)].map(item => item.outerHTML)", part)
            seen.append([normal(item) for item in html])
    scripted, static = seen
    assert len(scripted) in (15, ON_A_PAGE)
    assert scripted == static[: len(scripted)]


def normal(html: str) -> str:
    """Returns HTML without blanks between elements, and addresses in one of their spellings."""
    return re.sub(r">\s+<", "><", html).replace("%2F", "/")


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    """It is shown, and that is all."""
    address = written(tmp_path, hostile_report())
    with silent(browser, address) as page:
        page.goto(address)
        expect(page.locator("#list > article")).to_have_count(2)
        expect(page.locator("#list .target").first).to_contain_text("</script><img src=x onerror=alert(1)>")
        page.get_by_label("Text", exact=True).fill(HOSTILE[:20])
        expect(page.locator("#list > article")).to_have_count(2)
        assert page.locator("img").count() == 0


def test_twenty_thousand_findings(browser: Browser, tmp_path: Path) -> None:
    """They can be searched, filtered and paged, and few of them are in the page at a time."""
    address = written(tmp_path, invented_report(20_000, 400))
    with silent(browser, address) as page:
        page.goto(address)
        expect(page.get_by_role("status")).to_have_text("1–50 of 20,000 findings")
        page.get_by_label("Text", exact=True).fill("ijzeren ring")
        expect(page.get_by_role("status")).to_contain_text("that pass the filters")
        page.get_by_label("Text", exact=True).fill("")
        expect(page.get_by_role("status")).to_have_text("1–50 of 20,000 findings")
        number = page.locator("[name=page]")
        number.fill("400")
        number.press("Enter")
        expect(page.get_by_role("status")).to_have_text("19,951–20,000 of 20,000 findings")
        expect(page.locator("#list > article")).to_have_count(ON_A_PAGE)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_cut_off(browser: Browser, address: str, width: int) -> None:
    """Only tables scroll sideways, within themselves."""
    with silent(browser, address, viewport={"width": width, "height": 800}) as page:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing(
    browser: Browser, address: str, npm: Callable[[str, str], Path], scheme: str, width: int
) -> None:
    """No violation of any rule, with everything open."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    # The policy of the page would not let it in as an element.
    context.add_init_script(path=npm(*AXE) / "axe.min.js")
    page = context.new_page()
    page.goto(f"{address}#order=rule")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    problems = violations(page, f"{width} {scheme}")
    context.close()
    expect_none(problems)

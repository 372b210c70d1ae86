"""A writer's browser: pages that follow what is saved, the panel, the overlay, and tabs that nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.silence import silent
from serving import PATIENCE, Served, serving_project, until
from sites import article, write

SENTENCES = tuple((f"Zin {number} van het verhaal.", f"Sentence {number} of the story.") for number in range(60))
PROJECT = {
    "site/site.toml": "search = false\n",
    "content/nl-NL/verhaal.md": article("Verhaal", "Story", *SENTENCES),
    "content/nl-NL/ander.md": "# Ander\n\nKort.\n",
    "content/nl-NL/fout.md": article("Fout", "Mistake", *SENTENCES, ("Er is  iets.", "There is something.")),
    "content/ar-SA/fout.md": article("خطأ", "Mistake", ("هناك  شيء.", "There is something.")),
}
KNOWN = "document.documentElement.dataset.known"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a long article."""
    return write(tmp_path_factory.mktemp("serving"), PROJECT)


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[Served]:
    """Its server."""
    with serving_project(project) as found:
        yield found


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page that stays silent and on the server."""
    with silent(browser, served.address, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def opened(page: Page, served: Served, path: str) -> None:
    """Opens a page, marks it, and waits until it follows changes."""
    with page.expect_request(lambda asked: "/_diglot/events" in asked.url):
        page.goto(served.address + path)
    page.evaluate(f"{KNOWN} = 'yes'")
    page.wait_for_timeout(300)


def expect_reloaded(page: Page) -> None:
    """Waits until the page was loaded again."""
    expect(page.locator("html:not([data-known])")).to_have_count(1, timeout=PATIENCE * 1000)


def test_the_reader_stays_where_they_are(page: Page, served: Served, project: Path) -> None:
    """At the same sentence, although something was written above it, and in the same way of reading."""
    opened(page, served, "/nl-nl/verhaal/?read=side-by-side")
    expect(page.locator(".pair").first).to_be_visible()
    one = page.locator('[data-unit="140"]').first
    one.evaluate("one => one.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.evaluate("scrollBy({ top: -200, behavior: 'instant' })")
    page.wait_for_timeout(200)
    first = """() => {
        const all = [...document.querySelectorAll('#article-body [data-unit]')];
        const one = all.find((each) => each.getBoundingClientRect().bottom > 80);
        return { unit: one.dataset.unit, top: Math.round(one.getBoundingClientRect().top) };
    }"""
    before = page.evaluate(first)
    assert before["unit"] != "102"
    file = project / "content/nl-NL/verhaal.md"
    file.write_text(file.read_text().replace("Zin 2 van", "Zin 2 met veel meer woorden dan eerst van"))
    expect_reloaded(page)
    expect(page.locator('[data-unit="105"]').first).to_contain_text("veel meer woorden")
    expect(page.locator(".pair").first).to_be_visible()
    page.wait_for_load_state("load")
    until(lambda: (now := page.evaluate(first))["unit"] == before["unit"] and abs(now["top"] - before["top"]) < 40)


def test_the_panel_speaks_english_on_every_page(page: Page, served: Served) -> None:
    """From left to right, in the corner where lines of the page end; the texts that it shows in their own direction."""
    for path, is_left in (("/nl-nl/fout/", False), ("/ar-sa/fout/", True)):
        opened(page, served, path)
        panel = page.locator("#diglot-serve .panel")
        expect(panel).to_be_visible(timeout=PATIENCE * 1000)
        assert panel.evaluate("one => getComputedStyle(one).direction") == "ltr"
        box = panel.bounding_box()
        assert box
        assert (box["x"] < 100) is is_left
        panel.locator("summary").click()
        assert page.locator("#diglot-serve dd").first.evaluate("one => getComputedStyle(one).direction") == (
            "rtl" if is_left else "ltr"
        )


def test_only_the_page_that_changed_is_loaded_again(page: Page, served: Served, project: Path) -> None:
    """Another tab stays as it is."""
    opened(page, served, "/nl-nl/ander/")
    other = page.context.new_page()
    with other.expect_request(lambda asked: "/_diglot/events" in asked.url):
        other.goto(served.address + "/nl-nl/verhaal/")
    other.evaluate(f"{KNOWN} = 'yes'")
    other.wait_for_timeout(300)
    file = project / "content/nl-NL/ander.md"
    file.write_text(file.read_text() + "\nLanger.\n")
    expect_reloaded(page)
    expect(page.locator("#article-body")).to_contain_text("Langer.")
    other.wait_for_timeout(500)
    assert other.evaluate(KNOWN) == "yes"


def test_a_style_sheet_is_exchanged(page: Page, served: Served, project: Path) -> None:
    """While the page stands."""
    opened(page, served, "/nl-nl/verhaal/")
    write(project, {"site/assets/style.css/95-own.css": "h1 { color: rgb(1, 2, 3); }\n"})
    expect(page.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate(KNOWN) == "yes"
    expect(page.locator('link[href*="assets/style."]')).to_have_count(1)


def test_the_panel_leads_to_the_sentence(page: Page, served: Served) -> None:
    """It shows both texts, and a click scrolls to the unit."""
    opened(page, served, "/nl-nl/fout/")
    panel = page.locator("#diglot-serve .panel")
    expect(panel).to_be_visible()
    panel.locator("summary").click()
    finding = panel.locator("li").filter(has_text="Er is").first
    expect(finding.locator("dd").nth(0)).to_have_text("Er is  iets.")
    expect(finding.locator("dd").nth(1)).to_have_text("There is something.")
    assert page.evaluate("scrollY") == 0
    finding.locator("button").click()
    expect(page.locator('#article-body [data-unit="163"]').first).to_be_in_viewport()


def test_a_page_without_findings_has_no_panel(page: Page, served: Served) -> None:
    """Quiet means quiet."""
    opened(page, served, "/nl-nl/")
    page.wait_for_timeout(500)
    expect(page.locator("#diglot-serve .panel details")).to_have_count(0)


def test_a_mistake_lies_over_the_page(page: Page, served: Served, project: Path) -> None:
    """With file, line and frame, until it is mended."""
    opened(page, served, "/nl-nl/verhaal/")
    overlay = page.locator("#diglot-serve .overlay")
    write(project, {"site/site.toml": "search = false\nacent = 3\n"})
    expect(overlay).to_be_visible()
    expect(overlay.locator(".where")).to_have_text("site/site.toml:2")
    expect(overlay.locator(".line.here")).to_contain_text("acent = 3")
    write(project, {"site/site.toml": "search = false\n"})
    expect(overlay).to_be_hidden()


def test_a_hidden_tab_holds_no_connection(page: Page, served: Served, project: Path) -> None:
    """It asks what it missed once somebody looks at it again."""
    opened(page, served, "/nl-nl/ander/")
    hide = """state => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(hide, "hidden")
    page.wait_for_timeout(300)
    file = project / "content/nl-NL/ander.md"
    file.write_text(file.read_text() + "\nGemist.\n")
    until(lambda: b"Gemist." in served.get("/nl-nl/ander/").body)
    page.wait_for_timeout(500)
    assert page.evaluate(KNOWN) == "yes"
    page.evaluate(hide, "visible")
    expect_reloaded(page)
    expect(page.locator("#article-body")).to_contain_text("Gemist.")


def test_many_tabs_can_be_open(browser: Browser, served: Served) -> None:
    """A browser has six connections for a host; tabs in the background give theirs back."""
    context = browser.new_context()
    for number in range(8):
        one = context.new_page()
        one.goto(served.address + "/nl-nl/ander/")
        expect(one.locator("h1").first).to_have_text("Ander")
        # Headless pages are all visible: this is what a browser does to one in the background.
        one.evaluate(
            """() => {
                Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
            }"""
        )
        assert number == len(context.pages) - 1
    context.close()

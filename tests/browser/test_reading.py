"""Reading our own help and a site with a page of every kind: in both directions, without a mouse, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from browser.silence import POLICY, silent
from sites import write
from support import ROOT, expect_none

NAMES = {
    "en-US": "English",
    "nl-NL": "Nederlands",
    "da-DK": "Dansk",
    "nb-NO": "Norsk bokmål",
    "lv-LV": "Latviešu",
    "ar-SA": "العربية",
    "ja-JP": "日本語",
}
"""What readers call their own language; a region may follow."""
SPARE = ".header .search, .languages, .contents, .neighbours, .footer nav, .skip"
"""What is of no use on paper."""


@pytest.fixture(scope="module")
def help_address(help_site: Path, serve: Callable[..., str]) -> str:
    """Our own help, below a folder of its host."""
    return serve(help_site, "docs/help", POLICY)


@pytest.fixture(scope="module")
def harbour(harbour_site: Path, serve: Callable[..., str]) -> str:
    """The small site, below a folder of its host."""
    return serve(harbour_site, "docs/pier", POLICY)


@pytest.fixture
def page(browser: Browser, harbour: str) -> Iterator[Page]:
    """A page that stays silent and on the small site."""
    with silent(browser, harbour, locale="en-US", viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def addresses(site: Path, locale: str = "*") -> list[str]:
    """Returns the address of every page of a site, or of one locale, relative to its root."""
    return sorted(f"{path.parent.relative_to(site)}/" for path in site.glob(f"{locale.lower()}/**/index.html"))


def test_the_switcher_lists_the_languages_of_the_article(help_site: Path) -> None:
    """Those that it is really written in, by the name that their readers use, each with its own page."""
    for source in (ROOT / "content").glob("*/**/*.md"):
        locale, *parts = source.relative_to(ROOT / "content").with_suffix("").parts
        if source.name in ("index.md", "README.md"):
            parts.pop()
        here = help_site / locale.lower() / Path(*parts)
        links = html.parse(here / "index.html").xpath("//nav[@class='languages']//a")
        real = {
            name for name in NAMES if (ROOT / "content" / name / source.relative_to(ROOT / "content" / locale)).exists()
        }
        if len(real) == 1:
            # An article of one language offers the home pages of the others.
            assert {link.get("hreflang") for link in links} == set(NAMES), source
            continue
        assert {link.get("hreflang") for link in links} == real, source
        for link in links:
            tag = link.get("hreflang")
            assert link.text_content().startswith(NAMES[tag])
            assert (here / link.get("href")).resolve() == (help_site / tag.lower() / Path(*parts)).resolve()
            assert (link.get("aria-current") == "true") == (tag == locale)


def test_a_reader_switches_languages(page: Page, harbour: str) -> None:
    """To the same article; Escape and a click elsewhere close the menu."""
    page.goto(harbour + "en-us/tides/")
    menu = page.locator(".languages .menu")
    page.locator(".languages summary").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".languages summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.locator("h1").click()
    expect(menu).to_be_hidden()
    page.locator(".languages summary").click()
    page.get_by_role("link", name="العربية").first.click()
    page.wait_for_url(harbour + "ar-sa/tides/")
    expect(page.get_by_role("heading", level=1)).to_have_text("المد والجزر")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_link_to_another_language_says_so(page: Page, harbour: str) -> None:
    """In the reader's words, behind the link; what leads nowhere is text."""
    page.goto(harbour + "nl-nl/tides/")
    expect(page.locator("#article-body p")).to_have_text("Het water komt en gaat. Lamp 1 (Engels).")
    expect(page.get_by_role("note").first).to_contain_text("15 december 2019")
    expect(page.get_by_role("note").first.get_by_role("link")).to_have_text("Lees het origineel in het Engels")
    page.locator("a.other-locale").click()
    page.wait_for_url(harbour + "en-us/lamps/lamp-1/")
    page.goto(harbour + "en-us/tides/")
    expect(page.locator(".missing-link")).not_to_have_attribute("href", "nothing.md")
    expect(page.locator(".missing-image")).to_have_text("a missing image")


def test_scripts_have_the_room_they_need(page: Page, harbour: str) -> None:
    """Arabic lines stand further apart than Latin ones, and nothing in them leans."""
    leading = {}
    for locale in ("en-us", "ar-sa"):
        page.goto(f"{harbour}{locale}/tides/")
        size, height, style = page.locator("#article-body").evaluate(
            """body => {
                const stressed = body.appendChild(document.createElement("em")), style = getComputedStyle(stressed);
                return [parseFloat(style.fontSize), parseFloat(style.lineHeight), style.fontStyle];
            }"""
        )
        leading[locale] = height / size
        assert style == ("italic" if locale == "en-us" else "normal")
    assert leading["ar-sa"] > leading["en-us"] + 0.2


def test_columns_stand_as_they_were_written(page: Page, harbour: str) -> None:
    """In the middle and at the end; the end is on the left for those who read from the right."""
    for locale in ("en-us", "ar-sa"):
        page.goto(f"{harbour}{locale}/tides/")
        cells = page.locator("#article-body .table td")
        styles = [cells.nth(i).evaluate("cell => getComputedStyle(cell).textAlign") for i in range(3)]
        assert styles == ["start", "center", "end"]


def test_the_page_of_a_folder_shows_its_article(page: Page, harbour: str) -> None:
    """First the text, whose links lead on, then the articles of the folder."""
    page.goto(harbour + "en-us/lamps/")
    expect(page.get_by_role("heading", level=1)).to_have_text("All about lamps")
    expect(page.locator(".listing li")).to_have_count(23)
    page.locator("#article-body a").first.click()
    page.wait_for_url(harbour + "en-us/lamps/lamp-1/")
    page.locator(".trail a").last.click()
    page.wait_for_url(harbour + "en-us/lamps/")
    page.get_by_role("link", name="Colours").click()
    assert page.url.endswith("#colours")


APART = """() => [...document.querySelectorAll(".notice")].every((notice) => {
  const boxes = [...notice.querySelectorAll("p")].filter((p) => p.offsetParent).map((p) => p.getBoundingClientRect());
  return boxes.every((one, at) => boxes.slice(at + 1).every((two) =>
    one.bottom <= two.top + 1 || two.bottom <= one.top + 1 || one.right <= two.left + 1 || two.right <= one.left + 1));
})"""


def test_nothing_is_wider_than_the_window(browser: Browser, help_site: Path, help_address: str, harbour: str) -> None:
    """No sideways scrolling on phones, at a zoom of 400 % and on screens, with the menu open, in both directions.

    And the lines of a notice stand apart.
    """
    places = [help_address + address for address in addresses(help_site, "ar-SA") or addresses(help_site, "en-US")]
    places += [
        harbour + name for name in ("en-us/tides/", "en-us/lamps/", "en-us/search/?q=keeper", "", "nl-nl/tides/")
    ]
    places += [harbour + name for name in ("ar-sa/", "ar-sa/tides/", "ar-sa/lamps/", "ar-sa/search/", "ar-sa/no/")]
    page = browser.new_page()
    wide = []
    for place in places:
        page.goto(place)
        if "/ar-sa/" in place:
            assert page.locator("html").get_attribute("dir") == "rtl"
        if menu := page.query_selector(".languages summary"):
            menu.click()
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                wide.append(f"{place} at {width}")
            if not page.evaluate(APART):
                wide.append(f"notices overlap on {place} at {width}")
    page.close()
    expect_none(wide)


def test_wide_things_scroll_with_the_keyboard(page: Page, harbour: str) -> None:
    """Where they are wider than the window; elsewhere they are no stop on the way."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(harbour + "en-us/tides/")
    boxes = page.locator("#article-body :is(div.table, pre)")
    for i in range(boxes.count()):
        expect(boxes.nth(i)).to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(boxes.first).not_to_have_attribute("tabindex", "0")


def test_the_keyboard_leads_through_the_page(page: Page, harbour: str) -> None:
    """The way past the header comes first and leads to the text; wherever the focus is, it is seen."""
    page.goto(harbour + "en-us/lamps/lamp-1/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.reload()
    seen = []
    for _ in range(page.locator("a[href], button, input, summary").count()):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
                return [one.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth),
                        box.width > 0 && box.height > 0];
            }"""
        )
        if state[0].startswith("<body"):
            break
        seen.append(state)
    assert len(seen) > 6
    expect_none(str(state) for state in seen if state[1] == "none" or state[2] < 2 or not state[3])


def test_all_is_readable_without_scripts(browser: Browser, help_address: str, harbour: str) -> None:
    """Text, lists and menus; the search page says what it is missing."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(help_address + "en-us/")
    expect(page.locator("#article-body")).to_be_visible()
    expect(page.locator(".items a").first).to_be_visible()
    page.goto(harbour + "en-us/lamps/")
    expect(page.locator("#article-body")).to_contain_text("Trim them.")
    expect(page.locator(".contents a").first).to_be_visible()
    expect(page.locator(".items a").first).to_be_visible()
    page.locator(".languages summary").click()
    expect(page.locator(".languages a").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".contents a").first).to_be_hidden()
    page.locator(".contents summary").click()
    expect(page.locator(".contents a").first).to_be_visible()
    page.goto(harbour + "en-us/search/?q=lamp")
    expect(page.locator("main")).to_contain_text("Search needs JavaScript.", use_inner_text=True)
    context.close()


@pytest.mark.parametrize("address", ["en-us/lamps/lamp-2/", "ar-sa/tides/", "en-us/lamps/"])
def test_paper_shows_the_article(page: Page, harbour: str, address: str) -> None:
    """Black on white and across the sheet, without what one can only click on."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(harbour + address)
    expect(page.locator("#article-body")).to_be_visible()
    expect(page.locator(".brand")).to_be_visible()
    for spare in page.locator(SPARE).all():
        expect(spare).to_be_hidden()
    colours = page.evaluate("[document.documentElement, document.body].map(one => getComputedStyle(one).color)")
    assert colours == ["rgb(0, 0, 0)"] * 2
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_shows_what_is_closed_or_wide(
    browser: Browser, build_site: Callable[[Path, Path], Path], serve: Callable[..., str], tmp_path: Path
) -> None:
    """Nothing can be opened or scrolled on a sheet."""
    cells = "|".join(f"einlangeswortohneleerzeichen{number}" for number in range(9))
    table = f"|{cells}|\n|{'-|' * 9}\n|{cells}|\n"
    text = f"# Boat\n\n<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n{table}"
    write(tmp_path, {"site/site.toml": "search = false\n", "content/en-US/boat.md": text})
    address = serve(build_site(tmp_path, tmp_path / "public"), "")
    with silent(browser, address, viewport={"width": 700, "height": 900}) as page:
        page.emulate_media(media="print")
        page.goto(f"{address}en-us/boat/")
        expect(page.get_by_text("Hidden words.")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 700

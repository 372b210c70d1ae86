"""Finding articles without searching: by letter, by date, by what they share, and by the headings of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import AXE, violations
from browser.shore import SIZES, write_shore
from browser.silence import POLICY, silent
from support import expect_none

Npm = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def shore_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("shore")
    return build_site(write_shore(folder, settings="search = false\n"), folder / "public")


@pytest.fixture(scope="module")
def shore(shore_site: Path, serve: Callable[..., str]) -> str:
    """The address of the site; `test_languages.py` has it below a folder of its host."""
    return serve(shore_site, "/", POLICY)


@pytest.fixture
def page(browser: Browser, shore: str) -> Iterator[Page]:
    """A page that stays silent and on the site."""
    with silent(browser, shore, locale="en-US", viewport={"width": 1280, "height": 800}) as opened:
        opened.add_init_script("localStorage.setItem('declined', 'en-US')")
        yield opened


LETTERS = {
    "en-us": ["A", "L", "R"],
    "nl-nl": ["A", "L", "T"],
    "lv-lv": ["C", "Č", "E"],
    "ar-sa": ["ح", "م"],
    "ja-jp": ["R", "あ", "漢字"],
}


@pytest.mark.parametrize("locale", LETTERS)
def test_the_index_has_the_letters_of_its_language(page: Page, shore: str, locale: str) -> None:
    """Each leads to its articles, and is marked while they are read; the bar of letters stays."""
    page.goto(f"{shore}{locale}/index-a-z/")
    letters = page.locator(".letters a")
    expect(letters).to_have_text(LETTERS[locale])
    only = 1 if locale in ("en-us", "nl-nl") else 0
    expect(page.locator("main section li")).to_have_count(sum(SIZES) + only)
    letters.last.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=2, name=LETTERS[locale][-1], exact=True)
    expect(heading).to_be_in_viewport()
    expect(letters.last).to_have_attribute("aria-current", "true")
    expect(letters.last).to_be_in_viewport()
    assert page.locator(".letters [aria-current]").count() == 1
    bar, title = page.locator(".letters").bounding_box(), heading.bounding_box()
    assert bar
    assert title
    assert bar["y"] + bar["height"] <= title["y"]


def test_the_index_is_led_to(page: Page, shore: str) -> None:
    """From the home page, an article's end, and the same page in another language."""
    page.goto(shore + "nl-nl/")
    page.locator("main").get_by_role("link", name="Alle artikelen van A tot Z").click()
    page.wait_for_url(shore + "nl-nl/index-a-z/")
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name="Latviešu").click()
    page.wait_for_url(shore + "lv-lv/index-a-z/")
    page.locator(".trail a").click()
    page.wait_for_url(shore + "lv-lv/")
    page.goto(shore + "ar-sa/lamps/lamps-1/")
    page.locator("footer").get_by_role("link", name="كل المقالات بالترتيب الأبجدي").click()
    page.wait_for_url(shore + "ar-sa/index-a-z/")


def test_the_home_page_leads_everywhere(page: Page, shore: str) -> None:
    """Search first, then the sections with their numbers, then what is new."""
    page.goto(shore + "nl-nl/")
    headings = page.get_by_role("heading", level=2)
    expect(headings).to_have_text(["Anchors", "Lamps", "Old", "Ropes", "Onlangs bijgewerkt"])
    expect(page.locator(".group .count").first).to_have_text(f"{SIZES[0]} artikelen")
    recent = page.locator(".recent li")
    expect(recent).to_have_count(6)
    expect(recent.first).to_have_text("Lamp X20 maart 2024")
    page.locator(".group .all a").click()
    page.wait_for_url(shore + "nl-nl/anchors/")
    expect(page.locator(".listing li")).to_have_count(SIZES[0])
    page.goto(shore + "nl-nl/lamps/")
    page.locator(".sections a").click()
    page.wait_for_url(shore + "nl-nl/lamps/old/")
    expect(page.locator(".trail a")).to_have_text(["Start", "Lamps"])
    page.locator(".trail a").last.click()
    page.wait_for_url(shore + "nl-nl/lamps/")


def test_related_articles_are_behind_an_article(page: Page, shore: str) -> None:
    """Those with the same subject; not the one that comes next anyway."""
    page.goto(shore + "nl-nl/anchors/anchors-2/")
    related = page.get_by_role("navigation", name="Verwante artikelen").get_by_role("link")
    expect(related.first).to_have_text("Anker 13")
    related.first.click()
    page.wait_for_url(shore + "nl-nl/anchors/anchors-13/")
    beside = page.locator(".neighbours a").all_inner_texts()
    assert not set(related.all_inner_texts()) & {text.splitlines()[-1] for text in beside}


@pytest.mark.parametrize(("locale", "motion"), [("en-us", "reduce"), ("ar-sa", "no-preference")])
def test_the_headings_follow_the_scroll(browser: Browser, shore: str, locale: str, motion: str) -> None:
    """The one that is being read is marked, up and down, and the last one too, which never reaches the top."""
    with silent(browser, shore, viewport={"width": 1280, "height": 700}, reduced_motion=motion) as page:
        page.goto(f"{shore}{locale}/lamps/lamps-2/")
        current = page.locator(".contents [aria-current]")
        expect(current).to_have_count(0)
        headings = page.locator("#article-body h2")
        for number in (1, 4, 2):
            headings.nth(number).evaluate("one => scrollBy({ top: one.getBoundingClientRect().top - 100 })")
            expect(current).to_have_text(headings.nth(number).inner_text())
        page.evaluate("scrollTo({ top: document.documentElement.scrollHeight })")
        expect(current).to_have_text("End")
        link = page.locator(".contents a").nth(3)
        link.click()
        expect(current).to_have_text(link.inner_text())
        page.evaluate("scrollTo({ top: 0 })")
        expect(current).to_have_count(0)


def test_lists_without_scripts(browser: Browser, shore: str) -> None:
    """All of them are there, and letters lead to their articles."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(shore + "lv-lv/index-a-z/")
    page.locator(".letters a").nth(1).click()
    expect(page.get_by_role("heading", level=2, name="Č")).to_be_in_viewport()
    page.get_by_role("link", name="Čiekurs 2").click()
    expect(page.locator(".related a").first).to_be_visible()
    page.goto(shore + "lv-lv/")
    expect(page.locator(".recent a").first).to_be_visible()
    context.close()


def test_nothing_is_wider_than_the_window(page: Page, shore: str) -> None:
    """The bar of letters scrolls by itself where it has no room."""
    wide = []
    for locale in LETTERS:
        for name in ("", "index-a-z/", "lamps/", "lamps/lamps-1/", "nothing/at-all/"):
            page.goto(f"{shore}{locale}/{name}")
            for width in (320, 360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                    wide.append(f"{locale}/{name} at {width}")
    expect_none(wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, shore: str, npm: Npm, scheme: str) -> None:
    """On every page that lists articles, offers a language, or stands where nothing is.

    Colours are those of one language; the others are looked at in one light.
    """
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_init_script(path=npm(*AXE) / "axe.min.js")
    context.add_init_script("Object.defineProperty(navigator, 'languages', { get: () => ['lv'] });")
    page = context.new_page()
    problems = []
    for locale in ("nl-nl", "ar-sa", "ja-jp") if scheme == "light" else ("nl-nl",):
        for name in ("", "index-a-z/", "lamps/", "anchors/anchors-2/", "lamps/old/only-here/"):
            page.goto(f"{shore}{locale}/{name}")
            if name in ("index-a-z/", "anchors/anchors-2/"):
                expect(page.locator(".offer")).to_be_visible()
            elif name.endswith("here/") and locale != "nl-nl":
                expect(page.locator("#translations a").first).to_be_visible()
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            problems += violations(page, f"{locale}/{name}", colours=locale == "nl-nl")
    context.close()
    expect_none(problems)

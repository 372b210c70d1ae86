"""Searching as a reader does it: in every language of our own help, below a folder, under a strict policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.silence import POLICY, silent
from support import ROOT

WORDS = [
    ("en-US", "damaged unit", "bilingual-format"),
    ("nl-NL", "beschadigde eenheid", "bilingual-format"),
    ("da-DK", "kommandolinje", "command-line"),
    ("nb-NO", "nettleseren", "first-site"),
    ("lv-LV", "komandrinda", "command-line"),
    ("ar-SA", "سطر الأوامر", "command-line"),
    ("ja-JP", "ブラウザー", "first-site"),
]
"""A locale, what a reader types, and the article that has to be found first."""


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
    with silent(browser, harbour, locale="en-US") as opened:
        yield opened


def test_every_language_is_searched() -> None:
    """The table knows all locales of the content."""
    assert {locale for locale, _, _ in WORDS} == {path.name for path in (ROOT / "content").iterdir()}


@pytest.mark.parametrize(("locale", "words", "article"), WORDS, ids=[locale for locale, _, _ in WORDS])
def test_a_reader_finds_an_article(browser: Browser, help_address: str, locale: str, words: str, article: str) -> None:
    """From the home page: type, Enter; the article comes first, with its words marked; it opens in that language."""
    home = f"{help_address}{locale.lower()}/"
    with silent(browser, help_address, locale=locale) as page:
        page.goto(home)
        page.get_by_role("searchbox").fill(words)
        page.keyboard.press("Enter")
        first = page.locator("#search-results > li").first
        expect(first.locator("mark").first).to_be_visible()
        title = first.locator("h2 a").inner_text()
        assert page.get_by_role("status").inner_text().strip()
        first.locator("h2 a").click()
        expect(page.locator("#article-body")).to_be_visible()
        # Once the words are marked, the address is that of the article.
        expect(page).to_have_url(f"{home}{article}/")
        assert page.title().startswith(f"{title} – ")
        assert page.locator("html").get_attribute("lang") == locale


def test_results_push_nothing_about(page: Page, harbour: str) -> None:
    """What stands below them is out of sight from the start, so that nobody sees it jump."""
    page.set_viewport_size({"width": 412, "height": 823})
    page.goto(f"{harbour}en-us/search/")
    expect(page.locator(".footer")).not_to_be_in_viewport()


def test_a_reader_searches_from_anywhere(page: Page, harbour: str) -> None:
    """`/`, words, Enter; ten results with section and excerpt; more on demand, where the focus goes; the hit opens."""
    page.goto(harbour + "en-us/lamps/lamp-1/")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("keeper")
    page.keyboard.press("Enter")
    results = page.locator("#search-results > li")
    expect(results).to_have_count(10)
    expect(page.get_by_role("status")).to_have_text("23 results")
    expect(results.first.locator(".result-section")).to_have_text("All about lamps")
    expect(results.first.locator("mark").first).to_have_text("keeper")
    page.get_by_role("button", name="Show more results").click()
    expect(results).to_have_count(20)
    expect(results.nth(10).locator("h2 a")).to_be_focused()
    page.get_by_role("button", name="Show more results").click()
    expect(results).to_have_count(23)
    expect(page.locator("#search-more")).to_be_hidden()
    title = results.first.locator("h2 a").inner_text()
    results.first.locator("h2 a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url.startswith(harbour + "en-us/lamps/lamp-")


def test_a_slash_in_a_field_is_a_slash(page: Page, harbour: str) -> None:
    """The shortcut is for readers, not for writers."""
    page.goto(harbour + "en-us/search/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("and/or")
    expect(page.locator("#search-field")).to_have_value("and/or")


def test_the_address_follows_the_words(page: Page, harbour: str) -> None:
    """A search can be shared, found nothing is said in words, and an empty field asks for some."""
    page.goto(harbour + "en-us/search/?q=keeper")
    expect(page.locator("#search-field")).to_have_value("keeper")
    expect(page.get_by_role("status")).to_have_text("23 results")
    page.locator("#search-field").fill("<b>zebra $&")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “<b>zebra $&”. Try fewer or other words.")
    assert page.url == harbour + "en-us/search/?q=%3Cb%3Ezebra+%24%26"
    page.locator("#search-field").fill("")
    expect(page.get_by_role("status")).to_have_text("Type a word or two to search the articles.")
    assert page.url == harbour + "en-us/search/"


def test_words_of_the_theme_are_not_found(page: Page, harbour: str) -> None:
    """Marks of links, menus and notices are no part of any article; an index article is found on its folder's page."""
    page.goto(harbour + "nl-nl/search/?q=getijden")
    expect(page.locator("#search-results h2 a")).to_have_text("Getijden")
    expect(page.locator(".result-excerpt")).not_to_contain_text("Engels")
    page.locator("#search-field").fill("Zoeken")
    expect(page.get_by_role("status")).to_contain_text("Zoeken")
    expect(page.locator("#search-results > li")).to_have_count(0)
    page.goto(harbour + "en-us/search/?q=desk")
    page.locator("#search-results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour help")
    expect(page).to_have_url(harbour + "en-us/")


def test_a_missing_bundle_is_told(browser: Browser, harbour: str) -> None:
    """The page says that searching is not possible now."""
    page = browser.new_page()
    page.route("**/pagefind-worker.js", lambda route: route.abort())
    page.goto(harbour + "en-us/search/?q=lamp")
    expect(page.get_by_role("status")).to_have_text("Search is not available at the moment. Please try again later.")
    page.close()

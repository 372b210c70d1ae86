"""The search page in a browser, over a real bundle, below a folder, under a strict policy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from diglot.model import View
from support import ROOT
from theme.sample import ARTICLE, VIEWS, draw

POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """The locale's home page, below a folder of its host."""
    root = tmp_path_factory.mktemp("site")
    copytree(ROOT / "site" / "assets", root / "assets")
    write(root, "search", VIEWS["search"])
    for number in range(23):
        write(root, f"lamp-{number}", replace(ARTICLE, title=f"Lamp {number} & <wick>"))
    subprocess.run([sys.executable, "-m", "pagefind", "--site", root / "en-us"], check=True, capture_output=True)
    return serve(root, "docs/pier", POLICY) + "en-us/"


def write(root: Path, name: str, view: View) -> None:
    """Puts a page where its address says."""
    path = root / "en-us" / name / "index.html"
    path.parent.mkdir(parents=True)
    path.write_text(draw(view), encoding="utf-8")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that must stay silent and at home."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address[:-6]) else said.append(request.url))
    yield page
    context.close()
    assert said == []


def test_a_reader_searches_and_opens_what_was_found(page: Page, address: str) -> None:
    """From any page: `/`, words, Enter; ten results with section and marked words; more on demand; the hit opens."""
    page.goto(address + "lamp-1/")
    page.keyboard.press("/")
    page.keyboard.type("keeper")
    page.keyboard.press("Enter")
    results = page.locator("#search-results > li")
    expect(results).to_have_count(10)
    expect(page.get_by_role("status")).to_have_text("23 results")
    expect(results.first.locator(".result-section")).to_have_text("Lamps, wicks: all")
    expect(results.first.locator("mark").first).to_have_text("<keeper>")
    page.get_by_role("button", name="Show more results").click()
    expect(results).to_have_count(20)
    expect(results.nth(10).locator("a")).to_be_focused()
    page.get_by_role("button", name="Show more results").click()
    expect(results).to_have_count(23)
    expect(page.locator("#search-more")).to_be_hidden()
    title = results.first.locator("a").inner_text()
    results.first.locator("a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url.startswith(address + "lamp-")


def test_the_address_follows_the_words(page: Page, address: str) -> None:
    """A search can be shared, found nothing is said in words, and an empty field asks for some."""
    page.goto(address + "search/?q=lint")
    expect(page.locator("#search-field")).to_have_value("lint")
    expect(page.get_by_role("status")).to_have_text("23 results")
    page.locator("#search-field").fill("<b>zebra $&")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “<b>zebra $&”. Try fewer or other words.")
    assert page.url == address + "search/?q=%3Cb%3Ezebra+%24%26"
    page.locator("#search-field").fill("")
    expect(page.get_by_role("status")).to_have_text("Type a word or two to search the articles.")
    assert page.url == address + "search/"


def test_a_missing_bundle_is_told(browser: Browser, address: str) -> None:
    """The page says that searching is not possible now."""
    page = browser.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(address + "search/?q=lamp")
    expect(page.get_by_role("status")).to_have_text("Search is not available at the moment. Please try again later.")
    page.close()


def test_without_scripts_the_page_says_so(browser: Browser, address: str) -> None:
    """And articles read as well as ever."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/?q=lamp")
    expect(page.locator("main")).to_contain_text("Search needs JavaScript.", use_inner_text=True)
    page.goto(address + "lamp-1/")
    expect(page.locator("#article-body")).to_contain_text("Trim it every week.")
    page.locator(".languages summary").click()
    expect(page.locator(".languages a").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, width: int) -> None:
    """No sideways scrolling, on phones and at a zoom of 400 %."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for name in ("lamp-1/", "search/?q=lamp"):
        page.goto(address + name)
        page.locator(".languages summary").click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()

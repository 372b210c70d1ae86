"""The page for addresses that do not exist: hosts show it anywhere, so it has to know where the site is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.harbour import write_harbour
from browser.silence import POLICY, silent


@pytest.fixture(scope="module")
def below(
    build_site: Callable[..., object], serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The small site below a folder of its host, which it is told of."""
    folder = tmp_path_factory.mktemp("published")
    output = folder / "public"
    output.mkdir()
    address = serve(output, "/docs/help/", POLICY)
    build_site(write_harbour(folder, address), output)
    return address


@pytest.fixture(scope="module")
def addresses(below: str, harbour_site: Path, serve: Callable[..., str]) -> Mapping[str, str]:
    """The small site where it is published: below a folder, and at the root of a host, which it need not be told of."""
    return {"below": below, "root": serve(harbour_site, "/", POLICY)}


@pytest.mark.parametrize(
    ("place", "wrong", "locale", "title"),
    [
        ("below", "no-such-page", "en-us", "Page not found"),
        ("root", "no-such-page", "en-us", "Page not found"),
        ("root", "nl-nl/a/b/c/", "nl-nl", "Pagina niet gevonden"),
        ("below", "ar-sa/tides/no", "ar-sa", "تعذّر العثور على الصفحة"),
    ],
)
def test_a_lost_reader_finds_the_way(
    browser: Browser, addresses: Mapping[str, str], place: str, wrong: str, locale: str, title: str
) -> None:
    """Drawn as every page, in the language of the address, with a search and ways home that work."""
    address = addresses[place]
    with silent(browser, address, viewport={"width": 1280, "height": 800}) as page:
        response = page.goto(address + wrong)
        assert response
        assert response.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert page.locator("main .search").evaluate("form => getComputedStyle(form).display") == "flex"
        page.locator(".languages summary").click()
        expect(page.locator(".languages .menu")).to_be_visible()
        page.locator("main p a").first.click()
        page.wait_for_url(f"{address}{locale}/")
        page.goto(address + wrong)
        page.keyboard.press("/")
        page.keyboard.type({"en-us": "keeper", "nl-nl": "getijden", "ar-sa": "الماء"}[locale])
        page.keyboard.press("Enter")
        page.locator("#search-results a").first.click()
        expect(page.locator("#article-body")).to_be_visible()
        assert page.url.startswith(f"{address}{locale}/")
        page.goto(address + wrong)
        page.locator(".languages summary").click()
        page.locator(".languages [hreflang='nl-NL']").click()
        page.wait_for_url(address + "nl-nl/")

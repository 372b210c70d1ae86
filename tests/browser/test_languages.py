"""How readers come to their language: at the root of a site, on any page, and where no page was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.shore import WORDS, write_shore
from browser.silence import POLICY, silent


@pytest.fixture(scope="module")
def shore_site(
    build_site: Callable[[Path, Path], Path], serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The site, below a folder of its host, and its address."""
    folder = tmp_path_factory.mktemp("shore")
    output = folder / "public"
    output.mkdir()
    address = serve(output, "docs/shore", POLICY)
    return build_site(write_shore(folder, address), output), address


@pytest.fixture(scope="module")
def shore(shore_site: tuple[Path, str]) -> str:
    """The address of the site."""
    return shore_site[1]


def wanting(page: Page, *languages: str) -> None:
    """Makes a browser prefer these languages."""
    page.add_init_script(
        f"Object.defineProperty(navigator, 'languages', {{ configurable: true, get: () => {list(languages)!r} }});"
    )


@pytest.mark.parametrize(
    ("languages", "locale"),
    [
        (("nl-NL",), "nl-nl"),
        (("nl-BE", "en"), "nl-nl"),
        (("fr-FR", "lv", "en-US"), "lv-lv"),
        (("ar",), "ar-sa"),
        (("JA-jp",), "ja-jp"),
        (("en-GB", "nl"), "en-us"),
        (("no such language", "nl"), "nl-nl"),
    ],
)
def test_the_root_leads_readers_to_their_language(
    browser: Browser, shore: str, languages: tuple[str, ...], locale: str
) -> None:
    """The first one that the site has, in any region; what stands behind the address goes along."""
    with silent(browser, shore) as page:
        wanting(page, *languages)
        page.goto(shore + "?from=mail#main")
        page.wait_for_url(f"{shore}{locale}/?from=mail#main")
        expect(page.locator("h1")).to_have_text("Shore")


@pytest.mark.parametrize("languages", [("fr-FR",), ("zh-Hant", "ko"), ("ja-Latn",), ()])
def test_the_root_lets_others_choose(browser: Browser, shore: str, languages: tuple[str, ...]) -> None:
    """The list of languages is to be seen; what is chosen is remembered."""
    with silent(browser, shore) as page:
        wanting(page, *languages)
        page.goto(shore)
        expect(page.locator(".language-cards a")).to_have_count(5)
        page.get_by_role("link", name="Latviešu").click()
        page.wait_for_url(shore + "lv-lv/")
        page.goto(shore)
        page.wait_for_url(shore + "lv-lv/")


def test_there_is_a_way_back(browser: Browser, shore: str) -> None:
    """To where the reader came from, and to the list of languages, which leads nowhere by itself."""
    with silent(browser, shore) as page:
        wanting(page, "nl")
        page.goto(shore + "en-us/lamps/lamps-1/")
        page.goto(shore)
        page.wait_for_url(shore + "nl-nl/")
        page.go_back()
        page.wait_for_url(shore + "en-us/lamps/lamps-1/")
        page.goto(shore + "nl-nl/")
        page.get_by_role("link", name="Andere taal kiezen").click()
        page.wait_for_url(shore + "?choose")
        page.get_by_role("link", name="العربية").click()
        page.wait_for_url(shore + "ar-sa/")
        page.go_back()
        expect(page.locator(".language-cards a")).to_have_count(5)
        page.goto(shore + "#choose")
        expect(page.locator(".language-cards a").first).to_be_visible()
        page.goto(shore)
        page.wait_for_url(shore + "ar-sa/")


def test_a_site_may_choose_for_them(
    browser: Browser,
    build_site: Callable[[Path, Path], Path],
    serve: Callable[..., str],
    tmp_path: Path,
) -> None:
    """Where its settings name a language, readers of no other one are led there."""
    settings = 'default_locale = "lv-LV"\nsearch = false\n'
    address = serve(build_site(write_shore(tmp_path, settings=settings), tmp_path / "public"), "/", POLICY)
    with silent(browser, address) as page:
        wanting(page, "fr")
        page.goto(address)
        page.wait_for_url(address + "lv-lv/")
        wanting(page, "nl")
        page.goto(address)
        page.wait_for_url(address + "nl-nl/")


def test_a_choice_in_the_menu_is_remembered(browser: Browser, shore: str) -> None:
    """The root leads there from then on, whatever the browser says."""
    with silent(browser, shore) as page:
        wanting(page, "en")
        page.goto(shore + "en-us/lamps/lamps-1/")
        page.locator(".languages summary").click()
        page.locator(".languages").get_by_role("link", name="日本語").click()
        page.wait_for_url(shore + "ja-jp/lamps/lamps-1/")
        expect(page.locator(".offer")).to_have_count(0)
        page.goto(shore)
        page.wait_for_url(shore + "ja-jp/")


def test_a_page_is_offered_in_the_language_of_its_reader(browser: Browser, shore: str) -> None:
    """In its own words and direction, on every page until it is declined; then never again."""
    with silent(browser, shore) as page:
        wanting(page, "ar-EG", "en")
        page.goto(shore + "en-us/lamps/lamps-1/#end")
        offer = page.locator(".offer")
        expect(offer).to_have_attribute("dir", "rtl")
        expect(offer).to_have_attribute("lang", "ar-SA")
        expect(offer.get_by_role("link")).to_have_text("قراءة هذه الصفحة باللغة العربية")
        offer.get_by_role("link").click()
        page.wait_for_url(shore + "ar-sa/lamps/lamps-1/#end")
        expect(page.locator(".contents a").first).to_be_attached()
        expect(offer).to_have_count(0)
    with silent(browser, shore) as page:
        wanting(page, "ar-EG", "en")
        page.goto(shore + "en-us/lamps/lamps-1/")
        close = page.get_by_role("button", name="إغلاق")
        close.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".offer")).to_have_count(0)
        expect(page.locator("#main")).to_be_focused()
        page.goto(shore + "en-us/lamps/lamps-2/")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".offer")).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "languages"),
    [
        ("en-us/lamps/lamps-1/", ("en-GB", "nl")),
        ("en-us/lamps/lamps-1/", ("fr",)),
        ("en-us/lamps/old/only-here/", ("ar", "en")),
        ("en-us/lamps/old/", ("ar",)),
    ],
)
def test_nothing_is_offered_without_need(
    browser: Browser, shore: str, address: str, languages: tuple[str, ...]
) -> None:
    """Not to those who read their language already, nor where there is no translation."""
    with silent(browser, shore) as page:
        wanting(page, *languages)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(shore + address)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".offer")).to_have_count(0)
        assert not [url for url in asked if url.endswith(".json")]


def test_the_root_without_scripts(browser: Browser, shore: str) -> None:
    """It is a list of languages."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shore)
    for locale in WORDS:
        expect(page.locator(f".language-cards [hreflang={locale}]")).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url(shore + "nl-nl/")
    context.close()


@pytest.mark.parametrize(
    ("wrong", "query", "title"),
    [
        ("nl-nl/nothing/anker-3/", "anker 3", "Anker 3"),
        ("nl-nl/touw.html", "touw", "Touw 1"),
        ("ar-sa/%D9%85%D8%B1%D8%B3%D8%A7%D8%A9_2", "مرساة 2", "مرساة 2"),
        # No Latvian article has this word; the English ones do.
        ("lv-lv/anchor/index.md", "anchor", "Anchor 1"),
    ],
)
def test_words_of_an_address_are_searched(browser: Browser, shore: str, wrong: str, query: str, title: str) -> None:
    """They stand in the field, and some articles that have them below it, with their language if it is another."""
    with silent(browser, shore) as page:
        wanting(page, wrong.partition("/")[0])
        page.goto(shore + wrong)
        expect(page.locator("#search-field")).to_have_value(query)
        links = page.locator("#guesses a")
        expect(links.filter(has_text=title).first).to_be_visible()
        assert links.count() <= 5
        is_foreign = links.first.get_attribute("hreflang") is not None
        assert is_foreign == (wrong[:2] == "lv")
        links.first.click()
        expect(page.locator("#article-body")).to_be_visible()


def test_an_article_that_another_language_has(browser: Browser, shore: str) -> None:
    """Is offered in it; so is the right address in the same language."""
    with silent(browser, shore) as page:
        page.goto(shore + "ar-sa/lamps/old/only-here/")
        links = page.locator("#translations a")
        expect(links).to_have_text(["English", "Nederlands"])
        links.last.click()
        page.wait_for_url(shore + "nl-nl/lamps/old/only-here/")
        page.goto(shore + "nl-nl/lamps/old/only-here.md")
        expect(page.locator("#translations a")).to_have_text(["English", "Nederlands"])


@pytest.mark.parametrize(
    ("wrong", "languages", "locale", "title"),
    [
        ("nl-NL/lamps/no/", ("ar",), "nl-NL", "Pagina niet gevonden"),
        ("nl-be/lamps/no/", ("ar",), "nl-NL", "Pagina niet gevonden"),
        ("ar-sa/no", ("nl",), "ar-SA", "تعذّر العثور على الصفحة"),
        ("nothing/at/all", ("lv",), "lv-LV", "Lapa nav atrasta"),
        ("nothing/at/all", ("fr",), "en-US", "Page not found"),
    ],
)
def test_one_page_for_all_who_are_lost(
    browser: Browser,
    shore_site: tuple[Path, str],
    wrong: str,
    languages: tuple[str, ...],
    locale: str,
    title: str,
) -> None:
    """Hosts may have only one: it speaks the language of the address, else the reader's, and works as any page."""
    site, shore = shore_site

    def answer(route: Route) -> None:
        route.fulfill(status=404, body=(site / "404.html").read_bytes(), content_type="text/html", headers=POLICY)

    with silent(browser, shore) as page:
        wanting(page, *languages)
        page.route(shore + wrong, answer)
        page.goto(shore + wrong)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator("html")).to_have_attribute("lang", locale)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if locale == "ar-SA" else "ltr")
        expect(page.locator("html")).not_to_have_attribute("hidden", "")
        assert page.title().startswith(title)
        assert page.url == shore + wrong
        page.locator(".languages summary").click()
        expect(page.locator(".languages .menu")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".languages .menu")).to_be_hidden()
        page.keyboard.press("/")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.locator("main .ways a").first.click()
        page.wait_for_url(f"{shore}{locale.lower()}/")


def test_a_lost_reader_without_scripts(browser: Browser, shore: str) -> None:
    """Has a field to search with, and ways on; what only scripts can fill is not there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shore + "nl-nl/no/")
    expect(page.locator("#search-field")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_count(0)
    page.locator("main .ways a").last.click()
    page.wait_for_url(shore + "nl-nl/index-a-z/")
    context.close()

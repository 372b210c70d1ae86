"""Finding articles: the dialog, the results page with its filters and languages, marks, and hard languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.axe import AXE, violations
from browser.silence import POLICY, silent
from browser.tongues import ARTICLES, QUERIES, UNFOUND, Query
from support import expect_none

RESULTS = "#search-results > li"


@pytest.fixture(scope="module")
def tongues(tongues_site: Path, serve: Callable[..., str]) -> str:
    """The site in languages that are hard to search, below a folder of its host."""
    return serve(tongues_site, "docs/pier", POLICY)


@pytest.fixture
def page(browser: Browser, tongues: str) -> Iterator[Page]:
    """A page that stays silent and on the site."""
    with silent(browser, tongues, locale="en-US") as opened:
        yield opened


def option(page: Page, number: int) -> Locator:
    """Returns a result in the dialog."""
    return page.get_by_role("option").nth(number)


def titles(page: Page, group: str = "#search-results") -> Locator:
    """Returns the titles of results."""
    return page.locator(f"{group} > li > :is(h2, h3) a")


def test_there_is_a_query_for_every_language() -> None:
    """The table knows all locales of the project."""
    assert {query.locale for query in QUERIES} == ARTICLES.keys()


@pytest.mark.parametrize("locale", ARTICLES)
def test_readers_find_what_they_mean(browser: Browser, tongues: str, locale: str) -> None:
    """Each query of the table finds its article first, and shows where."""
    wrong = []
    with silent(browser, tongues, locale=locale) as page:
        for query in (query for query in QUERIES if query.locale == locale):
            page.goto(f"{tongues}{locale.lower()}/search/?q={query.words}")
            first = page.locator(RESULTS).first
            expect(first.locator("mark").first).to_be_visible()
            if (title := titles(page).first.inner_text()) != ARTICLES[locale][query.article][0]:
                wrong.append(f"{query.words} ({query.why}): {title}")
    expect_none(wrong)


@pytest.mark.parametrize("query", UNFOUND, ids=lambda query: f"{query.locale} {query.why}")
def test_what_cannot_be_found(page: Page, tongues: str, query: Query) -> None:
    """The limits that are known; where one falls, the table of queries grows."""
    page.goto(f"{tongues}{query.locale.lower()}/search/?q={query.words}")
    expect(page.locator("#search-help")).to_be_visible()


def test_the_dialog_is_used_with_the_keyboard_alone(page: Page, tongues: str) -> None:
    """`/`, words as one types them, arrows past both ends, Enter opens; Escape closes and gives the focus back."""
    page.goto(tongues + "en-us/lamp/")
    page.locator(".brand").focus()
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("permit")
    expect(option(page, 0)).to_contain_text("Apply for a fishing permit")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("1 result")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option(page, 0)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option(page, 0).get_attribute("id") or "-")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(option(page, 0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".brand")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(field).to_have_value("permit")
    expect(option(page, 0)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apply for a fishing permit")
    expect(page).to_have_url(tongues + "en-us/permit/")


@pytest.mark.parametrize("where", ["en-us/", "en-us/lamp/", "nl-nl/", "lv-lv/lamp/", "ar-sa/lamp/", "ja-jp/lamp/"])
def test_the_dialog_opens_everywhere(page: Page, tongues: str, where: str) -> None:
    """On any kind of page, in any language, with a click as well; Enter without a choice leads to all results."""
    locale = next(tag for tag in ARTICLES if where.startswith(tag.lower()))
    title = ARTICLES[locale]["moor"][0]
    page.goto(tongues + where)
    page.locator("#search-field").click()
    page.get_by_role("combobox").fill(title)
    expect(option(page, 0).locator(".option-title")).to_have_text(title)
    page.keyboard.press("Enter")
    expect(titles(page).first).to_have_text(title)
    assert page.url.startswith(f"{tongues}{locale.lower()}/search/?q=")


def test_nothing_typed_is_lost(page: Page, tongues: str) -> None:
    """What is typed before the dialog is there is in it."""
    page.goto(tongues + "en-us/lamp/")
    page.keyboard.press("/")
    page.keyboard.type("permit")
    expect(page.get_by_role("combobox")).to_have_value("permit")
    expect(option(page, 0)).to_contain_text("permit")


def test_searching_costs_nothing_before_it_is_asked_for(browser: Browser, tongues: str) -> None:
    """A page that is only read loads nothing of the search."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(tongues + "en-us/lamp/", wait_until="networkidle")
    assert [url for url in asked if "search" in url or "pagefind" in url] == []
    page.close()


def test_the_form_works_without_scripts(browser: Browser, tongues: str) -> None:
    """It leads to the results page, which says what is the matter and where to go."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(tongues + "nl-nl/lamp/")
        page.locator("#search-field").fill("lamp")
        page.locator("#search-field").press("Enter")
        assert page.url == tongues + "nl-nl/search/?q=lamp"
        expect(page.locator("noscript")).to_be_visible()
        expect(page.locator("#search-options")).to_be_hidden()


def test_filters_are_in_the_address(page: Page, tongues: str) -> None:
    """They are named in the reader's language, hold for the search, and the way back leads through them."""
    page.goto(tongues + "nl-nl/search/?q=een")
    expect(page.locator(RESULTS)).to_have_count(4)
    kind = page.get_by_label("Soort")
    expect(kind.locator("option")).to_have_text(["Alles", "Concept", "Instructies", "keeping-secrets"])
    expect(page.get_by_label("Doelgroep").locator("option")).to_have_text(["Alles", "Beheerders", "Gebruikers"])
    # All articles are about one product.
    expect(page.locator("select[name=product]")).to_be_hidden()
    kind.select_option("Instructies")
    expect(titles(page)).to_have_text(["Een boot aanleggen", "Een lamp vervangen"])
    page.get_by_label("Doelgroep").select_option("Beheerders")
    expect(titles(page)).to_have_text(["Een lamp vervangen"])
    assert page.url == tongues + "nl-nl/search/?q=een&type=how-to&audience=admin"
    page.go_back()
    expect(titles(page)).to_have_count(2)
    expect(page.get_by_label("Doelgroep")).to_have_value("")
    page.go_back()
    expect(titles(page)).to_have_count(4)
    page.goto(tongues + "nl-nl/search/?q=vergunning&type=how-to")
    page.get_by_role("button", name="Filters verwijderen").click()
    expect(titles(page)).to_have_text(["Een visvergunning aanvragen"])
    assert page.url == tongues + "nl-nl/search/?q=vergunning"


def test_results_are_articles_with_their_sections(browser: Browser, help_site: Path, serve: Callable[..., str]) -> None:
    """An article is there once; below it, links lead to the headings that hold most of what was found."""
    address = serve(help_site, "docs/help", POLICY)
    with silent(browser, address, locale="nl-NL") as page:
        page.goto(address + "nl-nl/search/?q=beschadigde+eenheid")
        first = page.locator(RESULTS).first
        expect(first.locator("h2 a")).to_have_text("De tweetalige indeling")
        expect(first.locator(".result-sections a").first).to_be_visible()
        links = page.locator(f"{RESULTS} h2 a").evaluate_all("links => links.map(link => link.pathname)")
        assert len(links) == len(set(links))
        section = first.locator(".result-sections a").first
        name = section.inner_text()
        section.click()
        expect(page.locator(":target")).to_have_text(name)
        expect(page.locator("#article-body mark").first).to_be_visible()


def test_the_source_text_is_searched_as_well(page: Page, tongues: str) -> None:
    """It leads to the reader's own page under its title; an article that is not translated, to the source page."""
    page.goto(tongues + "nl-nl/search/?q=dispatcher+OR+bollard")
    expect(page.locator("#search-status")).to_have_text("Alleen gevonden in de brontekst (Engels)")
    page.goto(tongues + "nl-nl/search/?q=bollard")
    hit = page.locator("#search-others .results > li")
    expect(hit.locator("h3 a")).to_have_text("Een boot aanleggen")
    expect(hit.locator(".result-excerpt")).to_have_attribute("lang", "en-US")
    expect(hit.locator("mark")).to_have_text("bollard")
    hit.locator("h3 a").click()
    expect(page).to_have_url(tongues + "nl-nl/moor/")
    page.goto(tongues + "nl-nl/search/?q=tugboat")
    expect(hit.locator("h3 a")).to_have_text("Order a tugboat")
    expect(hit.locator("h3 a")).to_have_attribute("lang", "en-US")
    hit.locator("h3 a").click()
    expect(page).to_have_url(tongues + "en-us/tug/")
    expect(page.locator("#article-body mark").first).to_have_text("tugboat")


def test_an_article_is_found_once(page: Page, tongues: str) -> None:
    """What the reader's own language has found is not found again in the source text."""
    page.goto(tongues + "nl-nl/search/?q=lamp")
    expect(titles(page)).to_have_text(["Een lamp vervangen"])
    page.goto(tongues + "nl-nl/search/?q=paspoort")
    expect(titles(page)).to_have_text(["Een visvergunning aanvragen"])
    expect(page.locator("#search-others h3")).to_have_count(0)
    page.goto(tongues + "en-us/search/?q=tugboat")
    expect(titles(page)).to_have_text(["Order a tugboat"])
    expect(page.locator("#search-others > *")).to_have_count(0)


@pytest.mark.parametrize("locale", ["nl-NL", "ja-JP"])
def test_the_dialog_searches_the_source_text(page: Page, tongues: str, locale: str) -> None:
    """An error code is found in it, and opens the reader's own page."""
    page.goto(f"{tongues}{locale.lower()}/lamp/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("QX-4711")
    expect(page.get_by_role("listbox").get_by_role("group")).to_be_visible()
    expect(option(page, 0).locator(".option-title")).to_have_text(ARTICLES[locale]["moor"][0])
    option(page, 0).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARTICLES[locale]["moor"][0])
    assert f"/{locale.lower()}/moor/" in page.url


def test_all_languages_are_searched(page: Page, tongues: str) -> None:
    """Groups by language, the reader's own first; each in its own language; the choice is in the address."""
    page.goto(tongues + "nl-nl/search/?q=lamp")
    expect(titles(page)).to_have_count(1)
    page.get_by_label("In alle talen zoeken").check()
    expect(page.locator(".result-group h2")).to_have_text(["Nederlands", "English", "Deutsch", "Latviešu"])
    group = page.locator(".result-group").last
    expect(group.locator("h3 a")).to_have_text("Lampas nomaiņa")
    expect(group.locator("h3 a")).to_have_attribute("lang", "lv-LV")
    assert page.url == tongues + "nl-nl/search/?q=lamp&in=all"
    group.locator("h3 a").click()
    expect(page).to_have_url(tongues + "lv-lv/lamp/")
    page.go_back()
    expect(page.get_by_label("In alle talen zoeken")).to_be_checked()
    page.locator("#search-field").fill("パスワード")
    expect(page.locator(".result-group h2")).to_have_text(["日本語"])
    page.go_back()
    expect(page.get_by_label("In alle talen zoeken")).not_to_be_checked()


def test_who_finds_nothing_is_helped(page: Page, tongues: str) -> None:
    """All languages are one click away, and so is the home page."""
    page.goto(tongues + "nl-nl/search/?q=%E5%AF%86%E7%A0%81")
    page.get_by_role("button", name="In alle talen zoeken").click()
    expect(page.locator(".result-group h3 a")).to_have_text("重置密码")
    page.locator("#search-field").fill("zzzz")
    expect(page.locator("#search-status")).to_contain_text("zzzz")
    expect(page.get_by_role("button", name="In alle talen zoeken")).to_be_hidden()
    page.get_by_role("link", name="Naar de startpagina").click()
    assert page.url == tongues + "nl-nl/"


MARKED = [
    ("nl-NL", "vergunningen", ["vergunning"]),
    ("ja-JP", "アップロード", ["アップロード"]),
    ("ar-SA", "رخصة", ["رخصة", "الرُّخصة"]),
    ("lv-LV", "paroles", ["Paroles", "paroli"]),
]


@pytest.mark.parametrize(("locale", "words", "marked"), MARKED, ids=[locale for locale, _, _ in MARKED])
def test_words_are_marked_on_the_article(page: Page, tongues: str, locale: str, words: str, marked: list[str]) -> None:
    """As they are written there; the text stays what it was, and Escape takes the marks away."""
    page.goto(f"{tongues}{locale.lower()}/search/?q={words}")
    titles(page).first.click()
    marks = page.locator("#article-body mark")
    expect(marks.first).to_be_visible()
    assert set(marks.all_inner_texts()) == set(marked)
    article = next(path for path in ARTICLES[locale] if f"/{path}/" in page.url)
    text = page.locator("#article-body").inner_text()
    assert ARTICLES[locale][article][1] in text
    pieces = "document.querySelector('#article-body p').childNodes.length"
    page.keyboard.press("Escape")
    expect(marks).to_have_count(0)
    assert page.locator("#article-body").inner_text() == text
    assert page.evaluate(pieces) == 1
    expect(page.locator("#unmark")).to_be_hidden()


def test_marks_leave_units_and_words_of_the_theme_alone(
    browser: Browser, harbour_site: Path, serve: Callable[..., str]
) -> None:
    """Units keep their elements and text; a button takes the marks away; nothing is marked inside a longer word."""
    address = serve(harbour_site, "", POLICY)
    with silent(browser, address, locale="nl-NL") as page:
        page.goto(address + "nl-nl/tides/")
        units = "[...document.querySelectorAll('[data-unit]')].map(unit => [unit.dataset.unit, unit.textContent])"
        before = page.evaluate(units)
        page.goto(address + "nl-nl/tides/?highlight=water&highlight=Engels&highlight=gaa&highlight=%5Bx(*")
        expect(page.locator("#article-body mark")).to_have_text(["water"])
        assert page.evaluate(units) == before
        page.get_by_role("button", name="Markering verwijderen").click()
        expect(page.locator("mark")).to_have_count(0)
        assert page.evaluate(units) == before


@pytest.mark.parametrize(("locale", "scheme"), [("nl-NL", "light"), ("ar-SA", "dark")])
def test_axe_finds_nothing_in_the_search(
    browser: Browser,
    tongues_site: Path,
    serve: Callable[..., str],
    npm: Callable[[str, str], Path],
    locale: str,
    scheme: str,
) -> None:
    """No violation with the dialog open, on the results page with every group, and with marks on an article."""
    address = serve(tongues_site) + locale.lower()
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    context.add_init_script(path=npm(*AXE) / "axe.min.js")
    page = context.new_page()
    problems = []

    def look(what: str) -> None:
        problems.extend(violations(page, what))

    page.goto(address + "/lamp/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    look("empty dialog")
    page.get_by_role("combobox").fill("QX-4711")
    expect(option(page, 0)).to_be_visible()
    page.keyboard.press("ArrowDown")
    look("dialog")
    for place in ("?q=bollard", "?q=lamp&in=all", "?q=zzzz&type=how-to"):
        page.goto(f"{address}/search/{place}")
        expect(page.locator(".result-group h3, #search-help:not([hidden])").first).to_be_visible()
        look(place)
    page.goto(f"{address}/lamp/?highlight={ARTICLES[locale]['lamp'][0][:2]}")
    page.wait_for_load_state("networkidle")
    look("marks")
    context.close()
    expect_none(problems)

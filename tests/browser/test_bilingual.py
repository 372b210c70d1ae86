"""Reading in two languages: four ways, with mouse and keyboard, in both directions, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.axe import AXE, violations
from browser.mole import ENGLISH, LEFT, STONES, WORDS, write_mole
from browser.silence import POLICY, silent
from support import expect_none

BOTH = ("side-by-side", "interleaved")


@pytest.fixture(scope="module")
def site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built."""
    folder = write_mole(tmp_path_factory.mktemp("mole"))
    return build_site(folder, folder / "public")


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[..., str]) -> str:
    """Where it is served, in a folder of the host."""
    return serve(site, "help", POLICY)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that stays silent."""
    with silent(browser, address, locale="nl-NL", viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def choose(page: Page, mode: str) -> None:
    """Chooses a way of reading as a reader does."""
    page.locator("label", has=page.locator(f"[name=read][value={mode}]")).click()
    expect(page.locator(f"[name=read][value={mode}]")).to_be_checked()


def at(locator: Locator) -> dict[str, float]:
    """Returns the box of an element on the screen."""
    box = locator.bounding_box()
    assert box is not None
    return dict(box)


def scroll_to(page: Page, spot: Locator, top: float) -> None:
    """Scrolls until `spot` is `top` pixels below the top of the window."""
    page.evaluate("top => scrollBy({ top, behavior: 'instant' })", at(spot)["y"] - top)


@pytest.mark.parametrize("locale", WORDS)
def test_translation_comes_first(page: Page, address: str, locale: str) -> None:
    """Nothing of the source is on the page before a reader asks, nor for those who listen to it."""
    page.goto(f"{address}{locale.lower()}/mole/")
    expect(page.locator("[name=read][value=translation]")).to_be_checked()
    assert page.locator(".source").count() == 0
    assert ENGLISH.intro[0] not in page.locator("body").inner_text()
    assert ENGLISH.note not in page.locator("#article-body").aria_snapshot()
    assert page.locator("[data-unit='102']").inner_text() == WORDS[locale].intro[0]


@pytest.mark.parametrize("locale", WORDS)
def test_source_stands_with_its_block(page: Page, address: str, locale: str) -> None:
    """Beside it or below it, in its own language and direction; with headings, list items, cells and notes."""
    page.goto(f"{address}{locale.lower()}/mole/")
    for mode in BOTH:
        choose(page, mode)
        sources = page.locator("#article-body .source:visible")
        expect(sources.first).to_be_visible()
        said = sources.all_inner_texts()
        for text in (ENGLISH.title, ENGLISH.heading, *ENGLISH.steps[::2], ENGLISH.cell, ENGLISH.note):
            assert text in said
        assert "A mole keeps the waves out. See the stones and count them." in said
        marked = sources.evaluate_all("all => all.map(one => `${one.lang} ${one.dir}`)")
        assert set(marked) == {"en-US ltr"}
        words = WORDS[locale]
        target, source = (
            at(page.get_by_text(words.intro[0], exact=True).first),
            at(page.get_by_text(ENGLISH.intro[0]).first),
        )
        if mode == "interleaved":
            assert source["y"] >= target["y"] + target["height"] * 0.8
        else:
            assert abs(source["y"] - target["y"]) < 12
            assert (source["x"] > target["x"]) == (locale != "ar-SA")
        link = page.locator(".source a", has_text="the stones")
        assert link.get_attribute("href") == page.locator(".target a[href*=stones]").first.get_attribute("href")
        # The name of a heading is still in one language.
        expect(page.get_by_role("heading", name=words.heading, exact=True)).to_be_visible()
        expect(page.locator(".reading [data-for=both]")).to_be_visible()


def test_contents_have_both(page: Page, address: str) -> None:
    """The list of headings says them in both languages."""
    page.goto(f"{address}nl-nl/mole/?read=interleaved")
    link = page.locator(".contents a[href='#before-you-start']")
    expect(link.locator(".source")).to_have_text(ENGLISH.heading)


def test_on_demand_with_a_mouse(page: Page, address: str) -> None:
    """A click shows the source of one sentence, below everything, and another click or Escape closes it."""
    page.goto(f"{address}nl-nl/mole/")
    choose(page, "on-demand")
    panel = page.locator(".source-panel")
    expect(panel).to_be_hidden()
    first = page.locator("[data-unit='102']")
    first.click()
    expect(panel).to_have_text(ENGLISH.intro[0])
    assert panel.locator("p").get_attribute("lang") == "en-US"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    first.click()
    first.click()
    expect(panel).to_be_hidden()
    page.locator("[data-unit='109']").hover()
    expect(panel).to_have_text(ENGLISH.note)
    # It never lies over the sentence.
    last = page.locator("[data-unit='116']")
    last.scroll_into_view_if_needed()
    scroll_to(page, last, 800 - at(last)["height"])
    last.click()
    expect(panel).to_contain_text("A mole keeps the waves out. 5")
    assert at(last)["y"] + at(last)["height"] <= at(panel)["y"]


def test_keyboard_alone(page: Page, address: str) -> None:
    """The ways of reading are a group of buttons; on demand, the arrow keys lead from sentence to sentence."""
    page.goto(f"{address}ar-sa/mole/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "read":
            break
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=read][value=on-demand]")).to_be_checked()
    expect(page.locator(".reading [data-for=on-demand]")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.dataset.unit)"):
            break
    panel = page.locator(".source-panel")
    page.keyboard.press("Enter")
    expect(panel).to_have_text(ENGLISH.title)
    # From right to left, on is to the left.
    page.keyboard.press("ArrowLeft")
    expect(panel).to_have_text(ENGLISH.intro[0])
    page.keyboard.press("ArrowDown")
    expect(panel).to_have_text("See the stones and count them.")
    page.keyboard.press("ArrowRight")
    expect(panel).to_have_text(ENGLISH.intro[0])
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("mode", [*BOTH, "on-demand"])
def test_place_is_kept(page: Page, address: str, mode: str) -> None:
    """Whatever is inserted above, the sentence that is being read stays where it is."""
    page.goto(f"{address}lv-lv/mole/")
    spot = page.locator("[data-unit='126']")
    scroll_to(page, spot, 68)
    before = at(spot)["y"]
    choose(page, mode)
    page.wait_for_timeout(100)
    assert abs(at(spot)["y"] - before) < 60


def test_choice_is_remembered_and_linked(page: Page, address: str) -> None:
    """Across pages and visits; an address wins, and may name a sentence."""
    page.goto(f"{address}nl-nl/mole/")
    choose(page, "side-by-side")
    assert page.url.endswith("/nl-nl/mole/?read=side-by-side")
    page.goto(f"{address}ja-jp/mole/")
    expect(page.locator("[name=read][value=side-by-side]")).to_be_checked()
    expect(page.locator("#article-body .source").first).to_be_visible()
    page.goto(f"{address}ja-jp/mole/?read=interleaved#131")
    expect(page.locator("[name=read][value=interleaved]")).to_be_checked()
    spot = page.locator("[data-unit='131']")
    expect(spot).to_be_in_viewport()
    expect(spot).to_have_class("lit")
    choose(page, "translation")
    assert "read=" not in page.url
    page.reload()
    expect(page.locator("[name=read][value=translation]")).to_be_checked()


def test_control_stays_in_reach(page: Page, address: str) -> None:
    """It sticks to the top of the window while the article is read."""
    page.goto(f"{address}nl-nl/mole/")
    page.locator("[data-unit='141']").scroll_into_view_if_needed()
    expect(page.locator("#reading")).to_be_in_viewport()


def test_both_sides_light_up(page: Page, address: str) -> None:
    """The sentence that is pointed at, on either side."""
    page.goto(f"{address}nl-nl/mole/?read=side-by-side")
    page.locator("[data-unit='103']").first.hover()
    expect(page.locator("[data-twin='103']")).to_have_class("lit")
    page.locator("[data-twin='102']").hover()
    expect(page.locator("[data-unit='102']")).to_have_class("lit")
    expect(page.locator(".lit")).to_have_count(2)


@pytest.mark.parametrize("side", ["target", "source"])
def test_selection_is_in_one_language(page: Page, address: str, side: str) -> None:
    """What is dragged over on one side is copied without the other one."""
    page.goto(f"{address}nl-nl/mole/?read=side-by-side")
    units = [page.locator(f"[data-{'unit' if side == 'target' else 'twin'}='{number}']") for number in (111, 114)]
    units[0].scroll_into_view_if_needed()
    start, end = at(units[0]), at(units[1])
    page.mouse.move(start["x"] + 2, start["y"] + 6)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 4, end["y"] + end["height"] - 6, steps=5)
    page.mouse.up()
    selected = page.evaluate("String(getSelection())")
    own, other = WORDS["nl-NL"].intro[0], ENGLISH.intro[0]
    if side == "source":
        own, other = other, own
    assert own in selected
    assert other not in selected


def test_marks_for_those_who_ask(page: Page, address: str) -> None:
    """What has changed since, and what is not translated yet, is marked on request, and said in words."""
    page.goto(f"{address}nl-nl/mole/?read=on-demand")
    assert page.locator(".is-behind, .is-untranslated").count() == 0
    page.get_by_role("checkbox").check()
    expect(page.locator(".is-behind")).to_have_text(WORDS["nl-NL"].steps[0])
    expect(page.locator(".is-untranslated")).to_have_text(LEFT)
    page.locator(".is-behind").click()
    expect(page.locator(".source-note")).to_have_text("Het origineel is sindsdien gewijzigd.")
    page.get_by_role("checkbox").uncheck()
    assert page.locator(".is-behind").count() == 0


def test_articles_that_are_aligned_by_block(page: Page, address: str) -> None:
    """Their source comes from the source page, once it is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}nl-nl/stones/")
    assert not [url for url in asked if "/en-us/" in url]
    choose(page, "interleaved")
    expect(page.locator("#article-body .source:visible")).to_have_text([*STONES["en-US"], "Never lift the big ones."])
    assert page.locator("#article-body .source b:visible").all_inner_texts() == ["lift"]
    assert [url for url in asked if "/en-us/stones/" in url]


def test_another_language_opens_at_the_same_place(page: Page, address: str) -> None:
    """The sentence that was at the top is at the top again."""
    page.goto(f"{address}nl-nl/mole/")
    spot = page.locator("[data-unit='129']")
    scroll_to(page, spot, 70)
    before = at(spot)["y"]
    page.locator(".languages summary").click()
    page.locator(".languages a[hreflang=ja-JP]").click()
    page.wait_for_url("**/ja-jp/mole/#days")
    page.wait_for_timeout(200)
    assert abs(at(page.locator("[data-unit='129']"))["y"] - before) < 80


@pytest.mark.parametrize("locale", ["nl-nl", "ar-sa"])
def test_paper(page: Page, address: str, locale: str) -> None:
    """It has the text as it was read, and nothing that can only be clicked; a sentence and its source stay together."""
    page.emulate_media(media="print")
    for mode in ("translation", *BOTH, "on-demand"):
        page.goto(f"{address}{locale}/mole/?read={mode}")
        expect(page.locator("html[data-read]" if mode != "translation" else "html")).to_have_count(1)
        expect(page.locator("#reading")).to_be_hidden()
        for link in page.locator(".notice [hreflang]").all():
            expect(link).to_be_hidden()
        assert page.evaluate("getComputedStyle(document.body).paddingBlockEnd") == "0px"
        shown = page.locator("#article-body .source:visible")
        if mode not in BOTH:
            expect(shown).to_have_count(0)
            continue
        expect(shown.first).to_be_visible()
        breaks = page.locator(".prose .pair").evaluate_all(
            "all => all.map(one => getComputedStyle(one)).map(style => [style.breakInside, style.breakAfter])"
        )
        assert {inside for inside, _ in breaks} == {"avoid"}
        assert {after for _, after in breaks} == {"auto", "avoid"}


def test_without_scripts(browser: Browser, address: str) -> None:
    """The translation reads normally, with a link to the source."""
    with silent(browser, address, java_script_enabled=False, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{address}nl-nl/mole/")
        expect(page.locator("#reading")).to_be_hidden()
        assert ENGLISH.intro[0] not in page.locator("body").inner_text()
        assert page.locator(".reading-plain a").get_attribute("href") == "../../en-us/mole/"
        links = page.locator(".contents noscript a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert links == [] or links[0].startswith("../../en-us/mole/#")


@pytest.mark.parametrize(("locale", "scheme"), [("nl-nl", "light"), ("ar-sa", "dark")])
def test_axe_finds_nothing(
    browser: Browser, address: str, npm: Callable[[str, str], Path], locale: str, scheme: str
) -> None:
    """In no way of reading, in both directions and both lights, on a wide and a narrow screen."""
    problems = []
    for width in (1280, 360):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
        context.add_init_script(path=npm(*AXE) / "axe.min.js")
        page = context.new_page()
        for mode in ("translation", *BOTH, "on-demand"):
            page.goto(f"{address}{locale}/mole/?read={mode}")
            if mode == "on-demand":
                page.locator("[data-unit='102']").click()
            elif mode != "translation":
                expect(page.locator(".source:visible").first).to_be_visible()
            problems += violations(page, f"{locale} {mode} {width}", colours=width > 1000)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            problems += [f"{locale} {mode} {width}: {wide} pixels too wide"] if wide > 0 else []
        context.close()
    expect_none(problems)

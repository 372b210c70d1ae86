"""Tabs: with a mouse, with a keyboard, by their address, in both directions, on paper and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.harbour import unit
from browser.silence import POLICY, silent

ENGLISH = """# Moor a boat

Go to [the rope](#rope), to [Linux](#tab/linux) or to [the deep end](#deep).

## Where

# [Windows](#tab/windows)

Window text.

# [Linux](#tab/linux)

Linux text, with `a | pipe`.

### Rope

Knots.

# [Mac](#tab/mac+linux)

Mac text.

---

## How

# [Rust](#tab/rust)

Rust text.

# [.NET](#tab/net/windows)

Net for windows.

# [.NET](#tab/net/mac)

Net for macs.

---

## Again

> # [Mac](#tab/mac)
> Mac again.
>
> # [Windows](#tab/windows)
> Windows again.
>
> > # [One](#tab/one)
> > Shallow.
> >
> > # [Two](#tab/two)
> > ## Deep
> > Very deep.
"""

ARABIC = """# القارب

# [الأول](#tab/windows)

نص أول.

# [الثاني](#tab/linux)

نص ثان.

# [الثالث](#tab/mac)

نص ثالث.
"""

DUTCH = f"""# <a name="moor"></a>{unit(101, "Aanleggen", "Moor")}

# <a name="sea"></a>[{unit(102, "Zee", "Sea")}](#tab/windows)

{unit(103, "Nat.", "Wet.")}

# [{unit(104, "Land", "Land")}](#tab/linux)

{unit(105, "Droog.", "Dry.")}
"""


@pytest.fixture(scope="module")
def address(
    build_site: Callable[[Path, Path], Path], serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A site of a few pages with tabs."""
    folder = tmp_path_factory.mktemp("tabs")
    for locale, text in (("en-US", ENGLISH), ("ar-SA", ARABIC), ("nl-NL", DUTCH)):
        path = folder / "content" / locale / "moor.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (folder / "site").mkdir()
    (folder / "site/site.toml").write_text("search = false\n", encoding="utf-8")
    return serve(build_site(folder, folder / "public"), "help", POLICY)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that stays silent."""
    with silent(browser, address, locale="en-US", viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def tab(page: Page, group: int, name: str, which: int = 0) -> Locator:
    """Returns a tab of a group, counted from the top of the page."""
    return page.locator(".tabs").nth(group).get_by_role("tab", name=name, exact=True).nth(which)


def open_tabs(page: Page) -> list[str]:
    """Returns the names of the tabs that are open, from the top of the page."""
    return page.locator("[role=tab][aria-selected=true]:visible").all_inner_texts()


def test_one_panel_of_each_group_is_shown(page: Page, address: str) -> None:
    """With its tab, by which it is named; titles of panels, which say the same, are not."""
    page.goto(address + "en-us/moor/")
    assert open_tabs(page) == ["Windows", "Rust", "Windows", "One"]
    expect(page.get_by_role("tabpanel", name="Windows").first).to_contain_text("Window text.")
    expect(page.get_by_text("Linux text")).to_be_hidden()
    expect(page.locator(".tab-title:visible, .tab-condition:visible")).to_have_count(0)
    expect(page.locator(".contents a")).to_have_text(["Where", "Rope", "How", "Again", "Deep"])
    for panel in page.get_by_role("tabpanel").all():
        assert panel.get_attribute("aria-labelledby")


def test_a_choice_is_made_everywhere(page: Page, address: str) -> None:
    """In every group that has it; what depends on it comes and goes; it is in the address, and remembered."""
    page.goto(address + "en-us/moor/?a=b#where")
    expect(tab(page, 1, ".NET", 0)).to_be_visible()
    expect(tab(page, 1, ".NET", 1)).to_be_hidden()
    tab(page, 1, ".NET").click()
    expect(page.get_by_text("Net for windows.")).to_be_visible()
    tab(page, 0, "Mac").click()
    expect(page.get_by_text("Mac again.")).to_be_visible()
    expect(page.get_by_text("Net for macs.")).to_be_visible()
    expect(page.get_by_text("Net for windows.")).to_be_hidden()
    assert page.url.endswith("moor/?a=b&tabs=mac,linux,net#where")
    shared = page.url
    page.goto(address + "nl-nl/moor/")
    expect(page.get_by_text("Droog.")).to_be_visible()
    tab(page, 0, "Zee").click()
    page.goto(address + "en-us/moor/")
    expect(page.get_by_text("Window text.")).to_be_visible()
    page.goto(shared)
    expect(page.get_by_text("Mac text.")).to_be_visible()
    expect(page.get_by_text("Mac again.")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "ahead", "back"), [("en-us", "ArrowRight", "ArrowLeft"), ("ar-sa", "ArrowLeft", "ArrowRight")]
)
def test_with_the_keyboard(page: Page, address: str, locale: str, ahead: str, back: str) -> None:
    """Arrows lead in the direction of reading and around, Home and End to the ends; a group is one stop."""
    page.goto(f"{address}{locale}/moor/")
    tabs = page.locator(".tabs").first.get_by_role("tab")
    tabs.first.focus()
    for key, number in ((ahead, 1), (ahead, 2), (ahead, 0), (back, 2), ("Home", 0), ("End", 2), (back, 1)):
        page.keyboard.press(key)
        expect(tabs.nth(number)).to_be_focused()
        expect(tabs.nth(number)).to_have_attribute("aria-selected", "true")
        expect(page.locator(".tabs").first.locator("> .tab-panel:not([hidden])")).to_have_count(1)
    assert [one.get_attribute("tabindex") for one in tabs.all()] == ["-1", "0", "-1"]
    page.keyboard.press("Tab")
    expect(page.locator(".tabs").first.locator("> .tab-panel:not([hidden])")).to_be_focused()
    page.keyboard.press("Control+Home")
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("rope", "Knots."),
        ("tab/linux", "Linux text"),
        ("tab/mac", "Mac text."),
        ("linux", "Linux text"),
        ("deep", "Very deep."),
        ("tab/net/mac", "Net for macs."),
        ("tab/NET/Mac/", "Net for macs."),
        ("%zz", "Window text."),
    ],
)
def test_addresses_lead_into_panels(page: Page, address: str, fragment: str, words: str) -> None:
    """To a heading in one, to its title, to a tab by its id; from elsewhere, and on the page itself."""
    page.goto(f"{address}en-us/moor/#{fragment}")
    expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{address}en-us/moor/?tabs=windows,rust,one")
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    expect(page.get_by_text(words).first).to_be_visible()


def test_a_link_works_twice(page: Page, address: str) -> None:
    """The panel that it leads into may have been closed since; a closed one is no longer in the address."""
    page.goto(address + "en-us/moor/")
    link = page.get_by_role("link", name="the rope")
    for _ in range(2):
        link.click()
        expect(page.locator("#rope")).to_be_in_viewport()
        tab(page, 0, "Windows").click()
        expect(page.locator("#rope")).to_be_hidden()
        assert "#rope" not in page.url
    page.get_by_role("link", name="Linux").click()
    expect(page.get_by_text("Linux text")).to_be_in_viewport()
    page.get_by_role("link", name="the deep end").click()
    expect(page.get_by_text("Very deep.")).to_be_in_viewport()


def test_the_browsers_search_finds_what_is_hidden(page: Page, address: str) -> None:
    """Where it can; then the panel opens with its tab."""
    page.goto(address + "en-us/moor/")
    panel = page.locator("#tab\\/linux")
    expect(panel).to_have_attribute("hidden", "until-found")
    panel.evaluate("panel => panel.dispatchEvent(new Event('beforematch'))")
    expect(tab(page, 0, "Linux")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("Linux text")).to_be_visible()


def test_a_tab_stays_where_it_is(page: Page, address: str) -> None:
    """Whatever grows or shrinks above it."""
    page.set_viewport_size({"width": 600, "height": 400})
    page.goto(address + "en-us/moor/")
    chosen = tab(page, 2, "Mac")
    page.mouse.wheel(0, 300)
    chosen.scroll_into_view_if_needed()
    before = chosen.bounding_box()
    chosen.click()
    tab(page, 2, "Windows").click()
    after = chosen.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2


def test_storage_that_is_forbidden(browser: Browser, address: str) -> None:
    """Nothing is remembered, and everything else works."""
    with silent(browser, address) as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
        )
        page.goto(address + "en-us/moor/")
        tab(page, 0, "Linux").click()
        expect(page.get_by_text("Linux text")).to_be_visible()


def test_without_scripts_all_is_shown(browser: Browser, address: str) -> None:
    """Each panel with its title, and with what it depends on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "en-us/moor/")
    for words in ("Window text.", "Linux text", "Mac text.", "Net for macs.", "Very deep."):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".tab-title:visible")).to_have_count(10)
    expect(page.locator(".tab-condition:visible")).to_have_text(["Applies to: Windows", "Applies to: Mac"])
    page.goto(address + "nl-nl/moor/")
    expect(page.locator("#sea")).to_have_text("Zee")
    context.close()


def test_paper_shows_all(page: Page, address: str) -> None:
    """Each panel with its title, and nothing to click on."""
    page.goto(address + "en-us/moor/")
    page.emulate_media(media="print")
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.locator(".tab-title:visible")).to_have_count(10)
    for words in ("Window text.", "Linux text", "Mac text.", "Net for macs.", "Very deep."):
        expect(page.get_by_text(words)).to_be_visible()
        box = page.get_by_text(words).bounding_box()
        assert box is not None
        assert box["height"] > 5


def test_units_are_in_tabs_too(page: Page, address: str) -> None:
    """A tab's words are those of its title, with their unit."""
    page.goto(address + "nl-nl/moor/")
    expect(tab(page, 0, "Zee").locator("[data-unit='102']")).to_have_text("Zee")

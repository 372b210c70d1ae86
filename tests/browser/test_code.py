"""Code and formulas in a browser: copied with a button, drawn without other hosts, readable in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.silence import POLICY, silent
from sites import write

PAGE = """# Knots $k^2$

A bowline holds $\\frac{{a}}{{b}}$ of the load, {words}.

$$
\\int_0^1 f(x)\\,dx
$$

```python
def tie(rope):
    return "a bowline"  # {long}
```

[!code-python[](knots.py?highlight=2-3,5)]

- [ ] Tie it.
- [x] Look at it.

It slips when wet[^1].

[^1]: Not always.
"""
ODD = (
    "$日本 + x$, $\\pmb{x}$, $\\fcolorbox{red}{aqua}{y}$, $\\phase{-78^\\circ}$, $\\angl{n}$, "
    "$\\boxed{z}$, $\\cancel{x}$, "
    "$\\htmlStyle{color:red}{x}$, $\\href{javascript:alert(1)}{x}$, $\\includegraphics{https://pier.example/x.png}$, "
    "$\\def\\a{\\a\\a}\\a$, $\\rule{500em}{500em}$, $\\nosuchthing$, $\\sqrt[3]{x}$, $\\overbrace{a+b}^{c}$, $x^{$"
)
SAMPLE = 'import rope\ndef tie():\n    """Ties\n    a knot."""\n    return rope\n'


@pytest.fixture(scope="module")
def address(
    build_site: Callable[[Path, Path], Path], serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A site with formulas and code, below a folder of its host."""
    folder = tmp_path_factory.mktemp("knots")
    text = PAGE.format(words=ODD, long="and so on, " * 20)
    write(
        folder,
        {
            "site/site.toml": 'title = "Knots"\nsearch = false\nmath = true\ntask_lists = true\nfootnotes = true\n',
            "content/en-US/knots.md": text,
            "content/en-US/knots.py": SAMPLE,
            "content/en-US/plain.md": "# Plain\n\nNothing of that here.\n",
            "content/ar-SA/knots.md": text.replace("It slips", "ينزلق"),
            "content/ar-SA/knots.py": SAMPLE,
        },
    )
    return serve(build_site(folder, folder / "public"), "docs/knots", POLICY)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that stays silent and on the site."""
    with silent(browser, address, viewport={"width": 1280, "height": 900}) as opened:
        yield opened


@pytest.mark.parametrize("locale", ["en-us", "ar-sa"])
def test_formulas_are_drawn(page: Page, address: str, locale: str) -> None:
    """With fonts of the site alone; those that cannot be read stay as they are written."""
    page.goto(f"{address}{locale}/knots/")
    expect(page.locator("h1 .katex")).to_have_count(1)
    expect(page.locator("div.math .katex-display")).to_have_count(1)
    assert page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].some((font) => font.status === 'loaded'))"
    )
    undrawn = page.locator("[data-math]:not(:has(.katex))")
    assert undrawn.all_text_contents() == [
        "\\htmlStyle{color:red}{x}",
        "\\href{javascript:alert(1)}{x}",
        "\\includegraphics{https://pier.example/x.png}",
        "\\def\\a{\\a\\a}\\a",
        "\\nosuchthing",
        "x^{",
    ]
    assert page.locator("[data-math] :is(a, img, script)").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('[data-math]')).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("[data-math] math").count() == page.locator("[data-math] .katex-html").count() > 5


def test_pages_without_formulas_do_not_load_what_draws_them(page: Page, address: str) -> None:
    """A hundred kilobytes for nothing would be too many."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}en-us/plain/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "math" in url]
    assert page.locator(".copy").count() == 0


def test_formulas_without_scripts(browser: Browser, address: str) -> None:
    """Their TeX can be read."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en-us/knots/")
    expect(page.locator("h1")).to_have_text("Knots k^2")
    expect(page.locator("div.math")).to_be_visible()
    context.close()


def test_code_is_copied(browser: Browser, address: str) -> None:
    """Exactly as it is written, with the mouse and with the keyboard, and it is said aloud."""
    with silent(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}en-us/knots/")
        button = page.locator(".copy").nth(1)
        expect(button).to_have_css("opacity", "0")
        page.locator("pre").nth(1).hover()
        expect(button).to_have_css("opacity", "1")
        button.click()
        expect(button).to_have_text("Copied")
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == SAMPLE.rstrip("\n")
        page.locator(".copy").first.focus()
        expect(page.locator(".copy").first).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(page.locator(".copy").first).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith("def tie(rope):\n")


def test_code_is_selected_where_it_cannot_be_copied(browser: Browser, address: str) -> None:
    """A site without https has no clipboard; the reader's own keys have."""
    with silent(browser, address) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.goto(f"{address}en-us/knots/")
        page.locator(".copy").nth(1).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("selected")
        assert page.evaluate("getSelection().toString().trimEnd()") == SAMPLE.rstrip("\n")


def test_a_selection_is_the_code_alone(page: Page, address: str) -> None:
    """Lines that are marked are lines, and the button is none."""
    page.goto(f"{address}en-us/knots/")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('div.code')[1])")
    assert page.evaluate("getSelection().toString().trimEnd()") == SAMPLE.rstrip("\n")


@pytest.mark.parametrize("locale", ["en-us", "ar-sa"])
def test_the_button_leaves_the_start_of_the_code_alone(page: Page, address: str, locale: str) -> None:
    """Code begins at the left on any page."""
    page.goto(f"{address}{locale}/knots/")
    box, button = page.locator("div.code").first.bounding_box(), page.locator(".copy").first.bounding_box()
    assert box
    assert button
    assert button["x"] > box["x"] + box["width"] / 2


def test_touch_screens_always_show_the_button(browser: Browser, address: str) -> None:
    """There is nothing to hover with."""
    with silent(browser, address, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700}) as page:
        page.goto(f"{address}en-us/knots/")
        expect(page.locator(".copy").first).to_have_css("opacity", "1")
        first = page.evaluate(
            "(() => { const range = document.createRange(); range.selectNode(document.querySelector('pre .k'));"
            " return range.getBoundingClientRect().top })()"
        )
        button = page.locator(".copy").first.bounding_box()
        assert button
        assert button["y"] + button["height"] <= first


def test_footnotes_lead_there_and_back(page: Page, address: str) -> None:
    """By links that have names."""
    page.goto(f"{address}en-us/knots/")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("[id='fn:1']")).to_be_in_viewport()
    assert page.url.endswith("#fn:1")
    page.get_by_role("link", name="Back to the text").click()
    assert page.url.endswith("#fnref:1")
    assert page.get_by_role("checkbox", name="Look at it.").is_checked()
    assert not page.get_by_role("checkbox", name="Tie it.").is_checked()

"""The table of contents beside an article, and landing pages: wide and narrow, in both directions, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.silence import POLICY, silent
from sites import write
from support import expect_none

LAMPS = 120

TEXT = "The lamp burns all night, and whoever comes by sea sees it from afar, whatever the weather may be.\n\n"
LAMP = "# {word} {number}\n\n## {word} A\n\n{text}## {word} B\n\n{text}## {word} C\n\n{text}"

LANDING = """### YamlMime:Landing
title: {title}
summary: {title}, [{title}](lamps/lamp-1.md).
landingContent:
  - title: {title} 1
    linkLists:
      - linkListType: overview
        links:
          - text: {title} 2
            url: lamps/lamp-2.md
      - linkListType: how-to-guide
        links:
          - text: {title} with-a-word-that-is-longer-than-any-telephone-is-wide-and-cannot-be-divided-anywhere
            url: boats.md
  - title: {title} 3
    linkLists:
      - links:
          - url: boats.md
"""

HUB = """### YamlMime:Hub
title: {title}
highlightedContent:
  items:
    - title: {title}
      itemType: download
      url: boats.md
productDirectory:
  title: {title}
  items:
    - title: {title}
      imageSrc: media/lamp.svg
      links:
        - url: boats.md
          text: {title}
"""

FAQ = """### YamlMime:FAQ
title: {title}
sections:
  - name: {title} 1
    questions:
      - question: {title} 2
        answer: |
          - [{title}](boats.md)
      - question: {title} 3
        answer: {title}.
"""

WORDS = {"en-US": ("Lamp", "Harbour"), "ar-SA": ("مصباح", "المرفأ")}


def contents(word: str, title: str) -> str:
    """Returns a table of contents with a long group and a deep one."""
    lamps = "".join(f"  - name: {word} {n}\n    href: lamps/lamp-{n}.md\n" for n in range(1, LAMPS + 1))
    return (
        f"- name: {title}\n  href: boats.md\n- name: {word}\n  items:\n{lamps}"
        f"- name: {title} 2\n  items:\n  - name: {title} 3\n    href: hub.yml\n    items:\n"
        f"    - name: {title} 4\n      href: faq.yml\n"
    )


@pytest.fixture(scope="module")
def pier_site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with tables of contents and YAML pages."""
    folder = tmp_path_factory.mktemp("pier")
    files = {"site/site.toml": 'title = "Pier"\nsearch = false\n'}
    for locale, (word, title) in WORDS.items():
        root = f"content/{locale}"
        for number in range(1, LAMPS + 1):
            files[f"{root}/lamps/lamp-{number}.md"] = LAMP.format(word=word, number=number, text=TEXT * 4)
        files |= {
            f"{root}/boats.md": f"# {title}\n\n{TEXT}",
            f"{root}/loose.md": f"# {title} 9\n\n{TEXT}",
            f"{root}/index.yml": LANDING.format(title=title),
            f"{root}/hub.yml": HUB.format(title=title),
            f"{root}/faq.yml": FAQ.format(title=title),
            f"{root}/media/lamp.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            f"{root}/TOC.yml": contents(word, title),
        }
    return build_site(write(folder, files), folder / "public")


@pytest.fixture(scope="module")
def pier(pier_site: Path, serve: Callable[..., str]) -> str:
    """The site, below a folder of its host."""
    return serve(pier_site, "docs/pier", POLICY)


@pytest.fixture
def page(browser: Browser, pier: str) -> Iterator[Page]:
    """A page that stays silent and on the site."""
    with silent(browser, pier, locale="en-US", viewport={"width": 1440, "height": 800}) as opened:
        yield opened


def box(page: Page, selector: str) -> dict[str, float]:
    """Returns where an element is, with its end."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return {**found, "end": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


@pytest.mark.parametrize("locale", ["en-us", "ar-sa"])
def test_it_stands_beside_the_article(page: Page, pier: str, locale: str) -> None:
    """Before it in the direction of reading, and the headings after it; the article keeps its measure."""
    page.goto(f"{pier}{locale}/lamps/lamp-60/")
    beside, text, headings = (box(page, name) for name in (".navigation", ".column", ".margin"))
    before, after = (beside, headings) if locale == "en-us" else (headings, beside)
    assert before["end"] <= text["x"]
    assert text["end"] <= after["x"]
    assert text["width"] == 44 * 16
    expect(page.locator(".navigation summary")).to_be_hidden()


def test_the_article_is_in_view_in_it(page: Page, pier: str) -> None:
    """However long the list is; its neighbours are around it, and the way to all of them below."""
    page.goto(pier + "en-us/lamps/lamp-60/")
    current = page.locator(".navigation [aria-current=page]")
    expect(current).to_have_text("Lamp 60")
    expect(current).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0
    names = page.locator(".navigation .branch li a").all_inner_texts()
    assert {"Lamp 59", "Lamp 61", "All articles"} <= set(names)
    assert "Lamp 1" not in names
    page.locator(".navigation").get_by_text("All articles").click()
    expect(page.locator(".items li")).to_have_count(LAMPS)
    page.go_back()
    page.locator(".navigation").get_by_role("link", name="Lamp 61").click()
    page.wait_for_url(pier + "en-us/lamps/lamp-61/")


def test_branches_open_on_the_way(page: Page, pier: str) -> None:
    """A closed one leads to its first page, and is open there."""
    page.goto(pier + "en-us/boats/")
    expect(page.locator(".navigation a")).to_have_count(3)
    page.locator(".navigation").get_by_role("link", name="Harbour 2").click()
    page.wait_for_url(pier + "en-us/hub/")
    expect(page.locator(".navigation [aria-current]")).to_have_text("Harbour 3")
    page.locator(".navigation").get_by_role("link", name="Harbour 4").click()
    page.wait_for_url(pier + "en-us/faq/")
    expect(page.locator(".trail li")).to_have_text(["Home", "Harbour 2", "Harbour 3"])


def test_it_folds_where_there_is_no_room(page: Page, pier: str) -> None:
    """Above the article, closed; a click opens it."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(pier + "en-us/lamps/lamp-60/")
    link = page.locator(".navigation a").first
    expect(link).to_be_hidden()
    assert box(page, ".navigation")["bottom"] <= box(page, "h1")["y"]
    page.locator(".navigation summary").click()
    expect(link).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(link).to_be_visible()


def test_it_needs_no_scripts(browser: Browser, pier: str) -> None:
    """It is there on a wide screen, and opens on a narrow one."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 800})
    page = context.new_page()
    page.goto(pier + "en-us/lamps/lamp-60/")
    expect(page.locator(".navigation a").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".navigation a").first).to_be_hidden()
    page.locator(".navigation summary").click()
    expect(page.locator(".navigation a").first).to_be_visible()
    context.close()


def test_what_is_in_no_table_looks_as_ever(page: Page, pier: str) -> None:
    """Nothing stands before the article."""
    page.goto(pier + "en-us/loose/")
    expect(page.locator(".navigation")).to_have_count(0)
    assert box(page, ".column")["x"] == box(page, ".trail")["x"]


def test_paper_has_no_use_for_it(page: Page, pier: str) -> None:
    """The article has the sheet for itself."""
    page.emulate_media(media="print")
    page.goto(pier + "en-us/lamps/lamp-60/")
    expect(page.locator(".navigation")).to_be_hidden()
    expect(page.locator("#article-body")).to_be_visible()


def test_the_home_page_is_a_landing_page(page: Page, pier: str) -> None:
    """Its cards first, then the groups of the table of contents."""
    page.goto(pier + "en-us/")
    expect(page.locator(".card h2")).to_have_text(["Harbour 1", "Harbour 3"])
    expect(page.locator(".card-kind").first).to_have_text("Overview")
    expect(page.locator(".card").last.get_by_role("link")).to_have_text("Harbour")
    expect(page.locator(".group h2")).to_have_text(["Articles", "Lamp", "Harbour 2", "Articles"])
    page.locator(".card a").first.click()
    page.wait_for_url(pier + "en-us/lamps/lamp-2/")


def test_questions_can_be_linked_to(page: Page, pier: str) -> None:
    """Each is a heading with an address."""
    page.goto(pier + "en-us/faq/#harbour-3")
    expect(page.locator("h3:target")).to_have_text("Harbour 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(browser: Browser, pier: str, scheme: str) -> None:
    """On phones and on screens, with the table of contents open, in both directions."""
    page = browser.new_page(color_scheme=scheme)
    wide = []
    for place in [
        f"{locale}/{name}" for locale in ("en-us", "ar-sa") for name in ("", "hub/", "faq/", "lamps/lamp-9/")
    ]:
        page.goto(pier + place)
        if summary := page.query_selector(".navigation summary"):
            page.set_viewport_size({"width": 360, "height": 800})
            summary.click()
        for width in (320, 360, 1024, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                wide.append(f"{place} at {width}")
    page.close()
    expect_none(wide)

"""What the pages of the theme promise: to readers, to browsers under a strict policy and to robots."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from diglot.model import Heading
from diglot.view import Group, View
from support import ROOT
from theme.sample import ARTICLE, BARE, BODY, DUTCH, HOME, NAVIGATION, VIEWS, draw, items, site

TEMPLATES = sorted((ROOT / "site" / "templates").rglob("*.html"))

every_page = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())


def page(view: View) -> html.HtmlElement:
    """Returns the page of `view` as a tree."""
    return html.document_fromstring(draw(view))


def text(element: html.HtmlElement) -> str:
    """Returns the words of an element."""
    return " ".join(element.text_content().split())


@every_page
def test_a_page_has_its_frame(view: View) -> None:
    """Language and direction, a title, one landmark of each kind, a way past the header, one heading on top."""
    root = page(view)
    assert draw(view).startswith("<!doctype html>\n<html lang=")
    assert (root.get("lang"), root.get("dir")) == (view.site.locale.tag, view.site.locale.direction)
    assert root.findtext("head/title").endswith("Harbour & Pier")
    assert len(root.xpath("//main[@id='main']")) == 1
    assert root.xpath("//body/*[1]/@href") == ["#main"]
    assert len(root.xpath("//h1")) == 1
    assert len(root.xpath("//*[@role='search']")) == (view.kind not in ("languages", "redirect"))


@every_page
def test_a_page_runs_under_a_strict_policy(view: View) -> None:
    """No script or style in the page, no handler, nothing fetched from elsewhere."""
    root = page(view)
    assert not root.xpath("//style | //@style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    fetched = root.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert fetched
    assert [address for address in fetched if not address.startswith(f"{view.root}assets/")] == []


@every_page
def test_a_page_works_from_any_folder(view: View) -> None:
    """Every address that a reader follows is relative, but for pages that a host shows anywhere."""
    followed = [*page(view).xpath("//body//a/@href"), *page(view).xpath("//form/@action")]
    assert [address for address in followed if "//" in address or not address] == []
    if view.kind != "not-found":
        assert [address for address in followed if address.startswith("/")] == []


@every_page
def test_ids_are_unique_and_used(view: View) -> None:
    """What points to an id finds it, once."""
    root = page(view)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//label/@for")) <= set(ids)
    assert {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize("template", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    """Addresses come from the view, and words through `_`."""
    source = template.read_text(encoding="utf-8")
    assert "http" not in source.replace("http-equiv", "")
    without_tags = re.sub(r"<[^<>]*>", " ", re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL))
    assert re.findall(r"[A-Za-z]{2,}", without_tags) == []


def test_the_body_is_the_article_and_nothing_else() -> None:
    """`#article-body` holds the very HTML that the view brings, in `main`, below the title."""
    drawn = draw(ARTICLE)
    assert f'<div id="article-body" class="prose">\n{BODY}\n</div>' in drawn
    assert page(ARTICLE).xpath("//main//div[@id='article-body']/preceding::h1")
    assert not page(BARE).xpath("//h1[not(ancestor::div[@id='article-body'])]")


@every_page
def test_the_search_is_not_told_by_pages(view: View) -> None:
    """The build hands articles to the search; marks on pages would say it twice."""
    assert "pagefind" not in draw(view)


@pytest.mark.parametrize("kind", ["home", "section"])
@pytest.mark.parametrize("titled", [pytest.param(True, id="own title"), pytest.param(False, id="no title")])
def test_an_index_article_is_shown_above_its_list(kind: str, titled: bool) -> None:
    """The whole of it, with its notice and nothing else in its element; one title; then the articles."""
    body = f"<h1>The lamps</h1>{BODY}" if titled else BODY
    of_kind = VIEWS["home" if kind == "home" else "section"]
    view = replace(of_kind, title="The lamps", body=body, shows_title=not titled, notices=ARTICLE.notices)
    drawn, root = draw(view), page(view)
    assert f'<div id="article-body" class="prose">\n{body}\n</div>' in drawn
    assert [text(heading) for heading in root.xpath("//h1")] == ["The lamps"]
    assert root.xpath("//*[@role='note']/following::*[@id='article-body']")
    assert root.xpath("//*[@id='article-body']/following::ul[@class='items']")


def test_robots_learn_of_translations() -> None:
    """`hreflang` and `x-default` where there are translations, and nothing where there are none."""
    links = page(ARTICLE).xpath("//link[@rel='alternate' and @hreflang]")
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en-US", "https://pier.example/en-us/lamp/"),
        ("nl-NL", "https://pier.example/nl-nl/lamp/"),
        ("ar-SA", "https://pier.example/ar-sa/lamp/"),
        ("x-default", "https://pier.example/en-us/lamp/"),
    ]
    assert page(ARTICLE).xpath("//link[@rel='canonical']/@href") == [ARTICLE.canonical]
    assert page(ARTICLE).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page(ARTICLE).xpath("//meta[@name='description']/@content") == [ARTICLE.description]
    assert not page(BARE).xpath("//link[@hreflang or @rel='canonical'] | //meta[@name='robots']")


def test_the_switcher_lists_real_translations() -> None:
    """Each under its own name; on a page without translations the home pages; alone, nothing."""
    view = replace(ARTICLE, alternates=ARTICLE.alternates[:2])
    links = page(view).xpath("//nav[@class='languages']//a")
    assert [(link.get("lang"), link.get("href")) for link in links] == [
        ("en-US", "../../en-us/lamp/"),
        ("nl-NL", "../../nl-nl/lamp/"),
    ]
    assert [link.get("aria-current") for link in links] == ["true", None]
    assert text(links[1]) == DUTCH.name
    home = page(replace(ARTICLE, alternates=()))
    assert home.xpath("//nav[@class='languages']//a/@href") == ["../../en-us/", "../../nl-nl/", "../../ar-sa/"]
    assert not page(BARE).xpath("//nav[@class='languages'] | //footer//nav")


def test_a_notice_leads_to_the_other_version() -> None:
    """A machine's translation says when and where the original is; a page made out of a translation says of which."""
    (note,) = page(ARTICLE).xpath("//*[@role='note']")
    assert "translated by machine on March 1, 2024." in text(note)
    assert text(note).endswith("Read the original in English")
    assert note.xpath(".//a/@href") == ["../../en-us/lamp/"]
    (note,) = page(VIEWS["article, generated source"]).xpath("//*[@role='note']")
    assert "source text" in text(note)
    assert text(note).endswith("Read the translation in Dutch")
    assert note.xpath(".//a/@href") == ["../../nl-nl/lamp/"]
    assert not page(VIEWS["article, notices without details"]).xpath("//*[@role='note']//a")


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        pytest.param((2, 2, 3), 3, id="three headings have contents"),
        pytest.param((2, 2), 0, id="two have none"),
        pytest.param((2, 4, 4, 4), 0, id="deep ones do not count"),
        pytest.param((1, 2, 2, 3, 4), 3, id="the title and deep ones are not listed"),
    ],
)
def test_long_pages_have_contents(levels: tuple[int, ...], shown: int) -> None:
    """From three headings of level 2 and 3 on."""
    headings = tuple(Heading(level, "wick", "The wick") for level in levels)
    assert len(page(replace(ARTICLE, contents=headings)).xpath("//nav[@class='contents']//a")) == shown


def test_the_table_of_contents_stands_beside_an_article() -> None:
    """Lists in lists; the article is marked, so is another language; what is left out is behind a link."""
    root = page(replace(ARTICLE, navigation=NAVIGATION))
    (navigation,) = root.xpath("//nav[@class='navigation']")
    assert navigation.get("aria-label")
    assert [text(link) for link in navigation.xpath(".//a")] == [
        *("Start & go", "The <pier> lamp", "Oil", "Wick (Dutch)", "All articles", "Boats"),
    ]
    assert navigation.xpath(".//a/@href") == ["../start/", "./", "oil/", "../wick/", "../lamps/", "../boats/"]
    assert navigation.xpath(".//a[@aria-current='page']/@href") == ["./"]
    assert navigation.xpath(".//a[@hreflang='nl-NL']/@href") == ["../wick/"]
    assert [text(link) for link in navigation.xpath(".//ul//ul//ul//a")] == ["Oil"]
    assert [text(item) for item in navigation.xpath(".//li/span")] == ["Lamps"]
    assert root.xpath("//nav[@class='navigation']/following::*[@id='article-body']")
    assert not page(ARTICLE).xpath("//nav[@class='navigation'] | //*[contains(@class, 'beside-navigation')]")


def test_a_list_stands_below_its_article() -> None:
    """Once, in the column of the article where there is a table of contents beside it."""
    for name, below in (("section, with an article", False), ("section, in a table of contents", True)):
        assert len(page(VIEWS[name]).xpath("//*[@class='listing']")) == 1
        assert bool(page(VIEWS[name]).xpath("//*[@class='column']//*[@class='listing']")) is below


def test_a_home_page_shows_some_and_leads_to_all() -> None:
    """A section with more articles than are shown links to the rest; titles are text, not markup."""
    root = page(HOME)
    assert [text(link) for link in root.xpath("//p[@class='all']/a")] == ["See all 184 articles"]
    assert root.xpath("//p[@class='all']/a/@href") == ["lamps/"]
    assert "Lamp <0>" in text(root)
    assert [text(heading) for heading in root.xpath("//h2")] == ["Lamps", "Articles"]


def test_a_section_page_counts() -> None:
    """In the grammar of the page."""
    for number, words in ((1, "1 article"), (7, "7 articles")):
        view = View("section", site(2), "../../", "../", "Lamps", groups=(Group("Lamps", "", items(number), number),))
        assert [text(count) for count in page(view).xpath("//p[@class='count']")] == [words]

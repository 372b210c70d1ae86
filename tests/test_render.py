"""How facts and bodies become pages: links, notices, dates, addresses, lists."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from diglot.join import join
from diglot.looks import Theme
from diglot.markup.sanitize import SLOT_SCHEME
from diglot.model import Body, Crumb, Entry, Facts, Heading, Index, Metadata, Output, PageId, Summary, Target, Toc
from diglot.render import facts_of, list_drawings, lists, render, render_assets
from diglot.settings import Settings
from diglot.theme import load_theme

SETTINGS = Settings(title="Haven", titles=(("ja-JP", "港"),), locales=("en-US", "ar-SA", "ja-JP", "lv-LV", "nl-NL"))
HERE = "nl-nl/boten/anker/"
SUMMARY = Summary(PageId("nl-NL", "boten/anker"), "", "Anker", "Anchor", b"Laat het vallen.", Metadata())
FACTS = Facts(SUMMARY, HERE, (("nl-NL", HERE, False),), (), None, None, ())


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The built-in one."""
    return load_theme(tmp_path_factory.mktemp("project"))


def draw(theme: Theme, facts: Facts, body: str | Body = "<p>x</p>", settings: Settings = SETTINGS) -> html.HtmlElement:
    """Returns the page of an article."""
    whole = body if isinstance(body, Body) else Body(body)
    ((output,),) = render(settings, theme, facts.summary.id.locale, [(facts, whole)])
    assert output.path == f"{facts.address}index.html"
    return html.document_fromstring(output.data.decode())


def link(text: str, number: int = 0, rest: str = "") -> str:
    """Returns a link whose address is open."""
    return f'<p><a href="{SLOT_SCHEME}:{number}"{rest}>{text}</a></p>'


def article(page: html.HtmlElement) -> str:
    """Returns the HTML of a page's article."""
    body = page.get_element_by_id("article-body")
    return "".join(html.tostring(child, encoding="unicode") for child in body).strip()


@pytest.mark.parametrize(
    ("target", "body", "expected"),
    [
        (
            Target("nl-nl/boten/zeil/#doek", True, "Zeil"),
            link("het <b>zeil</b>"),
            '<p><a href="../zeil/#doek">het <b>zeil</b></a></p>',
        ),
        (
            Target("nl-nl/", True, "Haven"),
            link("begin", 0, ' title="Naar &lt;huis&gt;"'),
            '<p><a href="../../" title="Naar &lt;huis&gt;">begin</a></p>',
        ),
        (
            Target("https://a.example/?x=1&y=2", False, "a"),
            link("daar"),
            '<p><a href="https://a.example/?x=1&amp;y=2">daar</a></p>',
        ),
        (Target("", False), link("nergens"), '<p><a class="missing-link">nergens</a></p>'),
        (
            Target("nl-nl/a/", True, "A & B"),
            link(""),
            '<p><a href="../../a/"><span data-generated="link-text">A &amp; B</span></a></p>',
        ),
        (Target("", False), link(""), "<p></p>"),
        (Target("nl-nl/a/", True, "A"), link("x", 7), '<p><a class="missing-link">x</a></p>'),
    ],
)
def test_link(theme: Theme, target: Target, body: str, expected: str) -> None:
    """Open addresses are filled in; a link without words is called after what it leads to; a dead one is no link."""
    assert article(draw(theme, replace(FACTS, targets=(target,)), body)) == expected


@pytest.mark.parametrize(
    ("locale", "name"), [("nl-NL", "Engels"), ("lv-LV", "angļu"), ("ja-JP", "英語"), ("ar-SA", "الإنجليزية")]
)
def test_link_to_another_language_is_marked(theme: Theme, locale: str, name: str) -> None:
    """For readers, for programs, and apart from the words of the author."""
    facts = replace(
        FACTS, summary=replace(SUMMARY, id=PageId(locale, "boten/anker")), address=f"{locale.lower()}/boten/anker/"
    )
    facts = replace(facts, targets=(Target("en-us/sea/", True, "Sea", "en-US"),))
    page = draw(theme, facts, link("zee", 0, ' class="fancy"'))
    (found,) = page.xpath("//div[@id='article-body']//a")
    assert dict(found.attrib) == {"class": "other-locale fancy", "href": "../../../en-us/sea/", "hreflang": "en-US"}
    (mark,) = page.xpath("//div[@id='article-body']//*[@data-generated='locale-mark']")
    assert (mark.get("class"), mark.text_content().strip()) == ("locale-mark", f"({name})")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            Target("nl-nl/media/kiel%201.png", True),
            '<p><img alt="Kiel" src="../../media/kiel%201.png" loading="lazy"></p>',
        ),
        (Target("", False), '<p><span class="missing-image" data-generated="missing-image">Kiel</span></p>'),
    ],
)
def test_image(theme: Theme, target: Target, expected: str) -> None:
    """Where there is no picture, its description has to do."""
    body = f'<p><img alt="Kiel" src="{SLOT_SCHEME}:0" loading="lazy"></p>'
    assert article(draw(theme, replace(FACTS, targets=(target,)), body)) == expected


def test_missing_image_without_words(theme: Theme) -> None:
    """Nothing is shown where there is nothing to say."""
    facts = replace(FACTS, targets=(Target("", False),))
    assert article(draw(theme, facts, f'<p><img src="{SLOT_SCHEME}:0" alt=""></p>')) == "<p></p>"


def test_final_link_without_words(theme: Theme) -> None:
    """It is called after its host."""
    page = draw(theme, FACTS, '<p><a href="https://a.example/x?y"><span data-unit="104"></span></a></p>')
    (found,) = page.xpath("//div[@id='article-body']//a")
    assert found.text_content() == "a.example"
    assert found.xpath(".//*[@data-generated]")
    assert found.xpath(".//*[@data-unit='104']")


def test_title_is_shown_once(theme: Theme) -> None:
    """By the article if it has one, else by the page."""
    with_title = draw(theme, FACTS, Body("<h1>Het anker</h1>", (Heading(1, "x", "Het anker"),), True))
    assert [heading.text_content() for heading in with_title.xpath("//h1")] == ["Het anker"]
    without = draw(theme, FACTS, "<h2>Kop</h2>")
    assert [heading.text_content().strip() for heading in without.xpath("//h1")] == ["Anker"]
    assert not without.xpath("//div[@id='article-body']//h1")


@pytest.mark.parametrize(("count", "shown"), [(2, False), (3, True)])
def test_contents(theme: Theme, count: int, shown: bool) -> None:
    """A page of some length has a table of contents, whose entries lead to its headings."""
    headings = tuple(Heading(2 + n % 2, f"kop-{n}", f"Kop <{n}>") for n in range(count))
    body = Body(
        "".join(f'<h2 id="{h.id}">x</h2>' for h in headings), (*headings, Heading(4, "d", "Diep"), Heading(2, "e", ""))
    )
    found = [a.text_content().strip() for a in draw(theme, FACTS, body).xpath("//a[starts-with(@href, '#kop-')]")]
    assert found == ([heading.text for heading in headings] if shown else [])


@pytest.mark.parametrize(
    ("locale", "day"),
    [("nl-NL", "7 maart 2024"), ("lv-LV", "2024. gada 7. marts"), ("ja-JP", "2024年3月7日")],
)
@pytest.mark.parametrize("kind", ["MT", "mt"])
def test_machine_translation_is_told(theme: Theme, locale: str, day: str, kind: str) -> None:
    """With its day as the reader writes it, and the way to the original."""
    address = f"{locale.lower()}/boten/anker/"
    summary = replace(
        SUMMARY,
        id=PageId(locale, "boten/anker"),
        metadata=Metadata(translation_type=kind, last_handoff=date(2024, 3, 7)),
    )
    alternates = (("en-US", "en-us/boats/anchor/", False), (locale, address, False))
    page = draw(theme, replace(FACTS, summary=summary, address=address, alternates=alternates))
    (notice,) = page.xpath("//*[contains(@class, 'notice-machine-translated')]")
    assert day in " ".join(notice.text_content().split())
    assert notice.xpath(".//a/@href") == ["../../../en-us/boats/anchor/"]


@pytest.mark.parametrize("kind", ["HT", "", "MTE75"])
def test_other_translations_are_not(theme: Theme, kind: str) -> None:
    """Someone has read them."""
    summary = replace(SUMMARY, metadata=Metadata(translation_type=kind, last_handoff=date(2024, 3, 7)))
    assert not draw(theme, replace(FACTS, summary=summary)).xpath("//*[contains(@class, 'notice')]")


def test_generated_source_is_told(theme: Theme) -> None:
    """With the way to its translation where there is just one."""
    summary = replace(SUMMARY, id=PageId("en-US", "boten/anker"), generated=True)
    both = (("en-US", "en-us/boten/anker/", True), ("nl-NL", HERE, False))
    page = draw(theme, replace(FACTS, summary=summary, address="en-us/boten/anker/", alternates=both))
    (notice,) = page.xpath("//*[contains(@class, 'notice-generated-source')]")
    assert notice.xpath(".//a/@href") == ["../../../nl-nl/boten/anker/"]
    more = (*both, ("lv-LV", "lv-lv/boten/anker/", False))
    page = draw(theme, replace(FACTS, summary=summary, address="en-us/boten/anker/", alternates=more))
    (notice,) = page.xpath("//*[contains(@class, 'notice-generated-source')]")
    assert not notice.xpath(".//a")


def test_way_and_neighbours(theme: Theme) -> None:
    """From the page they are on; a step without a page is words."""
    facts = replace(
        FACTS,
        trail=(Crumb("Buiten", "https://zee.example/", False), Crumb("Alles", ""), Crumb("Boten", "nl-nl/boten/")),
        previous=Crumb("Aak", "nl-nl/boten/aak/"),
        next=Crumb("Zeil", "nl-nl/zeil/"),
    )
    page = draw(theme, facts)
    (trail,) = page.xpath("//nav[@class='trail']")
    assert [step.text_content().strip() for step in trail.iter("li")][1:] == ["Buiten", "Alles", "Boten"]
    assert trail.xpath(".//a/@href") == ["../../", "https://zee.example/", "../"]
    assert {"../aak/", "../../zeil/"} <= set(page.xpath("//a/@href"))


def test_head(theme: Theme) -> None:
    """What machines read: addresses are absolute where the site's own is known."""
    summary = replace(
        SUMMARY, title='Het "anker" & <ketting>', metadata=Metadata(robots=frozenset({"nofollow", "noarchive"}))
    )
    facts = replace(
        FACTS,
        summary=summary,
        alternates=(("en-US", "en-us/a/", False), ("ar-SA", "ar-sa/a/", False), ("nl-NL", HERE, False)),
    )
    page = draw(theme, facts, settings=replace(SETTINGS, base_url="https://hulp.example/x/"))
    assert page.findtext(".//title") == 'Het "anker" & <ketting> – Haven'
    assert page.xpath("//meta[@name='description']/@content") == ["Laat het vallen."]
    assert page.xpath("//meta[@name='robots']/@content") == ["noarchive, nofollow"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://hulp.example/x/{HERE}"]
    assert {
        item.get("hreflang"): item.get("href") for item in page.xpath("//link[@rel='alternate' and @hreflang]")
    } == {
        "en-US": "https://hulp.example/x/en-us/a/",
        "ar-SA": "https://hulp.example/x/ar-sa/a/",
        "nl-NL": f"https://hulp.example/x/{HERE}",
        "x-default": "https://hulp.example/x/en-us/a/",
    }


def test_head_of_a_single_page(theme: Theme) -> None:
    """No alternates where there are none, no canonical address where none is known."""
    page = draw(theme, FACTS)
    assert not page.xpath("//link[@rel='canonical' or (@rel='alternate' and @hreflang)] | //meta[@name='robots']")


@pytest.mark.parametrize(("locale", "direction"), [("nl-NL", "ltr"), ("ar-SA", "rtl"), ("ja-JP", "ltr")])
def test_language_of_the_page(theme: Theme, locale: str, direction: str) -> None:
    """The page says which it is, and how it is written."""
    page = draw(theme, replace(FACTS, summary=replace(SUMMARY, id=PageId(locale, "a")), address=f"{locale.lower()}/a/"))
    assert (page.get("lang"), page.get("dir")) == (locale, direction)
    assert page.findtext(".//title").endswith("港" if locale == "ja-JP" else "Haven")


def test_title_from_an_article_is_not_markup(theme: Theme) -> None:
    """Articles are never templates, and their titles never HTML."""
    page = draw(
        theme, replace(FACTS, summary=replace(SUMMARY, title="{{ 7 * 7 }} <script>x</script>")), "<p>{{ 7 * 7 }}</p>"
    )
    assert page.findtext(".//title").startswith("{{ 7 * 7 }} <script>x</script>")
    assert article(page) == "<p>{{ 7 * 7 }}</p>"
    assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]")


def index_of(*pages: Summary) -> Index:
    """Returns the index of a site."""
    return join(SETTINGS, pages)


def summary(name: str, title: str = "") -> Summary:
    """Returns the summary of `nl-NL/path`."""
    id = PageId(*name.split("/", 1))
    return Summary(id, "", title or id.path, "", f"Over {title or id.path}.".encode(), Metadata())


def drawn(theme: Theme, index: Index, settings: Settings = SETTINGS) -> dict[str, html.HtmlElement]:
    """Returns the pages that list others."""
    drawings = list_drawings(settings, theme, index, lambda page: Body(f"<p>{page.path}: lees!</p>"))
    outputs: list[Output] = [drawing.draw() for drawing in drawings]
    assert len({output.path for output in outputs}) == len(outputs)
    return {output.path: html.document_fromstring(output.data.decode()) for output in outputs}


def test_lists(theme: Theme) -> None:
    """A home, a search and a page for the lost in every locale; a way in at the root; one list per folder."""
    index = index_of(
        summary("nl-NL/a"), summary("nl-NL/boten/b"), summary("lv-LV/laivas/index"), summary("lv-LV/laivas/c")
    )
    pages = drawn(theme, index)
    homes = {
        f"{locale.lower()}/{name}"
        for locale in SETTINGS.locales
        for name in ("index.html", "search/index.html", "index-a-z/index.html", "404.html")
    }
    assert set(pages) == homes | {"404.html", "index.html", "nl-nl/boten/index.html", "lv-lv/laivas/index.html"}
    assert lists(SETTINGS, index) == {f"{locale.lower()}/" for locale in SETTINGS.locales} | {
        "nl-nl/boten/",
        "lv-lv/laivas/",
    }
    assert {"a/", "boten/", "boten/b/"} <= set(pages["nl-nl/index.html"].xpath("//a/@href"))
    assert "b/" in pages["nl-nl/boten/index.html"].xpath("//a/@href")


def test_article_of_a_folder_is_on_its_list(theme: Theme) -> None:
    """It is the same page, so it has to be readable there."""
    index = index_of(summary("nl-NL/boten/index", "Boten"), summary("nl-NL/boten/b"), summary("nl-NL/index", "Welkom"))
    pages = drawn(theme, index)
    for path, name in (("nl-nl/boten/index.html", "boten/index"), ("nl-nl/index.html", "index")):
        assert pages[path].get_element_by_id("article-body").text_content().strip() == f"{name}: lees!"
    assert facts_of(index, PageId("nl-NL", "boten/index")).address in lists(SETTINGS, index)


def test_long_list_has_a_page_of_its_own(theme: Theme) -> None:
    """The home page shows some of it, and how many there are."""
    pages = drawn(theme, index_of(*(summary(f"nl-NL/{number:03}") for number in range(60)), summary("nl-NL/all")))
    assert "nl-nl/all-articles/index.html" in pages
    home = [address for address in pages["nl-nl/index.html"].xpath("//main//a/@href") if address[:1].isdigit()]
    listed = [
        address for address in pages["nl-nl/all-articles/index.html"].xpath("//main//a/@href") if address[3:4].isdigit()
    ]
    assert 10 < len(home) < 40
    assert len(listed) == 60


def test_what_stands_in_no_folder_has_a_page_where_the_home_page_leads_there(theme: Theme) -> None:
    """How many articles the home page shows depends on how many folders there are, too."""
    for folders in (0, 3, 13):
        for count in (7, 13, 37):
            inside = [summary(f"nl-NL/map{number}/a") for number in range(folders)]
            pages = drawn(theme, index_of(*(summary(f"nl-NL/{number:03}") for number in range(count)), *inside))
            leads_on = "all/" in pages["nl-nl/index.html"].xpath("//main//a/@href")
            assert leads_on == ("nl-nl/all/index.html" in pages)
            assert leads_on == (count > {0: 36, 3: 12, 13: 6}[folders])


def dated(name: str, title: str, day: date | None = None) -> Summary:
    """Returns the summary of a page with the day of its last edit."""
    return replace(summary(name, title), metadata=Metadata(updated=day))


def test_what_is_new_is_on_the_home_page(theme: Theme) -> None:
    """The latest first, those of a day by title; dates as readers write them, and none where there are none."""
    pages = [dated(f"nl-NL/oud{n}", f"Oud {n}", date(2020, 1, n)) for n in range(1, 9)]
    pages += [dated("nl-NL/z", "Één", date(2024, 3, 7)), dated("nl-NL/a", "eend", date(2024, 3, 7))]
    pages += [dated("nl-NL/b", "Ooit"), dated("lv-LV/b", "Reiz"), dated("nl-NL/index", "Thuis", date(2024, 3, 8))]
    found = drawn(theme, index_of(*pages))
    recent = found["nl-nl/index.html"].xpath("//section[@class='recent']//li")
    told = [(item.findtext("a"), item.find("a").get("href"), item.findtext("small")) for item in recent]
    assert told[:3] == [
        ("Één", "z/", "7 maart 2024"),
        ("eend", "a/", "7 maart 2024"),
        ("Oud 8", "oud8/", "8 januari 2020"),
    ]
    assert len(told) == 6
    assert not found["lv-lv/index.html"].xpath("//section[@class='recent']")


def test_index_of_letters(theme: Theme) -> None:
    """Every article once, below its letter, with jumps to the letters, in all languages of the site."""
    index = index_of(
        summary("lv-LV/a", "Čau"), summary("lv-LV/b", "cits"), summary("lv-LV/index", "Sākums"), summary("lv-LV/c", "7")
    )
    page = drawn(theme, index)["lv-lv/index-a-z/index.html"]
    letters = page.xpath("//nav[@class='letters']//a")
    assert [letter.text for letter in letters] == ["#", "C", "Č"]
    for letter in letters:
        section = page.get_element_by_id(letter.get("href")[1:])
        assert section.findtext("h2") == letter.text
    assert page.xpath("//main//li/a/@href")[-3:] == ["../c/", "../b/", "../a/"]
    assert "../../ja-jp/index-a-z/" in page.xpath("//nav[@class='languages']//a/@href")
    assert page.xpath("//*[@class='count']/text()") == ["3 raksti"]


def test_index_of_letters_is_found(theme: Theme) -> None:
    """From every page that has an end; an article never takes its place."""
    index = index_of(summary("nl-NL/index-a-z", "Index"), summary("nl-NL/index-a-z/b"), summary("nl-NL/a"))
    assert index.addresses[PageId("nl-NL", "index-a-z")].startswith("nl-nl/index-a-z-")
    pages = drawn(theme, index)
    assert "./index-a-z/" in pages["nl-nl/index.html"].xpath("//main//a/@href")
    assert "../index-a-z/" in pages["nl-nl/index-a-z-articles/index.html"].xpath("//footer//a/@href")
    assert "../../index-a-z/" in draw(theme, facts_of(index, PageId("nl-NL", "index-a-z/b"))).xpath("//footer//a/@href")


def test_sections_below_a_section(theme: Theme) -> None:
    """A folder leads to those inside of it, with their numbers, and they back to it."""
    pages = drawn(
        theme, index_of(summary("nl-NL/boten/a"), summary("nl-NL/boten/zeil/oud/b"), summary("nl-NL/boten/zeil/c"))
    )
    boats = pages["nl-nl/boten/index.html"]
    assert [
        (link.get("href"), " ".join(link.text_content().split())) for link in boats.xpath("//*[@class='sections']//a")
    ] == [("zeil/", "Zeil 1 artikel")]
    trail = pages["nl-nl/boten/zeil/oud/index.html"].xpath("//nav[@class='trail']//a")
    assert [(step.text, step.get("href")) for step in trail] == [
        ("Start", "../../../"),
        ("Boten", "../../"),
        ("Zeil", "../"),
    ]


def test_many_sections_share_the_home_page(theme: Theme) -> None:
    """The more there are, the fewer articles of each are shown; all are counted."""
    for sections, shown in ((2, 24), (5, 8), (20, 4)):
        names = [f"nl-NL/s{number:02}/{n:02}" for number in range(sections) for n in range(40)]
        home = drawn(theme, index_of(*map(summary, names)))["nl-nl/index.html"]
        groups = home.xpath("//section[@class='group']")
        assert [len(group.xpath(".//li")) for group in groups] == [shown] * sections
        assert {group.findtext("p[@class='count']") for group in groups} == {"40 artikelen"}


@pytest.mark.parametrize(("sections", "articles", "described"), [(2, 5, True), (2, 30, False), (3, 5, False)])
def test_descriptions_on_the_home_page(theme: Theme, sections: int, articles: int, described: bool) -> None:
    """They are there as long as all of it can be seen at a glance; the pages of the sections have them anyway."""
    names = [f"nl-NL/s{number}/{n:02}" for number in range(sections) for n in range(articles)]
    pages = drawn(theme, index_of(*map(summary, names)))
    assert bool(pages["nl-nl/index.html"].xpath("//*[@class='items']//p")) == described
    assert pages["nl-nl/s1/index.html"].xpath("//*[@class='items']//p")


def test_groups_of_a_section(theme: Theme) -> None:
    """Where a table of contents divides a group, its page does so too; what is in none comes first."""
    boats = Entry(
        "Boten",
        "",
        (
            Entry("Zeil", "", (Entry("Fok", "fok.md"), Entry("Diep", "", (Entry("Grootzeil", "groot.md"),)))),
            Entry("Anker", "anker.md"),
            Entry("Motor", "motor.md", (Entry("Olie", "olie.md"),)),
        ),
    )
    pages = [summary(f"nl-NL/{name}") for name in ("fok", "groot", "anker", "motor", "olie", "zee")]
    index = join(SETTINGS, pages, [Toc("nl-NL", "", (boats, Entry("Zee", "zee.md")))])
    page = drawn(theme, index)["nl-nl/boten/index.html"]
    (listing,) = page.xpath("//*[@class='listing']")
    assert listing.xpath(".//a/@href") == ["../anker/", "../fok/", "../groot/", "../motor/", "../olie/"]
    assert [" ".join(heading.text_content().split()) for heading in listing.xpath(".//h2")] == ["Zeil 2", "Motor 2"]
    assert listing.findtext("p[@class='count']") == "5 artikelen"


def test_related_articles(theme: Theme) -> None:
    """They stand after an article that has some."""
    crumb = Crumb("Zeil & <fok>", "nl-nl/boten/zeil/")
    page = draw(theme, replace(FACTS, related=(crumb,)))
    (link,) = page.xpath("//nav[@class='related']//a")
    assert (link.text, link.get("href")) == ("Zeil & <fok>", "../zeil/")
    assert not draw(theme, FACTS).xpath("//nav[@class='related']")


def test_words_that_offer_a_page(theme: Theme) -> None:
    """Those of each language are in one file, which pages of other languages know; a site of one language has none."""
    *_, offers = render_assets(SETTINGS, theme)
    words = json.loads(offers.data)
    assert list(words) == list(SETTINGS.locales)
    assert words["nl-NL"] == {"dir": "ltr", "offer": "Deze pagina in het Nederlands lezen", "close": "Sluiten"}
    assert words["ar-SA"]["dir"] == "rtl"
    assert draw(theme, FACTS).xpath("//script/@data-words") == [f"../../../{offers.path}"]
    alone = replace(SETTINGS, locales=("nl-NL",))
    assert not [output for output in render_assets(alone, theme) if "offers" in output.path]
    assert not draw(theme, FACTS, settings=alone).xpath("//script/@data-words")


@pytest.mark.parametrize(
    ("locales", "default", "standard"),
    [(("en-US", "nl-NL"), "", ""), (("en-US", "nl-NL"), "nl-NL", "nl-NL"), (("nl-NL",), "", "nl-NL")],
)
def test_root_of_the_site(theme: Theme, locales: tuple[str, ...], default: str, standard: str) -> None:
    """It knows the languages, and where readers of none of them go; where there is one, nobody has to choose."""
    settings = replace(SETTINGS, locales=locales, source_locale=locales[0], default_locale=default)
    page = drawn(theme, join(settings, []), settings)["index.html"]
    (script,) = page.xpath("//script")
    assert script.get("data-locales").split() == list(locales)
    assert script.get("data-standard") == standard
    assert [link.get("hreflang") for link in page.xpath("//main//a")] == list(locales)
    assert bool(page.xpath("//noscript//meta")) == (len(locales) == 1)


HARBOUR = (
    Entry("Start", "start.md"),
    Entry("Boten & <schepen>", "", tuple(Entry(f"Boot {n}", f"boten/b{n}.md") for n in range(60))),
    Entry("Buiten", "https://zee.example/"),
)


def harbour(*more: Summary) -> Index:
    """Returns the index of a site with a table of contents."""
    boats = [summary(f"nl-NL/boten/b{number}") for number in range(60)]
    return join(SETTINGS, [summary("nl-NL/start"), *boats, *more], [Toc("nl-NL", "", HARBOUR)])


def test_table_of_contents_beside_an_article(theme: Theme) -> None:
    """The branch that it stands in, with addresses from the page, in the words of its authors."""
    index = harbour(summary("nl-NL/los"))
    page = draw(theme, facts_of(index, PageId("nl-NL", "boten/b7")))
    (navigation,) = page.xpath("//nav[@class='navigation']")
    assert navigation.xpath(".//a[@aria-current='page']/text()") == ["Boot 7"]
    shown = navigation.xpath(".//a/@href")
    assert shown[:2] == ["../../start/", "../b0/"]
    assert shown[-2:] == ["../b59/", "https://zee.example/"]
    assert [span.text_content() for span in navigation.xpath(".//li/span")] == ["Boten & <schepen>"]
    assert not draw(theme, facts_of(index, PageId("nl-NL", "los"))).xpath("//nav[@class='navigation']")


def test_lists_of_a_table_of_contents(theme: Theme) -> None:
    """Its groups are on the home page, in its order, each with a list of its own; what it does not know comes last."""
    pages = drawn(theme, harbour(summary("nl-NL/los/anker")))
    home = pages["nl-nl/index.html"]
    assert [heading.text_content() for heading in home.xpath("//main//h2")] == ["Artikelen", "Boten & <schepen>", "Los"]
    (group,) = home.xpath("//main//h2/a[contains(., 'schepen')]/@href")
    assert len(home.xpath("//main//section[2]//li")) < 40
    listed = pages[f"nl-nl/{group}index.html"]
    assert listed.xpath("//main//li/a/@href")[1:] == [f"../boten/b{number}/" for number in range(60)]
    assert listed.xpath("//h1")[0].text_content() == "Boten & <schepen>"


def test_article_of_a_folder_in_a_table_of_contents(theme: Theme) -> None:
    """It has both: what stands beside it, and the list of its folder below."""
    index = join(
        SETTINGS,
        [summary("nl-NL/boten/index", "Boten"), summary("nl-NL/boten/b"), summary("nl-NL/start")],
        [Toc("nl-NL", "", (Entry("Boten", "boten/index.md"), Entry("Start", "start.md")))],
    )
    page = drawn(theme, index)["nl-nl/boten/index.html"]
    assert page.xpath("//nav[@class='navigation']//a/@href") == ["./", "../start/"]
    assert page.xpath("//*[@class='listing']//a/@href") == ["b/"]


def test_lists_never_clash(theme: Theme) -> None:
    """Folders may be called as the site's own pages are."""
    folders = [summary(f"nl-NL/{name}/een") for name in ("search", "all", "pagefind")]
    drawn(theme, index_of(*folders, *(summary(f"nl-NL/{number:03}") for number in range(60))))


@pytest.mark.parametrize(
    ("base_url", "root"), [("", "/"), ("https://a.example/", "/"), ("https://a.example/x/y/", "/x/y/")]
)
def test_page_for_the_lost(theme: Theme, base_url: str, root: str) -> None:
    """It is shown at any address, so it cannot know the way from there."""
    for path, page in drawn(theme, index_of(), replace(SETTINGS, base_url=base_url)).items():
        if path.endswith("404.html"):
            addresses = page.xpath("//@href | //@src | //@action")
            assert all(address.startswith((root, "#")) for address in addresses), addresses
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_region_without_a_catalog(theme: Theme) -> None:
    """Belgian readers are spoken to in Dutch, others in English: those of Taiwan too, who write another script."""
    locales = ("nl-BE", "fr-CA", "fi-FI", "zh-SG", "zh-TW", "zh-Hant-HK")
    settings = replace(SETTINGS, locales=locales, source_locale="nl-BE")
    pages = drawn(theme, join(settings, []), settings)
    said = (
        "Pagina niet gevonden",
        "Page introuvable",
        "Page not found",
        "找不到页面",
        "Page not found",
        "Page not found",
    )
    titles = [pages[f"{locale.lower()}/404.html"].findtext(".//h1") for locale in locales]
    assert titles == list(said)


def test_assets(theme: Theme) -> None:
    """Each has a name that tells its content, or stands in a folder with such a name; some are not always used."""
    *outputs, offers = list(render_assets(replace(SETTINGS, math=True, offline=True), theme))
    assert offers.path.startswith("assets/offers.")
    # The service worker is no asset: it stands at the root of the site.
    assets = [(name, data) for name, data in theme.assets if name != "offline/sw.js"]
    for output, (name, data) in zip(outputs, assets, strict=True):
        assert output.data == data
        folder, slash, rest = name.partition("/")
        assert output.path.startswith(f"assets/{folder if slash else Path(name).stem}.")
        assert output.path.endswith(f"/{rest}" if slash else Path(name).suffix)


def test_assets_of_a_folder_stay_together(theme: Theme) -> None:
    """They name one another, so a change of one renames the folder of all."""

    def folders(assets: tuple[tuple[str, bytes], ...]) -> set[str]:
        outputs = render_assets(replace(SETTINGS, math=True), replace(theme, assets=assets))
        return {output.path.split("/")[1] for output in outputs if output.path.startswith("assets/math.")}

    before = folders(theme.assets)
    assert len(before) == 1
    changed = tuple((name, data + b" " * name.endswith("math.js")) for name, data in theme.assets)
    assert not before & folders(changed)


def test_assets_for_formulas_are_for_sites_that_have_some(theme: Theme) -> None:
    """Nobody else publishes a megabyte of fonts."""
    paths = {output.path for output in render_assets(SETTINGS, theme)}
    assert len(paths) < len(theme.assets)
    assert not [path for path in paths if path.startswith("assets/math")]


FACETS: dict[str, tuple[tuple[str, str], ...]] = {
    "a": (("product", "Zeil & <zee>"), ("type", "how-to")),
    "b": (("product", "Zeil & <zee>"), ("type", "how-to")),
    "c": (("product", "Anker"), ("product", "Zeil & <zee>")),
    "d": (("product", "Anker"),),
    "e": (("product", "Touw"),),
    "f": (),
}
"""By article: what its front matter says."""


def with_facets(*names: str) -> Index:
    """Returns the index of a site of two languages with these articles."""
    pages = [(f"{locale}/{name}", FACETS[name[-1]]) for locale in ("nl-NL", "ja-JP") for name in names]
    return index_of(*(replace(summary(name), facets=facets) for name, facets in pages))


def test_products_on_the_home_page(theme: Theme) -> None:
    """Where nothing else puts articles in order they stand by product, with a list of each, and the rest at the end."""
    pages = drawn(theme, with_facets("a", "b", "c", "d", "e", "f"))
    found = [
        (
            " ".join(group.findtext("h2").split() or group.xpath("h2/a/text()")),
            group.xpath("h2/a/@href"),
            group.xpath("*[@class='count']/text()"),
            [link.text for link in group.xpath("ul//a")],
        )
        for group in pages["nl-nl/index.html"].xpath("//section[@class='group']")
    ]
    assert found == [
        ("Zeil & <zee>", ["zeil-zee/"], ["3 artikelen"], ["a", "b", "c"]),
        ("Anker", ["anker/"], ["2 artikelen"], ["c", "d"]),
        ("Artikelen", [], ["2 artikelen"], ["e", "f"]),
    ]
    page = pages["nl-nl/zeil-zee/index.html"]
    assert page.findtext(".//h1") == "Zeil & <zee>"
    assert page.xpath("//*[@class='listing']//a/@href") == ["../a/", "../b/", "../c/"]
    assert "../../ja-jp/zeil-zee/" in page.xpath("//nav[@class='languages']//a/@href")


def test_kinds_on_the_home_page(theme: Theme) -> None:
    """Where products tell nothing the kinds of articles do, by the names that they have in the reader's language."""
    pages = [
        replace(summary(f"{locale}/{name}{number}"), facets=(("product", "Zeil"), ("type", kind)))
        for locale in ("nl-NL", "ja-JP")
        for name, kind in (("k", "how-to"), ("o", "concept"))
        for number in range(2)
    ]
    found = drawn(theme, index_of(*pages))
    for locale, names in (("nl-nl", ["Concept", "Instructies"]), ("ja-jp", ["概念", "操作ガイド"])):
        headings = found[f"{locale}/index.html"].xpath("//section[@class='group']/h2/a/text()")
        assert headings == names


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("a", "b"), id="one group"),
        pytest.param(("a", "c", "e"), id="groups of one"),
        pytest.param(("boten/a", "boten/b", "c", "d"), id="folders"),
    ],
)
def test_no_products_on_the_home_page(names: tuple[str, ...]) -> None:
    """Where they would say little, or where there is another order."""
    index = with_facets(*names)
    assert not index.home
    assert not any(section.facet for found in index.sections.values() for section in found)

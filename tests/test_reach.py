"""What a site tells machines and readers of its pages: translations, structured data, notices, feeds, copies, links."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from diglot.errors import UserError
from diglot.feedback import UNIT_NAMES, fill_template, template_problem
from diglot.files import headers
from diglot.i18n import split_list
from diglot.join import join
from diglot.looks import Theme
from diglot.markup.outside_images import without_outside_images
from diglot.model import Body, Crumb, Facts, Heading, Metadata, PageId, Summary
from diglot.options import parse_options
from diglot.policy import page_policy, served_policy
from diglot.render import render, render_feeds
from diglot.settings import Settings
from diglot.theme import load_theme
from sites import article, broken_addresses, build_here, parse, unit, write

BASE = "https://hulp.haven.example/boten/"
SETTINGS = Settings(title="Haven", base_url=BASE, locales=("en-US", "ar-SA", "nl-NL"))
HERE = "nl-nl/anker/"
SUMMARY = Summary(PageId("nl-NL", "anker"), "content/nl-NL/anker.md", "Anker", "", b"Laat het vallen.", Metadata())
VERSIONS = (("en-US", "en-us/anker/", False), ("ar-SA", "ar-sa/anker/", False), ("nl-NL", HERE, False))
FACTS = Facts(SUMMARY, HERE, VERSIONS, (), None, None, ())
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The built-in one."""
    return load_theme(tmp_path_factory.mktemp("project"))


def draw(theme: Theme, facts: Facts, body: Body | None = None, settings: Settings = SETTINGS) -> html.HtmlElement:
    """Returns the page of an article."""
    ((page, *_),) = render(settings, theme, facts.summary.id.locale, [(facts, body or Body("<p>x</p>"))])
    return html.document_fromstring(page.data.decode())


def told(page: html.HtmlElement) -> dict[str, str]:
    """Returns language -> address, as search engines are told."""
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}


def data(page: html.HtmlElement) -> list[dict[str, object]]:
    """Returns the article and its place, as machines are told of them."""
    (script,) = page.xpath("//script[@type='application/ld+json']")
    graph: list[dict[str, object]] = json.loads(script.text)["@graph"]
    return graph


def notices(page: html.HtmlElement) -> list[str]:
    """Returns the words of each notice."""
    return [" ".join(box.text_content().split()) for box in page.xpath("//*[@role='note']")]


# Search engines


def test_hidden_versions_are_not_told_of(theme: Theme) -> None:
    """Neither by others, whose readers can still switch to them, nor do they tell of others."""
    page = draw(theme, replace(FACTS, hidden=frozenset({"en-US"})))
    assert told(page) == {"ar-SA": f"{BASE}ar-sa/anker/", "nl-NL": f"{BASE}nl-nl/anker/"}
    assert len(page.xpath("//nav[@class='languages']//a")) == 3
    hidden = replace(FACTS, summary=replace(SUMMARY, metadata=Metadata(robots=frozenset({"noindex"}))))
    assert told(draw(theme, hidden)) == {}


def test_homes_tell_of_one_another(tmp_path: Path) -> None:
    """Whether an article stands on them or not, but for those that are hidden."""
    pages = {"content/en-US/a.md": "# A\n", "content/nl-NL/index.md": "# B\n", "content/lv-LV/c.md": "# C\n"}
    hidden = {"content/ar-SA/index.md": "---\nROBOTS: NOINDEX\n---\n# D\n"}
    write(tmp_path, {**pages, **hidden, "site/site.toml": f'search = false\nbase_url = "{BASE}"\n'})
    build_here(tmp_path)
    for locale in ("en-us", "nl-nl", "lv-lv"):
        assert set(told(parse(tmp_path / "public" / locale / "index.html"))) == {
            *("en-US", "nl-NL", "lv-LV", "x-default")
        }
        sitemap = etree.parse(tmp_path / "public" / f"sitemap-{locale}.xml")
        home = next(url for url in sitemap.iterfind("{*}url") if url.findtext("{*}loc") == f"{BASE}{locale}/")
        links = home.findall("{*}link")
        assert {link.get("hreflang") for link in links} == {"en-US", "nl-NL", "lv-LV"}
    assert told(parse(tmp_path / "public" / "ar-sa" / "index.html")) == {}


def test_lists_tell_of_one_another(tmp_path: Path) -> None:
    """Those of a section that has the same place, with an article on it or without; and those of all articles."""
    pages = {"content/en-US/boats/a.md": "# A\n", "content/nl-NL/boats/index.md": "# B\n"}
    hidden = {"content/ar-SA/boats/index.md": "---\nROBOTS: NOINDEX\n---\n# D\n"}
    write(tmp_path, {**pages, **hidden, "site/site.toml": f'search = false\nbase_url = "{BASE}"\n'})
    build_here(tmp_path)
    boats = {"en-US": f"{BASE}en-us/boats/", "nl-NL": f"{BASE}nl-nl/boats/", "x-default": f"{BASE}en-us/boats/"}
    for locale in ("en-us", "nl-nl"):
        page = parse(tmp_path / "public" / locale / "boats/index.html")
        assert told(page) == boats
        assert len(page.xpath("//nav[@class='languages']//a")) == 3
    assert told(parse(tmp_path / "public/ar-sa/boats/index.html")) == {}
    index = told(parse(tmp_path / "public/ar-sa/index-a-z/index.html"))
    assert index == {
        **{locale: f"{BASE}{locale.lower()}/index-a-z/" for locale in ("en-US", "nl-NL", "ar-SA")},
        "x-default": f"{BASE}en-us/index-a-z/",
    }


def test_linked_data(theme: Theme) -> None:
    """What the article is a translation of, when it changed, and where it stands; nothing that is not known."""
    trail = (Crumb("Boten", "nl-nl/boten/"), Crumb("Geen pagina", ""), Crumb("Zee", "https://zee.example/", False))
    metadata = Metadata(updated=date(2024, 3, 7))
    found, steps = data(draw(theme, replace(FACTS, summary=replace(SUMMARY, metadata=metadata), trail=trail)))
    assert found == {
        "@type": "TechArticle",
        "@id": f"{BASE}nl-nl/anker/",
        "headline": "Anker",
        "description": "Laat het vallen.",
        "inLanguage": "nl-NL",
        "dateModified": "2024-03-07",
        "translationOfWork": {"@type": "TechArticle", "@id": f"{BASE}en-us/anker/", "inLanguage": "en-US"},
    }
    items = steps["itemListElement"]
    assert isinstance(items, list)
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Haven", f"{BASE}nl-nl/"),
        (2, "Boten", f"{BASE}nl-nl/boten/"),
        (3, "Zee", "https://zee.example/"),
        (4, "Anker", f"{BASE}nl-nl/anker/"),
    ]
    bare, _ = data(draw(theme, replace(FACTS, summary=replace(SUMMARY, utf8_description=b""), alternates=VERSIONS[2:])))
    assert set(bare) == {"@type", "@id", "headline", "inLanguage"}


def test_linked_data_of_a_source(theme: Theme) -> None:
    """It names its translations; without the site's address they are told from the page."""
    facts = replace(FACTS, summary=replace(SUMMARY, id=PageId("en-US", "anker")), address="en-us/anker/")
    found, _ = data(draw(theme, facts, settings=replace(SETTINGS, base_url="")))
    works = found["workTranslation"]
    assert isinstance(works, list)
    assert [(work["inLanguage"], work["@id"]) for work in works] == [
        ("ar-SA", "../../ar-sa/anker/"),
        ("nl-NL", "../../nl-nl/anker/"),
    ]


def test_linked_data_stays_in_its_script(theme: Theme) -> None:
    """Whatever a title holds."""
    title = "</script><!--<script>"
    found, _ = data(draw(theme, replace(FACTS, summary=replace(SUMMARY, title=title))))
    assert found["headline"] == title


def test_card(theme: Theme) -> None:
    """What is shown where an address is shared."""
    page = draw(theme, replace(FACTS, hidden=frozenset({"ar-SA"})))
    found = [(meta.get("property"), meta.get("content")) for meta in page.xpath("//meta[@property]")]
    assert found == [
        ("og:type", "article"),
        ("og:site_name", "Haven"),
        ("og:title", "Anker"),
        ("og:description", "Laat het vallen."),
        ("og:url", f"{BASE}nl-nl/anker/"),
        ("og:locale", "nl_NL"),
        ("og:locale:alternate", "en_US"),
    ]


# Notices

BEHIND = Body(
    '<h1 id="a"><span data-unit="101">A</span></h1><p><span data-unit="102">b</span></p>'
    '<h2 id="w"><span data-unit="103">Wind &amp; weer</span></h2><p><span data-unit="104">c</span></p>'
    '<h2 id="x"><span data-unit="105">Zeil</span></h2><p><span data-unit="106">d</span></p>',
    (Heading(1, "a", "Anker"), Heading(2, "w", "Wind & weer"), Heading(2, "x", "Zeil")),
    True,
)


@pytest.mark.parametrize(
    ("units", "words", "links"),
    [
        (("104",), "1 zin is mogelijk verouderd. Het gaat om: Wind & weer", ["#w"]),
        (("102", "103", "106"), "3 zinnen zijn mogelijk verouderd. Het gaat om: Anker, Wind & weer en Zeil",
         ["#a", "#w", "#x"]),
        ((), "vertaald. Een deel is mogelijk verouderd.", []),
    ],
)  # fmt: skip
def test_a_page_that_is_behind(theme: Theme, units: tuple[str, ...], words: str, links: list[str]) -> None:
    """It says how much of it is, and leads to the parts, as far as that is known."""
    page = draw(theme, replace(FACTS, freshness=("behind", units)), BEHIND)
    (notice,) = notices(page)
    assert words in notice
    assert page.xpath("//*[@role='note']//a/@href") == [*links, "../../en-us/anker/"]


@pytest.mark.parametrize("state", ["", "current", "unknown", "orphan"])
def test_a_page_that_is_not_known_to_be_behind(theme: Theme, state: str) -> None:
    """It says nothing: in builds without checks nobody knows."""
    assert notices(draw(theme, replace(FACTS, freshness=(state, ())), BEHIND)) == []


def test_a_machine_translation_that_is_behind(theme: Theme) -> None:
    """Two notices; the original is named once, and so is the way to read both, which needs units and scripts."""
    metadata = Metadata(translation_type="MT", last_handoff=date(2021, 4, 15))
    facts = replace(FACTS, summary=replace(SUMMARY, metadata=metadata), freshness=("behind", ("104",)))
    first, second = notices(draw(theme, facts, BEHIND))
    assert first == "Dit artikel is op 15 april 2021 automatisch vertaald. Lees het origineel in het Engels"
    assert "Lees" not in second
    bilingual = replace(facts, summary=replace(facts.summary, units=6))
    page = draw(theme, bilingual, BEHIND)
    assert page.xpath("//p[@class='scripted']/text()") == [
        "U kunt het origineel naast de tekst of onder elke zin weergeven."
    ]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", "a, b, and c"), ("nl-NL", "a, b en c"), ("ja-JP", "a、b、c"), ("xx", "a, b, and c")],
)
def test_lists_in_words(locale: str, expected: str) -> None:
    """As readers write them."""
    assert "".join(split_list(("a", "b", "c"), locale)) == expected
    assert split_list(("a",), locale) == ("a",)
    assert split_list((), locale) == ()


# Feeds and lists of articles


def made(theme: Theme, *pages: Summary, base_url: str = BASE) -> dict[str, str]:
    """Returns the feeds and lists of a site of three locales."""
    settings = replace(SETTINGS, base_url=base_url)
    return {output.path: output.data.decode() for output in render_feeds(settings, theme, join(settings, pages))}


def page_of(name: str, title: str, day: date | None = None, *robots: str) -> Summary:
    """Returns the summary of `nl-NL/path`."""
    metadata = Metadata(updated=day, robots=frozenset(robots))
    return Summary(PageId(*name.split("/", 1)), f"{name}.md", title, "", b"", metadata)


def test_feed(theme: Theme) -> None:
    """The newest articles first, those without a day and hidden ones left out; what is no XML does not get in."""
    pages = [page_of(f"nl-NL/p{number:02}", f"P {number}", date(2020, 1, 1 + number % 28)) for number in range(60)]
    extra = [
        page_of("nl-NL/new", "Zeil & <anker>\x0b", date(2024, 3, 7)),
        page_of("nl-NL/none", "Zonder dag"),
        page_of("nl-NL/hidden", "Verborgen", date(2025, 1, 1), "noindex"),
    ]
    feed = etree.fromstring(made(theme, *pages, *extra)["nl-nl/feed.xml"].encode())
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 50
    assert feed.findtext("a:updated", namespaces=ATOM) == "2024-03-07T00:00:00Z"
    assert entries[0].findtext("a:title", namespaces=ATOM) == "Zeil & <anker>\ufffd"
    assert entries[0].findtext("a:id", namespaces=ATOM) == f"{BASE}nl-nl/new/"
    assert entries[0].find("a:link", ATOM).get("href") == f"{BASE}nl-nl/new/"
    days = [entry.findtext("a:updated", namespaces=ATOM) for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"{BASE}nl-nl/feed.xml"


def test_feed_without_an_address(theme: Theme) -> None:
    """Ids are still absolute, and always the same; links lead on from the feed. A locale without days has none."""
    feeds = [made(theme, page_of("nl-NL/a/b", "B", date(2024, 3, 7)), base_url="") for _ in range(2)]
    assert feeds[0] == feeds[1]
    feed = etree.fromstring(feeds[0]["nl-nl/feed.xml"].encode())
    assert feed.findtext("a:entry/a:id", namespaces=ATOM).startswith("urn:uuid:")
    assert feed.find("a:entry/a:link", ATOM).get("href") == "a/b/"
    assert feed.find("a:link[@rel='self']", ATOM) is None
    empty = etree.fromstring(feeds[0]["ar-sa/feed.xml"].encode())
    assert empty.find("a:entry", ATOM) is None
    assert empty.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"


def test_llms(theme: Theme) -> None:
    """The site leads to its languages, these to their articles by section, in Markdown."""
    found = made(
        theme, page_of("nl-NL/boten/a", "A [x]"), page_of("nl-NL/b", "B"), page_of("nl-NL/c", "C", None, "none")
    )
    assert f"- [Nederlands]({BASE}nl-nl/llms.txt)\n" in found["llms.txt"]
    assert "- [A \\[x\\]](https://hulp.haven.example/boten/nl-nl/boten/a/index.md)\n" in found["nl-nl/llms.txt"]
    assert found["nl-nl/llms.txt"].startswith("# Haven\n\n## ")
    assert "[C]" not in found["nl-nl/llms.txt"]


# Copies in Markdown


def test_copies(tmp_path: Path) -> None:
    """The target view, with a title, what it includes, and links as on the page; for source pages the source view."""
    text = article("Anker", "Anchor", ("Zie [zeil](zeil.md#doek).", "See [sail](zeil.md#doek)."), front="title: Anker")
    more = f"""
{unit(110, "Een [leeg](niets.md).", "An [empty](niets.md).")}

[!INCLUDE [x](includes/legal.md)]

![Kaart](kaart.png) <a href="boten/README.md">boten</a> [ref]

[ref]: zeil.md
"""
    write(
        tmp_path,
        {
            "content/nl-NL/anker.md": text + more,
            "content/nl-NL/zeil.md": '---\ntitle: Zeil\n---\n\n## <a name="doek"></a>Doek\n',
            "content/nl-NL/boten/README.md": "# Boten\n",
            "content/nl-NL/includes/legal.md": "---\nx: y\n---\nDe [wet](../zeil.md).\n",
            "content/nl-NL/kaart.png": b"",
            "site/site.toml": "search = false\n",
        },
    )
    build_here(tmp_path)
    public = tmp_path / "public"
    assert (public / "nl-nl/anker/index.md").read_text("utf-8") == (
        "# Anker\n\nZie [zeil](../zeil/#doek).\n\nEen [leeg](niets.md).\n\nDe [wet](../zeil/).\n\n"
        '![Kaart](../kaart.png) <a href="../boten/">boten</a> [ref]\n\n[ref]: ../zeil/\n'
    )
    assert (public / "nl-nl/zeil/index.md").read_text("utf-8") == "# Zeil\n\n## Doek\n"
    assert (public / "nl-nl/boten/index.md").read_text("utf-8") == "# Boten\n"
    source = (public / "en-us/anker/index.md").read_text("utf-8")
    assert source.startswith("# Anchor\n\nSee [sail](../../nl-nl/zeil/#doek).\n")
    page = parse(public / "nl-nl/anker/index.html")
    assert page.xpath("//link[@type='text/markdown']/@href") == ["index.md"]


def test_no_copies(tmp_path: Path) -> None:
    """A site may do without, and then nothing names them."""
    write(tmp_path, {"content/nl-NL/a.md": "# A\n", "site/site.toml": "search = false\nmarkdown_copies = false\n"})
    build_here(tmp_path)
    assert not list((tmp_path / "public").rglob("*.md"))
    assert "index.md" not in (tmp_path / "public/nl-nl/llms.txt").read_text("utf-8")
    assert not parse(tmp_path / "public/nl-nl/a/index.html").xpath("//link[@type='text/markdown']")


# Links for readers who help

REPORT = "https://haven.example/new?title={title}&body={path}%0A{locale}%20{unit}%0A{source}%0A{target}"


def test_links_to_edit_and_report(theme: Theme) -> None:
    """Filled in and encoded; what only a script knows is left out, and given to it."""
    settings = replace(SETTINGS, edit_link="https://haven.example/edit/main/{path}", report_link=REPORT)
    facts = replace(FACTS, summary=replace(SUMMARY, title="Zeil & </a> {unit}"))
    edit, report = draw(theme, facts, settings=settings).xpath("//p[@class='feedback']/a")
    assert edit.get("href") == "https://haven.example/edit/main/content/nl-NL/anker.md"
    title = "Zeil%20%26%20%3C%2Fa%3E%20%7Bunit%7D"
    start = f"https://haven.example/new?title={title}&body=content/nl-NL/anker.md%0Anl-NL%20"
    assert report.get("href") == f"{start}%0A%0A"
    assert report.get("data-report") == f"{start}{{unit}}%0A{{source}}%0A{{target}}"
    assert report.text_content() == "Een vertaalprobleem melden"
    assert not draw(theme, FACTS).xpath("//*[@class='feedback']")


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("https://x.example/{path}?a={address}", ""),
        ("mailto:help@x.example?subject={title}", ""),
        ("https://x.example/{pth}", "`{pth}` is not known; use `{path}`, `{locale}`, `{title}`, `{address}`"),
        ("https://x.example/{unit}", "`{unit}` is not known"),
        ("https://x.example/{path", "has a brace without its counterpart"),
        ("javascript:x", "has to begin with"),
        ("https://x.example/a b", "is no address: it holds a blank"),
    ],
)
def test_templates_that_cannot_be_used(template: str, problem: str) -> None:
    """Each is named with what can be done about it."""
    assert template_problem(template).startswith(problem)
    if problem:
        with pytest.raises(UserError) as caught:
            parse_options(f"[links]\nedit = '{template}'\n", "site.toml")
        assert "site.toml:2:" in str(caught.value)
        assert problem in str(caught.value)


def test_reports_know_units() -> None:
    """Which an edit of a page does not."""
    assert template_problem("https://x.example/{unit}{source}{target}", UNIT_NAMES) == ""
    assert fill_template("{source}/{path}/{x}", {"source": "a/b", "path": "a/b"}) == "a%2Fb/a/b/{x}"


# What pages may load


def test_policy() -> None:
    """Nothing but what the site needs; hosts that it names come in, and who may frame it is for headers alone."""
    policy = page_policy(SETTINGS)
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ")
    assert "frame-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "wasm" not in page_policy(replace(SETTINGS, search=False))
    named = page_policy(replace(SETTINGS, image_hosts=("b.example",), frame_hosts=("f.example",)))
    assert "img-src 'self' data: https://b.example;" in named
    assert "frame-src https://f.example;" in named
    assert "frame-ancestors" not in policy
    assert served_policy(SETTINGS) == f"{policy}; frame-ancestors 'self'"


@pytest.mark.parametrize(
    ("path", "kind", "guarded"),
    [
        ("nl-nl/a/index.html", "text/html; charset=utf-8", True),
        ("nl-nl/a/index.md", "text/markdown; charset=utf-8", False),
        ("nl-nl/feed.xml", "application/atom+xml; charset=utf-8", False),
        ("nl-nl/manifest.webmanifest", "application/manifest+json", False),
        ("nl-nl/kaart.svg", "image/svg+xml", True),
        ("sw.js", "text/javascript; charset=utf-8", False),
    ],
)
def test_headers(path: str, kind: str, guarded: bool) -> None:
    """Each file has its type; what may run something has the policy as well."""
    found = headers(path, "default-src 'none'")
    assert found["Content-Type"] == kind
    assert ("Content-Security-Policy" in found) == guarded
    assert found["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<img src="../x.png" alt="a">', None),
        ('<img src="https://b.example/x.png" alt="a">', None),
        ('<img src="https://b.example.nl/x.png" alt="Een &lt;b&gt;" loading="lazy">',
         '<a class="outside-image" href="https://b.example.nl/x.png">'
         '<span data-generated="outside-image">Een &lt;b&gt;</span></a>'),
        ('<img src="//c.example/d/x.png" alt="">',
         '<a class="outside-image" href="//c.example/d/x.png"><span data-generated="outside-image">x.png</span></a>'),
        ('<a href="y"><img alt="a" src="http://c.example/x.png"></a>',
         '<a href="y"><span data-generated="outside-image">a</span></a>'),
        ('<img src="https://[c/x.png" alt="a">',
         '<a class="outside-image" href="https://[c/x.png"><span data-generated="outside-image">a</span></a>'),
    ],
)  # fmt: skip
def test_images_of_other_hosts(written: str, expected: str | None) -> None:
    """They are links, unless the site names their host: a page asks no other one for anything."""
    found = without_outside_images(f"<p>{written} x</p>", ("b.example",))
    assert found == f"<p>{expected if expected is not None else written} x</p>"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("other.example", 'See <a class="outside-image" href="https://b.example/x.png">'
         '<span data-generated="outside-image">Map</span></a>.'),
        ("b.example", 'See <img src="https://b.example/x.png" alt="Map">.'),
    ],
)  # fmt: skip
def test_images_of_other_hosts_in_the_source_text(tmp_path: Path, named: str, expected: str) -> None:
    """What stands behind an article asks no other host either, once a reader wants to see it."""
    image = "![{}](https://b.example/x.png)"
    pair = (f"Zie {image.format('Kaart')}.", f"See {image.format('Map')}.")
    write(
        tmp_path,
        {
            "content/nl-NL/anker.md": article("Anker", "Anchor", pair),
            "site/site.toml": f'search = false\n[html]\nimages = ["{named}"]\n',
        },
    )
    build_here(tmp_path)
    page = (tmp_path / "public/nl-nl/anker/index.html").read_text("utf-8")
    _, _, sources = page.partition('<template id="source-text"')
    assert expected in sources.partition("</template>")[0]


# Fallbacks

NAMED = """
- name: Anker
  href: anker.md
- name: Zeil
  href: zeil.md
""" + "".join(f"- name: P{number}\n  href: p{number}.md\n" for number in range(5))


def test_fallbacks(tmp_path: Path) -> None:
    """At the locale's address, said to be in the source's language; links stay in the locale, engines at the source."""
    write(
        tmp_path,
        {
            "content/en-US/anker.md": "# Anchor\n\nSee [sail](zeil.md#x) and [rope](touw.md).\n",
            "content/en-US/zeil.md": "---\nms.date: 3/7/2024\n---\n# Sail\n\n## X\n\n[A](anker.md), [b](touw.md)\n",
            "content/en-US/touw.md": "# Rope\n",
            "content/nl-NL/anker.md": "# Anker\n\nZie [zeil](zeil.md#x).\n",
            "content/nl-NL/TOC.yml": NAMED,
            **{f"content/nl-NL/p{number}.md": "# P\n" for number in range(5)},
            "site/site.toml": f'search = false\nfallback = true\nbase_url = "{BASE}"\n',
        },
    )
    build_here(tmp_path)
    public = tmp_path / "public"
    page = parse(public / "nl-nl/zeil/index.html")
    assert (page.get("lang"), page.get_element_by_id("article-body").get("lang")) == ("nl-NL", "en-US")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}en-us/zeil/"]
    assert told(page) == {}
    assert not page.xpath("//script[@type='application/ld+json'] | //link[@type='text/markdown']")
    assert notices(page) == [
        "Dit artikel is er nog niet in uw taal. Het wordt weergegeven in het Engels. Lees het origineel in het Engels"
    ]
    assert page.xpath("//*[@id='article-body']//a/@href") == ["../anker/", "../touw/"]
    assert page.xpath("//nav[@class='languages']//a/@href") == ["../../en-us/", "../"]
    assert "7 maart 2024" in page.text_content()
    own = parse(public / "nl-nl/anker/index.html")
    assert own.xpath("//*[@id='article-body']//a/@href") == ["../zeil/#x"]
    assert own.xpath("//*[@id='article-body']//*[@class='locale-mark']/text()") == [" (Engels)"]
    assert "../zeil/" in own.xpath("//nav[@class='navigation']//a/@href")
    assert "nl-nl/zeil" not in (public / "sitemap-nl-nl.xml").read_text("utf-8")
    assert not (public / "nl-nl/zeil/index.md").exists()
    assert "zeil/" not in (public / "nl-nl/llms.txt").read_text("utf-8")


def test_fallbacks_stand_in_the_table_of_contents(tmp_path: Path) -> None:
    """In that of their locale, or in the one it has from the source; beside them, and above them, is what is there."""
    toc = "- name: Boats\n  items:\n  - name: Anchor\n    href: anker.md\n  - name: Sail\n    href: zeil.md\n"
    pages = {f"content/en-US/{name}.md": f"# {name} (en)\n" for name in ("anker", "zeil", "touw", "zee/golf")}
    write(
        tmp_path,
        {
            **pages,
            "content/en-US/TOC.yml": toc,
            "content/nl-NL/anker.md": "# Anker\n",
            "content/nl-NL/kiel.md": "# Kiel\n",
            "content/nl-NL/TOC.yml": toc.replace("Boats", "Boten") + "- name: Kiel\n  href: kiel.md\n",
            "content/nl-NL/zee/vis.md": "# Vis\n",
            **{f"content/lv-LV/{name}.md": f"# {name} (lv)\n" for name in ("anker", "touw")},
            "content/lv-LV/kiel.md": "# Kiel\n",
            "site/site.toml": "search = false\nfallback = true\n",
        },
    )
    build_here(tmp_path)
    for locale, name, language in (("nl-nl", "Boten", "Engels"), ("lv-lv", "Boats", "angļu")):
        page = parse(tmp_path / "public" / locale / "zeil/index.html")
        (navigation,) = page.xpath("//nav[@class='navigation']")
        (current,) = navigation.xpath(".//a[@aria-current='page']")
        assert current.text_content() == f"Sail ({language})"
        assert [link.get("href") for link in navigation.xpath(".//a")][-2 if locale == "lv-lv" else -3 :][:2] == [
            *("../anker/", "./")
        ]
        assert page.xpath("//nav[@class='trail']//li[2]")[0].text_content() == name
    beside = parse(tmp_path / "public/nl-nl/anker/index.html")
    assert "../zeil/" in beside.xpath("//nav[@class='navigation']//a/@href")
    # What stands in no table of contents is below the list of its folder.
    page = parse(tmp_path / "public/nl-nl/zee/golf/index.html")
    assert not page.xpath("//nav[@class='navigation']")
    assert page.xpath("//nav[@class='trail']//a/@href") == ["../../", "../"]
    assert not list(broken_addresses(tmp_path / "public"))


def test_no_fallbacks(tmp_path: Path) -> None:
    """Unless the site wants them, links lead to the source page."""
    write(
        tmp_path,
        {
            "content/en-US/zeil.md": "# Sail\n",
            "content/nl-NL/anker.md": "# Anker\n\nZie [zeil](zeil.md).\n",
            "site/site.toml": "search = false\n",
        },
    )
    build_here(tmp_path)
    assert not (tmp_path / "public/nl-nl/zeil").exists()
    page = parse(tmp_path / "public/nl-nl/anker/index.html")
    assert page.xpath("//*[@id='article-body']//a/@href") == ["../../en-us/zeil/"]

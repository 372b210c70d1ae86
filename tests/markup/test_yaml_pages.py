"""YAML pages: Landing, Hub and FAQ become articles like any other, and what is wrong with them is told at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.views import SOURCE, TARGET
from diglot.model import PageId, Source
from diglot.settings import Settings
from diglot.survey import Survey, survey
from markup.pages import Shelf, parse, unit, visible

SETTINGS = Settings(locales=("en-US", "ar-SA", "ja-JP", "lv-LV", "nl-NL"))


def surveyed(text: str | bytes, view: str = TARGET, files: Mapping[str, str] | None = None) -> Survey:
    """Returns the survey of one Dutch YAML page."""
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    source = Source(PageId("nl-NL", "map/haven"), "content/nl-NL/map/haven.yml", data)
    (found,) = survey(SETTINGS, [source], view, Shelf(files or {}))
    return found


def html(text: str, view: str = TARGET, files: Mapping[str, str] | None = None) -> str:
    """Returns the body of a page, without line ends."""
    return re.sub(r"\n+", "", surveyed(text, view, files).body.html)


def findings(found: Survey) -> list[tuple[str, int, int]]:
    """Returns what is wrong with a page, with its places."""
    return [(one.name, one.at.line, one.at.column) for one in found.diagnostics]


def links(found: Survey) -> list[tuple[str, int, int]]:
    """Returns the links of a page with their places."""
    return [(link.target, link.at.line, link.at.column) for link in found.summary.links]


LANDING = """### YamlMime:Landing

title: Haven # de naam
summary: Alles over **boten**. Zie [de zee](../zee.md).

metadata:
  title: Haven, een overzicht
  description: Over de haven.
  ms.topic: landing-page
  ms.date: 3/2/2024
  ROBOTS: NOINDEX

landingContent:
  - title: Varen
    linkLists:
      - linkListType: overview
        links:
          - text: Wat is varen?
            url: varen.md
          - text: De kaart
            url: https://kaart.example/a?b=1&c
      - linkListType: how-to-guide
        links:
          - text: "Anker <uit>"
            url: "anker uit.md"
  - title: Vissen
    linkLists:
      - linkListType: onbekend
        links:
          - url: vis.md
          - text: Zonder adres
ms.contentlocale: nl-NL
ms.translationtype: MT
"""


def test_landing() -> None:
    """A title, a summary, and cards with lists of links under the label of what they are."""
    assert html(LANDING) == (
        '<h1 id="haven">Haven</h1><div class="summary"><p>Alles over <strong>boten</strong>. '
        'Zie <a href="diglot-slot:0">de zee</a>.</p></div><ul class="cards">'
        '<li class="card"><h2 id="varen">Varen</h2>'
        '<p class="card-kind" data-generated="label" data-label="list-overview"></p>'
        '<ul><li><a href="diglot-slot:1">Wat is varen?</a></li>'
        '<li><a href="https://kaart.example/a?b=1&amp;c">De kaart</a></li></ul>'
        '<p class="card-kind" data-generated="label" data-label="list-how-to-guide"></p>'
        '<ul><li><a href="diglot-slot:2">Anker &lt;uit&gt;</a></li></ul></li>'
        '<li class="card"><h2 id="vissen">Vissen</h2>'
        '<ul><li><a href="diglot-slot:3"></a></li><li>Zonder adres</li></ul></li></ul>'
    )


def test_summary() -> None:
    """What other pages may know of it: `metadata` is its front matter, as are the keys of the localization system."""
    found = surveyed(LANDING)
    summary, metadata = found.summary, found.summary.metadata
    assert (summary.title, summary.description) == ("Haven, een overzicht", "Over de haven.")
    assert (metadata.topic, metadata.updated, metadata.robots) == ("landing-page", date(2024, 3, 2), {"noindex"})
    assert (metadata.content_locale, metadata.translation_type) == ("nl-NL", "MT")
    assert summary.anchors == ("haven", "varen", "vissen")
    assert [(heading.level, heading.text) for heading in found.body.headings] == [
        (1, "Haven"),
        (2, "Varen"),
        (2, "Vissen"),
    ]
    assert links(found) == [("../zee.md", 4, 45), ("varen.md", 19, 18), ("anker uit.md", 25, 19), ("vis.md", 30, 18)]
    assert [one for one in findings(found) if one[0] != "empty-link-text"] == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_lines_and_marks_do_not_matter(end: str) -> None:
    """Only the places in the file differ."""
    plain, other = surveyed(LANDING), surveyed(("\ufeff" + LANDING).replace("\n", end))
    assert other.body == plain.body
    assert other.summary.metadata == plain.summary.metadata
    assert [one[:2] for one in links(other)] == [one[:2] for one in links(plain)]
    for link in other.summary.links:
        assert ("\ufeff" + LANDING).replace("\n", end).encode()[link.at.start : link.at.end].decode() == link.target


HUB = """### YamlMime:Hub
title: 港
summary: すべて
brand: azure
highlightedContent:
  items:
    - title: 船
      itemType: whats-new
      url: fune.md
productDirectory:
  title: 品
  summary: "*一覧*"
  items:
    - title: 錨
      imageSrc: media/ikari.svg
      summary: 重い
      links:
        - url: ikari.md
          text: 錨について
    - title: 帆
      url: ho.md
conceptualContent:
  items:
    - title: 水
      links:
        - {url: mizu.md, itemType: concept, text: 水}
      footerLink:
        url: umi.md
        text: 海へ
tools:
  title: 道具
  items:
    - title: 舵
      imageSrc: /kaji.png
      url: kaji.md
additionalContent:
  sections:
    - title: 他
      items:
        - title: 月
          summary: 引く
          url: https://tsuki.example
  footer: "[全部](all.md)"
"""


def test_hub() -> None:
    """Its parts in their order, each with its cards; what is no more than a link is no heading."""
    found = html(HUB)
    assert found == (
        '<h1 id="港">港</h1><div class="summary"><p>すべて</p></div>'
        '<ul class="cards"><li class="card">'
        '<p class="card-kind" data-generated="label" data-label="list-whats-new"></p>'
        '<p class="card-title"><a href="diglot-slot:0">船</a></p></li></ul>'
        '<h2 id="品">品</h2><p><em>一覧</em></p><ul class="cards"><li class="card">'
        '<img src="diglot-slot:1" alt="" loading="lazy"><h3 id="錨">錨</h3><p>重い</p>'
        '<ul><li><a href="diglot-slot:2">錨について</a></li></ul></li>'
        '<li class="card"><h3 id="帆"><a href="diglot-slot:3">帆</a></h3></li></ul>'
        '<ul class="cards"><li class="card"><h2 id="水">水</h2><ul><li><a href="diglot-slot:4">水</a></li></ul>'
        '<ul><li><a href="diglot-slot:5">海へ</a></li></ul></li></ul>'
        '<h2 id="道具">道具</h2><ul class="cards"><li class="card"><img src="diglot-slot:6" alt="" loading="lazy">'
        '<p class="card-title"><a href="diglot-slot:7">舵</a></p></li></ul>'
        '<h2 id="他">他</h2><ul class="cards"><li class="card"><h3 id="月"><a href="https://tsuki.example">月</a></h3>'
        "<p>引く</p></li></ul>"
        '<p><a href="diglot-slot:8">全部</a></p>'
    )
    assert [link.image for link in surveyed(HUB).summary.links].count(True) == 2
    assert findings(surveyed(HUB)) == []


FAQ = """### YamlMime:FAQ
metadata:
  title: Jautājumi
title: Bieži jautājumi
summary: |
  Skatiet [jūru](jura.md).

  - viens
  - divi
sections:
  - name: Laivas
    questions:
      - question: |
          Kas ir `bura`?
        answer: |
          Audums.

          1. Paceliet to. Skatiet [mastu](masts.md#augša).
          2. Nolaidiet.

          [!INCLUDE [virve](../includes/virve.md)]
      - question: Cik?
        answer: >
          Divas [vai
          trīs](tris.md).
  - questions:
      - question: Kas vēl?
        answer: "Nekas. \\"Viss\\" [te](te.md)"
additionalContent: |
  ## Vēl
  Teksts.
"""


def test_faq() -> None:
    """Questions are headings, answers Markdown with all that it can do, includes too."""
    files = {"includes/virve.md": "Virve ir [te](virve.md).\n"}
    assert html(FAQ, files=files) == (
        '<h1 id="bieži-jautājumi">Bieži jautājumi</h1>'
        '<div class="summary"><p>Skatiet <a href="diglot-slot:0">jūru</a>.</p>'
        "<ul><li>viens</li><li>divi</li></ul></div>"
        '<h2 id="laivas">Laivas</h2><h3 id="kas-ir-bura">Kas ir <code>bura</code>?</h3><p>Audums.</p>'
        '<ol><li>Paceliet to. Skatiet <a href="diglot-slot:1">mastu</a>.</li><li>Nolaidiet.</li></ol>'
        '<p>Virve ir <a href="diglot-slot:2">te</a>.</p>'
        '<h3 id="cik">Cik?</h3><p>Divas <a href="diglot-slot:3">vai trīs</a>.</p>'
        '<h2 id="kas-vēl">Kas vēl?</h2><p>Nekas. "Viss" <a href="diglot-slot:4">te</a></p>'
        '<h2 id="vēl">Vēl</h2><p>Teksts.</p>'
    )
    found = surveyed(FAQ, files=files)
    assert links(found) == [
        ("jura.md", 6, 18),
        ("masts.md#augša", 18, 43),
        ("virve.md", 1, 15),
        ("tris.md", 25, 17),
        ("te.md", 28, 39),
    ]
    assert [link.base for link in found.summary.links] == ["", "", "includes/virve.md", "", ""]
    assert findings(found) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(FAQ, [("missing-include", 21, 29)], id="an include that is not there"),
        pytest.param(
            FAQ.replace("Nekas.", "[!INCLUDE [x](../includes/virve.md)]"), [("missing-include", 21, 29)], id="told once"
        ),
        pytest.param("title: a\nlandingContent: b\n", [("invalid-yaml-page", 2, 1)], id="a text for a list"),
        pytest.param("title: [a]\nsections:\n", [("invalid-yaml-page", 1, 1)], id="a list for a text"),
        pytest.param("title: a\ntools: [b]\n", [("invalid-yaml-page", 2, 1)], id="a list for a mapping"),
        pytest.param(
            "title: a\nsections:\n- b\n- questions:\n  - question: {c: d}\n",
            [("invalid-yaml-page", 3, 3)],
            id="only the first one",
        ),
        pytest.param("- a\n", [("invalid-yaml-page", 1, 1)], id="no mapping"),
        pytest.param("", [("invalid-yaml-page", 1, 1)], id="nothing"),
        pytest.param("title: a: b\nsections: []\n", [("invalid-yaml-page", 1, 9)], id="a colon"),
        pytest.param("title: a\nsummary: 'b\n", [("invalid-yaml-page", 2, 10)], id="a quote without end"),
        pytest.param("title: &x [*x]\n", [("invalid-yaml-page", 1, 12)], id="a value that holds itself"),
        pytest.param("title: a\n" + "x: " + "[" * 5000, [("invalid-yaml-page", 2, 53)], id="brackets without end"),
        pytest.param("title: a\nmetadata:\n  titel: b\n", [("unknown-metadata", 3, 3)], id="a misspelt key"),
        pytest.param(
            "title: a\r\nmetadata:\r\n  titel: b\r\n", [("unknown-metadata", 3, 3)], id="lines that end with two"
        ),
        pytest.param("title: a\nmetadata: {ms.date: x}\n", [("malformed-date", 2, 11)], id="a date, in one line"),
        pytest.param(
            "title: a\nmetadata:\n    title: b\n    ms.date: x\nms.contentlocale: lv-LV\n",
            [("malformed-date", 4, 5), ("locale-mismatch", 5, 1)],
            id="places of metadata",
        ),
        pytest.param("title: a\nunknown: [b, {c: d}]\nbrand: e\n", [], id="unknown keys"),
        pytest.param("title: a\nsections: null\ntools:\nlandingContent: ~\n", [], id="nothing below a key"),
        pytest.param(b"title: a\xff\n", [("invalid-encoding", 1, 9)], id="no UTF-8"),
    ],
)
def test_findings(text: str | bytes, places: list[tuple[str, int, int]]) -> None:
    """What is wrong is told at its place, once for each cause, and the rest of the page is there."""
    found = surveyed(text)
    assert findings(found) == places
    assert found.summary.title


@pytest.mark.parametrize(
    ("text", "title", "heading"),
    [
        ("title: a\nmetadata:\n  title: b\n", "b", "a"),
        ("title: a\n", "a", "a"),
        ("metadata:\n  title: b\n", "b", "b"),
        ("title: 'Zee: diep' # x\nsummary: a: b\n", "Zee: diep", "Zee: diep"),
        ("title:\nsummary: a: b\nmetadata:\n  title: c\n  ROBOTS: NOINDEX\n", "c", "c"),
        ("title: >\n  De\n  zee\n", "De zee", "De zee"),
        ("sections: []\n", "Haven", ""),
        ("", "Haven", ""),
    ],
)
def test_every_page_has_a_title(text: str, title: str, heading: str) -> None:
    """Its own, that of its metadata, or what can be found of it where the YAML is broken."""
    found = surveyed(text)
    assert found.summary.title == title
    assert visible(found.body.html) == heading
    if "NOINDEX" in text:
        assert found.summary.metadata.robots == {"noindex"}


def test_spans_after_all() -> None:
    """YAML is not translated in units; where it is all the same, each view has its own words."""
    text = (
        f"title: {unit(101, 'الميناء', 'The harbour')}\nsections:\n- questions:\n"
        f"  - question: {unit(102, 'لماذا؟', 'Why?')}\n"
        f"    answer: |\n      {unit(103, '[هنا](a.md)', '[Here](b.md)')}\n"
    )
    assert visible(html(text)) == "الميناءلماذا؟هنا"
    assert visible(html(text, SOURCE)) == "The harbourWhy?Here"
    assert [link.target for link in surveyed(text).summary.links] == ["a.md"]
    place = surveyed(text).summary.links[0].at
    assert text.encode()[place.start : place.end] == b"a.md"


def test_raw_html_in_an_answer() -> None:
    """It is made harmless, and takes nothing of the page around it along."""
    text = FAQ.replace("Audums.", "Audums <script>alert(1)</script><b onclick='x'>te</b></ul></li></div>")
    found = html(text)
    assert "script" not in found
    assert "onclick" not in found
    assert '<h3 id="cik">Cik?</h3>' in found


@pytest.mark.parametrize(
    "text",
    [
        "title: a\nlandingContent:\n" + "- title: b\n  linkLists:\n  - links:\n    - text: c\n      url: d.md\n" * 5000,
        "title: a\nsections:\n- questions:\n" + "  - question: b\n    answer: c\n" * 5000,
        "title: a\nsections:\n- questions:\n  - answer: |\n" + "      [b](c.md)\n" * 30_000,
        "title: a\nsections:\n" + "- b\n" * 50_000,
        "metadata:\n" + "  " * 50_000,
        "title: b: c\nmetadata:\n" + " " * 100_000,
        "metadata:\n" * 50_000,
        "ms.a: b\n" * 20_000,
        "title: a\nsummary: |\n" + "  > " * 2_000,
    ],
)
def test_long(text: str) -> None:
    """Length is no trouble."""
    assert surveyed(text).summary.title


pieces = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        [
            *("title: ", "metadata:\n", "  ", "\n", "sections:\n", "- ", "questions:\n", "question: ", "answer: |\n"),
            *("landingContent:\n", "links:\n", "url: a.md\n", "text: ", "tools:\n", "items:\n", "[", "]", "{", "}"),
            *(
                ": ",
                "#",
                "'",
                '"',
                "|\n",
                ">\n",
                "&a ",
                "*a",
                "海",
                "بحر",
                "[b](c.md)",
                "<b>",
                "<script>",
                "> [!NOTE]\n",
            ),
            *("\r", "\0", "\t", "\udc80", "ms.date: ", unit(102, "één", "one"), "</ul>", "[!INCLUDE [x](x.md)]"),
        ]
    ),
)


@given(st.lists(pieces, max_size=25).map("".join), st.sampled_from([TARGET, SOURCE]))
def test_any_text_gives_a_page(text: str, view: str) -> None:
    """With a title, well-formed HTML, and places within the file."""
    data = text.encode("utf-8", "surrogatepass")
    found = surveyed(data, view)
    assert found.summary.title
    assert parse(found.body.html) is not None
    for place in [*(link.at for link in found.summary.links), *(one.at for one in found.diagnostics)]:
        assert 0 <= place.start <= place.end
        assert 1 <= place.line <= place.end_line
    found.body.html.encode()

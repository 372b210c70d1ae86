"""Units in HTML: the text of each is inside of elements that name it, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from diglot.markup.html import address_attribute
from diglot.markup.raw_slots import Slot
from diglot.markup.views import SOURCE
from markup.pages import (
    bilingual,
    marked,
    parse,
    plain_html,
    prose,
    rendered,
    seen,
    shown,
    unit,
    visible,
    with_spans,
    words,
)

ONE = unit(102, "één", "one")
TWO = unit(103, "twee", "two")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Zie «102 één» hier", "<p>Zie «102 één» hier</p>", id="in a paragraph"),
        pytest.param("«102 één» «103 twee»", "<p>«102 één» «103 twee»</p>", id="two"),
        pytest.param("**«102 één»**", "<p><strong>«102 één»</strong></p>", id="marks outside"),
        pytest.param("«102 **één** 海»", "<p>«102 <strong>één</strong> 海»</p>", id="marks inside"),
        pytest.param(
            "**a «102 b** c» d", "<p><strong>a «102 b»</strong>«102  c» d</p>", id="it begins inside of bold text"
        ),
        pytest.param(
            "«102 a **b» c** d", "<p>«102 a »<strong>«102 b» c</strong> d</p>", id="it ends inside of bold text"
        ),
        pytest.param(
            "*«102 a* b *c»*", "<p><em>«102 a»</em>«102  b »<em>«102 c»</em></p>", id="it begins and ends inside"
        ),
        pytest.param("«102 ~~a~~»", "<p>«102 <s>a</s>»</p>", id="struck out"),
        pytest.param(
            "[«102 één»](https://a.nl)", '<p><a href="https://a.nl">«102 één»</a></p>', id="a link's whole text"
        ),
        pytest.param(
            "[«102 **a**»](https://a.nl 'b')",
            '<p><a href="https://a.nl" title="b">«102 <strong>a</strong>»</a></p>',
            id="a link's whole bold text",
        ),
        pytest.param("«102 a [b](https://a.nl)»", '<p>«102 a <a href="https://a.nl">b</a>»</p>', id="a link inside"),
        pytest.param(
            "«102 a [b» c](https://a.nl)",
            '<p>«102 a »<a href="https://a.nl">«102 b» c</a></p>',
            id="it ends inside of a link",
        ),
        pytest.param("«102 a `b`»", "<p>«102 a <code>b</code>»</p>", id="code inside"),
        pytest.param("`«102 één»`", "<p>«102 <code>één</code>»</p>", id="all of a piece of code"),
        pytest.param("`a «102 één» b`", "<p>«102 <code>a één b</code>»</p>", id="a part of a piece of code"),
        pytest.param(
            "`«102 één» «103 twee»` c", "<p>«102 <code>één twee</code>»«103 » c</p>", id="two in a piece of code"
        ),
        pytest.param(
            "![«102 één»](https://a.nl/b.png)",
            '<p>«102 <img src="https://a.nl/b.png" alt="één" loading="lazy">»</p>',
            id="l: a picture's text",
        ),
        pytest.param(
            "![a «102 één»](https://a.nl/b.png) c",
            '<p>«102 <img src="https://a.nl/b.png" alt="a één" loading="lazy">» c</p>',
            id="l: a part of a picture's text",
        ),
        pytest.param("«102 a<br>b<br/>c»", "<p>«102 a<br>b<br>c»</p>", id="line breaks in HTML"),
        pytest.param("«102 a  \nb\\\nc»", "<p>«102 a<br>\nb<br>\nc»</p>", id="line breaks in Markdown"),
        pytest.param("«102 a\nb»", "<p>«102 a\nb»</p>", id="g: soft breaks"),
        pytest.param("«102 a <!-- b --> c»", "<p>«102 a  c»</p>", id="a comment"),
        pytest.param("«102 a\\_b &amp; c»", "<p>«102 a_b &amp; c»</p>", id="escapes and entities"),
        pytest.param("a«102 »b", "<p>a«102 »b</p>", id="e: an empty target"),
        pytest.param("«102 »«103 »", "<div hidden>«102 »«103 »</div>", id="e: nothing but empty targets"),
        pytest.param("# «102 één»", '<h1 id="één">«102 één»</h1>', id="a heading"),
        pytest.param("# «102 één» #", '<h1 id="één">«102 één»</h1>', id="a heading that is closed"),
        pytest.param('## <a name="x"></a>«102 één»', '<h2 id="x">«102 één»</h2>', id="a heading with a name"),
        pytest.param("«102 één» a\n===", '<h1 id="één-a">«102 één» a</h1>', id="an underlined heading"),
        pytest.param(
            "- «102 één»\n- «103 twee»", "<ul>\n<li>«102 één»\n</li>\n<li>«103 twee»\n</li>\n</ul>", id="a list"
        ),
        pytest.param(
            "1. a\n   - «102 één»\n\n     «103 twee»",
            "<ol>\n<li>a\n<ul>\n<li><p>«102 één»</p>\n<p>«103 twee»</p>\n</li>\n</ul>\n</li>\n</ol>",
            id="a list in a list",
        ),
        pytest.param(
            "> «102 a\n> b»\n> - «103 twee»",
            "<blockquote>\n<p>«102 a\nb»</p>\n<ul>\n<li>«103 twee»\n</li>\n</ul>\n</blockquote>",
            id="a quote",
        ),
        pytest.param(
            "    a «102 één»\n\n    «103 twee»",
            "<pre><code>a «102 één»\n\n«103 twee»\n</code></pre>",
            id="j: indented code",
        ),
        pytest.param(
            "- a\n\n\t\t«102 één»",
            "<ul>\n<li><p>a</p>\n<pre><code>  «102 één»\n</code></pre>\n</li>\n</ul>",
            id="j: code in a list, by tabs",
        ),
        pytest.param(
            "```c#\n«102 één»\n```", '<pre><code class="language-c#">«102 één»\n</code></pre>', id="fenced code"
        ),
        pytest.param("<p>«102 één» <b>«103 twee»</b></p>", "<p>«102 één» <b>«103 twee»</b></p>", id="a block of HTML"),
        pytest.param("<p>«102 a <b>b</b>» c</p>", "<p>«102 a »<b>«102 b»</b> c</p>", id="tags in a block of HTML"),
        pytest.param("«102 a <b>b</b>»", "<p>«102 a »<b>«102 b»</b></p>", id="tags in text"),
        pytest.param("«102 **a <b>b</b>**»", "<p><strong>«102 a »<b>«102 b»</b></strong></p>", id="tags in bold text"),
        pytest.param("«102 a </span> b»", "<p>«102 a »«102  b»</p>", id="c: a stray close"),
        pytest.param("«102 a <span>b» c", "<p>«102 a »<span>«102 b» c</span></p>", id="b: never closed"),
        pytest.param("<!-- «102 één» -->", "<div hidden>«102 »</div>", id="a comment block"),
        pytest.param("[a]: x.md '«102 één»'", "<div hidden>«102 »</div>", id="m: a definition"),
    ],
)
def test_units(text: str, html: str) -> None:
    """Every place where a unit can stand."""
    assert shown(bilingual(text)).strip() == with_spans(html)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| «102 één» | «103 twee» |", ["«102 één»", "«103 twee»"]),
        ("«102 één» | b", ["«102 één»", "b"]),
        ("| a «102 één» b | é |", ["a «102 één» b", "é"]),
        ("| «102 a \\| b» | c |", ["«102 a | b»", "c"]),
        ("| `x \\| y` «102 één» | c |", ["<code>x | y</code> «102 één»", "c"]),
        ("| «102 a» | «103 a» |", ["«102 a»", "«103 a»"]),
        ("|«102 »| «103 twee» |", ["«102 »", "«103 twee»"]),
        ("| «102 één» | «103 » |", ["«102 één»", "«103 »"]),
        ("| | «102 één» |", ["", "«102 één»"]),
        ("| «102 a\n»| b |", ["«102 a»", "b"]),
        ("| «102 a<br>b» | <ul><li>«103 twee»</ul> |", ["«102 a<br>b»", "<ul><li>«103 twee»</li></ul>"]),
    ],
)
def test_units_in_tables(row: str, cells: list[str]) -> None:
    """In a cell of the head, and of the body."""
    row, rest = bilingual(row), "| x | y |\n"
    for text in (f"{row}\n|---|---|\n{rest}", f"{rest}|---|---|\n{row}\n", f"> {rest}> |---|---|\n> {row}\n"):
        tree = parse(shown(text))
        inside = [_inner(cell) for cell in tree.xpath("//td | //th")]
        assert [cell.strip() for cell in inside if cell not in ("x", "y")] == [with_spans(cell) for cell in cells]


def _inner(element: etree._Element) -> str:
    children = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + children


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("«102 a\n\nb» c", {"102": "ab"}),
        ("«102 - a\n- b»\n", {"102": "ab"}),
        ("«102 <!-- x -->\n\n## a» b\n", {"102": "a"}),
        ("«102 6. a» «103 b»\n", {"102": "a", "103": "b"}),
        ("<details><summary>«102 één»\n\n«103 twee»\n\n</details>", {"102": "één", "103": "twee"}),
        ("<table><tr><td>«102 a\n  - <b>b</b>»</td></tr></table>", {"102": "a - b"}),
    ],
)
def test_units_over_blocks(text: str, units: dict[str, str]) -> None:
    """g, h: a unit may make blocks of its own, or end in another one than it began in."""
    assert seen(bilingual(text)).units == units


def test_source_view() -> None:
    """The same elements hold the source."""
    text = "# «102 één¦one»\n\n| a |\n|---|\n| «103 海¦b\nc» |\n\n> «104 d¦e\nf»\n"
    assert seen(bilingual(text), SOURCE).units == {"102": "one", "103": "b c", "104": "e f"}


@pytest.mark.parametrize(
    "text",
    [
        f"[{unit(102, '')}](https://a.nl)",
        unit(102, "[**<b>q</b>**](https://a.nl)"),
        unit(102, "[a<br>b](https://a.nl)"),
        unit(102, "[a <i>b</i>](https://a.nl)"),
        f"[a {unit(102, 'b](https://a.nl) <i>c')}</i>",
        "[www.a.nl](https://a.nl)",
    ],
)
def test_links_have_text(text: str) -> None:
    """No link is cut in two, and none is left without the text that it had."""
    links = parse(shown(text)).xpath("//a[@href]")
    assert 1 <= len(links) <= 2
    assert all(link.text_content() for link in links) or unit(102, "") in text


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("[a](b.md)", [Slot("b.md", False, 0, 1)]),
        ("# x\n\n![a](b%20c.png)\n[d](<e f.md>)", [Slot("b%20c.png", True, 2, 4), Slot("e f.md", False, 2, 4)]),
        ("[a]()", [Slot("", False, 0, 1)]),
        ("[a](https://a.nl/b)", []),
        ("![a](data:image/png;base64,AA)", []),
        ("| [a](b.md) |\n|---|\n| [c](d.md) |", [Slot("b.md", False, 0, 1), Slot("d.md", False, 2, 3)]),
        (
            "<a href='b.md'>a</a> <img src='c.png'> [d](e.md)",
            [Slot("e.md", False, 0, 1), Slot("b.md", False, 0, 1, 0, True), Slot("c.png", True, 0, 1, 0, True)],
        ),
        ("<a title='a>b' href='b&amp;c.md'>a</a>", [Slot("b&c.md", False, 0, 1, 0, True)]),
        ("# x\n\n<div><a href=b.md>\n", [Slot("b.md", False, 2, 3, 0, True)]),
    ],
)
def test_slots(text: str, slots: list[Slot]) -> None:
    """Links that depend on other pages are numbered, others are final."""
    found = rendered(text)
    assert list(found.slots) == slots
    for number in range(len(slots)):
        assert found.html.count(f'"diglot-slot:{number}"') == 1


@pytest.mark.parametrize(
    "address", ["diglot-slot:0", "diglot-slot:1", "DIGLOT-SLOT:0", "diglot-slot:" + "9" * 5000, "diglot&#45;slot:7"]
)
def test_forged_slots(address: str) -> None:
    """A slot that an author wrote leads nowhere that our own slots do not."""
    found = rendered(f"[a]({address})\n\n<b>b</b>\n\n<a href='{address}'>c</a>")
    for link in parse(found.html).xpath("//a/@href"):
        assert 0 <= int(str(link).removeprefix("diglot-slot:")) < len(found.slots)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.nl/b?c=d&e#f", "https://a.nl/b?c=d&amp;e#f"),
        ("https://a.nl/海 b", "https://a.nl/%E6%B5%B7%20b"),
        ("https://a.nl/%E6%zz", "https://a.nl/%E6%25zz"),
        ("a\"b<c>'d", "a%22b%3Cc%3E&#x27;d"),
        ("a\\b\tc", "a%5Cb%09c"),
    ],
)
def test_address_attribute(address: str, written: str) -> None:
    """Addresses are encoded where they have to be, and otherwise as they were."""
    assert address_attribute(address) == written


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("| a | b | c |\n|:-|:-:|-:|\n| d | e | f |", ' class="align-center">e'),
        ("3. a", '<ol start="3">'),
        ("```a&quot;b\n```", 'class="language-a&quot;b"'),
        ("***", "<hr>\n"),
        ('![a "b" *c*](https://a.nl "d & e")', 'alt="a &quot;b&quot; c" title="d &amp; e"'),
    ],
)
def test_plain_constructs(text: str, html: str) -> None:
    """What Markdown itself asks for."""
    assert html in shown(text)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("# Zee\n\nEen zin over de zee, die lang genoeg is.\n\nNog een.", "Een zin over de zee, die lang genoeg is."),
        ("LET OP:\n\n**Een zin over de `zee`, die lang genoeg is.**\n", "Een zin over de zee, die lang genoeg is."),
        ("Kort.\n\nIets langer.\n\nTja.", "Iets langer."),
        ("> Een zin in een citaat, die lang genoeg zou zijn.\n\nKort.", "Kort."),
        ("- a\n- b", ""),
        (f"{unit(102, '海についての文です。')}\n", "海についての文です。"),
    ],
)
def test_lead(text: str, lead: str) -> None:
    """The first paragraph that is more than a label, else the longest one."""
    assert rendered(text).lead == lead


def alignment(text: str) -> list[tuple[str, str]]:
    """Returns each letter of a page with the unit that it is in."""
    found: list[tuple[str, str]] = []

    def walk(element: etree._Element, number: str) -> None:
        number = element.get("data-unit", number)
        found.extend((char, number) for char in element.text or "" if char.isalpha())
        for child in element:
            walk(child, number)
            found.extend((char, number) for char in child.tail or "" if char.isalpha())

    walk(parse(shown(text)), "")
    return found


texts = st.text(st.sampled_from("**__ ~~[](x)`\n\\.|-> "), max_size=25)
block_marks = st.sampled_from(
    ["", "# ", "- ", "> ", "1. ", "| ", "    ", "> - ", "\n\n", "\n", " | ", "**", "[", "](y)", "`"]
)


@given(st.lists(st.tuples(texts, texts, block_marks), min_size=1, max_size=6))
def test_every_letter_is_in_its_unit(parts: list[tuple[str, str, str]]) -> None:
    """Letters of units are in their elements and others are in none, whatever Markdown makes of the marks."""
    letters, text, wanted = iter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), "", {}
    for number, (target, between, mark) in enumerate(parts, 102):
        own, rest, first = next(letters), next(letters), next(letters)
        wanted[first], wanted[own], wanted[rest] = str(number), str(number), ""
        text += f"{mark}{unit(number, first + target.replace('x', '') + own)}{rest}{between.replace('x', '')}"
    text = text.replace("(y)", "(1)")
    atomic = "`" in text or "![" in text
    for letter, number in alignment(text):
        assert atomic or wanted[letter] == number, (letter, text)
    tree = parse(shown(text))
    assert set(tree.xpath("//@data-unit")) == {str(number) for number in range(102, 102 + len(parts))}
    assert not tree.xpath("//*[@data-unit]//*[@data-unit]")


@given(st.lists(st.tuples(st.one_of(marked, prose), st.one_of(marked, prose)), max_size=8))
def test_page_reads_as_if_it_had_never_been_bilingual(parts: list[tuple[str, str]]) -> None:
    """The visible text is that of the plain Markdown, which the parser alone renders, and HTML is well-formed."""
    parts = [(_harmless(target), _harmless(between)) for target, between in parts]
    text = "".join(f"{unit(n, target)}{between}" for n, (target, between) in enumerate(parts, 102))
    plain = "".join(f"{target}{between}" for target, between in parts)
    if "| " not in plain and "\\*" not in plain and not plain.startswith("---"):
        html = shown(text)
        assert visible(html) == visible(plain_html(plain))
        closed = re.sub(r"<((?:br|hr|img)\b[^>]*)>", r"<\1/>", html).replace("<div hidden>", "<div>")
        etree.fromstring(f"<div>{closed}</div>")


def _harmless(text: str) -> str:
    """Leaves out what we read otherwise than CommonMark on purpose: raw HTML, rows of tables, blanks that R2 takes."""
    return text.replace("<", "").replace("|", "").replace("://", ":").replace("&", "").replace("\u00a0", " ")


@given(
    st.lists(
        st.one_of(marked, prose, st.just(ONE), st.sampled_from(["<b>", "</b>", "<p>", "<script>", "<!--", "<div x='"]))
    )
)
def test_any_page(parts: list[str]) -> None:
    """Every page becomes HTML with each of its units, and without a trace of the format."""
    text = "".join(part.replace("0ab1c-102", f"0ab1c-{n}") for n, part in enumerate(parts, 102))
    html = shown(text)
    assert "tu-id" not in html
    assert "sxs-lookup" not in html
    wanted = {str(n) for n, part in enumerate(parts, 102) if part == ONE}
    assert wanted <= set(parse(html).xpath("//@data-unit"))
    assert words(html) or not wanted


def test_each_id_stands_once() -> None:
    """An anchor of raw HTML that is called as a heading, or as another anchor, leaves its name to the first one."""
    found = rendered('# Zee\n\n<a name="zee"></a>een <b id="nat">twee</b> <i id="nat" lang="nl">drie</i>\n')
    assert found.anchors == ("zee", "nat")
    assert parse(found.html).xpath("//@id") == ["zee", "nat"]
    assert '<i lang="nl">drie</i>' in found.html


def test_text_of_images_in_the_text_of_an_image() -> None:
    """All of their words say what the outer one shows."""
    assert 'alt="a b c d"' in shown("![a ![b ![c](x.png)](y.png) d](https://a.nl/z.png)")

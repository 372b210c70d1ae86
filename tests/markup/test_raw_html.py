"""Raw HTML and what only looks like it: placeholders are shown, what is allowed is kept, nothing may run."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.markup.sanitize import OWN_DATA
from diglot.settings import Settings
from markup.pages import SANITIZER, bilingual, notes, parse, rendered, seen, shown, unit, visible, with_spans


@pytest.mark.parametrize(
    ("text", "visible_text"),
    [
        *[("Get-Mailbox -Identity <mailbox>**", "Get-Mailbox -Identity <mailbox>**"), ("<mailbox>", "<mailbox>")],
        *[
            ("a\n<naam>\nb", "a <naam> b"),
            ("> <naam>\n> b", "<naam> b"),
            ("- <naam>", "<naam>"),
            ("<List<T>>", "<List<T>>"),
        ],
        *[("Dictionary<T>", "Dictionary<T>"), ("<T> en </T>", "<T> en </T>"), ("<e-mail x='y'>", "<e-mail x='y'>")],
        *[("Zie <form /> en <form/>", "Zie <form /> en <form/>"), ("<select/> <video />", "<select/> <video />")],
        *[("<title>Zee</title>", "<title>Zee</title>"), ("<body>", "<body>"), ("<html lang='x'>", "<html lang='x'>")],
        *[
            ("<البريد>", "<البريد>"),
            ("<メール>", "<メール>"),
            ("<a.b>", "<a.b>"),
            ("<1>", "<1>"),
            ("a < b > c", "a < b > c"),
        ],
        *[("Het <script> blok\n\nverder", "Het <script> blok verder"), ("<style>\n\nverder", "<style> verder")],
        *[
            ("</script> verder", "</script> verder"),
            ("<textarea> a\n\nb", "<textarea> a b"),
            ("<iframe\n\nb", "<iframe b"),
        ],
        *[("<script foo </script>\n\nb", "<script foo </script> b"), ("<select>\n\n# b", "<select> b")],
        *[
            ("a <!-- b\n\nc", "a <!-- b c"),
            ("<!-- b\n\nc", "<!-- b c"),
            ("`<mailbox>`", "<mailbox>"),
            ("    <b>", "<b>"),
        ],
        *[
            ("<div>\n<mailbox> a < b\n</div>", "<mailbox> a < b"),
            ("<div>\na <b c\n\nd", "a <b c d"),
            ("<p>a <x y='</p>", "a <x y='"),
        ],
        *[("<table><tr><td><naam></td></tr></table>", "<naam>"), ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c")],
    ],
)
def test_words_are_shown(text: str, visible_text: str) -> None:
    """Whatever is no HTML element, or not a whole one, is text."""
    assert visible(shown(text)) == visible_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("a <b>b</b> <sup>c</sup>", "<p>a <b>b</b> <sup>c</sup></p>", id="plain elements"),
        pytest.param(
            "<details>\n<summary>a</summary>\n\n**b**\n\n</details>",
            "<details>\n<summary>a</summary>\n<p><strong>b</strong></p>\n</details>",
            id="Markdown inside of HTML",
        ),
        pytest.param("<script>alert(1)</script>", "", id="a script"),
        pytest.param("a <script>alert(1)</script> b", "<p>a  b</p>", id="a script in text"),
        pytest.param("<SCRIPT src='https://a.nl'>\n</SCRIPT >\nb", "b", id="a script in capitals"),
        pytest.param("<style>p {color: red}</style>\n\na", "<p>a</p>", id="a style sheet"),
        pytest.param("<p style='color: red' onclick='a()' class='b'>c</p>", '<p class="b">c</p>', id="attributes"),
        pytest.param("<a href='javascript:a()'>b</a>", "<p><a>b</a></p>", id="a script for an address"),
        pytest.param(
            "<a href=' java&#9;script:a()'>b</a>", "<p><a>b</a></p>", id="a script for an address, in disguise"
        ),
        pytest.param("<a href='data:text/html,b'>c</a>", "<p><a>c</a></p>", id="a page for an address"),
        pytest.param(
            "<img src='data:image/png;base64,AA'>", '<img src="data:image/png;base64,AA">', id="a picture in the page"
        ),
        pytest.param("<img src='data:image/svg+xml,a' onerror='b()'>", "<img>", id="a picture that could run"),
        pytest.param("<iframe src='https://a.nl'>b</iframe>c", "bc", id="a page in the page"),
        pytest.param("a <svg onload='b()'><path d='c'/><text>d</text></svg> e", "<p>a d e</p>", id="a drawing"),
        pytest.param(
            "<div>\n<svg><style>a{}</style><!-- <b --><text>d</text><script>e()</script></svg>\n</div>",
            "<div>\nd\n</div>",
            id="a drawing in a block",
        ),
        pytest.param(
            "<input type=checkbox checked onclick='a()'> a <input type='CheckBox' name=b> c <input type=text>",
            '<p><span class="checkbox" data-generated="checkbox">☑</span> a '
            '<span class="checkbox" data-generated="checkbox">☐</span> c </p>',
            id="boxes to tick",
        ),
        pytest.param(
            "<table><tr><td><input type=checkbox> a</td></tr></table>",
            '<table><tbody><tr><td><span class="checkbox" data-generated="checkbox">☐</span> a</td></tr>'
            "</tbody></table>",
            id="boxes to tick in a table",
        ),
        pytest.param("<meta charset=utf-8>\n\n<base href='//a.nl'> a", "a", id="about the whole page"),
        pytest.param("Kies <base>-<link>", "<p>Kies &lt;base&gt;-&lt;link&gt;</p>", id="a pattern to fill in"),
        pytest.param(
            "<a href='x'>[a](https://b.nl)</a> <a href='https://c.nl'>d</a>",
            '<p><a href="https://b.nl">a</a> <a href="https://c.nl">d</a></p>',
            id="a link in a link",
        ),
        pytest.param(
            "<div>\n<a href='https://a.nl/data-table?a=1&copy=2'>b</a>\n</div>",
            '<div>\n<a href="https://a.nl/data-table?a=1&amp;copy=2">b</a>\n</div>',
            id="an address is no attribute",
        ),
        pytest.param(
            "<div x=y\" data-unit=9 z=\"><b data-video='a' title=b data-unit=8>c</b></div>",
            '<div><b title="b">c</b></div>',
            id="attributes of ours in disguise",
        ),
        pytest.param("<form action='https://a.nl'><input name='b'>c</form>", "c", id="a form"),
        pytest.param("<object data='a'>b</object> <embed src='c'>", "<p>b </p>", id="a plug-in"),
        pytest.param("<p data-unit='9' DATA-GENERATED='x'>a</p>", "<p>a</p>", id="attributes of ours"),
        pytest.param("<a name='a'></a>b", '<p><a id="a"></a>b</p>', id="a name"),
        pytest.param("<a name='a'/>b", '<p><a id="a"></a>b</p>', id="a name that closes itself"),
        pytest.param("<a href='ms-settings:b'>c</a>", '<p><a href="ms-settings:b">c</a></p>', id="settings of Windows"),
        pytest.param("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>", id="what is open ends with its paragraph"),
        pytest.param(
            "- a <font color=red>b\n- c",
            '<ul>\n<li>a <font color="red">b</font>\n</li>\n<li>c\n</li>\n</ul>',
            id="what is open ends with its item",
        ),
        pytest.param(
            "a <ul><li>b<li>c</ul> d", "<p>a </p><ul><li>b</li><li>c</li></ul> d<p></p>", id="a list in a paragraph"
        ),
        pytest.param("<!-- a -->\n<!---->\n\nb", "<p>b</p>", id="comments"),
        pytest.param(
            "> <!-- a\n\nb -->",
            "<blockquote>\n</blockquote>\n<p>b --&gt;</p>",
            id="a comment without end ends with its block",
        ),
        pytest.param("<?php a ?>\n\nb <?c?> <!D> d", "<p>b   d</p>", id="instructions"),
        pytest.param(
            "<div title='>' class=\"a\">b</div>", '<div title="&gt;" class="a">b</div>', id="a bracket in an attribute"
        ),
    ],
)
def test_html(text: str, html: str) -> None:
    """What a page may hold, and what is taken out of it."""
    assert shown(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:b)",
        "[a](JavaScript&#58;b)",
        "[a](java&#10;script:b)",
        "[a](&#32;vbscript:b)",
        "<javascript:a>",
        "[a](data:text/html,b)",
        "![a](data:image/svg+xml,b)",
        "[a](file:///etc/b)",
        "[a]: javascript:b\n\n[a]",
        "[a](javascript:image/png;b)",
        "[a](vbscript:image/gif;b)",
    ],
)
def test_addresses_that_could_run(text: str) -> None:
    """They make no links and no pictures; their text is shown."""
    tree = parse(shown(text))
    assert not tree.xpath("//@href | //@src")
    assert tree.text_content().strip()
    if not text.startswith("<"):
        assert [rule for rule, _ in notes(text)] == ["unsafe-html"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script src='a'></script>", ["<script src='a'>"]),
        ("a <SCRIPT>b()</SCRIPT> <script>c()</script>", ["<SCRIPT>"]),
        ("<style>a{}</style>\n\n<form action=a>b</form>", ["<style>", "<form action=a>"]),
        ("<object data='a'>b</object> <embed src='c'>", ["<object data='a'>", "<embed src='c'>"]),
        (f"<embed src='{'c' * 80}'>", ["<embed"]),
        ("<meta charset=utf-8>\n\n<base href='/a'>", ["<meta charset=utf-8>", "<base href='/a'>"]),
        ("<p onclick='a()'>b</p>\n\n<b OnClick=c onLoad=d>e</b>", ["onclick", "onLoad"]),
        ("<a href='JavaScript:a()'>b</a> <a href='java&#115;cript:a()'>b</a>", ["JavaScript:a()"]),
        ("<a href=' java\tscript:a()'>b</a>", [" java\tscript:a()"]),
        ("<a href='data:text/html,b'>c</a> <img alt='' src='data:image/svg+xml,a'>", ["data:text/html,b"]),
        ("<img src='data:image/png;base64,AA'>", []),
        ("<p style='position:fixed;z-index:9'>a</p> <b style='Position :absolute'>b</b>", ["position:", "Position :"]),
        ("<p style='background: url(a)'>a</p>", ["url("]),
        ("<p style='width: 50%; color: rgb(1,2,3)' align=left border=0 bgcolor=red>a</p>", []),
        ("<a target=_blank name=b href='https://a.nl'>c</a> <input> <select><option>d</select> <label>e</label>", []),
        ("<iframe src='https://a.nl/b'></iframe>", ["<iframe src='https://a.nl/b'>"]),
        ("<iframe></iframe> <iframe src='x'></iframe>", ["<iframe>"]),
        ("`<script>` <script-tag onclick=a> <mailbox onclick>", []),
        ("    <script></script>\n\n```\n<p onclick=a>\n```", []),
        ("[a](javascript:b) [c](JAVASCRIPT:d)", ["javascript:b"]),
        ("[a][b]\n\n[b]: vbscript:c", ["vbscript:c"]),
        ("![a](file:///b.png)", ["file:///b.png"]),
    ],
)
def test_what_is_left_out_is_said(text: str, expected: list[str]) -> None:
    """Once for each kind, in the author's own words; never of what is harmless."""
    assert notes(text) == [("unsafe-html", words) for words in expected]
    assert notes(f"- x\n\n  {text}".replace("\n\n", "\n\n  "))[: len(expected)] or not expected


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "<iframe width=5 src='https://player.example/1' title='«102 Zee»'>oud</iframe>\n\n«103 golf»",
            '<span class="video"><a href="https://player.example/1" data-video="https://player.example/1">'
            "Zee</a></span>\n<p>«103 golf»</p>\n<div hidden>«102 »</div>",
        ),
        (
            "«102 Zie» <iframe src='//player.example/2'></iframe>",
            '<p>«102 Zie» <span class="video"><a href="https://player.example/2" '
            'data-video="https://player.example/2"><span data-generated="label" data-label="frame" '
            'data-name="player.example"></span></a></span></p>',
        ),
        (
            "<div>\n<video><source src='https://a.nl/b.mp4'><source src='c.webm'>«102 oud»</video>\n</div>",
            '<div>\n<a href="https://a.nl/b.mp4"><span data-generated="label" data-label="video"></span></a> '
            "«102 oud»\n</div>",
        ),
        (
            "Hoor <audio src='https://a.nl/b.mp3'></audio>«102 zee»",
            '<p>Hoor <a href="https://a.nl/b.mp3"><span data-generated="label" data-label="recording"></span></a> '
            "«102 zee»</p>",
        ),
        (
            "<picture><source srcset='a.webp'><img src='https://a.nl/b.png'></picture>",
            '<p><img src="https://a.nl/b.png"></p>',
        ),
    ],
)
def test_what_stands_in_its_place(text: str, html: str) -> None:
    """Frames of hosts that the site names, films and sounds are links."""
    settings = Settings(frame_hosts=("player.example",))
    assert shown(bilingual(text), settings=settings).strip() == with_spans(html)
    assert not notes(bilingual(text), settings=settings)


def test_addresses_of_recordings_are_resolved() -> None:
    """They are links as others are."""
    slots = rendered("<div>\n<video src='a.mp4'></video>\n</div>\n\nb <audio src='b.mp3'></audio>").slots
    assert {slot.address for slot in slots} == {"a.mp4", "b.mp3"}


@pytest.mark.parametrize("name", OWN_DATA)
def test_attributes_of_ours_are_not_the_authors(name: str) -> None:
    """However they are written, nobody but us has them."""
    for text in (
        f"<p {name}=1>a</p>",
        f"b <i {name.upper()}='1'/>",
        f"<p\n{name}>a</p>",
        f"<p x='\">' {name} =1>a</p>",
    ):
        assert not parse(shown(text)).xpath(f"//@{name}")


@pytest.mark.parametrize(
    "tags",
    [
        *("<div>", "<details>\n\n", "<b>", "<span>", "<ul><li>", "<table><tr><td>", "<blockquote>\n\n", "<ruby><rt>"),
        *(
            "<div><table><tr><td></div>",
            "<span><div></span>",
            "<p><font color=red>",
            "<dl><dd><sup>",
            "x <b><div></b>\n\n",
        ),
        *('<div x"<y">', "x <span><i>", "<script>", "<svg>", "<select>\n", "<!--", "<!", "<?", "<a '\"", "<iframe "),
        *("<video><source src=a>", "<input type=checkbox>", "<a href=x>[b](c)", "<p onclick=a style='position:'>"),
    ],
)
def test_many_tags(tags: str) -> None:
    """However many there are, reading them takes no longer than they are long, and what is behind is there."""
    html = shown(tags * 4_000 + "\n\nEinde van de zee\n")
    assert "Einde van de zee" in html
    deepest = depth = 0
    for end in re.findall(r"<(/?)(?:div|details|b|span|ul|table|blockquote|ruby|font|dl|sup|i)\b", html):
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    assert deepest <= 60


def test_deep_tags_are_said() -> None:
    """Once for a page; elements that are closed may be as many as they like."""
    assert [rule for rule, _ in notes("<div>" * 300)] == ["too-deep"]
    many = "<details>\n<summary>a</summary>\n\nb</details>\n\n" * 300
    assert not notes(many)
    assert shown(many).count("<details>") == 300


@pytest.mark.parametrize("hole", ["{{ x }}", "{% for x in y %}", "${x}", "$$x$$", "{# x #}", "Pa$$word"])
def test_templates_are_text(hole: str) -> None:
    """Text of an article is never evaluated."""
    assert visible(shown(f"a {hole} `{hole}` {unit(102, hole)}")) == f"a {hole} {hole} {hole}"


def test_units_in_html_blocks() -> None:
    """Placeholders in units are words of the unit."""
    assert seen(f"<div>\n{unit(102, 'a <mailbox> < b &amp; c')}\n</div>").units == {"102": "a <mailbox> < b & c"}


tags = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "<a name='x'>",
            "</a>",
            "<p>",
            "</p>",
            "<li>",
            "</li>",
            "<table>",
            "<td>",
            "</table>",
            "<br>",
            "<x>",
        ),
        *(
            "<script>",
            "</script>",
            "<svg>",
            "</svg>",
            "<textarea>",
            "<select>",
            "<!--",
            "-->",
            "<a '",
            '"',
            "\n\n",
            "\n",
            "> ",
        ),
    ]
)


@given(st.lists(st.one_of(tags, st.sampled_from("abcd")), max_size=25))
@example(["<svg>", "<b>", "<textarea>", "</svg>"])
def test_what_follows_is_still_there(parts: list[str]) -> None:
    """No page so broken that its next paragraph, or one of its units, is not read."""
    if "-->" in parts and "<!--" in parts:
        return
    ruin = "".join(parts).replace("</script>", "</script>x").replace("</svg>", "</svg>y")
    html = shown(f"{ruin}\n\n# Slot\n\nEinde {unit(102, 'van de zee')}")
    assert "Slot" in visible(html)
    assert "Einde van de zee" in visible(html) or "\n" in ruin


@given(st.text(st.sampled_from("<>/'\"=ab -!"), max_size=60))
def test_cleaned_html_stays_as_it_is(text: str) -> None:
    """Cleaning is done once and for all."""
    once = SANITIZER.clean(text)
    assert SANITIZER.clean(once) == once

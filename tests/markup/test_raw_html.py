"""Raw HTML and what only looks like it: placeholders are shown, what is allowed is kept, nothing may run."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from markup.pages import SANITIZER, parse, seen, shown, unit, visible


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
        pytest.param("<iframe src='https://a.nl'>b</iframe>c", "c", id="a page in the page"),
        pytest.param("a <svg onload='b()'><path d='c'/><text>d</text></svg> e", "<p>a  e</p>", id="a drawing"),
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
    ],
)
def test_addresses_that_could_run(text: str) -> None:
    """They make no links and no pictures; their text is shown."""
    tree = parse(shown(text))
    assert not tree.xpath("//@href | //@src")
    assert tree.text_content().strip()


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

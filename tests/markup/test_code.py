"""Colours of code: its text stays what it is, whatever the language is called and however it is damaged."""

from __future__ import annotations

import sys
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from diglot.markup import code
from diglot.markup.code import LONGEST, MOST_COLOURED, highlight
from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, parse, shown
from markup.test_linear import calls
from support import run_python

LEXERS = sorted(set(code._LANGUAGES.values()))
HOSTILE = [
    "(",
    '"',
    "'",
    "/*",
    "//",
    "<",
    "<!--",
    "{",
    "a\n",
    "a ",
    "a.",
    "\\",
    '"\\',
    "#",
    "@",
    "<<A\n",
    "- ",
    "1e",
    "_",
]
"""What keeps expressions busy that were made for code that people write."""

PIECES = (
    *"a Zeil 帆 شراع é { } ( ) < > </ &amp; \" ' ` \\ // /* */ # -- <!-- --> ${ @ $ % ; : =".split(),
    *"1.5e3 ?> <script> </script> 🙂".split(),
    *(" ", "  ", "\t", "\n", "\r", "\r\n", "\x0c", "\u2028", "\0", "class ", "function ", "def ", "if ", "<?php "),
    *("<<EOF\n", "EOF\n"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def text_of(markup: str) -> str:
    """Returns the text of HTML as it is written, ends of lines and all."""
    out, rest = "", markup
    while "<" in rest:
        before, _, rest = rest.partition("<")
        out, rest = out + before, rest.partition(">")[2]
    return unescape(out + rest)


def lines_of(markup: str) -> list[str]:
    """Returns the text of each stretch of lines to look at."""
    tree = html.fragment_fromstring(f"<pre>{markup}</pre>")
    return [element.text_content() for element in tree.xpath("//*[@class='highlighted']")]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("csharp", 'var s = "<b>";\n', '<span class="k">var </span>s = <span class="s">"&lt;b&gt;"</span>;\n'),
        ("C#", "// zeil\n", '<span class="c">// zeil\n</span>'),
        ("cs", "// zeil", '<span class="c">// zeil</span>'),
        ("cs", "int i = 5;", '<span class="k">int </span>i = <span class="m">5</span>;'),
        ("azurepowershell-interactive", "$x = 'é'\n", '<span class="nv">$x </span>= <span class="s">\'é\'\n</span>'),
        ("azurecli", "echo 帆\n", '<span class="nf">echo </span>帆\n'),
        (
            "xaml",
            "<A B='1'/>\n",
            '<span class="nt">&lt;A </span><span class="na">B=</span>'
            '<span class="s">\'1\'</span><span class="nt">/&gt;\n</span>',
        ),
        ("jsonc", '{"a": 1}\n', '{<span class="nt">"a"</span>: <span class="m">1</span>}\n'),
        ("diff", "+ in\n- uit\n", '<span class="gi">+ in\n</span><span class="gd">- uit\n</span>'),
        ("http", 'GET https://a.nl/b HTTP/1.1\n\n{"a": 1}\n', None),
        ("output", 'var s = "<b>";\n', 'var s = "&lt;b&gt;";\n'),
        ("console", "dir & echo\n", "dir &amp; echo\n"),
        ("", "int i = 5;", "int i = 5;"),
        ("geentaal", "int i = 5;\n", "int i = 5;\n"),
        ("csharp", "", ""),
    ],
)
def test_highlight(language: str, written: str, expected: str | None) -> None:
    """Languages have the names that authors give them; what is none of them is plain."""
    found = highlight(written, language)
    assert text_of(found) == written
    if expected is None:
        assert '<span class="' in found
    else:
        assert found == expected


@pytest.mark.parametrize("language", LEXERS)
@settings(max_examples=25)
@given(written=pieces)
@example(written="<<A\n<<B\n")
@example(written="\n\n\n")
@example(written=" " * 400)
def test_no_character_is_lost(language: str, written: str) -> None:
    """In any language, with any end of lines, in lines to look at and outside of them."""
    assert text_of(highlight(written, language)) == written
    assert text_of(highlight(written, language, ((2, 3), (5, 10**9)))) == written


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        (((1, 1),), ["een /*\n"]),
        (((2, 3),), ["twee\ndrie */\n"]),
        (((2, 2), (3, 3)), ["twee\ndrie */\n"]),
        (((4, 99),), ["vier\n"]),
        (((3, 4), (1, 2)), ["een /*\ntwee\ndrie */\nvier\n"]),
        (((1, 1), (1, 1), (4, 4)), ["een /*\n", "vier\n"]),
        (((0, 1),), ["een /*\n"]),
        (((3, 2),), []),
        (((5, 9),), []),
        ((), []),
    ],
)
@pytest.mark.parametrize("language", ["java", ""])
def test_lines_to_look_at(ranges: tuple[tuple[int, int], ...], expected: list[str], language: str) -> None:
    """They begin and end with lines, whatever reaches across them; the last line may lack its end."""
    written = "een /*\ntwee\ndrie */\nvier"
    assert lines_of(highlight(written + "\n", language, ranges)) == expected
    assert lines_of(highlight(written, language, ranges)) == [
        text.removesuffix("\n") if "vier" in text else text for text in expected
    ]


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param(
            "```js\nlet a;\n```",
            '<pre><code class="language-js"><span class="k">let </span>a;\n</code></pre>\n',
            '<pre><code class="language-js"><span class="k">let </span>a;\n</code></pre>\n',
            id="fence",
        ),
        pytest.param("~~~\nlet a;\n~~~", "<pre><code>let a;\n</code></pre>\n", None, id="no language"),
        pytest.param("    let a;", "<pre><code>let a;\n</code></pre>\n", None, id="indented"),
        pytest.param(
            "```js\n«102 let a; // zeil¦let a; // sail»\n```",
            '<pre><code class="language-js"><span data-unit="102">let a; // zeil</span>\n</code></pre>\n',
            '<pre><code class="language-js"><span data-unit="102">let a; // sail</span>\n</code></pre>\n',
            id="units come before colours",
        ),
        pytest.param(
            '```"><b>\nx\n```', '<pre><code class="language-&quot;&gt;&lt;b&gt;">x\n</code></pre>\n', None, id="no name"
        ),
        pytest.param(
            "> - ```yaml\n>   - a: 帆\n>   ```",
            '<blockquote>\n<ul>\n<li><pre><code class="language-yaml">- <span class="nt">a</span>: 帆\n</code></pre>\n'
            "</li>\n</ul>\n</blockquote>\n",
            None,
            id="in a list in a quote",
        ),
    ],
)
def test_fences(text: str, target: str, source: str | None) -> None:
    """Fences of a page."""
    for view, expected in ((TARGET, target), (SOURCE, target if source is None else source)):
        assert shown(bilingual(text), view).replace(' data-unit="#1"', "") == expected


def test_long_code_stays_plain() -> None:
    """As does what comes after much code."""
    line = "int i = 5;\n"
    assert "<span" in highlight(line * 100, "java")
    assert highlight(line * (LONGEST // len(line) + 1), "java") == line * (LONGEST // len(line) + 1)
    count = MOST_COLOURED // 11_000 + 2
    blocks = parse(shown(f"```java\n{line * 1000}```\n\n" * count)).xpath("//pre")
    assert len(blocks) == count
    assert blocks[0].xpath(".//span")
    assert not blocks[-1].xpath(".//span")
    assert blocks[-1].text_content() == line * 1000


def test_language_that_changes_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stays plain: Pygments drops words here, which is one reason why this language is none of ours."""
    monkeypatch.setitem(code._LANGUAGES, "terraform", "terraform")
    assert "<span" in highlight('a = "b"\n', "terraform")
    assert text_of(highlight("<<A\n" * 3, "terraform")) == "<<A\n" * 3


@pytest.mark.parametrize("written", ["int a;" + " " * 300 + "int b;", "\n" * 300])
def test_emptiness_stays_plain(written: str) -> None:
    """Expressions for blanks would look at each of them from each."""
    assert highlight(written, "java") == written


@pytest.mark.parametrize("language", LEXERS)
def test_work_is_bounded(language: str) -> None:
    """Nothing keeps a language busy for longer than its length allows: this ends."""
    for piece in HOSTILE:
        written = (piece * LONGEST)[:1000]
        assert text_of(highlight(written, language)) == written


def test_a_hundred_thousand_fences() -> None:
    """Each costs the same."""
    fence = "```js\nlet a;\n```\n\n"
    shown(fence)
    small, large = (calls(lambda n=n: shown(fence * n)) for n in (100, 1000))  # type: ignore[misc]
    assert large < 11 * small + 1000
    assert shown(fence * 100_000).count("<pre>") == 100_000


def test_pages_without_code_do_not_load_pygments() -> None:
    """It takes longer to load than a page takes to be read."""
    script = (
        "import sys; from diglot.settings import Settings; from diglot.survey import survey; "
        "from diglot.model import PageId, Source; "
        "list(survey(Settings(), [Source(PageId('nl-NL', 'a'), 'a.md', b'# A\\n\\n```\\nx\\n```\\n')])); "
        "print('pygments' in sys.modules)"
    )
    assert run_python("-c", script).output.split()[-1] == "False"
    assert "pygments" in sys.modules

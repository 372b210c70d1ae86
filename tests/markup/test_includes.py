"""Includes: another file's text where it belongs, in the page's view, with its own links and units."""

from __future__ import annotations

import pytest

from diglot.markup.documents import Reader
from diglot.markup.html import render_document
from diglot.markup.library import Attachment, Place, find_place
from diglot.markup.text import decode
from diglot.markup.views import SOURCE, TARGET
from diglot.settings import Settings
from markup.pages import HERE, SANITIZER, bilingual, is_outside, notes, rendered, shown, unit, visible, words

PAPER = unit(101, "Vul het papier bij.", "Add paper.", prefix="9f9f9")
FILES = {
    "folder/paper.md": f"---\nms.topic: include\ntitle: Papier\n---\n\n{PAPER}\n",
    "folder/name.md": unit(101, "Drukker", "Printer", prefix="1e1e1") + "\n",
    "includes/steps.md": "## Stappen\n\n1. [Lade](tray.md)\n2. ![Lade](../media/tray.png)\n",
    "folder/my notes.md": "Notities",
    "folder/crlf.md": "\ufeff---\r\ntitle: x\r\n---\r\n\r\nEen\r\n\r\nTwee\r\n",
    "folder/loop.md": "Lus [!INCLUDE [lus](loop.md)]",
    "folder/ping.md": "[!INCLUDE [pong](pong.md)]",
    "folder/pong.md": "[!INCLUDE [ping](ping.md)]",
    "folder/self.md": "[!INCLUDE [page](page.md)]",
    "folder/outer.md": "Buiten [!INCLUDE [naam](name.md)] buiten",
    "folder/raw.md": "<div>[a](b.md)</div>",
}


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param(
            "[!INCLUDE [papier](paper.md)]",
            "<p>9f9f9-101:Vul het papier bij.</p>",
            "<p>9f9f9-101:Add paper.</p>",
            id="alone on its line",
        ),
        pytest.param(
            "«102 Eerst» [!INCLUDE [papier](paper.md)] «103 straks¦Later»",
            "<p>102:Eerst 9f9f9-101:Vul het papier bij. 103:straks</p>",
            "<p>102:Source. 9f9f9-101:Add paper. 103:Later</p>",
            id="in a sentence",
        ),
        pytest.param(
            "# «102 De» [!INCLUDE[naam](name.md)]",
            '<h1 id="de-drukker">102:De 1e1e1-101:Drukker</h1>',
            None,
            id="in a heading",
        ),
        pytest.param(
            "| a | [!include [naam](name.md)] |\n|---|---|\n| [!INCLUDE[naam](name.md)] | b |",
            None,
            None,
            id="in a table",
        ),
        pytest.param(
            "[**[!INCLUDE[naam](name.md)]**](https://a.nl)",
            '<p><a href="https://a.nl"><strong>1e1e1-101:Drukker</strong></a></p>',
            None,
            id="in a link",
        ),
        pytest.param(
            "- [!INCLUDE[naam](name.md)]\n- b",
            "<ul>\n<li><p>1e1e1-101:Drukker</p>\n</li>\n<li>b\n</li>\n</ul>",
            None,
            id="in a list",
        ),
        pytest.param(
            "> [!INCLUDE[naam](name.md)]",
            "<blockquote>\n<p>1e1e1-101:Drukker</p>\n</blockquote>",
            None,
            id="in a quote",
        ),
        pytest.param("[!INCLUDE [n](my notes.md)]", "<p>Notities</p>", "<p>Notities</p>", id="blanks in the path"),
        pytest.param("[!INCLUDE [n](my%20notes.md)]", "<p>Notities</p>", "<p>Notities</p>", id="escaped blanks"),
        pytest.param(
            "[!INCLUDE [n](<my notes.md> 'Titel')]", "<p>Notities</p>", "<p>Notities</p>", id="angles and a title"
        ),
        pytest.param(
            "[!INCLUDE [n [m]](../folder\\my%20notes.md)]  ",
            "<p>Notities</p>",
            None,
            id="backslashes, brackets in the title",
        ),
        pytest.param(
            "[!INCLUDE+ [n](~/folder/my%20notes.md)]", "<p>Notities</p>", None, id="from the root, with a plus"
        ),
        pytest.param("[!INCLUDE-[n](/folder/my%20notes.md)]", "<p>Notities</p>", None, id="with a minus"),
        pytest.param(
            "a\n[!INCLUDE [n](my%20notes.md)]\nb", "<p>a</p>\n<p>Notities</p>\n<p>b</p>", None, id="it ends a paragraph"
        ),
        pytest.param(
            "[!INCLUDE [n](crlf.md)]", "<p>Een</p>\n<p>Twee</p>", None, id="other ends of lines, a byte order mark"
        ),
        pytest.param("a [!INCLUDE [n](crlf.md)], b", "<p>a Een\n\nTwee, b</p>", None, id="paragraphs in a sentence"),
        pytest.param(
            "[!INCLUDE [o](outer.md)]",
            "<p>Buiten 1e1e1-101:Drukker buiten</p>",
            "<p>Buiten 1e1e1-101:Printer buiten</p>",
            id="in an included file",
        ),
        pytest.param(
            "`[!INCLUDE [o](outer.md)]`", "<p><code>[!INCLUDE [o](outer.md)]</code></p>", None, id="not in code"
        ),
        pytest.param(
            "    [!INCLUDE [o](outer.md)]",
            "<pre><code>[!INCLUDE [o](outer.md)]\n</code></pre>",
            None,
            id="not in indented code",
        ),
        pytest.param("\\[!INCLUDE [o](outer.md)]", None, None, id="escaped"),
    ],
)
def test_include(text: str, target: str | None, source: str | None) -> None:
    """The file stands in the page, each unit in its view."""
    for view, expected in ((TARGET, target), (SOURCE, source)):
        html = shown(bilingual(text), view, FILES)
        if expected is not None:
            assert marked(html) == expected
        if "\\[" not in text and "`" not in text and "    [" not in text:
            assert "[!" not in html


def marked(html: str) -> str:
    """Returns HTML with `103:` in place of the start tag of a unit's element."""
    html = html.replace("</span>", "").strip()
    return "".join(
        part.replace('">', ":", 1) if number else part for number, part in enumerate(html.split('<span data-unit="'))
    )


@pytest.mark.parametrize(
    ("text", "pointed", "words_shown"),
    [
        ("[!INCLUDE [weg](gone.md)]", "gone.md", "[!INCLUDE [weg](gone.md)]"),
        ("Zie [!INCLUDE [weg](gone.md)] en [!INCLUDE [weg](gone.md)]", "gone.md", "Zie [!INCLUDE [weg](gone.md)]"),
        ("[!INCLUDE [op](../../../../etc/passwd)]", "../../../../etc/passwd", "[!INCLUDE [op]"),
        ("[!INCLUDE [op](..\\..\\secret.md)]", "..\\..\\secret.md", "[!INCLUDE [op]"),
        ("[!INCLUDE [op](https://a.nl/x.md)]", "https://a.nl/x.md", "[!INCLUDE [op]"),
        ("[!INCLUDE [zelf](page.md)]", "page.md", "[!INCLUDE [zelf](page.md)]"),
    ],
)
def test_what_cannot_be_included_is_shown_and_reported(text: str, pointed: str, words_shown: str) -> None:
    """Once for each path, at the path."""
    assert notes(f"# Kop\n\n{text}\n\nRest\n", files=FILES) == [("missing-include", pointed)]
    text_shown = visible(shown(f"# Kop\n\n{text}\n\nRest\n", files=FILES))
    assert words_shown.replace("\\", "") in text_shown.replace("\\", "")
    assert text_shown.endswith("Rest")


@pytest.mark.parametrize("path", ["loop.md", "ping.md", "self.md"])
def test_circles_end(path: str) -> None:
    """What includes itself is shown once; the file that does so is to blame."""
    text = f"Voor\n\n[!INCLUDE [x]({path})]\n\nNa\n"
    assert words(visible(shown(text, files=FILES))).startswith("Voor")
    assert visible(shown(text, files=FILES)).endswith("Na")


@pytest.mark.parametrize(
    "text",
    [
        "[!INCLUDE [a]",
        "[!INCLUDE [a](",
        "[!INCLUDE [a](paper.md)",
        "[!INCLUDE [a](paper.md] b",
        "[!INCLUDE a](paper.md)]",
        "[!INCLUDE]",
        "[!INCLUDE []()]",
        "[!INCLUDE [a](paper.md)]]",
    ],
)
def test_broken_include_loses_no_word(text: str) -> None:
    """What is no include stays text, or becomes what its parts are."""
    html = shown(f"Voor {text} na", files=FILES)
    assert visible(html).startswith("Voor")
    assert visible(html).endswith("na")


def test_links_are_relative_to_the_included_file() -> None:
    """Slots remember the file that they were written in, and where."""
    found = rendered("[A](a.md)\n\n[!INCLUDE [s](../includes/steps.md)]\n\n[B](b.md)\n", files=FILES)
    documents = [found.documents[slot.document].place.path for slot in found.slots]
    assert [(slot.address, slot.image) for slot in found.slots] == [
        ("a.md", False),
        ("tray.md", False),
        ("../media/tray.png", True),
        ("b.md", False),
    ]
    assert documents == ["folder/page.md", "includes/steps.md", "includes/steps.md", "folder/page.md"]
    assert [heading.id for heading in found.headings] == ["stappen"]


def test_ids_are_unique_over_includes() -> None:
    """A file that is included twice, and a heading of the same name on the page."""
    text = "# Stappen\n\n[!INCLUDE [s](../includes/steps.md)]\n[!INCLUDE [s](../includes/steps.md)]\n"
    assert rendered(text, files=FILES).anchors == ("stappen", "stappen-1", "stappen-2")


def test_raw_html_in_an_included_file() -> None:
    """Its links become slots, too, and what it leaves open is closed."""
    found = rendered("[!INCLUDE [r](raw.md)]\n\nNa", files=FILES | {"folder/raw.md": "<div>\n\n[a](b.md)"})
    assert found.html.count("<div>") == found.html.count("</div>") == 1
    assert [slot.address for slot in found.slots] == ["b.md"]


def test_many_includes_are_bounded() -> None:
    """Ten files that include the next one ten times each would be ten billion texts."""
    files = {f"folder/{n}.md": f"[!INCLUDE [x]({n + 1}.md)]\n\n" * 10 for n in range(10)} | {"folder/10.md": "Eind"}
    html = shown("[!INCLUDE [x](0.md)]\n\nRest", files=files)
    assert len(html) < 1_000_000
    assert visible(html).endswith("Rest")


def test_deep_includes_are_bounded() -> None:
    """A chain of a hundred files is cut, and the page goes on."""
    files = {f"folder/{n}.md": f"Diep {n}\n\n[!INCLUDE [x]({n + 1}.md)]\n" for n in range(100)}
    html = shown("[!INCLUDE [x](0.md)]\n\nRest", files=files)
    assert "Diep 10" in html
    assert "Diep 50" not in html
    assert visible(html).endswith("Rest")


def test_many_broken_includes() -> None:
    """Marks that are never closed cost no more than their length."""
    assert visible(shown("[!INCLUDE [" * 5_000)).count("[!INCLUDE [") == 5_000
    assert "a.md" in visible(shown("[!INCLUDE [a](a.md " * 2_000))


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("a.md", "folder/a.md"),
        ("../a.md", "a.md"),
        ("./b/../a.md", "folder/a.md"),
        ("~/a.md", "a.md"),
        ("/a.md", "a.md"),
        ("..\\a%20b.md", "a b.md"),
        ("~/../samples/a.cs", None),
        ("../../a.md", None),
        ("C:\\a.md", None),
        ("http://a.nl/a.md", None),
        ("", None),
        (".", "folder"),
        ("..", None),
        ("a\0.md", None),
    ],
)
def test_place(written: str, path: str | None) -> None:
    """Never outside of the locale's folder."""
    place = find_place(HERE, written)
    assert (place.path if place else None) == path


def test_a_file_of_the_source_locale_stands_in() -> None:
    """Its own includes are looked up beside it, in its locale."""

    class Two:
        def read(self, place: Place) -> Attachment | None:
            texts = {("en-US", "folder/a.md"): "A [!INCLUDE [b](b.md)]", ("en-US", "folder/b.md"): "B"}
            text = texts.get(("en-US", place.path))
            return Attachment(Place("en-US", place.path), place.path, text.encode()) if text else None

    read = Reader(Settings(), Two()).read(HERE, "page.md", decode(b"[!INCLUDE [a](a.md)]")[0])
    assert visible(render_document(read, is_outside, SANITIZER).html) == "A B"

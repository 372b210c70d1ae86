"""What one page sends home: its summary, its body, its links and findings with their places in the file."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.views import SOURCE, TARGET
from diglot.model import PageId, Source
from diglot.settings import Settings
from diglot.survey import Survey, survey
from markup.pages import parse, unit, words

SETTINGS = Settings(locales=("en-US", "nl-NL"), hosts=("https://help.zee.nl/",))
HEAD = "title: De zee\nms.contentlocale: nl-NL\n"


def surveyed(text: str | bytes, view: str = TARGET, path: str = "diep/de-zee") -> Survey:
    """Returns the survey of one Dutch page."""
    data = text.encode() if isinstance(text, str) else text
    (found,) = survey(SETTINGS, [Source(PageId("nl-NL", path), f"content/nl-NL/{path}.md", data)], view)
    return found


def text_of(found: Survey) -> str:
    """Returns the visible text of a body."""
    return words(parse(found.body.html).text_content())


ARTICLE = (
    f"---\n{HEAD}description: Over de zee.\nms.date: 4/1/2020\n---\n\n"
    f'# <a name="the-sea"></a>{unit(102, "De zee", "The sea")}\n\n'
    f"{unit(103, 'Lees over [het strand](strand.md#zand).', 'Read about [the beach](beach.md).')}\n"
)


def test_summary_of_a_translation() -> None:
    """What other pages may know of it."""
    summary = surveyed(ARTICLE).summary
    assert summary.id == PageId("nl-NL", "diep/de-zee")
    assert summary.file == "content/nl-NL/diep/de-zee.md"
    assert (summary.title, summary.source_title, summary.description) == ("De zee", "The sea", "Over de zee.")
    assert (summary.anchors, summary.units, summary.generated) == (("the-sea",), 2, False)
    assert (summary.metadata.updated, summary.metadata.other) == (date(2020, 4, 1), ())
    assert [link.target for link in summary.links] == ["strand.md#zand"]


def test_summary_of_a_source_view() -> None:
    """The same page in its source language: other words and links, the same ids, and nothing to complain about."""
    found = surveyed(ARTICLE.replace("103", "102"), SOURCE)
    assert text_of(found) == "The sea Read about the beach."
    assert (found.summary.title, found.summary.anchors, found.summary.generated) == ("The sea", ("the-sea",), True)
    assert found.summary.description == "Read about the beach."
    assert [link.target for link in found.summary.links] == ["beach.md"]
    assert not found.diagnostics


def test_body() -> None:
    """The article's HTML with a slot for its link, and its headings."""
    body = surveyed(ARTICLE).body
    assert body.html == (
        '<h1 id="the-sea"><span data-unit="102">De zee</span></h1>\n'
        '<p><span data-unit="103">Lees over <a href="diglot-slot:0">het strand</a>.</span></p>\n'
    )
    assert [(heading.level, heading.id, heading.text) for heading in body.headings] == [(1, "the-sea", "De zee")]
    assert body.has_title


@pytest.mark.parametrize(
    ("text", "title", "has_title"),
    [
        pytest.param(f"---\n{HEAD}---\n# Het strand\n", "De zee", True, id="front matter first"),
        pytest.param("# Het *strand*\n", "Het strand", True, id="then the heading"),
        pytest.param("## Het strand\n", "De zee", False, id="then the file's name"),
        pytest.param("", "De zee", False, id="an empty file"),
        pytest.param(
            "---\ntitle: '#A0'\n---\n# Stuurprogramma\n", "Stuurprogramma", True, id="what a machine left of a title"
        ),
        pytest.param("---\ntitle: '#A0'\n---\nTekst\n", "#A0", False, id="better than nothing"),
        pytest.param(f"---\ntitle: {unit(101, 'De zee', 'The sea')}\n---\n", "De zee", False, id="a title with tags"),
        pytest.param("---\ntitle: >\n  De\n  zee\n---\n", "De zee", False, id="a title on two lines"),
        pytest.param(
            f"---\n{unit(101, 'titel: De zee', 'title: The sea')} (\n---\n# Strand\n",
            "Strand",
            True,
            id="no title that can be read",
        ),
    ],
)
def test_title(text: str, title: str, has_title: bool) -> None:
    """Every page has one."""
    found = surveyed(text)
    assert (found.summary.title, found.body.has_title) == (title, has_title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"# {unit(102, 'De zee.', 'The **sea**.')} {unit(103, 'Diep', '[Deep](x.md)')}\n\n## {unit(104, 'a', 'b')}",
            "The sea. Deep",
        ),
        (f"{unit(102, 'Tekst')}\n\n## {unit(103, '海', 'Sea')}", "Sea"),
        (unit(102, "Tekst"), ""),
        ("# Zee", ""),
        (f"# {unit(102, 'Over de boot', 'About [!INCLUDE[the boat](includes/boat.md)]')}", "About the boat"),
        ("# " + unit(102, "Poort", 'The :::no-loc text="Port"::: and :::no-loc(Pier):::'), "The Port and Pier"),
    ],
)
def test_source_title(text: str, title: str) -> None:
    """The first heading in the source language, as plain text."""
    assert surveyed(text).summary.source_title == title


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (
            "# Zee\n\nNOTE:\n\nDe zee is dieper dan je denkt, en **ouder** ook.",
            "De zee is dieper dan je denkt, en ouder ook.",
        ),
        ("# Zee\n\nKort.\n", "Kort."),
        ("- Zee\n", ""),
        (f"{'zeewater ' * 30}\n", f"{'zeewater ' * 16}zeewater…"),
        ("海" * 200, "海" * 159 + "…"),
    ],
)
def test_description(text: str, description: str) -> None:
    """Made of the first paragraph that says something, cut between words."""
    assert surveyed(text).summary.description == description


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("view", [TARGET, SOURCE])
def test_ends_of_lines_do_not_matter(end: str, mark: bytes, view: str) -> None:
    """A page is the same page under every system; only the places in its file differ."""
    plain, other = surveyed(ARTICLE, view), surveyed(mark + ARTICLE.replace("\n", end).encode(), view)
    assert other.body == plain.body
    assert other.summary.title == plain.summary.title
    assert other.summary.metadata == plain.summary.metadata


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Zie [a](b.md).", [("b.md", 1, 9)]),
        ("é 🙂\r\n\r\nZie [a](b.md) en\r\n[a](b.md).\r\n", [("b.md", 3, 9), ("b.md", 4, 5)]),
        (
            f"---\n{HEAD}---\n\n- {unit(102, 'Zie [a](b.md)', 'See [a](b.md)')} [c](d.md)\n",
            [("b.md", 6, 41), ("d.md", 6, 140)],
        ),
        (f"{unit(102, ' https://a.nl [a](b.md)', 'x')}", [("b.md", 1, 49)]),
        ("[b.md](b.md)", [("b.md", 1, 8)]),
        ("[a](boot.md) [b](boot)", [("boot.md", 1, 5), ("boot", 1, 18)]),
        ("Tekst\n[a]() b", [("", 2, 5)]),
        ("Tekst [a](<>)", [("", 1, 11)]),
        ("a [b][c] d\n\n[e][c]\n\n[c]: f.md 'g'\n", [("f.md", 5, 6), ("f.md", 5, 6)]),
        ("# Zee\n\n| a | [b](c.md) |\n|---|---|\n| d | [e](f.md) |\n", [("c.md", 3, 11), ("f.md", 5, 11)]),
        ("a <b>c</b>\n\nTekst <a href='d.md'>e</a>\n\nSlot [f](g.md)\n", [("g.md", 5, 10), ("d.md", 3, 16)]),
        (
            "<a href='b.md'>a</a> [b.md](b.md)\n\nb.md <a href=b.md>c</a> <img src=\"b.md\">\n",
            [("b.md", 1, 29), ("b.md", 1, 10), ("b.md", 3, 14), ("b.md", 3, 35)],
        ),
        ("Zee\n\n<table><tr><td>\n<a href='b&amp;c.md'>a</a>\n", [("b&c.md", 4, 10)]),
        ("Zee\n\n<a href='b&#46;md'>a</a> <a HREF = b.md>c</a>\n", [("b.md", 3, 10), ("b.md", 3, 36)]),
        ("[a](b&amp;c.md)\n", [("b&c.md", 1, 5)]),
        ("[a](https://help.zee.nl/b) [c](https://zee.nl/d)", [("https://help.zee.nl/b", 1, 5)]),
    ],
)
def test_places_of_links(text: str, places: list[tuple[str, int, int]]) -> None:
    """A link stands at its address, or where that cannot be found, at its block."""
    links = surveyed(text).summary.links
    assert [(link.target, link.at.line, link.at.column) for link in links] == places
    data = text.encode()
    for link in links:
        assert unescape(data[link.at.start : link.at.end].decode()) in (link.target, "")


def test_places_of_many_links_in_html() -> None:
    """Thousands of them in one block, none written as it is meant, among as many letters that look like them."""
    links = surveyed("<p>" + "<a href='&#97;'>a a</a> aaaa href=aa " * 5_000).summary.links
    assert len(links) == 5_000
    assert {link.at.end - link.at.start for link in links} == {len("&#97;")}
    assert sorted({link.at.start for link in links}) == [link.at.start for link in links]


def test_places_of_links_in_the_source_view() -> None:
    """They lead to the source's own address."""
    (link,) = surveyed(unit(102, "[a](b.md)", "[a](c.md)"), SOURCE).summary.links
    assert (link.target, link.at.column) == ("c.md", unit(102, "[a](b.md)", "[a](c.md)").index("c.md") + 1)


def test_places_on_a_page_with_damaged_quotes() -> None:
    """f: quotes are quotes again, in code too, and links are still found."""
    damaged = unit(102, "a `b &quot;` [c](d.md)", "x").replace('102">a', "102&quot;>a")
    found = surveyed(f"{damaged} &quot; [e](f.md)")
    assert text_of(found) == 'a b " c " e'
    assert '<span data-unit="102">a <code>b "</code> ' in found.body.html
    for link in found.summary.links:
        assert f"{damaged} &quot; [e](f.md)"[link.at.start : link.at.end] == link.target


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("# Zee", []),
        (b"# Zee \xff", [("invalid-encoding", 1, 7)]),
        ("\ufeff# Zee".encode("utf-16-le"), [("invalid-encoding", 1, 1)]),
        ("---\ntitle: a: b\n---\n", [("invalid-front-matter", 2, 9)]),
        ("---\ntitel: a\nms.date: x\n---\n", [("unknown-metadata", 2, 1), ("malformed-date", 3, 1)]),
        ("---\ntitle: a\nms.contentlocale: da-DK\n---\n", [("locale-mismatch", 3, 1)]),
        ("---\ntitle: a\nms.contentlocale: NL-nl\n---\n", []),
        (f"a\n\n- {unit(102, '')}", [("empty-target", 3, 3)]),
        (f"a {unit(103, 'b')}\r\n\r\n{unit(102, 'c')}", [("unit-structure", 3, 1)]),
    ],
)
def test_findings(text: str | bytes, findings: list[tuple[str, int, int]]) -> None:
    """What is wrong with a page, with its place and its lines."""
    found = surveyed(text).diagnostics
    assert [(one.name, one.at.line, one.at.column) for one in found] == findings
    assert all(one.fingerprint and one.locale == "nl-NL" and one.at.path.endswith("de-zee.md") for one in found)


def test_several_pages() -> None:
    """Each as if it were alone, in order."""
    sources = [Source(PageId("nl-NL", str(n)), f"{n}.md", f"# Zee {n}\n\n<b>x\n".encode()) for n in range(3)]
    assert list(survey(SETTINGS, sources)) == [next(survey(SETTINGS, [source])) for source in sources]
    assert [one.summary.title for one in survey(SETTINGS, iter(sources))] == ["Zee 0", "Zee 1", "Zee 2"]


pieces = st.one_of(
    st.binary(max_size=12),
    st.text(max_size=8).map(str.encode),
    st.sampled_from(
        [
            *(
                b"---\n",
                b"\r\n",
                b"\r",
                b"\0",
                b"\xff",
                b"# ",
                b"> ",
                b"| a |\n|-|\n| ",
                b"&quot;>",
                b"[a](b.md)",
                b"</span>",
            ),
            *(
                b"title: ",
                b"ms.date: ",
                b"<script>",
                b"<!--",
                b"\xef\xbb\xbf",
                b"\xff\xfe",
                b"https://a.b",
                "海\n".encode(),
            ),
            *(
                unit(102, "één", "one").encode(),
                unit(103, "> a\n> b", "c\nd").encode(),
                b'<span data-ttu-id="0ab1c-104">',
            ),
            *(
                b'<span class="sxs-lookup">',
                b'<span data-stu-id="x">',
                b"<a href='diglot-slot:3'>",
                b"<p data-unit='9'>",
            ),
        ]
    ),
)


@given(st.lists(pieces, max_size=15).map(b"".join), st.sampled_from([TARGET, SOURCE]))
def test_any_bytes_give_a_page(data: bytes, view: str) -> None:
    """With a title, well-formed HTML, and places within the file."""
    found = surveyed(data, view)
    assert found.summary.title
    assert parse(found.body.html) is not None
    assert "tu-id=" not in found.body.html
    for place in [*(link.at for link in found.summary.links), *(one.at for one in found.diagnostics)]:
        assert 1 <= place.line <= place.end_line
        assert 0 <= place.start <= place.end <= len(data)
    found.body.html.encode()
    found.summary.title.encode()
    found.summary.description.encode()

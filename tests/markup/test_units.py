"""The unit scanner: every pair, where it stands, and what is wrong with it. Letters name the cases of the format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.front_matter import front_matter
from diglot.markup.text import Places, decode
from diglot.markup.units import Units, scan_units, without_source
from diglot.markup.views import SOURCE, TARGET, project, source_view, target_view
from markup.pages import marked, prose, unit

LOOKUP = '<span class="sxs-lookup">'


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Returns (number, target, source) of every unit, having checked that offsets and texts belong together."""
    scanned = scan_units(text, front_matter(text).end)
    done = 0
    for found in scanned.units:
        assert done <= found.at.start < found.target_at.start <= found.target_at.end < found.source_at.start
        assert found.source_at.end < found.at.end
        assert text[slice(*found.target_at)] == found.target
        assert text[slice(*found.source_at)] == found.source
        assert text[slice(*found.at)].startswith("<span data-ttu-id=")
        assert text[slice(*found.at)].endswith("</span></span>")
        done = found.at.end
    return [(found.number, found.target, found.source) for found in scanned.units]


def messages(text: str) -> list[str]:
    """Returns what is said of a page's units."""
    return [finding.message for finding in scan_units(text, front_matter(text).end).findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Geen <span>paar</span>.", [], id="a page without units"),
        pytest.param(unit(102, "De zee.", "The sea."), [("102", "De zee.", "The sea.")], id="Dutch"),
        pytest.param(unit(102, "海です。", "The sea."), [("102", "海です。", "The sea.")], id="Japanese"),
        pytest.param(
            unit("p101", "البحر. عميق.", "The sea. Deep."), [("p101", "البحر. عميق.", "The sea. Deep.")], id="Arabic"
        ),
        pytest.param(
            f"{unit(102, 'Jūra.', 'Sea.')} {unit(104, 'Krasts.', 'Coast.')}\n- {unit(105, 'Enkurs', 'Anchor')}\n",
            [("102", "Jūra.", "Sea."), ("104", "Krasts.", "Coast."), ("105", "Enkurs", "Anchor")],
            id="Latvian, several on a line, with a gap",
        ),
        pytest.param(
            unit(102, "") * 1 + unit(103, "b"), [("102", "", "Source."), ("103", "b", "Source.")], id="neighbours"
        ),
    ],
)
def test_pairs(text: str, found: list[tuple[str, str, str]]) -> None:
    """Whole pairs, in order."""
    assert pairs(text) == found


INNER = '<span class="sleutel">{}</span>'


@pytest.mark.parametrize(
    ("target", "source"),
    [
        pytest.param(INNER.format("Anker"), INNER.format("Anchor"), id="a: a span of its own on both sides"),
        pytest.param("錨", INNER.format("Anchor"), id="a: a span in the source only"),
        pytest.param(INNER.format("مرساة"), "Anchor", id="a: a span in the target only"),
        pytest.param(
            f"{INNER.format(INNER.format('a'))} b", f"c {INNER.format(INNER.format('d'))}", id="a: nested spans"
        ),
        pytest.param("anker@zee.<span>nl", "anchor@sea.<span>com", id="b: never closed, on both sides"),
        pytest.param("錨 <span/> 海", "anchor <span/> sea", id="b: closed by itself"),
        pytest.param("zee `<span>` strand", "sea `<span>` beach", id="b: in code"),
        pytest.param("<span>a<span>", "<span>b<span>", id="b: two that are never closed"),
        pytest.param("jūra", "a <span>sea", id="b: never closed, in the source only"),
        pytest.param(
            "zoals </span> in [de zee](zee.md).",
            "as </span> in [the sea](sea.md).",
            id="c: a stray close on both sides",
        ),
        pytest.param("كما </span> في البحر", "as in the sea", id="c: a stray close in the target only"),
        pytest.param("zee", "as </span> in the sea", id="c: a stray close in the source only"),
        pytest.param("`<span asp-for` toont", "`<span asp-for` shows", id="d: a tag without end in code"),
        pytest.param("`<span a` en `</span>`", "`<span a` and `</span>`", id="d: and its close"),
        pytest.param("", "Anchor.", id="e: an empty target"),
        pytest.param("Anker.", "", id="e: an empty source"),
        pytest.param("", "", id="e: both empty"),
        pytest.param(
            "een [zee\nen](zee.md) [strand](\nstrand.md)", "a [sea\nand](sea.md) b", id="g: soft breaks and links"
        ),
        pytest.param("een\n> twee", "one\ntwo", id="g: a quote goes on in the target only"),
        pytest.param(
            "<!-- c -->\n\n<a name='x'></a>\n# Zee", "<!-- c -->\n\n# Sea", id="g: a comment, an anchor and a heading"
        ),
        pytest.param("海\n", "sea\n", id="g: a line ends in a table's head"),
        pytest.param("een\r\ntwee", "one\r\ntwo", id="g: lines that end with two characters"),
        pytest.param("6. Klik op", "6.Click", id="h: a list marker in the target only"),
        pytest.param("# Zee", "#Sea", id="h: a heading in the target only"),
        pytest.param("(artikel)\\", "(article)\\", id="i: a backslash at the end"),
        pytest.param("SDK\\\\", "SDK\\", id="i: two, and one"),
        pytest.param("`</span></span>` en", "a", id="two closes in the target"),
        pytest.param("日" * 3 + "<b>x</b><br/>", "🙂" * 3 + "<b>x</b>", id="other tags"),
        pytest.param(" https://example.com ", "https://example.com", id="blanks at both ends"),
    ],
)
def test_irregular_texts(target: str, source: str) -> None:
    """Whatever the two texts hold, the pair is found, and so are those around it."""
    text = f"# {unit(102, 'Voor', 'Before')}\n\n{unit(103, target, source)} {unit(104, 'Na', 'After')}\n"
    assert pairs(text) == [("102", "Voor", "Before"), ("103", target, source), ("104", "Na", "After")]
    assert not [finding for finding in scan_units(text).findings if finding.rule == "unit-structure"]


@pytest.mark.parametrize("damaged", [[0], [1, 2], [0, 3], [1, 4], [0, 1, 2, 3, 4, 5]])
def test_f_quotes_as_entities(damaged: list[int]) -> None:
    """f: the quotes of the tags were turned into `&quot;`, some or all."""
    opening, *parts = unit(103, "a 'b'", "c").split('"')
    text = opening + "".join(("&quot;" if n in damaged else '"') + part for n, part in enumerate(parts))
    assert pairs(f"{text}\n{unit(104, 'd', 'e')}") == [("103", "a 'b'", "c"), ("104", "d", "e")]
    assert not messages(text)


def test_j_in_indented_code() -> None:
    """j: pairs in code are pairs."""
    text = f"Tekst:\n\n    CN={unit(103, '{{Naam}}', '{{Name}}')},E={unit(104, '海', 'b')}\n"
    assert pairs(text) == [("103", "{{Naam}}", "{{Name}}"), ("104", "海", "b")]
    assert {found.block for found in scan_units(text).units} == {"code"}


def test_k_in_front_matter() -> None:
    """k: pairs in what was front matter are pairs, and known to stand there."""
    text = f"---\n{unit(101, 'titel: x', 'title: x')} (\n---\n# {unit(102, 'Zee', 'Sea')}\n"
    scanned = scan_units(text, front_matter(text).end)
    assert [(found.number, found.block) for found in scanned.units] == [("101", "front-matter"), ("102", "heading")]


def test_k_pair_that_leaves_the_front_matter() -> None:
    """k: a pair cannot begin in the front matter and end in the body; the words of the body stay."""
    text = f"---\n{unit(101, 'titel: x' + chr(10) + '---' + chr(10) + 'Zee', 'Sea')}\n{unit(102, 'Strand', 'Beach')}\n"
    assert pairs(text) == [("102", "Strand", "Beach")]
    for view in (TARGET, SOURCE):
        start = front_matter(text).end
        body = project(text, scan_units(text, start), view, start).text
        assert "tu-id" not in body
        assert "sxs" not in body
        assert "Zee" in body


def test_l_in_alt_text() -> None:
    """l: pairs in a picture's text are pairs."""
    assert pairs(f"![{unit(103, 'Een anker', 'An anchor')}](anker.png)") == [("103", "Een anker", "An anchor")]


def test_m_reference_definitions() -> None:
    """m: pairs around doubled definitions are pairs."""
    text = f"{unit(103, '[zee][]', '[sea][]')}\n\n[zee]: zee.md\n[sea]: zee.md\n"
    assert pairs(text) == [("103", "[zee][]", "[sea][]")]


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        pytest.param('<span data-ttu-id="0ab1c-102">De zee</span>', [], ["`0ab1c-102` has no source"], id="no source"),
        pytest.param(
            f'{LOOKUP}<span data-stu-id="0ab1c-102">The sea</span></span>',
            [],
            ["source `0ab1c-102` has no translation"],
            id="no target",
        ),
        pytest.param(f"{LOOKUP}海</span>", [], ["`sxs-lookup` stands outside"], id="no source in its element"),
        pytest.param('<span data-stu-id="0ab1c-102">The sea</span>', [], ["source `0ab1c-102`"], id="a source alone"),
        pytest.param(
            unit(102, "De zee")[:-7],
            [],
            ["`0ab1c-102` has no source, or its spans are not closed"],
            id="one close is missing",
        ),
        pytest.param(
            unit(102, "De zee")[:-14],
            [],
            ["`0ab1c-102` has no source, or its spans are not closed"],
            id="both are missing",
        ),
        pytest.param(
            unit(102, "بحر").replace("</span><span c", "</span> <span c"),
            [],
            ["`0ab1c-102`", "source"],
            id="a blank between",
        ),
        pytest.param(
            unit(102, f"een {unit(103, 'twee')}"),
            ["103"],
            ["`0ab1c-102` has no source", "source `0ab1c-102`"],
            id="a pair in a target",
        ),
        pytest.param(
            unit(102, "een", f"een {unit(103, 'twee')}"),
            ["103"],
            ["`0ab1c-102` has no source"],
            id="a pair in a source",
        ),
        pytest.param(
            unit(102, "a").replace('stu-id="0ab1c-102', 'stu-id="0ab1c-105'),
            ["102"],
            ["another id, `0ab1c-105`"],
            id="two ids",
        ),
        pytest.param(unit(102, "a") + unit(102, "b"), ["102", "102"], ["used twice"], id="an id twice"),
        pytest.param(
            unit(103, "a") + unit(102, "b"), ["103", "102"], ["`0ab1c-102` stands after `0ab1c-103`"], id="falling"
        ),
        pytest.param(
            unit(102, "a") + unit(103, "b", prefix="fffff"), ["102", "103"], ["does not share"], id="two prefixes"
        ),
        pytest.param(unit("x1", "a"), ["x1"], ["`0ab1c-x1` is not of the form"], id="no number"),
        pytest.param(unit(100, "a"), ["100"], ["is not of the form"], id="a number that is too low"),
        pytest.param(unit(102, "a", prefix="0AB1C"), ["102"], ["is not of the form"], id="a prefix in capitals"),
        pytest.param(unit("8" * 5000, "a"), ["8" * 5000], ["is not of the form"], id="a number without end"),
        pytest.param(
            unit("p102", "a") + unit(102, "b") + unit("p103", "c"), ["p102", "102", "p103"], [], id="two ways to count"
        ),
        pytest.param(
            unit("p103", "a") + unit("p102", "b"),
            ["p103", "p102"],
            ["`0ab1c-p102` stands after"],
            id="falling, of several",
        ),
    ],
)
def test_invariants(text: str, found: list[str], said: list[str]) -> None:
    """Every break is said once, what is whole is found all the same, and no word is lost."""
    text = f"Voor {text} na {unit(999999999, 'slot', 'end')}"
    assert [number for number, _, _ in pairs(text)] == [*found, "999999999"]
    got = [message for message in messages(text) if "999999999" not in message]
    assert len(got) == len(said)
    for message, part in zip(got, said, strict=True):
        assert part in message
    for view in (target_view, source_view):
        for word in ("Voor", "na"):
            assert word in view(text).split()
        assert "tu-id" not in view(text)
        assert "sxs-lookup" not in view(text)


@pytest.mark.parametrize(
    ("target", "source", "is_empty"),
    [
        *[("", "Sea", True), (" \n", "Sea", True), ("** **", "**Sea**", True), ("__", "*Sea*", True)],
        *[("", "", False), ("", "**", False), ("海", "Sea", False), ("✔", "✔", False), ("\\*", "\\*", False)],
    ],
)
def test_empty_target(target: str, source: str, is_empty: bool) -> None:
    """A target without a word to a source that has some."""
    found = scan_units(unit(102, target, source)).findings
    assert [(finding.rule, finding.unit) for finding in found] == [("empty-target", "102")] * is_empty


def test_ruin_is_reported_once() -> None:
    """Of a thousand damaged pairs, a hundred are named; findings are in order, and all within the page."""
    text = '<span data-ttu-id="0ab1c-102">zee ' * 1000
    findings = scan_units(text).findings
    assert len(findings) == 101
    assert "900 more" in findings[-1].message
    assert sorted(finding.at for finding in findings[:-1]) == [finding.at for finding in findings[:-1]]


@pytest.mark.parametrize(
    ("before", "after", "block"),
    [
        *[
            ("", "", "paragraph"),
            ("Zie ", " en verder.", "paragraph"),
            ("**", "**", "paragraph"),
            ("[", "](x.md)", "paragraph"),
        ],
        *[
            ("## ", "", "heading"),
            ("# <a name='x'></a>", "", "heading"),
            ("> ## ", "", "heading"),
            ("", "\n===\n", "heading"),
        ],
        *[("<a name='x'></a>", " en\r\n---\r\n", "heading"), (f"{unit(101, 'een')} ", " drie\n-----", "heading")],
        *[
            ("- ", "", "list"),
            ("  1. ", "", "list"),
            ("> * ", "", "list"),
            ("- a\n\n  ", "", "list"),
            ("1. a\n\n    ", "", "list"),
        ],
        *[
            ("- a\n    - b\n\n      **", "**", "list"),
            ("| ", " | b |", "table"),
            ("", " | b", "table"),
            ("a|", "|", "table"),
        ],
        *[("> ", "", "quote"), (">> [!NOTE]\n>> ", "", "quote"), ("> a\n> ", "", "quote"), ("<td>", "</td>", "html")],
        *[("    ", "", "code"), ("\t", "", "code"), ("a:\n\n    x = ", "", "code"), ("- a\n\n      ", "", "code")],
        *[("a\n    ", "", "paragraph"), ("- a\n\nb\n\n    ", "", "code"), ("  ", "", "paragraph")],
    ],
)
def test_block(before: str, after: str, block: str) -> None:
    """The kind of block in which a pair stands, by the line it starts on."""
    text = f"{before}{unit(102, 'zee')}{after}"
    (found,) = [found for found in scan_units(text).units if found.number == "102"]
    assert found.block == block


def test_block_of_what_follows_a_break() -> None:
    """A line that begins within a pair is not where the next pair stands."""
    text = (
        f"> {unit(102, 'een' + chr(10) + '> twee', 'one' + chr(10) + 'two')} {unit(103, 'drie')}\n{unit(104, 'vier')}\n"
    )
    assert [found.block for found in scan_units(text).units] == ["quote", "quote", "paragraph"]


def test_places_in_the_file() -> None:
    """Offsets of a pair lead to its bytes, in a file with a byte order mark and Windows' lines."""
    text = f"# Zee 🙂\r\n\r\n{unit(102, '海は', 'The sea')} é {unit(103, 'a', 'b')}\r\n"
    data = b"\xef\xbb\xbf" + text.encode()
    decoded, _ = decode(data)
    places = Places(decoded, "zee.md")
    for found in scan_units(decoded.text).units:
        for at, written in ((found.target_at, found.target), (found.source_at, found.source)):
            place = places.locate(at)
            assert data[place.start : place.end].decode() == written
            assert place.line == 3


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zee", "Zee"),
        (unit(101, "De zee", "The sea"), "De zee"),
        (f"“{unit(101, '海', 'Sea')}” / {unit(102, 'x', 'y')}", "“海” / x"),
        ('<span data-ttu-id="0ab1c-101">De zee', "De zee"),
        (f'<span data-ttu-id="a">De {unit(101, "zee")}', "De zee"),
    ],
)
def test_without_source(text: str, kept: str) -> None:
    """Short texts lose their tags, and their source."""
    assert without_source(text) == kept


fragments = st.one_of(
    marked,
    prose,
    st.sampled_from(
        [
            *("<span>", "</span>", "</span></span>", "<span", "<span/>", LOOKUP, "\n", "\n---\n", "`"),
            *('<span data-ttu-id="0ab1c-102">', '<span data-stu-id="0ab1c-102">', '</span><span class="sxs-lookup">'),
            *('<span data-ttu-id="">', "<span data-ttu-id=&quot;0ab1c-103&quot;>", '<span class=&quot;sxs-lookup">'),
            *(unit(104, "zee", "sea"), unit(105, "<span>海", "<span>sea"), unit(106, "", "</span>")),
        ]
    ),
)


def reassembled(text: str, scanned: Units) -> str:
    """Returns the page put together again from its units and what is around them."""
    pieces, done = [], 0
    for found in scanned.units:
        pieces += [text[done : found.at.start], text[slice(*found.at)]]
        done = found.at.end
    return "".join([*pieces, text[done:]])


@given(st.lists(fragments, max_size=20), st.integers(0, 40))
def test_any_damage(parts: list[str], body: int) -> None:
    """The scanner never fails, offsets fit, findings are within the page, and every character is accounted for."""
    text = "".join(parts)
    scanned = scan_units(text, min(body, len(text)))
    assert reassembled(text, scanned) == text
    done = 0
    for found in scanned.units:
        assert found.at.start >= done
        done = found.at.end
        assert text[slice(*found.target_at)] == found.target
        assert text[slice(*found.source_at)] == found.source
    units = [found.at for found in scanned.units]
    for stray in scanned.strays:
        assert text[slice(*stray)].startswith(("<span", "</span"))
        assert not any(at.start < stray.end and stray.start < at.end for at in units)
    assert len(set(scanned.strays)) == len(scanned.strays)
    assert all(0 <= finding.at.start <= finding.at.end <= len(text) for finding in scanned.findings)


sentences = st.one_of(prose, marked.filter(lambda text: "span" not in text))
balanced = st.recursive(
    sentences, lambda inner: st.tuples(inner, inner).map(lambda t: f"{t[0]}<span id='a'>{t[1]}</span>")
)


@given(st.lists(st.tuples(balanced, balanced, marked.filter(lambda text: "<" not in text)), max_size=8))
def test_what_was_written_is_found(written: list[tuple[str, str, str]]) -> None:
    """Pages of whole pairs come apart as they were put together."""
    text = "".join(f"{unit(n, target, source)}{rest}" for n, (target, source, rest) in enumerate(written, 102))
    assert pairs(text) == [(str(n), target, source) for n, (target, source, _) in enumerate(written, 102)]
    assert not [message for message in messages(text) if "no translation" not in message]

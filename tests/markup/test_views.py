"""The two views as plain Markdown: rules R2 to R4, and the cases that show in what is projected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from diglot.markup.views import (
    SOURCE,
    TARGET,
    as_plain,
    has_damaged_quotes,
    project,
    raw_offset,
    source_view,
    target_view,
)
from markup.pages import bilingual, marked, prose, unit


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param("Zee.\n", "Zee.\n", "Zee.\n", id="no units"),
        pytest.param("- «102 Anker.¦Anchor.»  \n", "- Anker.  \n", "- Anchor.  \n", id="only its own bytes change"),
        pytest.param(
            "---\ntitle: x\n---\r\n«102 海¦Sea»",
            "---\ntitle: x\n---\r\n海",
            "---\ntitle: x\n---\r\nSea",
            id="front matter",
        ),
        pytest.param("«102 بحر¦»", "بحر", "", id="e: no source"),
        pytest.param("«102 ¦Sea»", "", "Sea", id="e: no target"),
        pytest.param(
            "a«102  https://zee.nl b¦ https://zee.nl c»",
            "ahttps://zee.nl b",
            "a https://zee.nl c",
            id="R2: one blank before an address",
        ),
        pytest.param("«102   https://zee.nl»", "  https://zee.nl", "Source.", id="R2: two blanks are two"),
        pytest.param("«102  http¦ http»", " http", " http", id="R2: no address"),
        pytest.param("«102 \\*.zee.nl¦*.zee.nl»", "*.zee.nl", "*.zee.nl", id="R3: the writer's own"),
        pytest.param("«102 海 \\* 1¦Sea \\* 1»", "海 \\* 1", "Sea \\* 1", id="R3: the author's"),
        pytest.param("«102 \\*\\* a \\*¦b \\*»", "** a *", "b \\*", id="R3: more than the author's"),
        pytest.param("«102 \\**Koop.\\**¦**Buy**.»", "\\**Koop.\\**", "**Buy**.", id="R3: halves of bold"),
        pytest.param("a \\* «102 b»", "a \\* b", "a \\* Source.", id="R3: outside of units"),
        pytest.param("> «102 a\n> b¦c\nd»", "> a\n> b", "> c\n> d", id="g: a quote"),
        pytest.param("> «102 a¦c\n> d\n>»", "> a", "> c\n> d\n>", id="g: a quote that has its marks"),
        pytest.param(">> «102 a¦c\nd»", ">> a", ">> c\n>> d", id="g: a quote in a quote"),
        pytest.param("12. «102 a¦c\nd»", "12. a", "12. c\n    d", id="g: a list"),
        pytest.param("> - **«102 a¦c\nd»", "> - **a", "> - **c\n>   d", id="g: a list in a quote"),
        pytest.param("- > «102 a¦c\nd»", "- > a", "- > c\n  > d", id="g: a quote in a list"),
        pytest.param(
            "- «102 a\n  b¦c\nd» «103 e¦f\ng»", "- a\n  b e", "- c\n  d f\n  g", id="g: two on what began as one line"
        ),
        pytest.param("«102 a\nb¦c\nd»", "a\nb", "c\nd", id="g: a paragraph"),
        pytest.param("| «102 海\n¦Sea\n»| b |\n", "| 海 | b |\n", "| Sea | b |\n", id="g: a row is one line"),
        pytest.param("| «102 a\r\nb¦c\nd» |\n", "| a b |\n", "| c d |\n", id="g: in both texts"),
        pytest.param("«102 a\nb¦c» | x\n", "a b | x\n", "c | x\n", id="g: a row without its first bar"),
        pytest.param("«102 6. Klik op¦6.Click»", "6. Klik op", "6.Click", id="h: a list item in the target only"),
        pytest.param("«102 a (b)\\¦c\\» d", "a (b)\\ d", "c\\ d", id="i: a backslash has no tag to escape"),
        pytest.param("    «102 CN={{x}}¦CN={{y}}»\n", "    CN={{x}}\n", "    CN={{y}}\n", id="j: code"),
        pytest.param("![«102 a¦b»](c.png)", "![a](c.png)", "![b](c.png)", id="l: alt text"),
        pytest.param('<span data-ttu-id="0ab1c-102">een', "een", "een", id="the words of a damaged unit"),
    ],
)
def test_views(text: str, target: str, source: str) -> None:
    """Each view has the whole page, and its own texts only."""
    assert target_view(bilingual(text)) == target
    assert source_view(bilingual(text)) == source


@pytest.mark.parametrize(
    ("target", "source", "plain"),
    [
        pytest.param(r"\*.zee.nl", "*.zee.nl", "*.zee.nl", id="the writer's"),
        pytest.param(r"海 \* 1", r"Sea \* 1", "海 * 1", id="the author's look the same"),
        pytest.param(r"\**Koop.\**", "**Buy**.", "**Koop.**", id="halves of bold"),
        pytest.param(r"a \_ b \` c", r"a \_ b", r"a \_ b \` c", id="other escapes stay"),
    ],
)
def test_as_plain(target: str, source: str, plain: str) -> None:
    """R3: in the plain branch, no unit has an escaped asterisk; all else has."""
    assert as_plain(rf"\* {unit(102, target, source)} \*") == rf"\* {plain} \*"


DEFINITIONS = "{body}\n\n[{one}]: {first}\n{between}[{two}]: {second}\n"


@pytest.mark.parametrize(
    ("one", "first", "between", "two", "second", "is_dropped"),
    [
        pytest.param(
            "de zee", "zee.md", "", "the sea", "zee.md", True, id="the same address under the label of the source"
        ),
        pytest.param("海", "zee.md", "\n\n", "the sea", "zee.md", True, id="with blank lines between"),
        pytest.param("de zee", "zee.md", "", "the sea", "sea.md", False, id="another address"),
        pytest.param("de zee", "zee.md", "", "strand", "zee.md", False, id="a label that the target uses"),
        pytest.param("de zee", "zee.md", "", "de zee", "zee.md", False, id="the same label"),
        pytest.param("de zee", "zee.md", "a\n", "the sea", "zee.md", False, id="not neighbours"),
    ],
)
def test_doubled_definitions(one: str, first: str, between: str, two: str, second: str, is_dropped: bool) -> None:
    """R4, m: only the source view needs the second of two definitions."""
    body = f"{unit(102, f'[{one}] en [Strand]', f'[{two}] b')}"
    text = DEFINITIONS.format(body=body, one=one, first=first, between=between, two=two, second=second)
    kept = f"[{two}]: {second}\n"
    assert (kept not in target_view(text) or one == two) == (is_dropped or one == two)
    assert source_view(text).endswith(kept)


def test_doubled_definitions_in_pairs() -> None:
    """R4: of many pairs, each loses its second."""
    text = "".join(f"[doel{n}]: {n}.md\r\n[goal{n}]: {n}.md\r\n" for n in range(3))
    assert target_view(text) == "[doel0]: 0.md\r\n[doel1]: 1.md\r\n[doel2]: 2.md\r\n"


@pytest.mark.parametrize(
    ("heading", "source"),
    [
        ('## <a name="sea"></a>{}', "## Sea"),
        ('> # <a id="the-sea"></a>{}', "> # Sea"),
        ('<a name="sea"></a>{}\n=====\n', "Sea\n=====\n"),
        ('<a name="sea"></a>{}\r\n---\r\n', "Sea\r\n---\r\n"),
        ('<a name="sea"></a>{}\n', '<a name="sea"></a>Sea\n'),
        ('Zie <a name="sea"></a>{}\n', 'Zie <a name="sea"></a>Sea\n'),
        ('#<a name="sea"></a>{}', '#<a name="sea"></a>Sea'),
    ],
)
def test_names_of_headings(heading: str, source: str) -> None:
    """The name that the writer put into a heading goes with the source view; names in text stay."""
    text = heading.format(unit(102, "海", "Sea"))
    assert source_view(text) == source
    assert target_view(text) == heading.format("海")


def test_places_in_a_projection() -> None:
    """Every unit is marked where it now stands, and every character leads back to where it came from."""
    text = f"---\ntitle: x\n---\na {unit(102, ' https://海', 'Sea')} b\n> {unit(103, 'c', 'd' + chr(10) + 'e')} f"
    start = front_matter(text).end
    scanned = scan_units(text, start)
    for view, shown in ((TARGET, ["https://海", "c"]), (SOURCE, ["Sea", "d\n> e"])):
        projection = project(text, scanned, view, start)
        assert [projection.text[mark.start : mark.end] for mark in projection.marks] == shown
        assert [mark.unit for mark in projection.marks] == [0, 1]
        for offset, char in enumerate(projection.text):
            if view == TARGET or offset < projection.marks[1].start + 2:
                assert text[raw_offset(projection, offset)] == char


def test_places_behind_escapes_that_are_undone() -> None:
    """A backslash that is not shown does not move what stands behind it (R3)."""
    target = r" https://b \*c\*\* d"
    text = f"a {unit(102, target, '*e*')} f"
    projection = project(text, scan_units(text), TARGET)
    assert projection.text == "a https://b *c** d f"
    assert all(text[raw_offset(projection, offset)] == char for offset, char in enumerate(projection.text))


def test_offset_before_everything() -> None:
    """A projection without text leads to the start."""
    assert raw_offset(project("", scan_units(""), TARGET), 0) == 0


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ('<span data-ttu-id="0ab1c-1&quot;>a', True),
        ("<span class=&quot;sxs-lookup&quot;>", True),
        ("`a &quot;> b`", False),
        ("&quot;", False),
        (unit(102, "a"), False),
    ],
)
def test_damaged_quotes(text: str, damaged: bool) -> None:
    """f: a page whose quotes were replaced is told by its tags."""
    assert has_damaged_quotes(text) == damaged


@given(marked.filter(lambda text: "<" not in text), st.sampled_from(["", "---\ntitle: 海\n---\n"]))
def test_page_without_units_is_its_own_view(text: str, front: str) -> None:
    """Nothing changes where nothing is bilingual, but for what R4 and the source's headings take out."""
    if "]:" not in text:
        assert target_view(front + text) == front + text
    assert source_view(front + text) == front + text


@given(st.lists(st.tuples(prose, prose, prose), max_size=6), st.sampled_from(["", "- ", "> ", "# ", "| "]))
def test_views_of_plain_prose(written: list[tuple[str, str, str]], lead: str) -> None:
    """Views are the page with one of the two texts for each unit."""
    text = lead + "".join(unit(n, a, b) + c for n, (a, b, c) in enumerate(written, 102))
    assert target_view(text) == as_plain(text) == lead + "".join(a + c for a, _, c in written)
    assert source_view(text) == lead + "".join(b + c for _, b, c in written)

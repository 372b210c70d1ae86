"""Sides: what is visible of a unit, and the way back from each letter and mark to its place in the page."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.markup import sides
from diglot.markup.sides import CODE, EM, HTML, IMAGE, LINK, OBJECT, STRIKE, STRONG, Run, Side, side, target_side
from diglot.markup.units import scan_units
from diglot.model import Span
from markup.pages import unit
from markup.test_linear import calls

LETTERS = [
    "a",
    "b c",
    "é",
    "紙",
    "و",
    "1",
    " ",
    "  ",
    ".",
    ",",
    "\n",
    "  \n",
    "\\\n",
    "\r\n",
    "\r",
    "&",
    "#",
    "'",
    '"',
    "|",
]
MARKS = ["*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "[", "]", "](", "(", ")", "!", "<", ">", "\\", "://"]
WHOLES = [
    "**b**",
    "*c*",
    "`d`",
    "[e](u)",
    "[e][u]",
    "](u)",
    "![f](p)",
    "<b>",
    "</b>",
    "<br>",
    "<!--g-->",
    "<a@b.nl>",
    "<https://zee.nl/a>",
    "https",
    "https://zee.nl",
    "www.zee.nl",
    "https://zee.nl/?a&amp;b",
    "\\*",
    "\\[",
    "\\\\",
    "\\|",
    "&amp;",
    "&nbsp;",
    "&ngE;",
    "&#65;",
    '::: no-loc text="h":::',
    ':::no-loc text="\\"i":::',
    ":::no-loc(J):::",
]
texts = st.lists(st.sampled_from([*LETTERS, *MARKS, *WHOLES]), max_size=12).map("".join)
"""Running text with anything that Markdown may hold, mostly broken."""
_SIMPLE = ["**", "**b**", "[e](u)", "[", "](u)", " ", "a", "é", "1", ".", ":", "!", "“", "€", "\u0301", "\u3000", "("]
simple = st.lists(st.sampled_from(_SIMPLE), max_size=9).map("".join)
"""Running text with bold text and links that may or may not be broken."""

BEFORE = 7
"""How far behind the start of its page a text stands."""

MARKS_OF = {
    LINK: ("[<", "](>"),
    STRONG: ("*_", "*_"),
    EM: ("*_", "*_"),
    STRIKE: ("~", "~"),
    CODE: ("`", "`"),
}
"""What the opening mark of a run begins with, and its closing mark."""
WIDTH = {STRONG: 2, EM: 1, STRIKE: 2}


def read(text: str) -> Side:
    """Returns a text as readers see it, which stands alone in its page."""
    return side(text, lambda offset: BEFORE + offset, Span(BEFORE, BEFORE + len(text)))


def sliced(text: str, at: Span) -> str:
    """Returns what stands in the page at `at`."""
    return text[at.start - BEFORE : at.end - BEFORE]


@given(texts)
@example("&ngE;")
@example("`a\r\nb c`")
@example("~~a~~~~~")
@example("\\\r\n")
@example("https://zee.nl/?a&amp;b")
@example(':::no-loc text="\\"i":::')
def test_letters_are_found_in_the_page(text: str) -> None:
    """Every letter that is seen stands in the page, but for those that are written as something else."""
    seen = read(text)
    assert [offset for offset, _ in seen.ends] == sorted(seen.specials)
    for offset, letter in enumerate(seen.text):
        written = sliced(text, seen.span(offset, offset + 1))
        if offset in seen.specials:
            assert written[0] in "\\&:hw"
        elif letter not in (OBJECT, "\n"):
            assert written == letter or written.isspace()


@given(st.one_of(texts, simple))
@example("a **b** c [d](e)")
@example("**a:** b **c**")
@example("**a**b")
@example("**a**** b**")
@example("a ** b ** c")
@example("[!INCLUDE a](b)")
@example("![a](b)")
@example("**a** b@c.nl www.zee.nl")
def test_simple_texts_are_read_as_by_the_parser(text: str) -> None:
    """Bold text and links that are read without the parser are what the parser makes of them."""
    seen = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sides, "simple_pieces", lambda content: [])
        assert read(text) == seen


@given(texts)
def test_places_rise(text: str) -> None:
    """A stretch of visible text is a stretch of the page."""
    seen = read(text)
    places = [seen.span(offset, offset + 1) for offset in range(len(seen.text))]
    assert places == sorted(places)
    for offset, at in enumerate(places):
        assert BEFORE <= at.start <= at.end <= BEFORE + len(text)
        assert seen.span(0, offset + 1) == Span(places[0].start, at.end)


@given(texts)
@example("[**a** b](u)")
@example("[<b>](u)")
@example("~**b**")
@example("a ~~~b~~ c")
@example("![a](p)  \n")
@example("<br>[a](u)")
@example("**www.zee.nl**")
@example("\\ahttps://zee.nl")
@example("` a `")
def test_runs_stand_between_their_marks(text: str) -> None:
    """What is said to be a link, bold text or code has its marks at both ends."""
    seen = read(text)
    assert [run.start for run in seen.runs] == sorted(run.start for run in seen.runs)
    for run in seen.runs:
        assert BEFORE <= run.at.start <= run.inner.start <= run.inner.end <= run.at.end <= BEFORE + len(text)
        assert 0 <= run.start <= run.end <= len(seen.text)
        expect_marks(text, run)


def expect_marks(text: str, run: Run) -> None:
    """Fails if a run does not begin and end with marks of its kind."""
    written, inner = sliced(text, run.at), sliced(text, run.inner)
    if run.kind == IMAGE:
        assert written.startswith("![")
        assert written.endswith((")", "]"))
    elif run.kind == HTML:
        assert written == run.address or "\r" in written
    elif run.at != run.inner:
        # A blank beside the marks of code belongs to them.
        first = sliced(text, Span(run.at.start, run.inner.start)).rstrip(" \r\n")
        last = sliced(text, Span(run.inner.end, run.at.end)).lstrip(" \r\n")
        opening, closing = MARKS_OF[run.kind]
        assert first[0] in opening
        assert last[0] in closing
        assert len(first) == len(last) == WIDTH.get(run.kind, len(last)) or run.kind in (LINK, CODE)
    else:
        assert run.kind == LINK
        assert inner.lower().startswith(("https://", "www."))


@pytest.mark.parametrize(
    ("text", "kind", "written", "inner"),
    [
        ("zie [**zee** nu](a.md), daar", STRONG, "**zee**", "zee"),
        ("zie [**zee** nu](a.md), daar", LINK, "[**zee** nu](a.md)", "**zee** nu"),
        ("[<b>zee</b>](a.md)", LINK, "[<b>zee</b>](a.md)", "<b>zee</b>"),
        ("[a](u)[b](v)", LINK, "[a](u)", "a"),
        ("![zee](a.png)  \nmeer", IMAGE, "![zee](a.png)", "![zee](a.png)"),
        ("`` a`b ``[c](u)", CODE, "`` a`b ``", "a`b"),
        ("***zee***", EM, "***zee***", "**zee**"),
        ("~~~zee~~", STRIKE, "~~zee~~", "zee"),
        ("zie www.zee.nl.", LINK, "www.zee.nl", "www.zee.nl"),
        ("zie <https://zee.nl>.", LINK, "<https://zee.nl>", "https://zee.nl"),
        ("zie **HTTPS://zee.nl**.", LINK, "HTTPS://zee.nl", "HTTPS://zee.nl"),
        ("海**紙**", STRONG, "**紙**", "紙"),
    ],
)
def test_run(text: str, kind: str, written: str, inner: str) -> None:
    """The place of a run is exact, whatever stands beside it or within it."""
    run = next(read(text).of(kind))
    assert (sliced(text, run.at), sliced(text, run.inner)) == (written, inner)


@pytest.mark.parametrize(
    ("text", "seen", "first", "last", "written"),
    [
        ("a **b** c", "a b c", 2, 5, "b** c"),
        ("a &amp;b", "a &b", 2, 3, "&amp;"),
        ("a \\*\\*", "a **", 2, 4, "\\*\\*"),
        ("a\\\r\nb", "a\nb", 2, 3, "b"),
        ("[a](u) <b>c</b>", "a c", 0, 3, "a](u) <b>c"),
    ],
)
def test_stretch(text: str, seen: str, first: int, last: int, written: str) -> None:
    """A stretch of visible text reaches from its first letter to the end of its last one, marks included."""
    found = read(text)
    assert found.text == seen
    assert sliced(text, found.span(first, last)) == written


def test_undone_escapes_stay_in_the_page() -> None:
    """The backslashes that the writer of the format added are no part of the text, but places know of them."""
    page = unit(102, "Kies \\*nu\\* **zee** \\* .", "Choose * now *.")
    (found,) = scan_units(page).units
    seen = target_side(found)
    assert seen.text == "Kies nu zee * ."
    assert [page[slice(*run.at)].replace("\\", "") for run in seen.runs] == ["*nu*", "**zee**"]
    assert page[slice(*seen.span(5, 7))] == "nu"
    assert page[slice(*seen.span(12, 13))] == "*"


@pytest.mark.parametrize(
    "piece", [*MARKS, *WHOLES, "[a](", "![", "[[a]", "<b", "<!--", "*a **b ", "`a\n`", "\r\n", "a"]
)
def test_work_grows_with_the_text(piece: str) -> None:
    """Of any mark there may be any amount; each costs the same."""
    counts = [calls(lambda n=n: read(piece * n)) for n in (300, 1_200)]  # type: ignore[misc]
    assert counts[1] < 4.3 * counts[0] + 500


@pytest.mark.parametrize("mark", ["[", "<", "`", "](", "~"])
def test_a_hundred_thousand_marks(mark: str) -> None:
    """A page of one mark is shown as it is."""
    text = "a" + mark * (100_000 // len(mark))
    assert read(text).text == text

"""Pipe tables as Markdig reads them, in both views, whole and broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, document, notes, parse, seen, shown, visible, with_spans
from markup.test_linear import calls

Grid = list[list[str]]


def grid(html: str) -> Grid:
    """Returns what stands in the cells of the only table of `html`, row by row; the head's cells begin with `*`."""
    (table,) = parse(html).xpath("//table")
    return [[("*" if cell.tag == "th" else "") + _inner(cell) for cell in row] for row in table.xpath(".//tr")]


def _inner(element: etree._Element) -> str:
    children = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return ((element.text or "") + children).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a | b\n-- | -\n0 | 1", [["*a", "*b"], ["0", "1"]], id="no pipes around"),
        pytest.param("a | b\n- | -\n0 | 1", [["*a", "*b"], ["0", "1"]], id="a second line like a list"),
        pytest.param("a | b\n--|--\n- | -\n- | --", [["*a", "*b"], ["-", "-"], ["-", "--"]], id="rows like a list"),
        pytest.param("|a|b|\n|-|-|", [["*a", "*b"]], id="a head alone"),
        pytest.param("a | b\n-- | --\n-- | --", [["*a", "*b"], ["--", "--"]], id="only the second line is special"),
        pytest.param("|-|-|\n|-|-|\n|a|b|", [["*-", "*-"], ["a", "b"]], id="even if the first one looks like it"),
        pytest.param("|a|\n|--|\n|b|", [["*a"], ["b"]], id="one column"),
        pytest.param("| a\n| --\n| b\n| c ", [["*a"], ["b"], ["c"]], id="one column, pipes before"),
        pytest.param("a |\n- |\nb |", [["*a"], ["b"]], id="one column, pipes behind"),
        pytest.param("  a | b |\n--  | --\n| 0 | 1\n 4|5 ", [["*a", "*b"], ["0", "1"], ["4", "5"]], id="mixed edges"),
        pytest.param("|a|b|c\n|-|-|\n|1|2|3", [["*a", "*b", "*c"], ["1", "2", "3"]], id="too few in the second line"),
        pytest.param("|a|\n|-|-|-|\n|1|", [["*a"], ["1"]], id="too many in the second line"),
        pytest.param("|a|b|\n|-|-|\n|1|2|3|\n|4|", [["*a", "*b", ""], ["1", "2", "3"], ["4", "", ""]], id="long rows"),
        pytest.param("|a|b|\n|-||-|\n|1|2|", [["*a", "*b"], ["1", "2"]], id="an empty cell in the second line"),
        pytest.param("|a|b|\n|-|-|\n||2|\n|1||", [["*a", "*b"], ["", "2"], ["1", ""]], id="empty cells"),
        pytest.param("|a|b|\n|-|-|\n|\n", [["*a", "*b"], ["", ""]], id="an empty row"),
        pytest.param("| | |\n|-|-|\n|1|2|", [["1", "2"]], id="an empty head"),
        pytest.param("|&nbsp;|<br>|\u00a0|\n|-|-|\n|1|2|", [["1", "2", ""]], id="a head that shows nothing"),
        pytest.param("| | b|\n|-|-|\n|1|2|", [["", "*b"], ["1", "2"]], id="a head that is half empty"),
        pytest.param("|a|b|\n|-|-|\n|`x|y`|2|", [["*a", "*b"], ["<code>x|y</code>", "2"]], id="code"),
        pytest.param("|`` x`|y ``|2|\n|-|-|", [["*<code>x`|y</code>", "*2"]], id="code with a backtick"),
        pytest.param("|`x\\|y`|2|\n|-|-|", [["*<code>x|y</code>", "*2"]], id="code with an escape"),
        pytest.param("|x`|2|\n|-|-|\n|y`|3|", [["*x`", "*2"], ["y`", "3"]], id="code ends with its row"),
        pytest.param("|\\`x|y`|\n|-|-|", [["*`x", "*y`"]], id="an escaped backtick"),
        pytest.param("|`x``|y`|\n|-|-|", [["*<code>x``|y</code>"]], id="backticks of another number"),
        pytest.param("|x\\|y|2|\n|-|-|", [["*x|y", "*2"]], id="an escape"),
        pytest.param("|x\\\\|y|\n|-|-|", [["*x\\", "*y"]], id="an escaped backslash"),
        pytest.param("|x\\\\\\|y|\n|-|-|", [["*x\\|y"]], id="both"),
        pytest.param("|[x|y](https://a.nl)|2|\n|-|-|", [['*<a href="https://a.nl">x|y</a>', "*2"]], id="a link"),
        pytest.param(
            "|[x](https://a.nl 'y|z')|2|\n|-|-|", [['*<a href="https://a.nl" title="y|z">x</a>', "*2"]], id="its title"
        ),
        pytest.param("|[x|y] z|\n|-|-|", [["*[x", "*y] z"]], id="brackets"),
        pytest.param("|[x|y](z|\n|-|-|", [["*[x", "*y](z"]], id="a link without end"),
        pytest.param("|<b title='|'>x</b>|2|\n|-|-|", [['*<b title="|">x</b>', "*2"]], id="a tag"),
        pytest.param("|<b|c>|\n|-|-|", [["*<b", "*c>"]], id="no tag"),
        pytest.param("|x<!-- | -->|2|\n|-|-|", [["*x", "*2"]], id="a comment"),
        pytest.param("|<ab:b|c>|2|\n|-|-|", [['*<a href="diglot-slot:0">ab:b|c</a>', "*2"]], id="an address"),
        pytest.param("|*x|y*|\n|-|-|", [["**x", "*y*"]], id="stress ends with its cell"),
        pytest.param("|x<br>y|**z**|\n|-|-|", [["*x<br>y", "*<strong>z</strong>"]], id="Markdown and HTML"),
        pytest.param("|a|\n|-|\n|1|  \n|2| \t\n", [["*a"], ["1"], ["2"]], id="blanks at the ends of lines"),
        pytest.param("|a|\n        |-|\n      |1|", [["*a"], ["1"]], id="indented lines"),
        pytest.param("|見出し|値|\n|:--|--:|\n|海|値|", [["*見出し", "*値"], ["海", "値"]], id="Japanese"),
        pytest.param("|العنوان|القيمة|\n|-|-|\n|بحر|1|", [["*العنوان", "*القيمة"], ["بحر", "1"]], id="Arabic"),
        pytest.param("Virsraksts|ē\n---|---\nŠķērsis|ā", [["*Virsraksts", "*ē"], ["Šķērsis", "ā"]], id="Latvian"),
    ],
)  # fmt: skip
def test_cells(text: str, expected: Grid) -> None:
    """The same on a page, in a quote, in a list, and where the lines of both are lazily continued."""
    inner = text.split("\n")
    for form in (
        text,
        "\n".join(f"> {line}" for line in inner),
        "- " + "\n  ".join(inner),
        "1. > " + "\n   > ".join(inner),
        *([f"> {text}", f"- {text}"] if not any(line.startswith("- ") for line in inner) else []),
    ):
        assert grid(shown(form)) == expected, form


@pytest.mark.parametrize(
    "text",
    [
        "a b\nc | d\ne | f",
        "a | b\nc no d",
        "|a|b|\n|-|-x-|\n|1|2|",
        "|a|b|\n| | |\n|1|2|",
        "|a|b|\n\n|-|-|",
        "|a|b|",
        "|-|-|\n|a|b|",
        "|a|b|\n|- -|\n",
        "|a|\n|-|\nx",
        "x\n|a|\n|-|\n|b|",
        "|a|\n|-|\n|b|\nx\n|c|",
        "|a|\n|-|\n`|`",
        "`|`\n-|-",
        "|\n|-|",
    ],
)
def test_no_table(text: str) -> None:
    """Without a second line as it should be, or with a line that has no pipe, all of it is text, and shown."""
    html = shown(text)
    assert "<table" not in html
    assert visible(html).replace(" ", "") == text.replace("\n", "").replace(" ", "").replace("`", "")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# x | y\n|-|-|", ["h1", "p"]),
        ("- x | y\n- |-|", ["ul"]),
        ("> x | y\n\n|-|", ["blockquote", "p"]),
        ("    |a|\n    |-|", ["pre"]),
        ("|a|\n|-|\n# b|", ["div", "h1"]),
        ("|a|\n|-|\n- b|", ["div", "ul"]),
        ("|a|\n|-|\n> b|", ["div", "blockquote"]),
        ("|a|\n|-|\n```\nb|\n```", ["div", "pre"]),
        ("|a|\n|-|\n|b|\n---\n|c|", ["div", "hr", "p"]),
        ("|a|\n|-|\n|b|\n\n|c|", ["div", "p"]),
        ("|a|\n|-|\n<div>|</div>", ["div", "div"]),
        ("|a|\n|-|\n2. b|", ["div"]),
        ("- |a|\n  |-|\n- |b|", ["ul"]),
        ("|a|\n===", ["h1"]),
    ],
)
def test_what_a_table_ends_at(text: str, tags: list[str]) -> None:
    """Other blocks begin where they would end a paragraph, and win where a line could be both."""
    assert [child.tag for child in parse(shown(text))] == tags
    assert ("<table" in shown(text)) == ("\n|-|\n" in text or "- |a|" in text)


@pytest.mark.parametrize(
    ("second", "classes"),
    [
        ("|:-|:-:|-:|-|", ["align-left", "align-center", "align-right", None]),
        (":-: | ---- | :-- | --:", ["align-center", None, "align-left", "align-right"]),
        ("|-|-:|", [None, "align-right", "align-right", "align-right"]),
        ("|:-:|", ["align-center"] * 4),
    ],
)
def test_alignment(second: str, classes: list[str | None]) -> None:
    """Of the head and of each row; columns without one stand as the last that has a say."""
    tree = parse(shown(f"|a|b|c|d|\n{second}\n|1|2|3|4|"))
    for row in tree.xpath("//tr"):
        assert [cell.get("class") for cell in row] == classes


def test_only_pages_with_rows_have_a_head() -> None:
    """An empty head would be read out, and a table without rows as well."""
    assert "<thead" not in shown("| | |\n|-|-|\n|1|2|")
    assert shown("| | |\n|-|-|\n") == ""
    assert seen(bilingual("|«102 »| |\n|-|-|\n\n«103 a»")).units == {"102": "", "103": "a"}


@pytest.mark.parametrize(
    ("row", "target", "source"),
    [
        ("| «102 één¦one» | «103 twee¦two» |", ["«102 één»", "«103 twee»"], ["«102 one»", "«103 two»"]),
        ("| «102 a `b|c`¦d `e|f`» | x |", ["«102 a <code>b|c</code>»", "x"], ["«102 d <code>e|f</code>»", "x"]),
        ("| `«102 b|c¦e|f»` | x |", ["«102 <code>b|c</code>»", "x"], ["«102 <code>e|f</code>»", "x"]),
        ("«102 é\\|ê» «103 海» | x", ["«102 é|ê» «103 海»", "x"], ["«102 Source.» «103 Source.»", "x"]),
        ("| a\\|«102 \\|»b\\||«103 c»", ["a|«102 |»b|", "«103 c»"], ["a|«102 Source.»b|", "«103 Source.»"]),
        (
            "| [«102 a|b¦c|d»](https://a.nl) | «103 a|b¦x» |",
            ['<a href="https://a.nl">«102 a|b»</a>', "«103 a»", "«103 b»"],
            ['<a href="https://a.nl">«102 c|d»</a>', "«103 x»"],
        ),
        ("| «102 a\nb¦c\nd» | «103 مرحبا¦hi» |", ["«102 a b»", "«103 مرحبا»"], ["«102 c d»", "«103 hi»"]),
        ("«102 a\n¦b\n» | «103 c\n¦d\n»", ["«102 a »", "«103 c »"], ["«102 b »", "«103 d »"]),
        ("|«102 »|«103 ¦»|x|", ["«102 »", "«103 »", "x"], ["«102 Source.»", "«103 »", "x"]),
        ("|x|«102 é»|", ["x", "«102 é»"], ["x", "«102 Source.»"]),
        ("|\\\\|«102 é»|", ["\\", "«102 é»"], ["\\", "«102 Source.»"]),
        ("|**«102 é»**\t|  «103 ķ»  ", ["<strong>«102 é»</strong>", "«103 ķ»"], None),
        (
            "|![é](https://a.nl/b.png)|«102 é»|",
            ['<img src="https://a.nl/b.png" alt="é" loading="lazy">', "«102 é»"],
            None,
        ),
    ],
)
def test_units(row: str, target: list[str], source: list[str] | None) -> None:
    """In the head and in the body, on a page, in a quote and in a list: each unit is where its text is."""
    for view, expected in ((TARGET, target), (SOURCE, source)):
        if expected is None:
            continue
        row_ = bilingual(row)
        for text in (
            f"{row_}\n|--|\n",
            f"|x|\n|--|\n{row_}\n",
            f"> |x|\n> |--|\n> {row_}\n",
            f"- |x|\n  |--|\n  {row_}",
        ):
            cells = _cells_of(shown(text, view), len(expected))
            assert cells == [with_spans(cell).replace(" </span>", "</span>") for cell in expected]


def _cells_of(html: str, count: int) -> list[str]:
    """Returns the last row's cells, but for those that only fill it up."""
    row = parse(html).xpath("//tr")[-1]
    cells = [_inner(cell).replace(" </span>", "</span>") for cell in row]
    assert not any(cells[count:])
    return cells[:count]


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("Zie ook:\n|a|b|\n|-|-|\n|1|2|", ["Zie ook:"]),
        ("|a|b|\n|-|-|\n|1|2|\nEn verder.", ["En verder."]),
        ("een\n|a|\n|-|\ntwee", ["een"]),
        ("> |a|\n> |-|\n> ملاحظة", ["ملاحظة"]),
        ("- 表:\n  |a|\n  |-|\n  |b|", ["表:"]),
        ("|a|\n|-|\n\nEn verder.", []),
        ("een\n\n|a|\n|-|\n|b|", []),
        ("a | b\nc", []),
        ("a of b\n|-|", []),
        ("```\n|a|\n|-|\nx\n```", []),
    ],
)
def test_tables_that_a_line_breaks_are_reported(text: str, pointed: list[str]) -> None:
    """Once for each table, at the line without a pipe."""
    assert notes(text) == [("broken-construct", words) for words in pointed]


def test_a_long_row_does_not_make_every_row_long() -> None:
    """What is missing is added up to a point; a browser does the rest."""
    html = shown("|a|\n|-|\n" + "|x\n" * 1000 + "|x" * 1000)
    assert 65_536 <= html.count("<td>") <= 67_600
    assert len(parse(html).xpath("//tbody/tr[last()]/td")) == 1000


HEAD = "| a |\n|---|\n"


@pytest.mark.parametrize(
    "piece",
    [
        *("|", "`", " `` `", "| `a|b` ", "| <a ", "| <!-- ", "<a \"'|", "| <b>x</b>", "|<", "|[", "|[]", "|[a|b](c)"),
        *('|[a](b "', "|[a](<", "|:::image ", "|:::image a:::", "\\|", "\\", "|x\n", "x|\n", "> x|\n", "- x|\n"),
        *("|a|\n|-|\n\n", "|a|\n|-|\nx\n\n", "a|b\n-|-\n"),
    ],
)
def test_work_grows_with_the_page(piece: str) -> None:
    """Marks that are opened, closed and left open: ten times as many are ten times the work."""
    small, large = (calls(lambda n=n: shown(HEAD + piece * n)) for n in (100, 1_000))  # type: ignore[misc]
    assert large < 11 * small + 1000


@pytest.mark.parametrize("piece", ["|", "`", "` ``", "<", "<!--", "\\|"])
def test_a_hundred_thousand_marks(piece: str) -> None:
    """In a single row."""
    found = document(HEAD + "|" + piece * 100_000).tokens
    assert sum(len(token.content) for token in found if token.type == "inline") <= 100_001 * len(piece)


rows = st.lists(
    st.sampled_from(["|", "a", "`", "``", "\\", "[", "](b)", "<b>", "-", ":", " ", "\n|", "> ", "«", "海", ":::"])
)


@given(rows)
def test_any_table(parts: list[str]) -> None:
    """However cells are divided, no word is lost, and every unit is there."""
    units, text = 0, "|a|\n|-|\n|"
    for part in parts:
        units += part == "«"
        text += f"«{101 + units} ķ|ш»" if part == "«" else part
    html = shown(bilingual(text))
    tree = parse(html)
    assert {str(102 + number) for number in range(units)} <= set(tree.xpath("//@data-unit"))
    assert tree.xpath("//table")
    assert tree.text_content().count("海") == text.count("海")
    assert tree.text_content().count("ķ") == units

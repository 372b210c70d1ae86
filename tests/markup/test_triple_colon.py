"""Containers with three colons: where they end, what is said of those that do not, and what is none of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from diglot.markup.monikers import monikers
from diglot.markup.no_loc import no_loc
from diglot.markup.notes import Note
from diglot.markup.pictures import pictures
from diglot.markup.rows import rows
from diglot.markup.triple_colon import read_attributes
from diglot.markup.views import SOURCE
from markup.pages import bilingual, notes, parse, rendered, shown, visible, words

A, B = '::: zone pivot="a"\n', '::: zone pivot="b"\n'
END = "::: zone-end\n"


def outline(html: str) -> str:
    """Returns HTML as its words, with brackets around what our containers hold."""
    tree = parse(html)
    for element in tree.xpath("//*[@data-generated]"):
        element.drop_tree()
    # Columns are left out: rows are enough to see what stands where.
    for element in tree.xpath("//div[@class='row' or @class='zone' or @class='moniker']"):
        element.text = " [ " + (element.text or "")
        element.append(element.makeelement("i"))
        element[-1].text = " ] "
    return words(tree.text_content())


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        # As it should be.
        (f"voor\n{A}in\n{END}na", "voor [ in ] na", []),
        (f"{A}{END}", "[ ]", []),
        (f"{A}een\n{END}{B}twee\n{END}", "[ een ] [ twee ]", []),
        (f"{A}een\n::: moniker range='1'\ntwee\n::: moniker-end\ndrie\n{END}", "[ een [ twee ] drie ]", []),
        (f"{A}een\n{B}twee\n{END}drie\n{END}vier", "[ een [ twee ] drie ] vier", []),
        # Names in any case, blanks or none, colons at the end or not.
        (":::ZONE pivot = 'a':::\nin\n:::   Zone-End   :::\nna", "[ in ] na", []),
        # Not closed: to the end of what it stands in.
        (f"{A}een\n\ntwee", "[ een twee ]", [A]),
        (f"> {A}> een\n\ntwee", "[ een ] twee", [A]),
        (f"- {A}  een\n- twee\n\ndrie", "[ een ] twee drie", [A]),
        (f":::row:::\n{A}een\n:::row-end:::\ntwee", "[ [ een ] ] twee", [A]),
        # Not closed, and then comes the next one of its kind.
        (f"{A}een\n\n{B}twee\n{END}drie", "[ een ] [ twee ] drie", [A]),
        # Rows and versions may stand in one another, so it takes in all that follows.
        (":::row:::\neen\n:::row:::\ntwee\n:::row-end:::\ndrie", "[ een [ twee ] drie ]", [":::row:::"]),
        # A list item, or a quote, ends before the end mark: one finding is enough.
        (f"- {A}  een\n- twee\n{END}drie", "[ een ] twee drie", [A]),
        (f"> {A}> een\n\n{END}twee\n{END}", "[ een ] twee", [A, END]),
        (f"{A}een\n> {END}\n\ntwee\n{END}drie", "[ een twee ] drie", [END]),
        (":::row:::\n- :::row:::\n  een\n\n:::row-end:::\ntwee", "[ [ een ] ] twee", [":::row:::"]),
        # An end mark for nothing.
        (f"een\n{END}twee", "een twee", [END]),
        (f"{A}een\n{END}{END}twee", "[ een ] twee", [END]),
        ("een\n:::row-end:::\ntwee", "een twee", [":::row-end:::"]),
        # It closes what is open inside, and what overlaps ends where the outer one does.
        (":::row:::\n:::column:::\neen\n:::row-end:::\ntwee", "[ een ] twee", [":::column:::"]),
        (f":::row:::\n{A}een\n:::row-end:::\ntwee\n{END}drie", "[ [ een ] ] twee drie", [A]),
        # Meant for one, and not to be read; its end mark says nothing then.
        (f"::: zone pivot=a\neen\n{END}twee", "::: zone pivot=a een twee", ["::: zone pivot=a"]),
        (f"::: zone pivot='a' pivot='b'\n\neen\n\n{END}", "::: zone pivot='a' pivot='b' een", None),
        ('een\n::: moniker range="1\ntwee', 'een ::: moniker range="1 twee', ['::: moniker range="1']),
        (":::row\neen", ":::row een", [":::row"]),
        (f"{A}een\n{END.rstrip()} twee\n", "[ een ::: zone-end twee ]", [A]),
        # None of ours.
        (":::tip\neen\n:::", ":::tip een :::", []),
        ("::: video\n\neen\n\n::: video-end", "::: video een ::: video-end", []),
        (f"{A}een\n:::tip\ntwee\n:::\n{END}drie", "[ een :::tip twee ::: ] drie", []),
        ("een :::zone-end\ntwee ::: moniker", "een :::zone-end twee ::: moniker", []),
        (":::zones\n:::rowdy:::\n:::row-ends:::", ":::zones :::rowdy::: :::row-ends:::", []),
        ("::zone-end", "::zone-end", []),
        # Code and comments.
        ("    :::row:::\n\nna", ":::row::: na", []),
        (f"{A}```\n{END}```\nin\n{END}na", f"[ {END.strip()} in ] na", []),
        (f"{A}- ~~~~\n  ~~~\n  {END}  ~~~~\n{END}na", f"[ ~~~ {END.strip()} ] na", []),
        (f"{A}<!--\n{END}-->\n\nin\n{END}na", "[ in ] na", []),
        (f"{A}```in``` een\n{END}na\n\n```\ntwee\n```", "[ in een ] na twee", []),
        # A fence, a comment or an element without end is closed by the container.
        (f"{A}```\nin\n{END}na", "[ in ] na", []),
        (f"{A}<!-- in\n{END}na", "[ <!-- in ] na", []),
        (f"{A}<div>in</div>\n{END}na", "[ in ] na", []),
        (f"{A}| a |\n|---|\n| b |\n{END}na", "[ a b ] na", []),
        (f"{A}1. in\n{END}na", "[ in ] na", []),
        (f"{A}> in\n{END}na", "[ in ] na", []),
    ],
)
def test_containers(text: str, expected: str, found: list[str] | None) -> None:
    """What stands in what, and which marks are pointed at."""
    assert outline(shown(text)) == expected
    marks = notes(text)
    assert {rule for rule, _ in marks} <= {"broken-construct"}
    assert found is None or [pointed for _, pointed in marks] == [mark.strip() for mark in found]


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            '::: zone pivot="a"\n- «102 een¦one»\n- «103 twee¦two»\n\n> «104 drie¦three»\n::: zone-end\n',
            "een twee drie",
            "one two three",
        ),
        (
            ":::row:::\n   :::column:::\n      «102 viens\n      divi¦one\n      two» «103 trīs¦three»\n"
            "   :::column-end:::\n:::row-end:::\n",
            "viens divi trīs",
            "one two three",
        ),
        (
            "1. «102 まず¦First»\n\n   ::: moniker range='2'\n   | «103 列¦Column» |\n   |---|\n   | «104 値¦Value» |\n"
            "   ::: moniker-end\n\n2. «105 次¦Next»\n",
            "まず 列 値 次",
            "First Column Value Next",
        ),
        (
            ":::row:::\n:::column:::\n        ## «102 عنوان¦Title»\n        «103 نص¦Text»\n"
            ":::column-end:::\n:::row-end:::\n",
            "عنوان نص",
            "Title Text",
        ),
    ],
)
def test_units_in_containers(text: str, target: str, source: str) -> None:
    """Every unit keeps its place, over lines, in lists, quotes and tables, in both views."""
    for view, expected in (("target", target), (SOURCE, source)):
        tree = parse(shown(bilingual(text), view))
        units = tree.xpath("//*[@data-unit]")
        assert words(" ".join(element.text_content() for element in units)) == expected
        assert {element.get("data-unit") for element in units} == {str(n) for n in range(102, 102 + len(units))}
        assert ":::" not in tree.text_content()


def test_the_page_goes_on_as_before() -> None:
    """What the parser knew of the lines is put back: a list goes on behind a row in it, and so does the page."""
    text = "1. een\n\n   :::row:::\n          twee\n   :::row-end:::\n\n   drie\n\n       code\n2. vier\n"
    text += "\nvijf\n\n    code"
    html = shown(text)
    assert html.count("<ol>") == 1
    assert html.count("<pre><code>code\n</code></pre>") == 2
    assert outline(html) == "een [ twee ] drie code vier vijf code"


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        (' a="1" B=\'2 " 3\' c', {"a": "1", "b": '2 " 3', "c": ""}, ""),
        (' a="1"b="2":::', {"a": "1", "b": "2"}, ":::"),
        ('\n  a = "1\n2"', {"a": "1\n2"}, ""),
        (' a=""', {"a": ""}, ""),
        (' a="1" A="2"', None, ""),
        (' a="1', {"a": ""}, '="1'),
        (" a=1", {"a": ""}, "=1"),
        (" «", {}, " «"),
    ],
)
def test_attributes(text: str, expected: dict[str, str] | None, rest: str) -> None:
    """In any order, with either quote; a name that stands twice spoils them."""
    attributes, at = read_attributes(text, 0, len(text))
    assert (attributes, text[at:]) == (expected, rest)


@pytest.mark.parametrize(
    ("plug", "opens"),
    [(rows, "row_open column_open"), (monikers, "moniker_open zone_open"), (pictures, "figure_open"), (no_loc, "")],
)
def test_each_works_alone(plug: Callable[[MarkdownIt], None], opens: str) -> None:
    """What another plug-in would read is text."""
    text = (
        ":::row:::\n:::column:::\nA\n:::column-end:::\n:::row-end:::\n"
        f"::: moniker range='1'\n{A}B\n{END}::: moniker-end\n"
        ':::image type="complex" source="a.png" alt-text="A":::\nC\n:::image-end:::\n'
        ':::code language="x" source="y":::\n'
    )
    env: dict[str, list[Note]] = {}
    tokens = MarkdownIt("commonmark").use(plug).parse(text, env)
    names = {"row", "column", "moniker", "zone", "figure"}
    found = [token.type for token in tokens if token.nesting > 0 and token.type.split("_")[0] in names]
    assert found == opens.split()
    assert "notes" not in env
    assert tokens[-2].content.endswith(':::code language="x" source="y":::')


pieces = st.sampled_from(
    [
        *(":::row:::", ":::column:::", ":::column-end:::", ":::row-end:::", ":::column span='2':::"),
        *(A.strip(), END.strip(), "::: moniker range='>= 1'", "::: moniker-end", "::: zone pivot", ":::image-end:::"),
        *(":::image type='complex' source='a.png' alt-text='b':::", ":::image source='a.png':::", ":::tip", ":::"),
        *(
            ":::no-loc text='x':::",
            ':::no-loc text="x":::',
            "```",
            "~~~~",
            "<!-- -->",
            "<div>",
            "</div>",
            "",
            "",
            "---",
        ),
        *("# w1", "w2 w3", "- w4", "1. w5", "> w6", "| w7 |", "|---|", "«102 w8¦w9»", "- «103 w10\nw11¦w12»"),
    ]
)
indents = st.sampled_from(["", "", "  ", "   ", "    ", "\t", "      ", "> ", "- "])


@given(st.lists(st.tuples(indents, pieces), max_size=25))
def test_any_mixture_keeps_its_words(lines: list[tuple[str, str]]) -> None:
    """No crash, no word lost, every unit addressable, all elements closed; whatever is nested and left open."""
    kept: list[str] = []
    seen: set[str] = set()
    for indent, piece in lines:
        # A unit has its number once on a page.
        if not (piece[:5].lstrip("- ").startswith("«") and piece in seen):
            kept.append(indent + piece)
        seen.add(piece)
    # The first line is not front matter.
    text = bilingual("w0\n\n" + "\n".join(kept))
    for view in ("target", SOURCE):
        html = shown(text, view)
        tree = parse(html)
        assert {e.get("data-unit") for e in tree.xpath("//*[@data-unit]")} == {
            number for number in ("102", "103") if any(f"«{number} " in line for line in kept)
        }
        assert html.count("<div") == html.count("</div>")
        for word in ("w1", "w2", "w3", "w4", "w5", "w6", "w7"):
            expected = sum(line.split().count(word) for line in kept)
            assert visible(html).replace("|", " ").split().count(word) == expected
    notes(text)


@pytest.mark.parametrize("text", [A, END, ":::image source='a.png':::\n\n", "::: zone\n"])
def test_number_of_findings(text: str) -> None:
    """Where all of them are broken, that is said of some of them."""
    assert 1 < len(notes(text * 1_000)) < 100


N = 20_000


@pytest.mark.parametrize(
    "text",
    [
        ":::row:::\n" * N,
        ":::column:::\n" * N,
        ":::row-end:::\n" * N,
        A * N,
        (A + "::: moniker range='1'\n") * (N // 2),
        "".join(f"{' ' * min(i, 200)}:::row:::\n" for i in range(N // 10)) + "x\n" + ":::row-end:::\n" * (N // 10),
        ":::row:::\n:::column:::\n" * (N // 20) + "x\n" + ":::column-end:::\n:::row-end:::\n" * (N // 20),
        "- :::row:::\n  x\n" * (N // 5) + ":::row-end:::\n",
        "> :::row:::\n\n" * (N // 5) + ":::row-end:::\n",
        f"{A}x\n        ~~~\n{END}" * (N // 5),
        f"{A}{'<!-- ' * 3}\n" + "<!--\n" * N,
        A + "".join("`" * (1000 - i % 1000) + "\n" for i in range(N // 50)),
        ":::" * N,
        "::: zone pivot\n" * (N // 2),
        "::: zone " + " ".join(f'a{i}="b"' for i in range(N)) + "\n",
        '::: zone pivot="' + "x" * 1_000_000,
        ":::row-end:::\n" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_many_of_them(text: str) -> None:
    """Time and memory grow with the length of the page, not with its square or its depth."""
    assert len(rendered(text).html) < 20 * len(text) + 1_000

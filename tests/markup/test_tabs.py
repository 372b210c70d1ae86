"""Tab groups: panels with titles around blocks that stay what they are, in both views."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, notes, parse, rendered, seen, shown, visible, with_spans
from markup.test_linear import calls

Panel = tuple[str, str, str, str]

FILES = {
    "folder/panels.md": "## Vooraf\n\n# [Win](#tab/win)\n\neen\n\n# [Mac](#tab/mac)\n\ntwee\n",
    "folder/text.md": "Tekst van elders.\n",
}


def panels(html: str) -> list[list[Panel]]:
    """Returns of each group of `html` its panels: id of the tab, what it depends on, title, and the text behind it."""
    found = []
    for group in parse(html).xpath("//div[@class='tabs']"):
        found.append([])
        for panel in group:
            assert panel.get("class") == "tab-panel"
            assert panel[0].get("class") == "tab-title"
            words = panel[0].text_content()
            text = " ".join(panel.text_content().removeprefix(words).split())
            found[-1].append((panel.get("data-tab"), panel.get("data-condition") or "", words.strip(), text))
    return found


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param(
            "# [A](#tab/a)\neen\n# [B](#tab/b)\ntwee\n- - -\ndrie",
            [[("a", "", "A", "een"), ("b", "", "B", "twee")]],
            id="two",
        ),
        pytest.param("# [A](#tab/a)\neen", [[("a", "", "A", "een")]], id="one, to the end of the page"),
        pytest.param("# [A](#tab/a)\n***", [[("a", "", "A", "")]], id="nothing in it"),
        pytest.param(
            "# [A](#tab/a+b)\n1\n# [C](#tab/c)\n2\n___\n# [A](#tab/a)\n3\n# [D](#tab/b+c)\n4\n\n---\n",
            [[("a+b", "", "A", "1"), ("c", "", "C", "2")], [("a", "", "A", "3"), ("b+c", "", "D", "4")]],
            id="several ids, two groups",
        ),
        pytest.param(
            "## [A](#tab/Windows/)\n\neen\n\n### [B](#Tab/LINUX-x/)\n\ntwee\n\n---\n",
            [[("windows", "", "A", "een"), ("linux-x", "", "B", "twee")]],
            id="slashes at the end, capital letters, levels",
        ),
        pytest.param(
            '# <a name="the-sea"></a>[Zee](#tab/sea)\neen\n\n### [<a name="beach"></a>Strand](#tab/beach/)\ntwee',
            [[("sea", "", "Zee", "een"), ("beach", "", "Strand", "twee")]],
            id="names before and in the link",
        ),
        pytest.param(
            "[A *b* `c`][t]\n===\neen\n\n[t]: #tab/a", [[("a", "", "A b c", "een")]], id="underlined, by reference"
        ),
        pytest.param("# [A](#tab/a 'x') #\neen", [[("a", "", "A", "een")]], id="a title, closing marks"),
        pytest.param(
            "# [A](#tab/a)\n## Kop\neen\n# Kop\ntwee", [[("a", "", "A", "Kop een Kop twee")]], id="other headings"
        ),
        pytest.param("- # [A](#tab/a)\n  een\n- twee\n\n---\ndrie", [[("a", "", "A", "een")]], id="in an item"),
        pytest.param(
            "# [A](#tab/a)\n- een\n\n  ---\n- twee\n\n> ---\n",
            [[("a", "", "A", "een twee")]],
            id="lines in other blocks do not end it",
        ),
        pytest.param("> # [A](#tab/a)\n> een\n\ntwee", [[("a", "", "A", "een")]], id="in a quote"),
        pytest.param(
            ":::row:::\n   :::column:::\n   # [A](#tab/a)\n   een\n   :::column-end:::\n:::row-end:::\n\n---\ntwee",
            [[("a", "", "A", "een")]],
            id="in a column",
        ),
        pytest.param("> [!NOTE]\n> # [A](#tab/a)\n> een\n\ntwee", [[("a", "", "A", "een")]], id="in a note"),
        pytest.param(
            "> > # [A](#tab/a)\n> > een\n> > # [B](#tab/b)\n\n> twee",
            [[("a", "", "A", "een"), ("b", "", "B", "")]],
            id="in a quote in a quote",
        ),
        pytest.param(
            "# [A](#tab/a)\n> # [B](#tab/b)\n> een\n\ntwee\n",
            [[("a", "", "A", "B een twee")], [("b", "", "B", "een")]],
            id="a group in a panel's quote",
        ),
        pytest.param(
            "# [A](#tab/a)\n| x | y |\n|---|---|\n| 1 | 2 |\n\n---\n", [[("a", "", "A", "x y 1 2")]], id="a table"
        ),
        pytest.param(
            "# [A](#tab/a)\n```\n# [B](#tab/b)\n---\n```\n", [[("a", "", "A", "# [B](#tab/b) ---")]], id="code"
        ),
        pytest.param("<!--\n# [A](#tab/a)\n-->\n\neen", [], id="a comment"),
        pytest.param(
            "# [A](#tab/a)\n<!--\n# [B](#tab/b)\n-->\n\neen", [[("a", "", "A", "een")]], id="a comment in a panel"
        ),
        pytest.param("<!-- # [A](#tab/a) -->\n", [], id="a comment on a line"),
        pytest.param("# [A](#tab/a) b\n\n# b [A](#tab/a)\n\n# [A](#tab/a)[B](#tab/b)\n", [], id="more than a link"),
        *(
            pytest.param(f"# [A]({address})\n", [], id=f"a link to {address}")
            for address in ("#tab/", "#tab", "#tab/a_b", "x.md#tab/a", "#tab/a/b/c", "#tab/a+")
        ),
        pytest.param("**[A](#tab/a)**\n\n[B](#tab/b)\n\n- [C](#tab/c)\n", [], id="no headings"),
        pytest.param("#[A](#tab/a)\n", [], id="no blank"),
        pytest.param(
            "[!INCLUDE [p](panels.md)]\n\ndrie",
            [[("win", "", "Win", "een"), ("mac", "", "Mac", "twee")]],
            id="in an included file",
        ),
        pytest.param(
            "# [A](#tab/a)\n[!INCLUDE [t](text.md)]\n---\n",
            [[("a", "", "A", "Tekst van elders.")]],
            id="an include in a panel",
        ),
        pytest.param(
            "# [ويندوز](#tab/windows)\nنص\n# [Ļ](#tab/linux)\n文",
            [[("windows", "", "ويندوز", "نص"), ("linux", "", "Ļ", "文")]],
            id="scripts",
        ),
    ],
)
def test_groups(text: str, groups: list[list[Panel]]) -> None:
    """What is a group, what is in it, and where it ends."""
    for end in ("\n", "\r\n"):
        assert panels(shown(text.replace("\n", end), files=FILES)) == groups
    assert not notes(text, files=FILES)


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param(
            "# [«102 Zee¦Sea»](#tab/sea)\n\n«103 Nat.¦Wet.»\n\n---\n",
            '<h2 class="tab-title" id="{}">«102 {}»</h2>\n<p>«103 {}»</p>\n',
            [("zee", "Zee", "Nat."), ("sea", "Sea", "Wet.")],
            id="the link's text",
        ),
        pytest.param(
            '### [<a name="sea-side"></a>«102 海¦Sea»](#tab/sea/)\n«103 湿¦Wet»',
            '<h2 class="tab-title" id="{}">«102 {}»</h2>\n<p>«103 {}»</p>\n',
            [("sea-side", "海", "湿"), ("sea-side", "Sea", "Wet")],
            id="a name in the link",
        ),
        pytest.param(
            '# <a name="sea-side"></a>«102 [Jūra](#tab/sea)¦[Sea](#tab/sea)»\n«103 ūdens¦Wet»',
            '<h2 class="tab-title" id="{}">«102 {}»</h2>\n<p>«103 {}»</p>\n',
            [("sea-side", "Jūra", "ūdens"), ("sea-side", "Sea", "Wet")],
            id="a unit around the link",
        ),
        pytest.param(
            '# <a name="x"></a>[«102 De¦The» **«103 بحر¦Sea»**](#tab/sea)\na',
            '<h2 class="tab-title" id="{}">«102 {}» <strong>«103 {}»</strong></h2>\n<p>a</p>\n',
            [("x", "De", "بحر"), ("x", "The", "Sea")],
            id="two units",
        ),
        pytest.param(
            "# [«102 ¦Sea»](#tab/sea)\na",
            '<h2 class="tab-title" id="sea">«102 {}»{}</h2>\n<p>a</p>\n',
            [("", '<span data-generated="tab-title">sea</span>'), ("Sea", "")],
            id="no title",
        ),
    ],
)
def test_units(text: str, target: str, source: list[tuple[str, ...]]) -> None:
    """Titles are what their links said, in each view, without a link."""
    for view, words in ((TARGET, source[0]), (SOURCE, source[1])):
        inner = with_spans(target.format(*words)).replace('">  </span>', '"></span>')
        html = shown(bilingual(text), view).replace("</h2>", "</h2>")
        assert html.split('data-tab="sea">')[1].removesuffix("</div>\n</div>\n").strip() == inner.strip()
        assert "#tab" not in html
        assert "diglot-slot" not in html


def test_conditions() -> None:
    """A panel that depends on another tab says so, by that one's title."""
    text = "# [«102 Zee¦Sea»](#tab/sea)\n\n# [C++](#tab/cpp/sea)\na\n\n# [C++](#tab/cpp/Land/)\nb\n"
    for view, title in ((TARGET, "Zee"), (SOURCE, "Sea")):
        html = shown(bilingual(text), view)
        assert [panel[:3] for panel in panels(html)[0]][1:] == [("cpp", "sea", "C++"), ("cpp", "land", "C++")]
        names = parse(html).xpath("//p[@class='tab-condition'][@data-label='applies-to']/@data-name")
        assert names == [title, "land"]


def test_titles_stand_below_the_heading_before_them() -> None:
    """All of a group alike, whatever their own level; what follows a group is not below what stands in it."""
    text = (
        "# [A](#tab/a)\n\n---\n\n## Twee\n\n# [A](#tab/a)\n#### Vier\n##### [B](#tab/b)\n\n---\n\n"
        "# [C](#tab/c)\n\n---\n\n###### Zes\n\n# [D](#tab/d)\n"
    )
    tags = [title.tag for title in parse(shown(text)).xpath("//*[@class='tab-title']")]
    assert tags == ["h2", "h3", "h3", "h3", "h6"]


def test_ids_lead_to_titles_and_to_panels() -> None:
    """Titles are no headings of the page, but their ids are anchors, as unique as those of headings."""
    found = rendered(
        '# Zee\n\n# <a name="kust"></a>[Zee](#tab/sea)\n## Kust\n# [Zee](#tab/land)\n---\n# [Zee](#tab/sea/land)\n'
        "[a](#tab/sea)\n"
    )
    assert [heading.text for heading in found.headings] == ["Zee", "Kust"]
    assert found.anchors == (*("zee", "tab/sea", "kust", "kust-1", "tab/land", "zee-1", "tab/sea/land", "zee-2"),)
    assert [slot.address for slot in found.slots] == ["#tab/sea"]


def test_raw_html_around_and_inside() -> None:
    """What authors wrote cannot take the place of a tab, nor take one apart."""
    text = (
        "<b data-tab='x' data-condition='y'>a</b>\n\n# [A](#tab/a)\n\n"
        "<details><summary>b</summary>\n\nc\n\n</details>\n\n---\nd"
    )
    html = shown(text)
    assert parse(html).xpath("//@data-tab") == ["a"]
    assert panels(html) == [[("a", "", "A", "bc")]] or visible(html) == "a A b c d"
    assert set(rendered(text).anchors) == {"tab/a", "a"}


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("## Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\nb\n## Strand\nc\n## Land\n", ["Strand"]),
        ("# [A](#tab/a)\na\n# [B](#tab/b)\nb\n# ビーチ\nc\n", ["ビーチ"]),
        ("> # [A](#tab/a)\n> # [B](#tab/b)\n> # Strand\n", ["Strand"]),
        ("## Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\nb\n### Strand\nc\n", []),
        ("## Zee\n# [A](#tab/a)\n## Een\n# [B](#tab/b)\nb\n## Strand\nc\n", []),
        ("## Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\n---\n## Strand\nc\n", []),
        ("# Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\n## جزيرة\n", ["جزيرة"]),
        ("# Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\nķēde\n---\n", ["ķēde"]),
        ("# Zee\n# [A](#tab/a)\na\n# [B](#tab/b)\n### Strand\n", []),
        ("# [A](#tab/a)\na\n# Strand\n", []),
    ],
)
def test_a_forgotten_end_is_reported(text: str, pointed: list[str]) -> None:
    """Where the last tab holds a heading that none of the others has the like of."""
    assert notes(text) == [("broken-construct", words) for words in pointed]


@pytest.mark.parametrize(
    "piece",
    [
        "# [a](#tab/a)\n",
        "# [a](#tab/a)\n---\n",
        "> # [a](#tab/a)\n\n",
        "# [a](#tab/a+",
        "- # [a](#tab/a)\n",
        "# [a][b](#tab/a)\n",
    ],
)
def test_work_grows_with_the_page(piece: str) -> None:
    """Ten times as many tabs, whole and broken, are ten times the work."""
    small, large = (calls(lambda n=n: shown(piece * n)) for n in (100, 1_000))  # type: ignore[misc]
    assert large < 11 * small + 1000


@pytest.mark.parametrize("text", ["# [a](#tab/" + "a+" * 100_000 + ")", "# [a](#tab/" + "a-" * 100_000 + "_)"])
def test_long_ids(text: str) -> None:
    """Whatever they are, they are read once."""
    assert visible(shown(text)) == "a"


lines = st.lists(
    st.sampled_from(
        [
            *("# [海](#tab/a)", "## [«102 ķ»](#tab/b/a)", "---", "", "> # [x](#tab/c)", "- # [y](#tab/d)", "- een"),
            *(
                "> twee",
                "  ---",
                "# Kop",
                "| a | b |",
                "|---|---|",
                "```",
                "<div>",
                "</div>",
                "<!-- x -->",
                "海",
                "***",
            ),
        ]
    ),
    max_size=14,
)


@given(lines)
def test_any_page(parts: list[str]) -> None:
    """Every panel is in a group, every group holds panels, and no word is lost."""
    text = "\n".join(["x", "", *(part.replace("102", str(102 + number)) for number, part in enumerate(parts))])
    html = shown(bilingual(text))
    tree = parse(html)
    assert visible(html).count("海") == text.count("海")
    units = [str(102 + number) for number, part in enumerate(parts) if "102" in part]
    assert set(units) <= set(seen(bilingual(text)).units)
    for group in tree.xpath("//*[@class='tabs']"):
        assert "div>" in text or {child.get("class") for child in group} == {"tab-panel"}
    for panel in tree.xpath("//*[@class='tab-panel']"):
        assert "div>" in text or panel.getparent().get("class") == "tabs"

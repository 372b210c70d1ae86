"""Footnotes: numbered as they are called for, at the end, with a way there and back; on sites that have them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.views import SOURCE, TARGET
from diglot.settings import Settings
from markup.pages import bilingual, parse, rendered, shown, visible
from markup.test_linear import calls

ON = Settings(footnotes=True)


def notes_of(html: str) -> list[tuple[str, str]]:
    """Returns the id and the words of each note."""
    return [
        (item.get("id"), visible("".join(_html(child) for child in item)))
        for item in parse(html).xpath("//div[@class='footnotes']/ol/li")
    ]


def _html(element: object) -> str:
    from lxml import html

    for link in element.xpath(".//*[@data-generated]"):  # type: ignore[attr-defined]
        link.drop_tree() if link.tag != "sup" else None
    return str(html.tostring(element, encoding="unicode"))


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("A[^1] b.\n\n[^1]: Noot.", "A1 b.", ["Noot."]),
        ("A[^b] c[^a] d[^b]\n\n[^a]: Eerst.\n[^b]: Tweede.", "A1 c2 d1", ["Tweede.", "Eerst."]),
        ("A[^帆] b[^ش]\n\n[^帆]: 帆です\n[^ش]: شراع", "A1 b2", ["帆です", "شراع"]),
        ("A[^x].\n\n[^x]: Een.\n\n    Twee `c`.\n\n    - drie\n\nVier", "A1. Vier", ["Een. Twee c. drie"]),
        ("A[^x].\n\n[^x]: Een\ntwee\n[^y]: drie\n\nVier", "A1. Vier", ["Een twee", "drie"]),
        ("A[^x].\n\n[^x]: Zie[^y]\n[^y]: Twee[^z]\n[^z]: Drie[^x]", "A1.", ["Zie2", "Twee3", "Drie1"]),
        ("A[^X] B[^x]\n\n[^x]: Een", "A1 B1", ["Een"]),
        ("A[^x] [^weg]\n\n[^x]: Een\n[^X]: Twee", "A1 [^weg]", ["Een", "Twee"]),
        ("Voor\n[^x]: Een\n\nA[^x]", "Voor A1", ["Een"]),
        ("> A[^x]\n>\n> [^x]: Een\n\nB", "A1 B", ["Een"]),
        ("- A[^x]\n\n  [^x]: Een\n- B", "A1 B", ["Een"]),
        ("A[^x]\n\n[^x]:\n    Een", "A1", ["Een"]),
        ("A[^x]\n\n[^x]:", "A1", [""]),
        ("A[^x]\n\n[^x]: ```\n    code\n    ```", "A1", ["code"]),
        ("| a[^x] |\n|---|\n| b |\n\n[^x]: | c |\n    |---|\n    | d |", "a1 b", ["c d"]),
        ("[**a[^x]**](https://a.nl) `[^x]` \\[^x]\n\n[^x]: Een", "a1 [^x] [^x]", ["Een"]),
        ("A\n\n[^x]: Een", "A", ["Een"]),
    ],
)
def test_footnotes(text: str, before: str, expected: list[str]) -> None:
    """What is called for comes first, in that order; what is not stays behind; what has no note stays text."""
    html = shown(text, settings=ON)
    assert visible(html.partition('<div class="footnotes"')[0]) == before
    assert notes_of(html) == [(f"fn:{number}", words) for number, words in enumerate(expected, 1)]
    check_links(html)


def check_links(html: str) -> None:
    """Every link leads to an id, ids are unique, and no link is in another one."""
    tree = parse(html)
    ids = Counter(tree.xpath("//@id"))
    assert not [id for id, count in ids.items() if count > 1]
    assert not {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} - ids.keys()
    assert not tree.xpath("//a//a")


def test_there_and_back() -> None:
    """A link for each place that calls, with a name for those who cannot see its arrow."""
    html = re.sub(r' data-unit="#[0-9]+"', "", shown("# Fn:1\n\nA[^x] b[^x]\n\n[^x]: Een", settings=ON))
    there = '<sup class="footnote" data-generated="footnote"><a id="{}" href="#fn:1" role="doc-noteref">1</a></sup>'
    back = (
        '<a href="#{}" role="doc-backlink">'
        '<span class="mirrored" aria-hidden="true" data-generated="arrow">↩</span>'
        '<span class="unseen" data-generated="label" data-label="footnote-back"></span></a>'
    )
    assert html == (
        f'<h1 id="fn1">Fn:1</h1>\n<p>A{there.format("fnref:1")} b{there.format("fnref:1:2")}</p>\n'
        '<div class="footnotes" role="doc-endnotes">\n<h2 data-generated="label" data-label="footnotes"></h2>\n<ol>\n'
        f'<li id="fn:1">\n<p>Een {back.format("fnref:1")} {back.format("fnref:1:2")}</p>\n</li>\n</ol>\n</div>\n'
    )


@pytest.mark.parametrize(
    ("view", "words"), [(TARGET, {"102": "A b", "103": "Noot."}), (SOURCE, {"102": "C d", "103": "Note."})]
)
def test_units(view: str, words: dict[str, str]) -> None:
    """Notes keep theirs, wherever they are shown."""
    html = shown(bilingual("«102 A[^x] b¦C[^x] d»\n\n[^x]: «103 Noot.¦Note.»\n\nRest"), view, settings=ON)
    found: dict[str, str] = {}
    for element in parse(re.sub(r"<sup.*?</sup>", "", html)).xpath("//*[@data-unit]"):
        found[element.get("data-unit")] = found.get(element.get("data-unit"), "") + element.text_content()
    assert found == words
    check_links(html)


def test_included_files_have_their_own() -> None:
    """Each document counts for itself, and no id stands twice on a page."""
    files = {"folder/a.md": "Een[^x]\n\n[^x]: Uno\n\n[!INCLUDE [b](b.md)]\n", "folder/b.md": "Twee[^x]\n\n[^x]: Due\n"}
    text = "A[^x]\n\n[!INCLUDE [a](a.md)]\n\n[!INCLUDE [a](a.md)]\n\n[!INCLUDE [b](b.md)]\n\n[^x]: Noot\n"
    html = shown(text, files=files, settings=ON)
    assert html.count('class="footnotes"') == 6
    check_links(html)


def test_raw_html_beside_footnotes() -> None:
    """Links within the page are found again where the page is sanitized."""
    found = rendered("<b>A</b>[^x]\n\n[^x]: Een", settings=ON)
    assert {"fn:1", "fnref:1"} <= set(found.anchors)
    assert {slot.address for slot in found.slots} == {"#fn:1", "#fnref:1"}
    assert 'role="doc-endnotes"' in found.html


@pytest.mark.parametrize(
    "text", ["A[^x]", "[^", "[^]", "[^ x]: a", "[^x y]: a", "A [^*] b [^]: c", "[^x] : a", "`[^x]: a`"]
)
def test_what_is_no_footnote(text: str) -> None:
    """Stays text: wildcards, and calls for notes that nobody wrote."""
    assert shown(text, settings=ON) == shown(text)


def test_sites_without_footnotes() -> None:
    """Have brackets."""
    assert visible(shown("A[^x]\n\n[^x]: Een twee")) == "A[^x] [^x]: Een twee"


@given(
    st.lists(
        st.sampled_from(
            [
                "[^a]",
                "[^b]",
                "[^a]: ",
                "[^b]: ",
                "x",
                " ",
                "    ",
                "\n",
                "\n\n",
                "> ",
                "- ",
                "**",
                "[",
                "](u)",
                "![",
                "# ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_mixture(text: str) -> None:
    """Is well-formed, and every link leads somewhere."""
    check_links(shown(text, settings=ON))


@pytest.mark.parametrize(
    "piece",
    ["a[^x] ", "[^x]: a\n\n", "[^x]", "[^", "[^x]: ", "[^x]: [^y]: ", "> [^x]: a\n\n", "[^{}]: a[^{}]\n\n", "b[^{}] "],
)
def test_work_is_linear(piece: str) -> None:
    """Ten times the notes are ten times the work."""

    def page(count: int) -> str:
        return "".join(piece.replace("{}", str(n)) for n in range(count)) + "\n\n[^x]: Een\n"

    shown(page(1), settings=ON)
    small, large = (calls(lambda n=n: shown(page(n), settings=ON)) for n in (100, 1000))  # type: ignore[misc]
    assert large < 11 * small + 2000


def test_a_hundred_thousand_notes() -> None:
    """Are numbered in one go."""
    text = "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(20_000))
    assert shown(text, settings=ON).count("doc-backlink") == 20_000

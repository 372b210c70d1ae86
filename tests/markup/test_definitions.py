"""Definitions of links, doubled by translation: each view finds its own, and neither shows as text (R4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, parse, shown, visible

ONE = "https://a.nl/een"
TWO = "https://a.nl/twee"
DOUBLED = f"[Zee]: {ONE}\n[Sea]: {ONE}\n"


def links(text: str, view: str) -> list[tuple[str, str]]:
    """Returns (text, address) of every link of a view."""
    found: list[html.HtmlElement] = parse(shown(bilingual(text), view)).xpath("//a")
    return [(" ".join(link.text_content().split()), link.get("href")) for link in found]


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param(f"«102 Zie [Zee]¦See [Sea]».\n\n{DOUBLED}", "Zee", "Sea", id="in a unit"),
        pytest.param(f"[«102 Zee¦Sea»]\n\n{DOUBLED}", "Zee", "Sea", id="the label is a unit"),
        pytest.param(f"«102 [ZEE]¦[sea]»\n\n{DOUBLED}", "ZEE", "sea", id="letters of other cases"),
        pytest.param(
            f"«102 [ĶĒDE]¦[STRASSE]»\n\n[ķēde]: {ONE}\n[straße]: {ONE}\n", "ĶĒDE", "STRASSE", id="as Unicode folds them"
        ),
        pytest.param(f"«102 [ķede]¦[Chain]»\n\n[Ķede]: {ONE}\n[chain]: {ONE}\n", "ķede", "Chain", id="Latvian"),
        pytest.param(
            f"«102 [海 辺]¦[The  beach]»\n\n[海 辺]: {ONE}\n[the beach]: {ONE}\n",
            "海 辺",
            "The beach",
            id="Japanese, blanks",
        ),
        pytest.param(f"«102 [بحر]¦[Sea]»\n\n[بحر]: {ONE}\n\n[Sea]: {ONE}\n", "بحر", "Sea", id="Arabic, a line between"),
        pytest.param(f"«102 [x][Zee]¦[y][Sea]»\n\n{DOUBLED}", "x", "y", id="with a text"),
        pytest.param(f"«102 [Zee][]¦[Sea][]»\n\n{DOUBLED}", "Zee", "Sea", id="with empty brackets"),
        pytest.param(f"> «102 [Zee]¦[Sea]»\n>\n> [Zee]: {ONE}\n> [Sea]: {ONE}\n", "Zee", "Sea", id="in a quote"),
        pytest.param(f"- «102 [Zee]¦[Sea]»\n\n  [Zee]: {ONE}\n  [Sea]: {ONE}\n", "Zee", "Sea", id="in an item"),
        pytest.param(f"«102 [Zee]¦[Sea]»\n\n- > [Zee]: {ONE}\n  > [Sea]: {ONE}\n", "Zee", "Sea", id="elsewhere"),
        pytest.param(
            f"«102 [Zee]¦[Sea]»\n\n[«103 Zee¦Sea»]: {ONE}\n[Sea]: {ONE}\n",
            "Zee",
            "Sea",
            id="a label in a unit, and doubled",
        ),
        pytest.param(f"«102 [Zee]¦[Sea]»\n\n[«103 Zee¦Sea»]: {ONE}\n", "Zee", "Sea", id="a label in a unit"),
        pytest.param(
            f"«102 [Zee]¦[Sea]»\n\n«103 [Zee]: {ONE}¦[Sea]: {ONE}»\n", "Zee", "Sea", id="a definition in a unit"
        ),
        pytest.param(f"«102 [Zee]¦[Sea]»\n\n[Zee]: {ONE} 'T'\n[Sea]: {ONE} 'T'\n", "Zee", "Sea", id="with titles"),
        pytest.param(
            f"«102 [Zee]¦[Sea]»\n\n[Zee]:\n  <{ONE}>\n[Sea]:\n  <{ONE}>\n", "Zee", "Sea", id="on several lines"
        ),
        pytest.param(f"| «102 [Zee]¦[Sea]» |\n|---|\n\n{DOUBLED}", "Zee", "Sea", id="in a cell"),
        pytest.param(f"# «102 [Zee]¦[Sea]»\n\n{DOUBLED}", "Zee", "Sea", id="in a heading"),
        pytest.param(f"«102 [*Zee*]¦[*Sea*]»\n\n[*Zee*]: {ONE}\n[*Sea*]: {ONE}\n", "Zee", "Sea", id="with marks"),
        pytest.param(
            f"«102 [Zee \\] a]¦[Sea \\] a]»\n\n[Zee \\] a]: {ONE}\n[Sea \\] a]: {ONE}\n",
            "Zee ] a",
            "Sea ] a",
            id="with a bracket",
        ),
    ],
)
def test_each_view_finds_its_own(text: str, target: str, source: str) -> None:
    """One link in each view, to the same place; nothing of the definitions is to be seen."""
    for end in ("\n", "\r\n"):
        written = text.replace("\n", end)
        assert links(written, TARGET) == [(target, ONE)]
        assert links(written, SOURCE) == [(source, ONE)]
        for view in (TARGET, SOURCE):
            assert "]:" not in visible(shown(bilingual(written), view))


def test_neighbours_that_are_no_double() -> None:
    """An author's own synonyms lead on in both views, and the first of two equal labels has it."""
    text = f"«102 [een] [uno]¦[one] [uno]»\n\n[een]: {ONE}\n[one]: {ONE}\n[uno]: {TWO}\n[uno]: {ONE}\n"
    assert links(text, TARGET) == [("een", ONE), ("uno", TWO)]
    assert links(text, SOURCE) == [("one", ONE), ("uno", TWO)]


@pytest.mark.parametrize(
    "text", [f"«102 a»\n{DOUBLED}", f"«102 a»\n\n    [Zee]: {ONE}\n", "«102 a»\n\n[Zee]:\n\n[]: x\n"]
)
def test_what_is_no_definition_is_shown(text: str) -> None:
    """In the middle of a paragraph, in code, without an address."""
    for view in (TARGET, SOURCE):
        assert "]:" in visible(shown(bilingual(text), view))


@given(
    st.lists(
        st.sampled_from(["[Zee]: x", "[Sea]: x", "[", "]: y", "«102 [Zee]¦[Sea]»", "\n", "> ", "- ", "'"]), max_size=12
    )
)
def test_any_definitions(parts: list[str]) -> None:
    """Whatever is defined, used or broken: every unit is in both views."""
    first, *rest = "".join(parts).split("«102")
    page = first + "".join(f"«{number}{part}" for number, part in enumerate(rest, 102))
    for view in (TARGET, SOURCE):
        found = {element.get("data-unit") for element in parse(shown(bilingual(page), view)).xpath("//*[@data-unit]")}
        assert found == {str(number) for number, _ in enumerate(rest, 102)}

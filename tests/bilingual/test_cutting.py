"""Source articles in units: what is cut, and that a skeleton still is its source article."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.bilingual.numbers import prefix_of
from diglot.markup.text import decode
from diglot.markup.unit_states import is_untranslated
from diglot.markup.views import source_view, target_view, without_heading_anchors
from skeletons import CONSTRUCTS, FRONT, body, made, segments, source_body, synced, translated, units
from support import ROOT

CUT = [
    ("# Open it\n\nPress. Wait.\n", ["Open it", "Press.", "Wait."]),
    ("- One.\n- [ ] Two\n", ["One.", "Two"]),
    ("| Key |\n|---|\n| `a` |\n| B |\n", ["Key", "B"]),
    ("> [!NOTE]\n> Careful.\n", ["Careful."]),
    ("```\ncode. More.\n```\n\n    indented\n", []),
    ("<p>HTML. More.</p>\n", []),
    ('[a]: b.md "Title"\n', []),
    ("![Alt](a.png)\n", []),
    ("[!INCLUDE [legal](legal.md)]\n", []),
    ("---\ntitle: Not cut\n---\nText\n", ["Text"]),
    ("- one\nlazy\n", ["one", "lazy"]),
]
BLOCKS = st.lists(st.sampled_from(CONSTRUCTS), min_size=1, max_size=4).map("\n".join)
ARTICLES = sorted((ROOT / "content").glob("en-US/**/*.md"))


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_what_is_a_unit(text: str, expected: list[str]) -> None:
    """Sentences of text are, code, HTML, images, definitions and front matter are not."""
    assert segments(text) == expected


def check_skeleton(text: str) -> str:
    """Checks a skeleton against its article and returns it."""
    skeleton = made(text)
    expected = body(without_heading_anchors(text))
    assert source_body(skeleton) == expected
    assert body(without_heading_anchors(target_view(skeleton))) == expected
    assert synced(skeleton, text) == skeleton
    assert all(is_untranslated(skeleton, unit) for unit in units(skeleton))
    return skeleton


@pytest.mark.parametrize("text", CONSTRUCTS, ids=range(len(CONSTRUCTS)))
@pytest.mark.parametrize("around", ["{}", FRONT + "{}", "- Item\n\n  {}", "> Quote\n\n{}"])
def test_skeleton_is_its_article(text: str, around: str) -> None:
    """Both views of a skeleton are the article, alone, behind front matter and behind other blocks."""
    check_skeleton(around.format(text))


@settings(max_examples=40)
@given(BLOCKS)
def test_skeleton_of_any_mixture(text: str) -> None:
    """Whatever stands next to whatever."""
    check_skeleton(text)


@given(st.text(alphabet="aB. \n*`[]()<>|#->:!1\\~", max_size=80))
def test_skeleton_of_any_text(text: str) -> None:
    """Whatever it is."""
    skeleton = made(text)
    assert source_body(skeleton) == body(without_heading_anchors(text))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_skeleton_of_our_guide(path: Path) -> None:
    """Our own articles."""
    check_skeleton(path.read_text("utf-8"))


def test_skeletons_of_real_articles(corpus: Path) -> None:
    """The source views of real articles; a skeleton of each, and the real translation has nothing to be told."""
    paths = sorted(corpus.glob("live-sxs/nl-NL/**/*.md"))[::15]
    assert paths
    for path in paths:
        text = decode(path.read_bytes())[0].text.replace("\r\n", "\n")
        source = source_view(text)
        assert source_body(made(source)) == body(without_heading_anchors(source)), path
        assert synced(text, source) == text, path


def test_headings_are_named_in_the_source_language() -> None:
    """Links to them work in all languages."""
    assert '\n# <a name="open-the-lid"></a><span' in "\n" + made("# Open the lid\n")
    assert '<a name="text"></a><span' in made("Text\n====\n")


def test_ids_of_a_skeleton() -> None:
    """One prefix, rising, with room between them; the first belongs to the title."""
    numbers = [int(unit.number) for unit in units(made(FRONT + "# A\n\nOne. Two.\n"))]
    assert numbers == [102, 112, 122]
    assert [unit.number for unit in units(made("One.\n"))] == ["101"]
    assert all(high - low > 1 for low, high in pairwise(numbers))
    assert prefix_of("a/b.md") == prefix_of("a/b.md") != prefix_of("a/c.md")


def test_line_ends_of_a_source_do_not_matter() -> None:
    """An article with other line ends is the same article."""
    text = "# A\n\nOne\ntwo. Three.\n\n- Four\n  five\n"
    assert made(text.replace("\n", "\r\n")) == made(text)
    crlf = translated(made(text)).replace("\n", "\r\n")
    assert synced(crlf, text) == crlf

"""Tables of contents: read as far as they can be, and never at the price of the build."""

from __future__ import annotations

import pytest

from diglot.markup.toc import parse_toc
from diglot.model import Entry


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("", (), id="an empty file"),
        pytest.param("# niets\n", (), id="a comment"),
        pytest.param("items: []\n", (), id="an empty list"),
        pytest.param("- name: De zee\n  href: zee.md\n", (Entry("De zee", "zee.md"),), id="an entry"),
        pytest.param("\ufeff- name: 海\n  href: zee.md\n", (Entry("海", "zee.md"),), id="a byte order mark"),
        pytest.param("items:\n- name: بحر\n", (Entry("بحر", ""),), id="below `items`"),
        pytest.param("- name: No\n  href: 010\n", (Entry("No", "010"),), id="strings only"),
        pytest.param("- href: a.md\n- tekst\n", (Entry("", "a.md"),), id="no name, and no entry"),
        pytest.param("- name: a\n  topicHref: b.md\n", (Entry("a", "b.md"),), id="another key for the address"),
        pytest.param("- name: [a]\n  href: {b: c}\n", (Entry("", ""),), id="a list for a name"),
        pytest.param(
            "- name: Zee\n  items:\n  - name: Diep\n    href: diep.md\n- name: Strand\n  items: leeg\n",
            (Entry("Zee", "", (Entry("Diep", "diep.md"),)), Entry("Strand", "")),
            id="groups",
        ),
    ],
)
def test_parse(text: str, entries: tuple[Entry, ...]) -> None:
    """What can be understood is."""
    assert parse_toc(text) == (entries, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("- name: Zee: diep\n", "line 1", id="a colon in a name"),
        pytest.param("- name: a\n- name: 'b\n", "line 2", id="a quote without end"),
        pytest.param("name: Zee\nhref: zee.md\n", "no list", id="an entry without its hyphen"),
        pytest.param("Zee en strand\n", "no list", id="words"),
        pytest.param("- zee.md\n- strand.md\n", "no list", id="only paths"),
        pytest.param("- &a\n  name: b\n  items: [*a]\n", "not supported", id="an entry that holds itself"),
        pytest.param("[" * 60_000, "deep", id="brackets without end"),
    ],
)
def test_problem(text: str, message: str) -> None:
    """What cannot be understood says why."""
    entries, problem = parse_toc(text)
    assert not entries
    assert message in problem


def test_depth_is_bounded() -> None:
    """Groups in groups in groups end somewhere."""
    text = "".join(f"{'  ' * i}- name: n{i}\n{'  ' * i}  items:\n" for i in range(40))
    (entry,), problem = parse_toc(text)
    depth = 0
    while entry.entries:
        (entry,) = entry.entries
        depth += 1
    assert (depth, problem) == (20, "")

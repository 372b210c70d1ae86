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
    assert parse_toc(text) == (entries, ())


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        pytest.param("- name: Zee: diep\n", 11, "mapping values", id="a colon in a name"),
        pytest.param("- name: a\n- name: 'b\n", 18, "quotes", id="a quote without end"),
        pytest.param("name: Zee\nhref: zee.md\n", 0, "no list", id="an entry without its hyphen"),
        pytest.param("Zee en strand\n", 0, "no list", id="words"),
        pytest.param("- zee.md\n- strand.md\n", 0, "no list", id="only paths"),
        pytest.param("- &a\n  name: b\n  items: [*a]\n", 25, "not supported", id="an entry that holds itself"),
        pytest.param("[" * 60_000, 50, "deep", id="brackets without end"),
    ],
)
def test_problem(text: str, at: int, message: str) -> None:
    """What cannot be understood says why, and where."""
    entries, (found,) = parse_toc(text)
    assert not entries
    assert message in found.message
    assert (found.rule, found.at.start) == ("invalid-toc", at)


def test_depth_is_bounded() -> None:
    """Groups in groups in groups end somewhere."""
    text = "".join(f"{'  ' * i}- name: n{i}\n{'  ' * i}  items:\n" for i in range(40))
    (entry,), findings = parse_toc(text)
    depth = 0
    while entry.entries:
        (entry,) = entry.entries
        depth += 1
    assert (depth, findings) == (20, ())

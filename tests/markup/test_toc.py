"""Tables of contents: read as far as they can be, and never at the price of the build."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.diagnostics import Finding
from diglot.markup.toc import parse_toc
from diglot.markup.toc_markdown import parse_toc_markdown
from diglot.model import Entry, Span
from markup.pages import unit

Parse = Callable[[str], tuple[tuple[Entry, ...], tuple[Finding, ...]]]


def placeless(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Returns entries without their places."""
    return tuple(entry._replace(at=Span(0, 0), entries=placeless(entry.entries)) for entry in entries)


def told(text: str, findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Returns (the words pointed at, the message) of findings, all of which are of this rule."""
    assert {finding.rule for finding in findings} <= {"invalid-toc"}
    return [(text[finding.at.start : finding.at.end], finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("", (), id="an empty file"),
        pytest.param("# niets\n", (), id="a comment"),
        pytest.param("items: []\n", (), id="an empty list"),
        pytest.param("items:\n", (), id="no list"),
        pytest.param("- name: De zee\n  href: zee.md\n", (Entry("De zee", "zee.md"),), id="an entry"),
        pytest.param("- name: De zee\r\n  href: zee.md\r\n", (Entry("De zee", "zee.md"),), id="ends of lines"),
        pytest.param("\ufeff- name: 海\n  href: zee.md\n", (Entry("海", "zee.md"),), id="a byte order mark"),
        pytest.param("items:\n- name: بحر\n", (Entry("بحر"),), id="below `items`"),
        pytest.param(
            "### YamlMime:TableOfContent\nmetadata:\n  x: y\nitems:\n- name: Jūra\n",
            (Entry("Jūra"),),
            id="with a kind and metadata",
        ),
        pytest.param("- name: No\n  href: 010\n", (Entry("No", "010"),), id="strings only"),
        pytest.param("- name: a\n  href: null\n- name: ~\n  uid: b\n", (Entry("a"), Entry("", uid="b")), id="null"),
        pytest.param("- name: a\n  topicHref: b.md\n", (Entry("a", "b.md"),), id="another key for the address"),
        pytest.param("- Name: a\n  HREF: b.md\n", (Entry("a", "b.md"),), id="keys in another case"),
        pytest.param(
            "- name: a\n  href: b/TOC.yml\n  homepage: b/index.md\n",
            (Entry("a", "b/index.md", toc="b/TOC.yml"),),
            id="a table with its page",
        ),
        pytest.param(
            "- name: a\n  tocHref: b/\n  topicHref: b/index.md\n", (Entry("a", "b/index.md", toc="b/"),), id="tocHref"
        ),
        pytest.param("- name: a\n  tocHref: /b/\n", (Entry("a", toc="/b/"),), id="tocHref alone"),
        pytest.param(
            "- uid: a.b\n- name: c\n  topicUid: d\n- name: e\n  href: xref:f\n- name: g\n  href: '@h'\n",
            (Entry("", uid="a.b"), Entry("c", uid="d"), Entry("e", uid="f"), Entry("g", uid="h")),
            id="uids",
        ),
        pytest.param("- name: a\n  href: b.md\n  uid: c\n", (Entry("a", "b.md"),), id="an address is enough"),
        pytest.param(
            "- name: a\n  expanded: true\n- name: b\n  expanded: no\n",
            (Entry("a", expanded=True), Entry("b")),
            id="open",
        ),
        pytest.param("- name.csharp: A\n  displayName: b\n  uid: c\n", (Entry("A", uid="c"),), id="another name"),
        pytest.param("- displayName: b\n  uid: c\n", (Entry("b", uid="c"),), id="what it is searched for"),
        pytest.param(
            "- name: Zee\n  maintainContext: true\n  items:\n  - name: Diep\n    href: diep.md\n- name: Strand\n",
            (Entry("Zee", "", (Entry("Diep", "diep.md"),)), Entry("Strand")),
            id="groups",
        ),
        pytest.param(
            "- name: |\n    Zee en\n    zand\n  href: ' a.md '\n", (Entry("Zee en zand", "a.md"),), id="block"
        ),
    ],
)
def test_yaml(text: str, entries: tuple[Entry, ...]) -> None:
    """What can be understood is."""
    found, findings = parse_toc(text)
    assert (placeless(found), findings) == (entries, ())


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
def test_broken_yaml(text: str, at: int, message: str) -> None:
    """What cannot be understood at all says why, and where."""
    entries, (found,) = parse_toc(text)
    assert not entries
    assert message in found.message
    assert (found.rule, found.at.start) == ("invalid-toc", at)


@pytest.mark.parametrize(
    ("text", "entries", "problems"),
    [
        pytest.param(
            "- name: a\n- zee.md\n- name: b\n- strand.md\n",
            (Entry("a"), Entry("b")),
            [("zee.md", "`zee.md` is no entry (1 more like it); write `- name:` and `href:`")],
            id="paths among entries",
        ),
        pytest.param(
            "- name: a\n- [b]\n-\n", (Entry("a"),), [("", "a list stands in place of an entry; write")], id="a list"
        ),
        pytest.param(
            "- href: a.md\n- name: ''\n  href: b.md\n",
            (Entry("", "a.md"), Entry("", "b.md")),
            [("", "an entry has no `name` (1 more like it); add one")],
            id="no name",
        ),
        pytest.param(
            "- name: [海]\n  href: {b: c}\n",
            (Entry("", ""),),
            [("name", "`name` is a list; write"), ("href", "`href` is a mapping; write")],
            id="lists for texts",
        ),
        pytest.param(
            "- name: بحر\n  items: a.md\n- name: Jūra\n  items: {name: b}\n",
            (Entry("بحر"), Entry("Jūra")),
            [("items", "`items` holds no list of entries (1 more like it); write")],
            id="texts for lists",
        ),
        pytest.param(
            "- name: a\n  href: a.md\n  name: b\n  href: b.md\n",
            (Entry("b", "b.md"),),
            [("name", "`name` stands twice in one entry, and the last one counts (1 more like it); put a hyphen")],
            id="a missing hyphen",
        ),
    ],
)
def test_problems_of_entries(text: str, entries: tuple[Entry, ...], problems: list[tuple[str, str]]) -> None:
    """An entry that is wrong costs no other one; what is wrong repeatedly is told once, at its first place."""
    found, findings = parse_toc(text)
    assert placeless(found) == entries
    shown = told(text, findings)
    assert [words for words, _ in shown] == [words for words, _ in problems]
    for (_, message), (_, start) in zip(shown, problems, strict=True):
        assert message.startswith(start)


def test_places() -> None:
    """An entry knows where its address stands, or else where it begins itself."""
    text = "# 海\n- name: 海\n  href: zee.md\n- name: بحر\n  topicHref: 'b.md'\n  items:\n  - name: c\n"
    first, second = parse_toc(text)[0]
    below = second.entries[0]
    assert [text[at.start : at.end] for at in (first.at, second.at)] == ["zee.md", "'b.md'"]
    assert text[below.at.start :] == "name: c\n"


def test_depth_is_bounded() -> None:
    """Groups in groups in groups end somewhere, and that is told."""
    text = "".join(f"{'  ' * i}- name: n{i}\n{'  ' * i}  items:\n" for i in range(40))
    (entry,), (finding,) = parse_toc(text)
    depth = 0
    while entry.entries:
        (entry,) = entry.entries
        depth += 1
    assert depth == 20
    assert "more than 20 groups deep" in finding.message


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("", (), id="an empty file"),
        pytest.param("# [De zee](zee.md)\n", (Entry("De zee", "zee.md"),), id="an entry"),
        pytest.param("\n#[海](zee.md)\r\n# بحر #\r\n", (Entry("海", "zee.md"), Entry("بحر")), id="no blank, no link"),
        pytest.param(
            "# Jūra\n## [a](a.md)\n### [b](b.md)\n## [c](c.md)\n# [d](d.md)\n",
            (
                Entry("Jūra", "", (Entry("a", "a.md", (Entry("b", "b.md"),)), Entry("c", "c.md"))),
                Entry("d", "d.md"),
            ),
            id="levels",
        ),
        pytest.param(
            "### [a](a.md)\n# b\n#### [c](c.md)\n## [d](d.md)\n",
            (Entry("a", "a.md"), Entry("b", "", (Entry("c", "c.md"), Entry("d", "d.md")))),
            id="levels that jump",
        ),
        pytest.param("# [x]()\n## [y](y.md 'z')\n", (Entry("x", "", (Entry("y", "y.md"),)),), id="no address, a title"),
        pytest.param('# <a name="sea"></a>[Zee](zee.md)\n', (Entry("Zee", "zee.md"),), id="a name before it"),
        pytest.param(
            "# [a [b] \\] `c` **d** &amp; e](<a b.md>)\n", (Entry("a [b] ] c d & e", "a b.md"),), id="markup in a name"
        ),
        pytest.param(
            "# @a.b\n# [c](xref:d)\n# [](@e)\n# <xref:f>\n# [g](@h)\n",
            (Entry("", uid="a.b"), Entry("c", uid="d"), Entry("", uid="e"), Entry("", uid="f"), Entry("g", uid="h")),
            id="uids",
        ),
        pytest.param("---\ntitle: x\n---\n# [a](a.md)\n", (Entry("a", "a.md"),), id="front matter"),
        pytest.param("<!-- # [a](a.md)\n# b\n-->\n# c\n<!-- open\n# d\n", (Entry("c"),), id="comments"),
        pytest.param(f"# [{unit(102, 'Zee', 'Sea')}](zee.md)\n", (Entry("Zee", "zee.md"),), id="bilingual after all"),
        pytest.param("# [a](../b.md?x=1#c)\n", (Entry("a", "../b.md?x=1#c"),), id="query and fragment"),
    ],
)
def test_markdown(text: str, entries: tuple[Entry, ...]) -> None:
    """Headings are entries, their levels the depth."""
    found, findings = parse_toc_markdown(text)
    assert (placeless(found), findings) == (entries, ())


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("# a\nZee\n- b\n", [("Zee", "`Zee` is no entry (1 more like it); write `# [name](address)`")]),
        ("# a\n`海`\n", [("`海`", "a line is no entry; write `# [name](address)`")]),
        ("# a\n## [](b.md)\n#\n", [("", "an entry has no name (1 more like it); write `# [name](address)`")]),
    ],
)
def test_problems_of_headings(text: str, problems: list[tuple[str, str]]) -> None:
    """What is no heading, and what has no name, is told once."""
    assert told(text, parse_toc_markdown(text)[1]) == problems


def test_places_of_headings() -> None:
    """An entry knows where its address stands."""
    text = f"# [{unit(102, '海', 'Sea')}](zee.md)\r\n## [a](a%20b.md 'c')\r\n## d\r\n"
    (first,) = parse_toc_markdown(text)[0]
    assert [text[entry.at.start : entry.at.end] for entry in (first, *first.entries)] == ["zee.md", "a%20b.md", ""]


@pytest.mark.parametrize(
    ("parse", "text", "count"),
    [
        (parse_toc, "- name: a\n  href: b.md\n" * 20_000, 20_000),
        (parse_toc, "- b.md\n" * 20_000 + "- name: a\n", 1),
        (parse_toc_markdown, "# [a](b.md)\n" * 100_000, 100_000),
        (parse_toc_markdown, "#" * 100_000, 1),
        (parse_toc_markdown, "# " + " " * 100_000 + "#", 1),
        (parse_toc_markdown, "# " + "# " * 100_000, 1),
        (parse_toc_markdown, "# <a name=" + " " * 100_000, 1),
        (parse_toc_markdown, "# " + "<a name=" * 100_000, 1),
        (parse_toc_markdown, "# " + "[" * 100_000, 1),
        (parse_toc_markdown, "# [" + "](" * 100_000, 1),
        (parse_toc_markdown, "<!--" * 100_000, 0),
        (parse_toc_markdown, "".join(f"{'#' * i} a\n" for i in range(1, 1000)), 1),
        (parse_toc_markdown, "".join(f"{'#' * i} a\n" for i in range(1000, 0, -1)), 1000),
    ],
)
def test_long(parse: Parse, text: str, count: int) -> None:
    """Length and depth are no trouble."""
    assert len(parse(text)[0]) == count


pieces = st.lists(
    st.sampled_from(
        [
            *(
                "- name: ",
                "a",
                "  href: ",
                "b.md",
                "\n",
                "  items:",
                "    - ",
                "# ",
                "[",
                "](",
                ")",
                "<a name='x'></a>",
            ),
            *(
                "海",
                "بحر",
                ": ",
                "'",
                '"',
                "&x",
                "*x",
                "{",
                "}",
                "|",
                "\t",
                "\r",
                "\0",
                "<!--",
                "-->",
                "---\n",
                "\udc80",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(pieces, st.sampled_from([parse_toc, parse_toc_markdown]))
def test_any_text_is_read(text: str, parse: Parse) -> None:
    """With places within the text."""
    entries, findings = parse(text)
    todo = list(entries)
    for entry in todo:
        todo += entry.entries
    for at in [*(entry.at for entry in todo), *(finding.at for finding in findings)]:
        assert 0 <= at.start <= at.end <= len(text)

"""YAML as strings: what authors wrote, whatever it looks like, and never at the price of the process."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup import yaml_strings
from diglot.markup.yaml_strings import load_strings


@pytest.mark.parametrize(
    "value",
    [
        *(
            "No",
            "on",
            "Yes",
            "~",
            "null",
            "true",
            "010",
            "0x1F",
            "1_000",
            "1e3",
            ".5",
            "12:30:45",
            "2020-04-21",
            "=",
            "<<",
        ),
        *(
            "51813035",
            "007",
            "Microsoft 365: geen",
            "a  b",
            "C# en F#",
            "https://example.com/a#b",
            "10:30",
            "日本語",
            "عربي",
        ),
    ],
)
def test_scalars_stay_as_written(value: str) -> None:
    """None of YAML's types is anything but a string here."""
    assert load_strings(f"key: '{value}'\n") == ({"key": value}, None)
    if ": " not in value:
        assert load_strings(f"key: {value}\n") == ({"key": value}, None)
        assert load_strings(f"key:\n- {value}\n- x\n") == ({"key": [value, "x"]}, None)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("# alleen dit\n", None, id="a comment"),
        pytest.param("a:\nb: ''\n", {"a": "", "b": ""}, id="empty values"),
        pytest.param("a: >\n  een\n  twee\nb: |\n  drie\n", {"a": "een twee\n", "b": "drie\n"}, id="blocks"),
        pytest.param("a: een\n  twee\n", {"a": "een twee"}, id="a value on two lines"),
        pytest.param("a: een\n  - twee\n", {"a": "een - twee"}, id="no list"),
        pytest.param("a: een # b\n", {"a": "een"}, id="a comment behind a value"),
        pytest.param("a: 'l''eau'\nb: \"\\u00e9\"\n", {"a": "l'eau", "b": "é"}, id="escapes"),
        pytest.param("a: [b, c]\nd: {e: f}\n", {"a": ["b", "c"], "d": {"e": "f"}}, id="in brackets"),
        pytest.param("a:\n  - b\n  - c\nd: e\n", {"a": ["b", "c"], "d": "e"}, id="an indented list"),
        pytest.param("a: b\r\nc:\r\n- d\r\n", {"a": "b", "c": ["d"]}, id="lines that end with two characters"),
        pytest.param("a: b\na: c\n", {"a": "c"}, id="a key twice"),
        pytest.param("- een\n- twee\n", ["een", "twee"], id="a list"),
        pytest.param("een\n", "een", id="a word"),
        pytest.param("a: x\udce9\n", {"a": "x\ufffd"}, id="a byte that is no text is shown as such"),
    ],
)
def test_load(text: str, loaded: Any) -> None:
    """Common and uncommon ways to write it."""
    assert load_strings(text) == (loaded, None)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        pytest.param("a: b: c\n", 4, "mapping values", id="two colons"),
        pytest.param("é: 🙂\nb: ]\n", 8, "", id="offsets count characters"),
        pytest.param('a: "b\nc: d\n', 3, "", id="a quote without end is where it begins"),
        pytest.param("a: \x07\n", 3, "control characters", id="a bell"),
        pytest.param("a: &b [*b]\n", 7, "not supported", id="a list that holds itself"),
        pytest.param("a: &b {c: d}\ne: *b\n", 16, "not supported", id="an alias"),
        pytest.param("a: *b\n", 3, "alias", id="an alias of nothing"),
        pytest.param("? [a]\n: b\n", 2, "unhashable", id="a list for a key"),
        pytest.param("a: b\n\tc: d\n", 5, "", id="a tab"),
        pytest.param("[" * 60_000, 51, "deep", id="brackets without end"),
        pytest.param("- " * 60_000 + "a", 100, "deep", id="hyphens without end"),
        pytest.param("? " * 60_000, 100, "deep", id="question marks without end"),
        pytest.param("{a: " * 60_000, 0, "deep", id="braces without end"),
    ],
)
def test_problem(text: str, offset: int, message: str) -> None:
    """What cannot be read says why, and where; no text ends the process."""
    loaded, problem = load_strings(text)
    assert loaded is None
    assert problem is not None
    assert message in problem.message
    if message != "deep":
        assert problem.offset == offset


lines = st.one_of(
    st.from_regex(r"\A[a-z.]{1,4}: {0,2}[ -~é日🙂]{0,8}\Z"),
    st.from_regex(r"\A {0,2}- {0,2}[ -~é日🙂]{0,6}\Z"),
    st.sampled_from(
        ["a:", "b: 'x'", 'c: "y"', "d: 'x' ", "  - e", "- f", "", "# g", "a: x\u2028y", "a: \x85", "a: \xa0x"]
    ),
)


@given(st.lists(lines, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_quick_way_is_the_long_way(block: list[str], end: str) -> None:
    """Where the pattern for simple front matter answers, YAML says the same."""
    text = "".join(line + end for line in block)
    simple = yaml_strings._load_simple(text)
    if simple is not None:
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
        assert simple == loaded
        assert list(simple) == list(loaded)


def test_quick_way_is_taken() -> None:
    """The front matter of nearly every page is simple."""
    text = "title: 'Zee: meer'\nROBOTS: NOINDEX, NOFOLLOW\nms.custom:\n- \"12\"\n- b c\nms.date: 04/21/2020\nempty:\n"
    assert yaml_strings._load_simple(text) is not None


@given(st.text(max_size=60))
def test_never_fails(text: str) -> None:
    """Any text is YAML, or has a problem within its bounds."""
    _, problem = load_strings(text)
    assert problem is None or 0 <= problem.offset <= len(text)

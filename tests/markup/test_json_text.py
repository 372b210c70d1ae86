"""JSON with comments and surplus commas: what is read, and where a mistake is."""

from __future__ import annotations

from typing import Any

import pytest

from diglot.markup.json_text import load_json, plain_json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "b"}', {"a": "b"}),
        ('{"a": [1, 2.50, -3e2, true, false, null]}', {"a": ["1", "2.50", "-3e2", "true", "false", None]}),
        ('{"a": 1,}', {"a": "1"}),
        ("[1, 2 , \n ]", ["1", "2"]),
        ('// 港\n{"a": "b" /* c */} // d', {"a": "b"}),
        ('{"a": "https://x.example//y", /* "b": 1 */ "c": "/* d */"}', {"a": "https://x.example//y", "c": "/* d */"}),
        ('{"a": "b,]", "c": ",}"}', {"a": "b,]", "c": ",}"}),
        (r'{"a": "say \"// no\" ,}"}', {"a": 'say "// no" ,}'}),
        (r'{"a": "\\"} // c', {"a": "\\"}),
        ('{"a": 1, // b\n}', {"a": "1"}),
        ('{"a": 1, "a": 2}', {"a": "2"}),
        ("[NaN]", ["NaN"]),
        (f"[{'9' * 6000}]", ["9" * 6000]),
    ],
)
def test_load_json(text: str, expected: Any) -> None:
    """Scalars are the strings that were written."""
    assert load_json(text) == (expected, None)


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("", 0, "a value is missing"),
        ('{"a": "b"', 9, "a comma is missing"),
        ('{"a": 1 "b": 2}', 8, "a comma is missing"),
        ('{"a" 1}', 5, "a colon is missing"),
        ('{"a": "b\n}', 8, "a string has no end"),
        ('{"a": "b', 6, "a string has no end"),
        ('// c\n{"a": }', 11, "a value is missing"),
        ("{a: 1}", 1, "a name in double quotes is missing"),
        ('{"a": "\\x"}', 7, "a backslash is not doubled"),
        ("[1]2", 3, "more than one value"),
        ("[1,,]", 4, "a value is missing"),
        ("[" * 100_000, 0, "nested too deeply"),
        ("/*", 2, "a value is missing"),
    ],
)
def test_mistake(text: str, offset: int, words: str) -> None:
    """It is told at its place in the text as it was written."""
    value, problem = load_json(text)
    assert value is None
    assert problem is not None
    assert words in problem.message
    assert problem.offset == offset


@pytest.mark.parametrize("text", ['{"a": 1,} // b\n/* c\nd */ [,]', '"//', "/*", '"\\', '",]', "// a\r\n,}"])
def test_offsets_stay(text: str) -> None:
    """What is blanked keeps its length and its lines."""
    plain = plain_json(text)
    assert len(plain) == len(text)
    assert [i for i, char in enumerate(plain) if char == "\n"] == [i for i, char in enumerate(text) if char == "\n"]


@pytest.mark.parametrize("mark", ['"', '\\"', "/*", "//", ",", "[", "{", "/* */", ", ", '"a', "{,", '"\n', '{"a":'])
def test_many_marks(mark: str) -> None:
    """A hundred thousand of any mark return."""
    load_json(mark * 100_000)
    load_json('{"a": "' + mark * 100_000)


def test_half_a_character() -> None:
    """It can be written in JSON, and in no file."""
    assert load_json('{"a\\ud800": ["\\udfff", "\\ud83d\\ude00"]}') == ({"a\ufffd": ["\ufffd", "\U0001f600"]}, None)

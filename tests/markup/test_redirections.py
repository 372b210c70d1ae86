"""Files of redirections: what is read of whole ones, and what is left of broken ones."""

from __future__ import annotations

import json

import pytest

from diglot.markup.redirections import parse_redirections

A = '{"source_path": "a.md", "redirect_url": "/haven/x"}'
B = '{"source_path_from_root": "/docs/b.md", "redirect_url": "y#z", "redirect_document_id": true, "monikers": ["m"]}'


def read(text: str) -> list[tuple[str, str]]:
    """Returns (path, target) of the entries of `text`."""
    return [(entry.path, entry.target) for entry in parse_redirections(text)[0]]


def test_whole_file() -> None:
    """Each entry has its path, what that is relative to, its target and the place of that."""
    text = f'{{\n  // 港\n  "redirections": [\n    {A},\n    {B},\n  ]\n}}\n'
    entries, findings = parse_redirections(text)
    assert not findings
    assert [(entry.path, entry.from_root, entry.target) for entry in entries] == [
        ("a.md", False, "/haven/x"),
        ("/docs/b.md", True, "y#z"),
    ]
    assert [text[entry.at.start : entry.at.end] for entry in entries] == ["/haven/x", "y#z"]


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        pytest.param(f'{{"redirections": [{A} {B}]}}', ["a.md", "/docs/b.md"], 0, id="comma between entries"),
        pytest.param(f'{{"redirections": [{A}, {B}', ["a.md", "/docs/b.md"], 0, id="no end"),
        pytest.param(f'{{"redirections": [{A[:-1]}, {B}]}}', ["a.md", "/docs/b.md"], 0, id="closing brace"),
        pytest.param(f'{{"redirections": [{A}, {B[1:]}]}}', ["a.md", "/docs/b.md"], 0, id="opening brace"),
        pytest.param(f'{{"redirections": [{A.replace(",", "")}, {B}]}}', ["a.md", "/docs/b.md"], 0, id="comma within"),
        pytest.param(
            f'{{"redirections": [{A.replace("a.md", "a.md", 1).replace("x" + chr(34), "x")}\n, {B}]}}',
            ["a.md", "/docs/b.md"],
            0,
            id="quote of the target",
        ),
        pytest.param(
            '{"redirections": [{"source_path": "a.md,\n"redirect_url": "x"},\n' + B + "]}",
            ["/docs/b.md"],
            1,
            id="quote of the path",
        ),
        pytest.param(f'{{"redirections": [{A}, oops, {B}]}}', ["a.md", "/docs/b.md"], 0, id="words between"),
        pytest.param("[" + A, ["a.md"], 0, id="a bare list"),
        pytest.param("港", [], 0, id="no JSON at all"),
        pytest.param("", [], 0, id="empty"),
    ],
)
def test_broken_file(text: str, expected: list[str], lost: int) -> None:
    """One finding for the file, at the first mistake; what can be read is read."""
    entries, (finding,) = parse_redirections(text)
    assert [entry.path for entry in entries] == expected
    assert finding.rule == "invalid-configuration"
    assert finding.at.start <= len(text)
    assert (f"{lost} of its" in finding.message) is bool(lost)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", []),
        ("[]", []),
        ("3", []),
        ('{"redirections": null}', []),
        ('{"redirections": [null, 3, "x", [], {}]}', []),
        ('{"redirections": [{"source_path": "", "redirect_url": "x"}]}', []),
        ('{"redirections": [{"redirect_url": "x"}]}', []),
        ('{"redirections": [{"source_path": "a.md"}]}', [("a.md", "")]),
        ('{"redirections": [{"source_path": 3, "redirect_url": "x"}]}', []),
        ('{"redirections": [{"source_path": "a.md", "redirect_url": null}]}', [("a.md", "")]),
        ('{"redirections": [{"source_path": "a.md", "redirect_url": "x", "more": {"a": [1]}}]}', [("a.md", "x")]),
        (r'{"redirections": [{"source_path": "map\\a.md", "redirect_url": "\u6e2f"}]}', [("map\\a.md", "港")]),
        ('{"redirections": [{"redirect_url": " x\\t", "source_path": "{a}.md"}]}', [("{a}.md", "x")]),
    ],
)
def test_strange_entries(text: str, expected: list[tuple[str, str]]) -> None:
    """What is not said is not there, and valid JSON is no finding."""
    assert read(text) == expected
    assert not parse_redirections(text)[1]


def test_many_entries() -> None:
    """Thirty thousand are read, of which every second one may be broken."""
    entries = [{"source_path": f"{number}.md", "redirect_url": "x"} for number in range(30_000)]
    assert len(read(json.dumps({"redirections": entries}))) == 30_000
    halves = ",\n".join(
        json.dumps(entry) if number % 2 else json.dumps(entry)[:-1].replace(".md", ".md,\n")
        for number, entry in enumerate(entries)
    )
    assert len(read(f'{{"redirections": [{halves}]}}')) == 15_000


@pytest.mark.parametrize(
    "mark", ["{", '{"', '{"source_path": "', '{"source_path"', "}", '{"a{" ', '"redirect_url":', "[{"]
)
def test_many_marks(mark: str) -> None:
    """Thirty thousand of any mark return."""
    parse_redirections(mark * 30_000)
    parse_redirections('{"redirections": [' + mark * 30_000)

"""`docfx.json`: which files it selects, and what it says of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from diglot.markup.docfx import Docfx, Selection, parse_docfx, parse_publish_config
from diglot.markup.front_matter import front_matter, with_defaults
from diglot.model import Metadata


def build(**keys: Any) -> Docfx:
    """Returns what a `docfx.json` with these keys of `build` says; nothing of it may be wrong."""
    docfx, findings = parse_docfx(json.dumps({"build": keys}), "content/nl-NL")
    assert not findings
    return docfx


def place(selections: tuple[Selection, ...] | None, path: str) -> str | None:
    """Returns where the first selection that takes `path` publishes it."""
    return next((found for one in selections or () if (found := one.place(path)) is not None), None)


@pytest.mark.parametrize(
    ("content", "path", "expected"),
    [
        (["**/*.md"], "map/zee.md", "map/zee.md"),
        (["**/*.md", "TOC.yml"], "TOC.yml", "TOC.yml"),
        ("**/*.md", "zee.md", "zee.md"),
        ({"files": "**/*.md"}, "zee.md", "zee.md"),
        ({"files": ["**/*.md"]}, "zee.png", None),
        ([{"files": ["**/*.md"], "exclude": ["**/includes/**", "README.md"]}], "map/includes/zee.md", None),
        ([{"files": ["**/*.md"], "exclude": "readme.md"}], "README.md", None),
        ([{"files": ["**/*.md"], "exclude": ["drafts/"]}], "drafts/deep/zee.md", None),
        ([{"files": ["**/*.md"], "src": "docs"}], "docs/zee.md", "zee.md"),
        ([{"files": ["**/*.md"], "src": "docs"}], "zee.md", None),
        ([{"files": ["**/*.md"], "cwd": "docs"}], "docs/zee.md", "zee.md"),
        ([{"files": ["**/*.md"], "src": "./docs/", "dest": "/articles/"}], "docs/zee.md", "articles/zee.md"),
        ([{"files": ["**/*.md"], "src": "a/../docs"}], "docs/zee.md", "zee.md"),
        ([{"files": ["**/*.md"], "src": "docs\\map"}], "docs/map/zee.md", "zee.md"),
        ([{"files": ["**/*.md"], "src": "../shared", "dest": "x"}], "../shared/zee.md", "x/zee.md"),
        ([{"files": ["**/*.md"]}], "../shared/zee.md", None),
        ([{"files": ["docs/*.md"], "exclude": ["docs/b*"]}, "*.yml"], "b.yml", "b.yml"),
        ([{"files": ["*.md"], "dest": "een"}, {"files": ["**"], "dest": "twee"}], "zee.md", "een/zee.md"),
        ([{"files": ["*.md"], "dest": "een"}, {"files": ["**"], "dest": "twee"}], "map/zee.md", "twee/map/zee.md"),
        ([{"files": ["*.md"], "version": "2", "group": "g"}], "zee.md", "zee.md"),
        ([{"exclude": ["*.md"]}], "zee.md", None),
        ([], "zee.md", None),
        ([None, 3, [], {"files": [3, None]}], "zee.md", None),
    ],
)
def test_content(content: Any, path: str, expected: str | None) -> None:
    """Lists, single objects and bare patterns; patterns start at `src`, and what they select goes to `dest`."""
    assert place(build(content=content).content, path) == expected
    assert place(build(resource=content).resource, path) == expected


def test_nothing_said() -> None:
    """What is not said is None, which is something else than nothing."""
    assert (build().content, build().resource, build().defaults("zee.md")) == (None, None, ())
    assert (build(content=[]).content, build(resource=[]).resource) == ((), ())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("zee.md", {"ms.topic": ("article",), "ms.prod": ("haven",), "flag": ("true",), "number": ("2.50",)}),
        ("map/zee.md", {"ms.topic": ("howto",), "audience": ("a", "b")}),
        ("map/diep/zee.md", {"ms.topic": ("tutorial",), "audience": ("a", "b")}),
    ],
)
def test_defaults(path: str, expected: dict[str, tuple[str, ...]]) -> None:
    """A pattern's value wins over that of all pages, and the last pattern over those before it."""
    docfx, _ = parse_docfx(
        """{"build": {
          "globalMetadata": {"ms.topic": "article", "ms.prod": "haven", "flag": true, "number": 2.50, "no": null,
                             "empty": "", "deep": {"a": 1}, "list": []},
          "fileMetadata": {"ms.topic": {"map/**": "howto", "map/diep/*.md": "tutorial"},
                           "audience": {"map/**.md": ["a", "b"]}, "odd": "x", "odder": {"**": {}}}
        }}"""
    )
    defaults = dict(docfx.defaults(path))
    assert {key: defaults[key] for key in expected} == expected
    assert not defaults.keys() & {"no", "empty", "deep", "list", "odd", "odder"}


def test_values() -> None:
    """Everything that a key is set to, wherever."""
    docfx = build(globalMetadata={"x": "a"}, fileMetadata={"x": {"**": "b", "*.md": "c"}, "y": {"**": "d"}})
    assert docfx.values("x") == {"a", "b", "c"}


@pytest.mark.parametrize("text", ["", "null", "[]", "3", '"x"', "{}", '{"build": []}', '{"build": {"content": {}}}'])
def test_strange_files(text: str) -> None:
    """Whatever it is, the docset is built."""
    assert place(parse_docfx(text)[0].content, "zee.md") is None
    assert parse_publish_config(text)[0].docsets == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"build": {"content": ["**/*.md"]}\n"x": 1}', 2, "is not valid JSON"),
        ('{"build": {"content": [{"src":\n"../../../x", "files": "**"}]}}', 2, "`../../../x` leads out of the project"),
        ('{"build": {"content": [{"src":\n"/etc", "files": "**"}]}}', 2, "`/etc` leads out"),
        ('{"build": {"content": [{"src":\n"C:\\\\x", "files": "**"}]}}', 2, "`C:\\x` leads out"),
        ('{"build": {"content": [{"src":\n"a/../../../../x", "files": "**"}]}}', 2, "leads out"),
        ('{"build": {"content": [{"src": "a", "dest":\n"../x", "files": "**"}]}}', 2, "`../x` leads out"),
        ('{"build": {"content": [\n"**/*.{md"]}}', 2, "`**/*.{md` matches nothing; close"),
        ('{"build": {"fileMetadata": {"x": {\n"}": 1, "{": 2}}}}', 2, "`}` matches nothing; close"),
    ],
)
def test_mistake(text: str, line: int, words: str) -> None:
    """It is told once, where it is; the rest is used."""
    _, (finding,) = parse_docfx(text, "content/nl-NL")
    assert finding.rule == "invalid-configuration"
    assert words in finding.message
    assert text.count("\n", 0, finding.at.start) + 1 == line


def test_mistake_takes_its_entry_only() -> None:
    """Files from outside are not selected, and a folder outside of the site is none."""
    docfx, findings = parse_docfx(
        '{"build": {"content": [{"src": "../x", "files": "**"}, {"files": "a.md", "dest": "../../y"}, "b.md"]}}'
    )
    assert len(findings) == 2
    assert [place(docfx.content, path) for path in ("../x/a.md", "a.md", "b.md")] == [None, "a.md", "b.md"]


def test_publish_config() -> None:
    """Docsets with their locales, and files of redirections, all inside of the repository."""
    config, findings = parse_publish_config(
        json.dumps(
            {
                "docsets_to_publish": [
                    {"docset_name": "Haven", "build_source_folder": "haven/", "locale": "nl-nl"},
                    {"build_source_folder": ".\\map\\boten"},
                    {"build_source_folder": "."},
                    {"build_source_folder": None},
                    {"build_source_folder": "../elders"},
                    "x",
                ],
                "redirection_files": ["a.json", "haven/b.json", "/etc/passwd", None],
            }
        )
    )
    assert config.docsets == (("haven", "nl-nl"), ("map/boten", ""), ("", ""))
    assert config.redirections == ("a.json", "haven/b.json")
    assert [finding.message.split("`")[1] for finding in findings] == ["../elders", "/etc/passwd"]


def test_many_entries() -> None:
    """Thirty thousand patterns, settings or groups of files return; too many groups are a finding."""
    many = [f"map-{number}/zee.md" for number in range(30_000)]
    docfx = build(content=many, fileMetadata={"x": dict.fromkeys(many, "y")})
    assert place(docfx.content, "map-29999/zee.md") == "map-29999/zee.md"
    assert docfx.defaults("map-7/zee.md") == (("x", ("y",)),)
    _, (finding,) = parse_docfx(json.dumps({"build": {"content": [{"files": glob} for glob in many]}}))
    assert "30000 groups of files are too many; make 500 do" in finding.message


@pytest.mark.parametrize("mark", ["[", '{"build":', '{"build": {"content": [', '"', "//", "{,"])
def test_many_marks(mark: str) -> None:
    """A hundred thousand of any mark return."""
    _, (finding,) = parse_docfx(mark * 100_000)
    assert finding.rule == "invalid-configuration"


def test_with_defaults() -> None:
    """Front matter wins, key by key and whatever the case of its letters; nothing is wrong with defaults."""
    front = front_matter("---\ntitle: Anker\nRobots: NOINDEX\nms.date:\nx: y\n---\n")
    defaults = (("title", ("Boot",)), ("ROBOTS", ("NOFOLLOW",)), ("ms.date", ("04/21/2020",)), ("z", ("1", "2")))
    found = with_defaults(front.metadata, defaults)
    assert (found.title, found.robots, found.updated) == ("Anker", {"noindex"}, date(2020, 4, 21))
    assert (found.values("x"), found.values("z"), found.values("ROBOTS")) == (("y",), ("1", "2"), ())
    odd = with_defaults(Metadata(), (("ms.date", ("gisteren",)), ("ROBOTS", ("港",)), ("description", ("a", "b"))))
    assert (odd.updated, odd.robots, odd.description) == (None, frozenset(), "a b")

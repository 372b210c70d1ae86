"""Patterns for paths: what they match, and that many or wicked ones do not take long."""

from __future__ import annotations

import pytest

from diglot.markup.globs import Globs, expand_braces


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("**/*.md", "zee.md", True),
        ("**/*.md", "map/diep/zee.md", True),
        ("**/*.md", "zee.mdx", False),
        ("**/*.md", "ZEE.MD", True),
        ("**/*.MD", "zee.md", True),
        ("**.md", "map/zee.md", True),
        ("**zee.md", "map/noordzee.md", True),
        ("no**.md", "noordzee.md", True),
        ("no**.md", "map/noordzee.md", False),
        ("*.md", "map/zee.md", False),
        ("map/**", "map/zee.md", True),
        ("map/**", "map/diep/zee.md", True),
        ("map/**", "map", False),
        ("map/**/zee.md", "map/zee.md", True),
        ("map/**/zee.md", "map/a/b/zee.md", True),
        ("map/**/**/zee.md", "map/a/zee.md", True),
        ("**/includes/**", "includes/x.md", True),
        ("**/includes/**", "a/Includes/b/x.md", True),
        ("**/includes/**", "a/includes.md", False),
        ("**/a/**/b/**/c", "z/a/y/b/c", True),
        ("**/a/**/b/**/c", "z/b/y/a/c", False),
        ("**", "zee.md", True),
        ("?ee.md", "zee.md", True),
        ("?ee.md", "ee.md", False),
        ("map?zee.md", "map/zee.md", False),
        ("*a*b*c", "xaybzc", True),
        ("*a*b*c", "abcab", False),
        ("*ab", "aab", True),
        ("a*", "a", True),
        ("[zm]ee.md", "mee.md", True),
        ("[a-m]ee.md", "zee.md", False),
        ("[^zm]ee.md", "mee.md", False),
        ("[^zm]ee.md", "fee.md", True),
        ("[!z].md", "!.md", True),
        ("[!z].md", "a.md", False),
        ("[z-a].md", "b.md", False),
        ("[z-ab].md", "b.md", True),
        ("[[&|~]].md", "&].md", True),
        ("[a--].md", "b.md", False),
        ("zee[", "zee[", True),
        ("zee]", "zee]", True),
        ("[]x", "[]x", True),
        (r"\*.md", "*.md", True),
        (r"\*.md", "zee.md", False),
        (r"\[z\].md", "[z].md", True),
        (r"a\{b\}", "a{b}", True),
        ("{zee,meer}/*.{md,yml}", "meer/x.yml", True),
        ("{zee,meer}/*.{md,yml}", "sloot/x.yml", False),
        ("{a,{b,c}}d", "cd", True),
        ("{a,}d", "d", True),
        ("a,b", "a,b", True),
        ("*.{md|yml}", "zee.md", False),
        ("!*.md", "zee.md", False),
        ("!*.md", "zee.png", True),
        ("!!*.md", "zee.md", True),
        ("**/*", "a/.b/c", False),
        ("**", ".zee", False),
        ("*", ".zee", False),
        ("?zee", ".zee", False),
        ("[.]zee", ".zee", False),
        (".*", ".zee", True),
        ("**/.b/*", "a/.b/c", True),
        ("./zee.md", "zee.md", True),
        ("/zee.md", "zee.md", True),
        ("map//zee.md", "map/zee.md", True),
        ("../zee.md", "zee.md", False),
        ("", "zee.md", False),
        ("ярлык/*.md", "ЯРЛЫК/Ā.md", True),
        ("港/?.md", "港/湾.md", True),
        ("a\nb*", "a\nbc", True),
        ("\udcff*", "\udcff\udcfe", True),
    ],
)
def test_match(glob: str, path: str, expected: bool) -> None:
    """A pattern matches whole paths, whatever their case; names that begin with a dot only where it writes the dot."""
    assert Globs([glob]).match(path) is expected


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("obj/", "obj/diep/zee.md", True),
        ("**/obj/", "map/obj/zee.md", True),
        ("obj/**/", "obj/zee.md", True),
        ("obj", "obj/zee.md", False),
        ("obj/", "map/obj/zee.md", False),
        ("obj/", "obj", False),
        ("zee.md", "zee.md", True),
    ],
)
def test_covers(glob: str, path: str, expected: bool) -> None:
    """A pattern that ends with a slash covers what stands below the folder."""
    assert Globs([glob]).covers(path) is expected


def test_matches_tells_which() -> None:
    """Each pattern that matches is named once, those with braces and those turned round as well."""
    globs = Globs(["zee.md", "**/*.md", "*.{md,md}", "!meer.md", "*.png", "zee.md"])
    assert sorted(globs.matches("zee.md")) == [0, 1, 2, 3, 5]
    assert sorted(globs.matches("map/meer.md")) == [1, 3]
    assert sorted(globs.matches("meer.md")) == [1, 2]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("a", ["a"]),
        ("{a,b}c", ["ac", "bc"]),
        ("{a,b}{c,d}", ["ac", "ad", "bc", "bd"]),
        ("x{a,{b,c}d}", ["xa", "xbd", "xcd"]),
        ("{}", [""]),
        ("{a}", ["a"]),
        (r"{a\,b,c}", ["a,b", "c"]),
        ("{a", []),
        ("a}", []),
        ("{a,b", []),
        ("{a}}", []),
        ("{a,b}" * 9, []),
        ("{" * 400, []),
    ],
)
def test_expand_braces(glob: str, expected: list[str]) -> None:
    """Braces that do not match, and too many, stand for nothing."""
    assert expand_braces(glob) == expected


@pytest.mark.parametrize(
    ("glob", "words"),
    [
        ("{a", "close each of its braces"),
        ("{a,b}" * 30, "write fewer"),
        ("a" * 1001, "shorter"),
        ("*" * 5000, "shorter"),
    ],
)
def test_refused(glob: str, words: str) -> None:
    """A pattern that cannot be used is named, and the others work."""
    globs = Globs(["x", glob, "zee.md"])
    ((number, advice),) = globs.refused
    assert (number, words in advice) == (1, True)
    assert list(globs.matches("zee.md")) == [2]


def test_many_wild_names() -> None:
    """So many names with wildcards in one folder are a mistake; in folders of their own they are not."""
    assert len(Globs(f"*{number}*" for number in range(700)).refused) == 200
    assert len(Globs(f"!{number}" for number in range(700)).refused) == 600
    apart = Globs(f"map-{number}/**/*.md" for number in range(3000))
    assert not apart.refused
    assert list(apart.matches("map-2999/diep/zee.md")) == [2999]


@pytest.mark.parametrize("glob", ["*a" * 400 + "b", "a*" * 400 + "b", "**/" * 300 + "b", "[a]" * 300, "?" * 900])
def test_wicked_pattern(glob: str) -> None:
    """Stars upon stars do not make a pattern try every way to divide a name."""
    assert not Globs([glob]).match("/".join(["a" * 255] * 15))
    assert not Globs([glob]).match("a" * 4000 + "c")


def test_many_patterns_and_paths() -> None:
    """Thirty thousand of either return."""
    globs = Globs([*(f"map-{number}/zee.md" for number in range(30_000)), "**/*.md"])
    assert sum(len(list(globs.matches(f"map-{number}/zee.md"))) for number in range(30_000)) == 60_000

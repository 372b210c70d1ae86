"""Comments that allow findings: where they hold, and what is said of those that are of no use."""

from __future__ import annotations

from itertools import count

import pytest

from diglot.allowances import Allowed, PageAllowances, find_allowances, heed_allowances
from diglot.diagnostics import Diagnostic
from diglot.markup.text import Places, decode
from diglot.model import PageId, Span
from diglot.rules.registry import BY_NAME

PAGE = PageId("nl-NL", "mast")
HOLDS = [
    ("a\n\n<!-- allow: mojibake, so be it -->\nb ! c\n\nd\n", 4),
    ("a\n\n<!-- allow: mojibake, so be it -->\n\nb\nc !\n\nd\n", 6),
    ("a\n\n- b ! <!-- allow: CHR601, so be it -->\n\nd\n", 3),
    ("a\n\nb\nc <!-- allow: mojibake, so be it --> d\ne !\n\nf\n", 5),
    ("a !\r\n<!-- allow: mojibake, so -->\r\n\r\nd\r\n", 1),
    ("<!-- allow: mojibake, x -->\n> a\n> b !\n", 3),
    ("<!-- allow: empty-address, mojibake, two at once -->\n! b\n", 2),
    ("<!-- allow: mojibake, a sample -->\n```text\na\nb !\n```\n\nc\n", 4),
    ("<!-- allow: mojibake, a sample -->\n\n    ```\n    b !\n    ```\n", 4),
    ("- a\n- b <!-- allow: mojibake, so be it -->\n  c !\n- d\n", 3),
    ("1. a\n2. b !\n<!-- allow: mojibake, so be it -->\n3. d\n", 2),
    ("- a\n<!-- allow: mojibake, so be it -->\n- b !\n", 3),
    ("<!-- allow: mojibake, so be it -->\n- a\n- b !\n", 3),
    ("| a | b |\n|---|---|\n| c <!-- allow: mojibake, so be it --> | d ! |\n| e | f |\n", 3),
    ("<!-- allow: mojibake, so be it -->\n| a | b |\n|---|---|\n| c | d |\n| e | ! |\n", 5),
    ("a | b <!-- allow: mojibake, no table --> |\nc !\n", 2),
]
DOES_NOT_HOLD = [
    "- a ! a\n- b <!-- allow: mojibake, so be it -->\n- c\n",
    "- b <!-- allow: mojibake, so be it -->\n- c !\n",
    "> 1) b <!-- allow: mojibake, so be it -->\n>    - c !\n",
    "| a | b |\n|---|---|\n| c <!-- allow: mojibake, so be it --> | d |\n| e | ! |\n",
    "a !\n\n<!-- allow: mojibake, so be it -->\nb\n",
    "a\n\n<!-- allow: mojibake, so be it -->\nb\n\nc !\n",
    "<!-- allow: empty-address, so be it -->\na !\n",
    "a ! <!-- allow mojibake, so be it -->\n",
    "```html\n! <!-- allow: mojibake, so be it -->\n```\n",
    "> ~~~~\n> <!-- allow: mojibake, so be it -->\n> ! ~~~\n> ~~~~\n",
]


def found_in(text: str, mark: str = "!") -> Diagnostic:
    """Returns a finding at the mark in a text."""
    rule, places = BY_NAME["mojibake"], Places(decode(text.encode())[0], "mast.md")
    at = text.index(mark, text.find("-->") if mark not in text[: text.find("<!")] else 0)
    while text.startswith("!--", at):
        at = text.index(mark, at + 1)
    return Diagnostic(rule.code, rule.name, rule.severity, places.locate(Span(at, at + 1)), "x", "nl-NL", page="mast")


def heeded(text: str, *found: Diagnostic, body: int = 0) -> Allowed:
    """Returns what is left of findings in a text."""
    allowances = find_allowances(text, body, Places(decode(text.encode())[0], "mast.md"))
    return heed_allowances(found, [PageAllowances("mast.md", PAGE, allowances)])


@pytest.mark.parametrize(("text", "line"), HOLDS)
def test_allowance_holds(text: str, line: int) -> None:
    """For the block that it stands in, or for the one below."""
    found = found_in(text)
    assert found.at.line == line
    allowed = heeded(text, found)
    assert len(allowed.suppressed) == 1
    assert found not in allowed.diagnostics


@pytest.mark.parametrize("text", DOES_NOT_HOLD)
def test_allowance_does_not_hold(text: str) -> None:
    """For other blocks, other rules, or in another form."""
    found = found_in(text)
    allowed = heeded(text, found)
    assert found in allowed.diagnostics
    assert allowed.suppressed == ()


def test_code_is_no_comment() -> None:
    """What stands in a sample of code is neither heeded nor reported; what stands behind it is."""
    text = "```\n<!-- allow: mojibake, x -->\n```\n\n`<!-- allow: … -->`\n\nb ! <!-- allow: mojibake, y -->\n"
    allowed = heeded(text, found_in(text))
    assert (allowed.diagnostics, len(allowed.suppressed)) == ((), 1)


def test_front_matter() -> None:
    """A comment there holds for all of it, and for nothing else."""
    text = "---\ntitle: !\n# allow: mojibake, an old title\n---\nbody\n"
    assert heeded(text, found_in(text), body=text.index("body")).suppressed
    below = text.replace("title: !", "title: a").replace("body", "!")
    assert heeded(below, found_in(below), body=below.index("!")).suppressed == ()


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("mojibake, we like it", ["unused-allowance"]),
        ("mojibakke, we like it", ["unknown-allowance"]),
        ("mojibake", ["unknown-allowance", "unused-allowance"]),
        ("mojibake, empty-address, intended", ["unused-allowance", "unused-allowance"]),
        ("dead-address, the site is down in winter", []),
        ("", ["unknown-allowance", "unknown-allowance"]),
    ],
)
def test_faults(comment: str, told: list[str]) -> None:
    """What names no rule, no reason, or nothing that is found; other sites may not have been asked."""
    allowed = heeded(f"<!-- allow: {comment} -->\na\n")
    assert sorted(found.name for found in allowed.diagnostics) == told


def test_nearest_rule_is_named() -> None:
    """A misspelt name is no riddle."""
    (found,) = heeded("<!-- allow: mojibakke, we like it -->\na\n").diagnostics
    assert "did you mean `mojibake`" in found.message


def test_many_comments_stay_linear() -> None:
    """Each comment is looked at once, however many there are and however they are broken."""
    steps = count()

    class Counting(Places):
        """Counts how often a place is asked for."""

        def locate(self, at: Span) -> object:  # type: ignore[override]
            """See `Places`."""
            next(steps)
            return super().locate(at)

    text = "<!-- allow: a, b -->\n\n" * 2000 + "<!-- allow:" * 2000
    assert len(find_allowances(text, 0, Counting(decode(text.encode())[0], "x.md"))) == 2000
    assert next(steps) < 4 * 2000


def test_many_comments_in_a_block() -> None:
    """A long one holds behind a short one inside of it, and both are used if each has something to allow."""
    text = "<!-- allow: mojibake, all -->\n- a ? <!-- allow: mojibake, this one -->\n- b !\n"
    allowed = heeded(text, found_in(text), found_in(text, "?"))
    assert (allowed.diagnostics, len(allowed.suppressed)) == ((), 2)
    alone = heeded(text, found_in(text))
    assert [(found.name, found.at.line) for found in alone.diagnostics] == [("unused-allowance", 2)]

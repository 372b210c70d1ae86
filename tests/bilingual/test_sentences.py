"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.bilingual.sentences import sentences
from skeletons import ABBREVIATIONS

CASES = [
    ("Press it. Wait.", ["Press it.", "Wait."]),
    ("Press it.  Wait!  Then?", ["Press it.", "Wait!", "Then?"]),
    ("Use tools, e.g. a hammer. Done.", ["Use tools, e.g. a hammer.", "Done."]),
    ("Use tools, e.g. Hammers.", ["Use tools, e.g. Hammers."]),
    ("J. Smith said so.", ["J. Smith said so."]),
    ("Version 2.0 is it. See a.b for more.", ["Version 2.0 is it.", "See a.b for more."]),
    ("It costs 5. Then wait.", ["It costs 5.", "Then wait."]),
    ("1. not a list here", ["1. not a list here"]),
    ("See it. iPhones are so.", ["See it. iPhones are so."]),
    ("**Bold. Twice.** Then more.", ["**Bold. Twice.**", "Then more."]),
    ("*So. It* goes on. End.", ["*So. It* goes on.", "End."]),
    ("See [a page. Or two](a.md). End.", ["See [a page. Or two](a.md).", "End."]),
    ("Run `a. B` now. End.", ["Run `a. B` now.", "End."]),
    ("Text ![a. B](c.png) here. End.", ["Text ![a. B](c.png) here.", "End."]),
    ("A <b>tag. With</b> text. End.", ["A <b>tag. With</b> text.", "End."]),
    ("Text (see this. And that.) More. End.", ["Text (see this. And that.)", "More.", "End."]),
    ('He said "go." Then he went.', ['He said "go."', "Then he went."]),
    ("Line one.\nLine two\ngoes on.", ["Line one.", "Line two\ngoes on."]),
    ("By force  \nbroken.", ["By force", "broken."]),
    ("By force\\\nbroken.", ["By force", "broken."]),
    ("By force<br>broken.", ["By force", "broken."]),
    ("日本語です。次です！", ["日本語です。", "次です！"]),
    ("هل هذا؟ نعم.", ["هل هذا؟", "نعم."]),
    ("`code`", []),
    ("![picture](a.png)", []),
    (':::image source="a.png" alt-text="A lid":::', []),
    ("<https://example.com>", []),
    ("https://example.com/a", []),
    ("100 %", []),
    ("", []),
]


@pytest.mark.parametrize(("content", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_sentences(content: str, expected: list[str]) -> None:
    """A piece is Markdown that stands by itself."""
    assert [content[start:end] for start, end in sentences(content, ABBREVIATIONS)] == expected


@example("a\\ ")
@given(st.text(alphabet="aB. \n!*_`[](){}<>/\\:|。é&;\"'", max_size=60))
def test_any_text_gives_sentences_in_order(content: str) -> None:
    """They neither overlap nor begin or end with a blank, whatever the text is."""
    last = 0
    for start, end in sentences(content, ABBREVIATIONS):
        assert last <= start < end
        assert content[start:end] == content[start:end].strip()
        last = end

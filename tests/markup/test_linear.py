"""Ten times the page is ten times the work. Work is counted, in calls of functions, and never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from diglot.markup.views import source_view, target_view
from diglot.model import PageId, Source
from diglot.settings import Settings
from diglot.survey import survey
from markup.pages import unit

LOOKUP = '<span class="sxs-lookup">'
TTU = '<span data-ttu-id="0ab1c-102">'
STU = '<span data-stu-id="0ab1c-102">'

PATHOLOGICAL = {
    "unclosed targets": f"{TTU}zee ",
    "unclosed spans": "<span>zee ",
    "spans without end": "<span zee ",
    "lookups": f"{LOOKUP}zee ",
    "sources": f"{STU}zee ",
    "stray closes": "zee </span> ",
    "targets with spans": f"{TTU}<span>zee</span>",
    "targets and lookups": f"{TTU}zee</span>{LOOKUP}",
    "all but the end": f"{TTU}zee</span>{LOOKUP}{STU}sea ",
    "all but the end, with spans": f"{TTU}zee</span>{LOOKUP}{STU}<span>sea</span> ",
    "whole units": unit(102, "zee", "sea"),
    "units of several lines": unit(102, "zee\nzee", "sea\nsea"),
    "units in a list": f"- {unit(102, 'zee', 'sea' + chr(10) + 'sea')}\n",
    "units in lists by indentation": f"  {unit(102, 'zee')}\n",
    "units in rows": f"| {unit(102, 'zee')} | {unit(103, '')} |\n",
    "damaged quotes": unit(102, "a &quot; b").replace('102">', "102&quot;>"),
}

BLOCKS = {
    "paragraphs": "een *twee* `drie`\n\n",
    "one paragraph": "een **twee** [drie](vier.md) vijf. ",
    "addresses": "https://zee.nl/a. www.zee.nl/b! x://y ",
    "closing marks": "https://zee.nl/!!!!!!!!!!!!!!!!!!!!!! ",
    "scripts without end": "<script> ",
    "placeholders": "<mailbox> ",
    "headings": "# zee\n\n",
    "links": "[海](zee.md)\n\n",
    "raw links": "<a href='zee.md'>海</a>\n\n",
    "definitions": "[doel]: zee.md\n[goal]: zee.md\n",
    "tags in blocks": "<div><b>zee</b></div>\n",
    "units in blocks": f"<div>{unit(102, 'zee')}</div>\n",
}

ONCE = {"unclosed target": TTU, "a target and spans": TTU + "<span>" * 10, "a lookup": LOOKUP, "no close": STU}


def calls(work: Callable[[], object]) -> int:
    """Returns how many functions of Python and of C `work` calls."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def surveyed(text: str) -> None:
    """Surveys a page."""
    list(survey(Settings(), [Source(PageId("nl-NL", "zee"), "zee.md", text.encode())]))


def expect_linear(work: Callable[[str], object], piece: str, pieces: int) -> None:
    """Fails if ten times as many pieces take much more than ten times as many calls."""
    small, large = (calls(lambda n=n: work(piece * n)) for n in (pieces, pieces * 10))  # type: ignore[misc]
    assert large < 11 * small + 1000


@pytest.mark.parametrize("piece", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
@pytest.mark.parametrize("work", [scan_units, target_view, source_view], ids=lambda work: work.__name__)
def test_scanner_and_views(work: Callable[[str], object], piece: str) -> None:
    """Of any kind of damage there may be any amount."""
    expect_linear(work, piece, 300)


@pytest.mark.parametrize("piece", [*PATHOLOGICAL.values(), *BLOCKS.values()], ids=[*PATHOLOGICAL, *BLOCKS])
def test_survey(piece: str) -> None:
    """The whole of what is done to a page."""
    expect_linear(surveyed, piece, 60)


@pytest.mark.parametrize("start", ONCE.values(), ids=ONCE)
def test_one_tag_before_many_others(start: str) -> None:
    """A tag that looks for its end does not look again for the next one."""
    expect_linear(lambda text: scan_units(start + text), "<span>zee</span> ", 500)


def test_a_hundred_thousand_unclosed_tags() -> None:
    """A page of 3 MB in ruins is read, at a few calls for each tag."""
    text = f"{TTU}zee " * 100_000
    assert calls(lambda: scan_units(text)) < 100_000 * 25
    assert len(scan_units(text).strays) == 100_000


@pytest.mark.parametrize(
    "block",
    [
        "sleutel: waarde\n",
        "sleutel\n",
        "título: x\n",
        "a: &b [c]\nd: *b\n",
        "x" * 20 + " " * 200 + "\n",
        "ms.x: y\nms.x: z\n",
    ],
)
def test_front_matter(block: str) -> None:
    """Keys that are many, unknown or repeated."""
    expect_linear(lambda text: front_matter(f"---\n{text}---\n"), block, 100)


@pytest.mark.parametrize("quantity", [1, 2])
def test_patterns_do_not_go_back(quantity: int) -> None:
    """Texts on which a careless pattern would try every way to divide them end all the same."""
    size = 50_000 * quantity
    for text in (
        f"[a]: {'x' * size}\nb",
        f"[a]: x{' ' * size}\n",
        f"---\n{'x' * size}{' ' * size}\n---\n",
        f"# {' ' * size}<a name='x",
        f"https://a.b/{'!' * size}c",
        f"<b {'x ' * size}",
        f'<p title="{">" * size}',
        f"{'>' * 50}{' ' * size}{unit(102, 'a')}",
    ):
        target_view(text)
        source_view(text)
        surveyed(text)

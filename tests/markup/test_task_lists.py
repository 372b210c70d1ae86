"""Task lists: items with a box, on sites that have them."""

from __future__ import annotations

import re

import pytest

from diglot.markup.views import SOURCE, TARGET
from diglot.settings import Settings
from markup.pages import bilingual, parse, shown, visible, with_spans
from markup.test_linear import calls

ON = Settings(task_lists=True)


def box(words: str, *, ticked: bool = False) -> str:
    """Returns the box of an item that says `words`."""
    return f'<input type="checkbox" disabled{" checked" if ticked else ""} aria-label="{words}">'


def item(words: str, html: str, *, ticked: bool = False) -> str:
    """Returns an item with a box."""
    return f'<li class="task">{box(words, ticked=ticked)}{html}\n</li>\n'


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            "- [ ] «102 Hijs¦Hoist»\n- [x] «103 Vier¦Veer»",
            f"<ul>\n{item('Hijs', '«102 Hijs»')}{item('Vier', '«103 Vier»', ticked=True)}</ul>\n",
            f"<ul>\n{item('Hoist', '«102 Hoist»')}{item('Veer', '«103 Veer»', ticked=True)}</ul>\n",
        ),
        (
            "1. «102 [X]  **帆** を\n   上げる¦[ ] Hoist *the* sail»",
            "<ol>\n" + item("帆 を 上げる", "«102 <strong>帆</strong> を上げる»", ticked=True) + "</ol>\n",
            f"<ol>\n{item('Hoist the sail', '«102 Hoist <em>the</em> sail»')}</ol>\n",
        ),
        (
            '* [ ] «102 شراع "<"»\n\n  «103 Paceliet»',
            "<ul>\n" + item("شراع &quot;&lt;&quot;", '<p>«102 شراع "&lt;"»</p>\n<p>«103 Paceliet»</p>') + "</ul>\n",
            None,
        ),
        (
            "> - [ ] «102 a»\n>   - [x] «103 b»",
            "<blockquote>\n<ul>\n"
            + item("a", f"«102 a»\n<ul>\n{item('b', '«103 b»', ticked=True)}</ul>")
            + "</ul>\n</blockquote>\n",
            None,
        ),
    ],
)
def test_boxes(text: str, target: str, source: str | None) -> None:
    """They are called what their items say, in each view; the words keep their units."""
    for view, expected in ((TARGET, target), (SOURCE, source)):
        if expected is not None:
            html = re.sub(r'<span data-unit="(\d+)">', r"«\1 ", shown(bilingual(text), view, settings=ON))
            assert html.replace("</span>", "»") == expected


@pytest.mark.parametrize(
    "text",
    [
        "- [ ]",
        "- [ ] ",
        "- [x]zeil",
        "- [y] zeil",
        "- [] zeil",
        "- \\[ ] zeil",
        "- a [ ] zeil",
        "[ ] zeil",
        "> [x] zeil",
        "- `[ ] zeil`",
        "-\n\n  [ ] zeil",
        "- # [ ] zeil",
    ],
)
def test_what_is_no_box(text: str) -> None:
    """Stays as it is."""
    assert shown(bilingual(text), settings=ON) == shown(bilingual(text))


def test_sites_without_task_lists() -> None:
    """Have brackets."""
    assert visible(shown("- [ ] a\n- [x] b")) == "[ ] a [x] b"


def test_boxes_beside_raw_html() -> None:
    """The sanitizer leaves them."""
    html = parse(shown(f"- [x] zeil\n\n<b>{'a'}</b>", settings=ON))
    (found,) = html.xpath("//li[@class='task']/input[@type='checkbox' and @disabled and @checked]")
    assert found.get("aria-label") == "zeil"


def test_words_stay_in_their_units() -> None:
    """Also where the box is within the unit."""
    assert with_spans("«102 zeil»") in shown(bilingual("- «102 [ ] zeil»"), settings=ON)


@pytest.mark.parametrize("piece", ["- [ ] a\n", "- [ ] ", "- [", "[ ] ", "> - [x] a\n\n"])
def test_work_is_linear(piece: str) -> None:
    """Ten times the boxes are ten times the work."""
    shown(piece, settings=ON)
    small, large = (calls(lambda n=n: shown(piece * n, settings=ON)) for n in (100, 1000))  # type: ignore[misc]
    assert large < 11 * small + 2000

"""What stands outside of units when a source article changes: texts of images, comments in code, words of raw HTML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.bilingual.code_comments import code_blocks
from diglot.bilingual.outside import Line
from sites import unit
from skeletons import made, synced

TITLE = f"# {unit(102, 'Titel', 'Title')}\n\n"
END = f"\n{unit(190, 'Ende hier.', 'The end.')}\n"


def carried(translation: str, source: str, line_end: str = "\n") -> str:
    """Returns what becomes of text between a title and an end; a second time must change nothing."""
    page = (TITLE + translation + END).replace("\n", line_end)
    wanted = f"# Title\n\n{source}\nThe end.\n"
    done = synced(page, wanted)
    assert synced(done, wanted) == done
    done = done.replace(line_end, "\n")
    assert done.startswith(TITLE)
    assert done.endswith(END)
    return done[len(TITLE) : -len(END)]


IMAGES = {
    "renamed": ("![Ein Fenster](old.png)\n", "![A window](new.png)\n", "![Ein Fenster](new.png)\n"),
    "with a title": (
        '![Ein Fenster](old.png "Offen")\n',
        '![A window](new.png "Open")\n',
        '![Ein Fenster](new.png "Offen")\n',
    ),
    "with a new title": ("![Fenster](o.png)\n", '![Window](n.png "Open")\n', '![Fenster](n.png "Open")\n'),
    "tag": (
        '<img src="old.png" alt="Ein Fenster">\n',
        '<img src="new.png" alt="A window">\n',
        '<img src="new.png" alt="Ein Fenster">\n',
    ),
    "tag with a new size": (
        '<img alt="Ein Fenster" src="a.png">\n',
        '<img width="9" src="a.png" alt="A window">\n',
        '<img width="9" src="a.png" alt="Ein Fenster">\n',
    ),
    "docs image": (
        ':::image type="content" source="old.png" alt-text="Ein Fenster":::\n',
        ':::image type="content" source="new.png" alt-text="A window":::\n',
        ':::image type="content" source="new.png" alt-text="Ein Fenster":::\n',
    ),
    "written in another way": (
        "![Ein Fenster](a.png)\n",
        ':::image type="content" source="a.png" alt-text="A window":::\n',
        ':::image type="content" source="a.png" alt-text="Ein Fenster":::\n',
    ),
    "not written in another way if it would break": (
        '![Ein "Fenster"](a.png)\n',
        '<img src="a.png" alt="A window">\n',
        '<img src="a.png" alt="A window">\n',
    ),
    "moved folder beside a new one": (
        "![Ein Fenster](media/window.png)\n",
        "![A door](door.png)\n\n![A window](parts/window.png)\n",
        "![A door](door.png)\n\n![Ein Fenster](parts/window.png)\n",
    ),
    "in another order": (
        "![Eins](1.png)\n![Zwei](2.png)\n",
        "![Two](2.png)\n\n![One](1.png)\n",
        "![Zwei](2.png)\n\n![Eins](1.png)\n",
    ),
    "one of several with an address": (
        "![Eins](a.png)\n\n![Zwei](a.png)\n\n![Drei](a.png)\n",
        "![One](b.png)\n\n![Two](b.png)\n\n![Three](b.png)\n",
        "![Eins](b.png)\n\n![Zwei](b.png)\n\n![Drei](b.png)\n",
    ),
    "any of two": ("![Fenster](old.png)\n", "![A door](d.png)\n\n![A window](w.png)\n", None),
    "a text that was none": ("![](old.png)\n", "![A window](new.png)\n", None),
    "a text that is gone": ("![Ein Fenster](old.png)\n", "![](new.png)\n", None),
    "in code": ("```md\n![Ein Fenster](a.png)\n```\n", "```md\n![A window](a.png)\n![B](b.png)\n```\n", None),
}
"""Translation, source, and what becomes of it: the source itself for None."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("translation", "source", "expected"), IMAGES.values(), ids=IMAGES)
def test_images(translation: str, source: str, expected: str | None, line_end: str) -> None:
    """An image keeps its text if it is the only one that may be the same."""
    assert carried(translation, source, line_end) == (source if expected is None else expected)


def test_images_in_cells() -> None:
    """Cells of one row have their images in order."""
    table = "| a | b | c |\n|---|---|---|\n"
    page = f"{table}| ![Auf](1.png) | {unit(103, 'Wort', 'Word')} | <img src='2.png' alt=\"Zu\"> |\n"
    source = f"{table}| ![Open](x/1.png) | Word | <img src='x/2.png' alt=\"Shut\"> |\n"
    expected = page.replace("1.png", "x/1.png").replace("2.png", "x/2.png")
    assert carried(page, source) == expected
    # The words of the row may change too.
    assert "![Auf](x/1.png) | <span" in carried(page, source.replace("Word", "Words"))


def test_images_whose_text_is_a_unit() -> None:
    """Their unit says what they translate, so that place and name may be new; the unit goes, its target stays."""
    page = f"![{unit(103, 'Ein Fenster', 'A window')}](old.png)\n\n{unit(104, 'Mitte.', 'Middle.')}\n"
    source = "Middle.\n\n![A door](door.png)\n\n![A window](new.png)\n"
    assert carried(page, source).endswith("\n\n![A door](door.png)\n\n![Ein Fenster](new.png)\n")


def test_untranslated_pages_have_nothing_to_guess() -> None:
    """Where all is as the source has it, another image has the text of the source."""
    page = made("# Title\n\n![A window](window.png)\n\n<p class='a'>Old</p>\n")
    done = synced(page, "# Title\n\n![A door](door.png)\n\n<p class='b'>New</p>\n")
    assert "\n![A door](door.png)\n\n<p class='b'>New</p>\n" in done


CODE = {
    "command above": (
        "# Anhalten\nStop-Backup",
        "# Wait a bit\nWait-Backup\n# Stop it\nStop-Backup",
        "# Wait a bit\nWait-Backup\n# Anhalten\nStop-Backup",
    ),
    "command below": (
        "# Anhalten\nStop-Backup",
        "# Stop it\nStop-Backup\n# Wait a bit\nWait-Backup",
        "# Anhalten\nStop-Backup\n# Wait a bit\nWait-Backup",
    ),
    "other order": (
        "# Eins\nGet-One\n# Zwei\nGet-Two",
        "# Two\nGet-Two\n# One\nGet-One",
        "# Zwei\nGet-Two\n# Eins\nGet-One",
    ),
    "several lines": (
        "# Eins,\n# zwei\nGet-One\nGet-Two",
        "# One,\n# two\nGet-One\nGet-Any\nGet-Two",
        "# Eins,\n# zwei\nGet-One\nGet-Any\nGet-Two",
    ),
    "last ones": (
        "Get-One\n# Fertig",
        "Get-Zero\nGet-One\n# Done",
        "Get-Zero\nGet-One\n# Fertig",
    ),
    "below a bracket": ("{\n}\n# Ende", "{\n}\n# End", "{\n}\n# Ende"),
    "below one of two brackets": ("a {\n}\n# Ende\n", "b {\n}\na {\n}\n# End\n", None),
    "nothing but comments": ("# Eins\n# Zwei", "# One\n# Two", "# Eins\n# Zwei"),
    "another command": ("# Anhalten\nStop-Backup", "# Start it\nStart-Backup", None),
    "another last command": ("Get-One\n# Fertig", "Get-Two\n# Done", None),
    "another value": ("# Eins\nrm -rf /one", "# Two\nrm -rf /two", None),
    "new option": ("# Anhalten\nStop-Backup", "# Stop it\nStop-Backup -Force", "# Anhalten\nStop-Backup -Force"),
    "one more line of comment": ("# Anhalten\nStop-Backup", "# Note\n# Stop it\nStop-Backup", None),
    "one more of the same": ("# Eins\nrun\n# Zwei\nrun", "# Zero\nrun\n# One\nrun\n# Two\nrun", None),
    "brackets": (
        "a {\n  run\n  # Ende a\n}\nb {\n  go\n  # Ende b\n}",
        "b {\n  go\n  # End b\n}\na {\n  run\n  # End a\n}",
        "b {\n  go\n  # Ende b\n}\na {\n  run\n  # Ende a\n}",
    ),
    "other indentation": ("  # Eins\n  run", "# One\nrun\nstop", "# Eins\nrun\nstop"),
    "behind": (
        "run  # jetzt\nstop  # Ende",
        "go # then\nrun  # now\nstop  # end",
        "go # then\nrun  # jetzt\nstop  # Ende",
    ),
    "behind, other blanks": ("run  # jetzt\nend", "run # now\nstop\nend", "run # jetzt\nstop\nend"),
    "no comment": ("git checkout -- a.txt\ncd x ; run a", "git checkout -- b.txt\ncd x ; run b", None),
    "in a string": ('echo "a # b"', 'echo "a # c"', None),
    "markup": ("<!-- Anhalten -->\n<stop/>", "<go/>\n<!-- Stop -->\n<stop/>", "<go/>\n<!-- Anhalten -->\n<stop/>"),
    "markup that goes on": ("<!-- Eins --> <a/>", "<!-- One --> <b/>", None),
}
"""The same for lines in a fence."""


@pytest.mark.parametrize(("translation", "source", "expected"), CODE.values(), ids=CODE)
def test_code(translation: str, source: str, expected: str | None) -> None:
    """A comment is never set above or behind another command than its own."""
    wanted = source if expected is None else expected
    assert carried(f"```x\n{translation}\n```\n", f"```x\n{source}\n```\n") == f"```x\n{wanted}\n```\n"


def test_languages_with_comments_of_their_own() -> None:
    """What is a comment in one language is code in another."""
    page, source = "```sql\nSELECT 1  -- eins\n```\n", "```sql\nSELECT 1  -- one\nSELECT 2\n```\n"
    assert carried(page, source) == "```sql\nSELECT 1  -- eins\nSELECT 2\n```\n"


def test_samples_that_move() -> None:
    """Samples are told apart by their commands, wherever they stand."""
    one, two = "```sh\n# {}\nrun one\nend\n```\n", "```sh\n# {}\nrun two\nend\n```\n"
    page = one.format("Eins") + "\n" + two.format("Zwei")
    source = two.format("Two") + "\n" + "```sh\n# Zero\nrun zero\nend\n```\n\n" + one.format("One")
    expected = two.format("Zwei") + "\n" + "```sh\n# Zero\nrun zero\nend\n```\n\n" + one.format("Eins")
    assert carried(page, source) == expected


HTML = {
    "attribute of another tag": (
        "<details><summary>Weitere Details</summary>\n",
        "<details open><summary>More details</summary>\n",
        "<details open><summary>Weitere Details</summary>\n",
    ),
    "class": (
        '<div class="note">Achtung</div>\n',
        '<div class="alert">Take care</div>\n',
        '<div class="alert">Achtung</div>\n',
    ),
    "class of the line above": (
        '<div class="note">\nAchtung, heiß.\n</div>\n',
        '<div class="alert">\nTake care.\n</div>\n',
        '<div class="alert">\nAchtung, heiß.\n</div>\n',
    ),
    "nothing": ("<div>\nAchtung.\n</div>\n", "<div>\nTake care.\n</div>\n", "<div>\nAchtung.\n</div>\n"),
    "own style": ("<p> <b>注</b>：見る </p>\n", "<p><b>Note</b>: see</p>\n", "<p> <b>注</b>：見る </p>\n"),
    "title": (
        '<a href="a" title="Hier">Da</a>\n<hr>\n',
        '<div>\n<a href="b" title="Here">There</a>\n<hr>\n</div>\n',
        '<div>\n<a href="b" title="Hier">Da</a>\n<hr>\n</div>\n',
    ),
    "number": ("<td>5</td><td>Eins</td>\n", "<td>6</td><td>One</td>\n", "<td>6</td><td>Eins</td>\n"),
    "words of the source": (
        "<div>\nThese words are old.\n</div>\n",
        "<div>\nThese words are new.\n</div>\n",
        "<div>\nThese words are new.\n</div>\n",
    ),
    "one more": ("<p>Eins</p>\n<p>Zwei</p>\n", "<p>Zero</p>\n<p>One</p>\n<p>Two</p>\n", None),
    "one more of another kind": (
        "<p>Eins</p>\n<p>Zwei</p>\n",
        "<h2>Zero</h2>\n<p>One</p>\n<p>Two</p>\n",
        "<h2>Zero</h2>\n<p>Eins</p>\n<p>Zwei</p>\n",
    ),
    "lines that are to be as they are": (
        "<pre>Eins</pre>\n<hr>\n<pre>\nLine\n</pre>\n",
        "<pre>One</pre>\n<hr>\n<pre>\nOther line\n</pre>\n",
        "<pre>Eins</pre>\n<hr>\n<pre>\nOther line\n</pre>\n",
    ),
    "address of Markdown": ("<div>[a](a.md) Da</div>\n", "<div>[a](b.md) There</div>\n", None),
    "marks": ("- <b>5</b>\n", "* <b>6</b>\n", None),
    "style": ("<style>\n.a {color: red}\n</style>\n", "<style>\n.a {color: blue}\n</style>\n", None),
}


@pytest.mark.parametrize(("translation", "source", "expected"), HTML.values(), ids=HTML)
def test_html(translation: str, source: str, expected: str | None) -> None:
    """Words stay between the tags that they stood between, unless there are several places for them."""
    assert carried(translation, source) == (source if expected is None else expected)


def test_html_that_moves() -> None:
    """It goes with what stands below or above it."""
    box, first, last = "<p>{}</p>\n\n", unit(103, "Unten.", "Below it."), unit(104, "Oben.", "Up here.")
    page = f"{box.format('Kasten')}{first}\n\n{last}\n"
    assert box.format("Kasten") + "<span" in carried(page, f"Up here.\n\n{box.format('A box')}Below it.\n")


def test_blocks_of_code_in_a_translation() -> None:
    """Fences in quotes and lists, one behind the other, and indented ones; `None` is what has units."""
    text = "> ```sh\n> a\n> ```\n- ~~~~\n  ~~~\n  b\n~~~~\nText\n    c\n    d\n- x\n    <p>\n```\ne"
    lines = [Line(number, 0, line) for number, line in enumerate(text.split("\n"))]
    found = [[line.position for line in block] for block in code_blocks([*lines, None])]
    assert found == [[0, 1, 2], [3, 4, 5, 6], [8, 9], [12, 13]]


PIECES = (
    "![Alt {}](a{}.png)",
    '<img src="b{}.png" alt="Text {}">',
    '<p class="c{}">Words {}</p>',
    '<div class="d{}">\nLine {}\nOther\n</div>',
    "```sh\n# Comment {}\nrun {}\n```",
    "```sh\n# Same {}\nrun  # {}\nend\n# More\n```",
    "Text {} and {}.",
)
PAGES = st.lists(st.tuples(st.sampled_from(PIECES), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6)


@settings(max_examples=80)
@given(PAGES, PAGES)
def test_once_is_enough(before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]) -> None:
    """Whatever a translation has of its own: no change changes no byte, and a change is done at once."""
    translation = TITLE + "\n\n".join(text.format(*numbers) for text, *numbers in before).replace("e", "ü") + "\n"
    source = "# Title\n\n" + "\n\n".join(text.format(*numbers) for text, *numbers in after) + "\n"
    page = synced(translation, source)
    assert synced(page, source) == page


COMMANDS = st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=7)


@settings(max_examples=80)
@given(COMMANDS, COMMANDS, st.integers(1, 3))
def test_no_comment_is_about_another_command(before: list[int], after: list[int], modulus: int) -> None:
    """Whatever becomes of a sample: what stands above a command and behind it is its own, and stays if it has any."""

    def written(commands: list[int], language: str) -> str:
        above = {number: f"# {language} {number}\n" * (number % modulus) for number in commands}
        return "".join(f"{above[number]}run{number}  # {language} {number}\n" for number in commands)

    page = carried(f"```sh\n{written(before, 'de')}```\n", f"```sh\n{written(after, 'en')}```\n")
    expected = "".join(written([number], "de" if number in before else "en") for number in after)
    assert page == f"```sh\n{expected}```\n"

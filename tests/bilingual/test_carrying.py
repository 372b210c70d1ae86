"""Changes of a source article in its translations: what is new, behind, gone or moved, and all else as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.markup.unit_states import UNTRANSLATED, behind, is_untranslated, unit_state
from diglot.markup.views import source_view, target_view
from sites import article, unit
from skeletons import CONSTRUCTS, FRONT, made, source_body, synced, translated, units

SOURCE = (
    FRONT + "# Harbor\n\nOpen the lid. Wait one minute.\n\n- Paper\n- Ink\n\n```sh\nopen lid\n```\n\nClose the lid.\n"
)
JAPANESE = (
    f"---\ntitle: 港\n---\n\n# {unit(102, '港', 'Harbor')}\n\n"
    f"{unit(103, 'ふたを開けます。', 'Open the lid.')} {unit(104, '1 分待ちます。', 'Wait one minute.')}\n\n"
    f"- {unit(105, '紙', 'Paper')}\n- {unit(106, 'インク', 'Ink')}\n\n```sh\nopen lid\n```\n\n"
    f"{unit(107, 'ふたを閉じます。', 'Close the lid.')}\n"
)
"""As the writer of the format makes it: numbers that follow one another."""


def states(page: str) -> dict[str, str]:
    """Returns what the units of a page say of themselves."""
    said = {each.number: unit_state(page, each) for each in units(page)}
    return {number: page[slice(*state.at)] for number, state in said.items() if state is not None}


EDITS = {
    "changed": ("Wait one minute.", "Wait two minutes.", {"104": behind("Wait one minute.")}),
    "changed a lot": ("Wait one minute.", "Wait until it is warm.", {"104": behind("Wait one minute.")}),
    "heading": ("# Harbor", "# The harbor", {"102": behind("Harbor")}),
    "new sentence": ("minute.", "minute. Then breathe.", {"p10450": UNTRANSLATED}),
    "new first sentence": ("Open the", "Stand up. Open the", {"p10250": UNTRANSLATED}),
    "new item": ("- Ink", "- Glue\n- Ink", {"p10550": UNTRANSLATED}),
    "new paragraph": ("\n\n- Paper", "\n\nGet these.\n\n- Paper", {"p10450": UNTRANSLATED}),
    "new last": ("Close the lid.\n", "Close the lid.\n\nDone.\n", {"117": UNTRANSLATED}),
    "removed sentence": (" Wait one minute.", "", {}),
    "removed item": ("- Ink\n", "", {}),
    "removed list": ("- Paper\n- Ink\n\n", "", {}),
    "code": ("open lid", "open lid --wide", {}),
    "new code": ("```\n\nClose", "```\n\n```\nmore\n```\n\nClose", {}),
    "joined": ("minute.\n\n- Paper", "minute.\n- Paper", {}),
    "list to quote": ("- Paper\n- Ink", "> Paper\n>\n> Ink", {}),
}


@pytest.mark.parametrize(("old", "new", "expected"), EDITS.values(), ids=EDITS)
def test_edits(old: str, new: str, expected: dict[str, str]) -> None:
    """Only what an edit is about says something; the source view is the article again, and a second time is none."""
    assert old in SOURCE
    source = SOURCE.replace(old, new)
    page = synced(JAPANESE, source)
    assert states(page) == expected
    assert source_body(page) == source.split("---\n", 2)[2]
    assert synced(page, source) == page
    before = {each.number: each for each in units(JAPANESE)}
    for each in units(page):
        if each.number in before:
            assert each.target == before[each.number].target
        else:
            assert is_untranslated(page, each)


@pytest.mark.parametrize("old", [edit[0] for edit in EDITS.values()], ids=EDITS)
def test_bytes_outside_of_an_edit_stay(old: str) -> None:
    """Lines of the translation that an edit does not touch are the same lines."""
    new = next(edit[1] for edit in EDITS.values() if edit[0] == old)
    page = synced(JAPANESE, SOURCE.replace(old, new))
    touched = sum(1 for line in JAPANESE.splitlines() if line not in page.splitlines())
    assert touched <= old.strip("\n").count("\n") + 1 + old.startswith("\n")


def test_no_change_no_byte() -> None:
    """A translation in step stays as it is, whatever its own style."""
    assert synced(JAPANESE, SOURCE) == JAPANESE
    assert synced(JAPANESE.replace("---\n\n", "---\n"), SOURCE) == JAPANESE.replace("---\n\n", "---\n")
    odd = JAPANESE.replace("- <", "-  <").replace("\n", "\r\n").rstrip() + "\r\n\r\n\r\n"
    assert synced(odd, SOURCE) == odd


def test_moved_units_keep_their_translation() -> None:
    """They stand elsewhere, under another number."""
    source = SOURCE.replace("\n\nClose the lid.\n", "\n").replace("- Paper", "Close the lid.\n\n- Paper")
    page = synced(JAPANESE, source)
    assert [(each.number, each.target) for each in units(page)][3] == ("p10450", "ふたを閉じます。")
    assert states(page) == {}
    assert synced(page, source) == page


def test_behind_remembers_what_was_translated() -> None:
    """A second change keeps the first source; a change that is taken back is none; a translator ends it."""
    first = synced(JAPANESE, SOURCE.replace("one minute", "two minutes"))
    second = synced(first, SOURCE.replace("one minute", "three minutes"))
    assert states(second) == {"104": behind("Wait one minute.")}
    assert synced(second, SOURCE) == JAPANESE
    done = second.replace(behind("Wait one minute."), "")
    assert synced(done, SOURCE.replace("one minute", "three minutes")) == done


def test_untranslated_units_follow_their_source() -> None:
    """There is no old translation to keep."""
    page = synced(made(SOURCE), SOURCE.replace("one minute", "two minutes"))
    assert all(is_untranslated(page, each) for each in units(page))
    assert "Wait two minutes." in target_view(page)


def test_new_addresses_are_carried_into_the_translation() -> None:
    """A sentence that leads elsewhere by now says the same."""
    old, new = "See [a lid](lid.md) and [it](it.md).", "See [a lid](parts/lid.md) and [it](it.md)."
    page = synced(article("T", "T", ("Zie [het](it.md) en [een deksel](lid.md).", old)), f"# T\n\n{new}\n")
    assert states(page) == {}
    assert units(page)[1].target == "Zie [het](it.md) en [een deksel](parts/lid.md)."
    changed = synced(article("T", "T", ("Zie een deksel.", old)), f"# T\n\n{new}\n")
    assert states(changed) == {"103": behind(old)}


def test_what_a_translation_has_of_its_own_stays() -> None:
    """Comments that allow findings, texts of images, comments in code, text in HTML."""
    source = '# T\n\nOne. Two.\n\n![A lid](a.png)\n\n```sh\nrun  # now\n```\n\n<p class="x">Text</p>\n'
    page = (
        f"# {unit(102, 'T', 'T')}\n\n<!-- allow: double-space, so it is -->\n{unit(103, 'Een.', 'One.')} "
        f'{unit(104, "Twee.", "Two.")}\n\n![Een deksel](a.png)\n\n```sh\nrun  # nu\n```\n\n<p class="x">Tekst</p>\n'
    )
    assert synced(page, source) == page
    changed = synced(page, source.replace("Two.", "Two. Three."))
    assert re.sub(r" <span data-ttu-id=\"0ab1c-114\">.*", "", changed) == page


def test_units_may_be_cut_in_other_ways() -> None:
    """A translation whose units hold several sentences, or only the text of a link, is in step all the same."""
    source = "# T\n\nOne. Two.\n\n[A link](a.md)\n\nLong\nlines. Here.\n"
    page = (
        f"# {unit(102, 'T', 'T')}\n\n{unit('p103', 'Een. Twee.', 'One. Two.')}\n\n[{unit(104, 'Link', 'A link')}](a.md)"
        f"\n\n{unit(105, 'Lange', 'Long')}\n{unit(106, 'regels. Hier.', 'lines. Here.')}\n"
    )
    assert synced(page, source) == page
    other = synced(page, source.replace("A link", "A new link"))
    assert states(other) == {"104": behind("[A link](a.md)")}
    assert units(other)[2].target == "[Link](a.md)"
    changed = synced(page, source.replace("lines. Here.", "lines. Here. More."))
    assert [each.target for each in units(changed)][:3] == ["T", "Een. Twee.", "Link"]


@pytest.mark.parametrize("text", ["A -- b | c", "A --> b", "`code` & <b>more</b>", "A---", "&amp; --", "a\n> b"])
def test_old_texts_survive_in_comments(text: str) -> None:
    """Nothing in a text ends its comment."""
    page = unit(101, "x", "y") + behind(text) + " rest"
    state = unit_state(page, units(page)[0])
    assert state is not None
    assert state.old == " ".join(text.split())
    assert page[state.at.end :] == " rest"
    assert source_view(page) == "y rest"


BLOCKS = st.lists(st.sampled_from([text.strip("\n") for text in CONSTRUCTS]), min_size=1, max_size=5)


@settings(max_examples=40)
@given(BLOCKS, BLOCKS, st.booleans())
def test_any_change_once_is_enough(before: list[str], after: list[str], is_translated: bool) -> None:
    """Whatever becomes of an article: the second time changes nothing, and numbers rise."""
    old, new = "\n\n".join(before) + "\n", "\n\n".join(after) + "\n"
    page = translated(made(old)) if is_translated else made(old)
    carried = synced(page, new)
    units(carried)
    assert synced(carried, new) == carried
    assert synced(page, old) == page

"""Heading ids: those of localized files lead to the same place in every language."""

from __future__ import annotations

import pytest

from diglot.markup.heading_ids import slug, unique
from diglot.markup.views import SOURCE
from markup.pages import rendered, unit, visible


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param(
            "This - is a &@! heading _ with . and ! -", "this---is-a--heading-_-with--and---", id="DocFX's own"
        ),
        pytest.param("Cómo iniciar: sesión", "cómo-iniciar-sesión", id="letters of other languages stay"),
        pytest.param("海 と 浜。", "海-と-浜", id="Japanese"),
        pytest.param("ما هو البحر؟", "ما-هو-البحر", id="Arabic"),
        pytest.param("  Twee  blanks ", "--twee--blanks-", id="nothing is joined or cut"),
        pytest.param("1_000 Ankers", "1_000-ankers", id="digits and underscores"),
        pytest.param("?!", "section", id="nothing left"),
        pytest.param("", "section", id="nothing at all"),
    ],
)
def test_slug(text: str, id: str) -> None:
    """As GitHub makes them."""
    assert slug(text) == id


@pytest.mark.parametrize(
    ("heading", "id", "text"),
    [
        ("# Zee", "zee", "Zee"),
        ('# <a name="the-sea"></a>Zee', "the-sea", "Zee"),
        (f'## <a name="the-sea"></a>{unit(102, "海")}', "the-sea", "海"),
        ("# <a id='BKMK_Sea'></a> Zee", "BKMK_Sea", "Zee"),
        ('# <a name = "1. the sea" ></a>Zee', "1.-the-sea", "Zee"),
        ('<a name="the-sea"></a>Zee\n===', "the-sea", "Zee"),
        (f'<a name="the-sea"></a>{unit(102, "Zee")}</span></span>\r\n====\r\n', "the-sea", "Zee"),
        ('# <a name="the-sea"></a>', "section", ""),
        ('# Zee <a name="the-sea"></a>', "zee-", "Zee"),
        ('# <a name="the-sea">Zee</a>', "zee", "Zee"),
        ('# <a name="the/sea"></a>Zee', "zee", "Zee"),
        ("# **Zee** `en` [*strand*](x.md) \\* &amp; <br>", "zee-en-strand---", "Zee en strand * &"),
        (f"# {unit(102, '**De** ')}{unit(103, 'zee')}", "de-zee", "De zee"),
    ],
)
def test_heading(heading: str, id: str, text: str) -> None:
    """The name at the start of a heading is its id, else its text."""
    found = rendered(heading)
    assert [(one.id, one.text) for one in found.headings] == [(id, text)]
    assert f'<h{found.headings[0].level} id="{id}">' in found.html
    assert id in found.anchors


def test_ids_are_unique() -> None:
    """The first one has it, later ones get a number, whatever others are called."""
    found = rendered("# Zee\n## Zee\n## Zee-1\n## Zee\n## <a name='zee'></a>Meer\n## Zee-1\n")
    assert found.anchors == ("zee", "zee-1", "zee-1-1", "zee-2", "zee-3", "zee-1-2")


def test_unique_does_not_count_anew() -> None:
    """A thousand headings of one name cost a thousand looks."""
    looks = 0

    class Taken(dict[str, int]):
        def __contains__(self, name: object) -> bool:
            nonlocal looks
            looks += 1
            return super().__contains__(name)

    taken = Taken()
    assert len({unique("zee", taken) for _ in range(1000)}) == 1000
    assert looks <= 2000


def test_ids_are_the_same_in_both_views() -> None:
    """So a link works in both."""
    text = f'# <a name="sea"></a>{unit(102, "海", "The sea")}\n## <a name="sea"></a>{unit(103, "浜", "Beach")}\n'
    assert rendered(text).anchors == rendered(text, SOURCE).anchors == ("sea", "sea-1")


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ('Zie <a name="hier"></a>hier', ("hier",)),
        ('<a id="BKMK"></a>\n\n# Zee', ("BKMK", "zee")),
        ('# Zee\n\n<p title="a>b" id="p&amp;q">x</p>', ("zee", "p&q")),
        ('# Zee\n\n<b>x</b> y id="geen"', ("zee",)),
        ('<a class="c" name="n">x</a> <a name="a" id="b">y</a>', ("n", "b")),
        ('`<a id="x">` <b>c</b>\n\n    <a id="y">\n', ()),
    ],
)
def test_anchors(text: str, anchors: tuple[str, ...]) -> None:
    """Every id that a link may point to, and nothing that only looks like one."""
    assert rendered(text).anchors == anchors


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (f"##  {unit(102, 'Zee', 'The Sea!')}", "the-sea"),
        (f"##\t{unit(102, 'Jūra', '*Émile* & sea')}", "mile--sea"),
        (f"> #  {unit(102, '海', 'Sea')} {unit(103, '浜', '[beach](x.md)')}", "sea-beach"),
        (f'##  <a name="x"></a>{unit(102, "بحر", "Sea")}', "x"),
        ("##  Zee", "zee"),
    ],
)
def test_headings_that_lost_their_name(text: str, id: str) -> None:
    """R6: the writer names no heading with two blanks before its text; its source makes up for it, in both views."""
    assert rendered(text).anchors == rendered(text, SOURCE).anchors == (id,)


@pytest.mark.parametrize(
    ("text", "ids", "words"),
    [
        ("#Zee", (), "#Zee"),
        (f'#<a name="robots"></a>{unit(102, "ROBOTS:")}', ("robots",), "#ROBOTS:"),
        ("##Zee ##", (), "##Zee ##"),
        ("####### Zee", (), "####### Zee"),
        ("\\# Zee", (), "# Zee"),
        (f"# {unit(102, 'Zee')}\n# {unit(103, '海')}\n", ("zee", "海"), "Zee 海"),
        ("Zee", (), "Zee"),
        (f'<a name="x"></a>{unit(102, "Zee")}\nmet zand\n----', ("x",), "Zee met zand"),
    ],
)
def test_pages_with_any_number_of_headings(text: str, ids: tuple[str, ...], words: str) -> None:
    """What is no heading is text; there may be two of the first level, or none."""
    found = rendered(text)
    assert (found.anchors, visible(found.html)) == (ids, words)
    assert [heading.id for heading in found.headings] == [id for id in ids if id != "robots"]

"""Words that are never translated are words like all others."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE
from markup.pages import bilingual, rendered, seen, shown, visible, with_spans


def kept(words: str) -> str:
    """Returns the element of such words."""
    return f'<span translate="no">{words}</span>'


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (':::no-loc text="SignalR":::', kept("SignalR")),
        (':::no-loc text=" Met \\"citaat\\" en \\\\ ":::', kept('Met "citaat" en \\')),
        (':::no-loc text="*geen* `nadruk` <b>":::', kept("*geen* `nadruk` &lt;b&gt;")),
        (':::no-loc text="":::', kept("")),
        ('::: no-loc  text="a" :::', kept("a")),
        (':::no-loc text="a:::b":::', kept("a:::b")),
        (":::no-loc(SignalR):::", kept("SignalR")),
        (":::no-loc(f(x)):::", kept("f(x)")),
        (":::no-loc(Q#):::op:::no-loc($$v):::", f"{kept('Q#')}op{kept('$$v')}"),
        ("**:::no-loc(Blazor):::**", f"<strong>{kept('Blazor')}</strong>"),
        ("[:::no-loc(Blazor):::](https://a.nl)", f'<a href="https://a.nl">{kept("Blazor")}</a>'),
        ("`:::no-loc(Blazor):::`", "<code>:::no-loc(Blazor):::</code>"),
    ],
)
def test_words(written: str, html: str) -> None:
    """They stand in an element that asks not to be translated."""
    assert shown(f"عن {written} هنا") == f"<p>عن {html} هنا</p>\n"


@pytest.mark.parametrize(
    "written",
    [
        "::: no-loc (SignalR):::",
        ':::No-loc text="a":::',
        ':::no-loc text="a"',
        ":::no-loc text='a':::",
        ":::no-loc text=a:::",
        ":::no-loc():::",
        ":::no-loc(a)::",
        ":::no-location(a):::",
        ":::no-loc:::",
        ":::no-loc",
    ],
)
def test_anything_else_is_text(written: str) -> None:
    """What machine translation did to it stays visible, and harms nothing."""
    assert visible(shown(f"Azure{written} na\n\n**b**")) == f"Azure{written} na b"


def test_no_words_over_lines() -> None:
    """As in DocFX."""
    assert "translate" not in shown(':::no-loc text="a\nb"::: :::no-loc(a\nb):::')


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            '«102 Gebruik :::no-loc text="Azure"::: nu.¦Use :::no-loc text="Azure":::.» «103 Ja.¦Yes.»',
            f"<p>«102 Gebruik {kept('Azure')} nu.» «103 Ja.»</p>\n",
            f"<p>«102 Use {kept('Azure')}.» «103 Yes.»</p>\n",
        ),
        (
            "«102 :::no-loc(Razor):::¦:::no-loc(Razor):::»«103  の¦ of»",
            f"<p>«102 {kept('Razor')}»«103  の»</p>\n",
            f"<p>«102 {kept('Razor')}»«103  of»</p>\n",
        ),
        (
            "| a |\n|---|\n| «102 Ar :::no-loc(Razor):::¦With :::no-loc(Razor):::» |\n",
            f"<td>«102 Ar {kept('Razor')}»</td>",
            f"<td>«102 With {kept('Razor')}»</td>",
        ),
    ],
)
def test_units(text: str, target: str, source: str) -> None:
    """They belong to the unit that they stand in."""
    assert with_spans(target) in shown(bilingual(text))
    assert with_spans(source) in shown(bilingual(text), SOURCE)


def test_unit_that_begins_within() -> None:
    """Damage: units are noted behind the words, and no element is cut."""
    html = shown(bilingual(':::no-loc text="a «102 b¦c» d":::'))
    assert kept("a b d") in html
    assert 'data-unit="102"' in html
    assert seen(bilingual(':::no-loc text="a «102 b¦c» d":::')).text == "a b d"


def test_headings() -> None:
    """Titles and ids have the words."""
    found = rendered('# Azure :::no-loc text="SignalR":::\n\n:::no-loc(Blazor)::: na de titel\n')
    assert [(heading.text, heading.id) for heading in found.headings] == [("Azure SignalR", "azure-signalr")]
    assert found.lead == "Blazor na de titel"


def test_beside_raw_html() -> None:
    """The sanitizer lets the wish pass."""
    assert kept("x") in shown("<b>a</b> :::no-loc(x):::")


@pytest.mark.parametrize(
    "text",
    [
        ':::no-loc text="' * 100_000,
        ":::no-loc(" * 100_000,
        ':::no-loc text="' + '\\"' * 50_000,
        ":::no-loc(x)::: " * 20_000,
        ":::no-loc(" + "x" * 1_000_000,
    ],
    ids=lambda text: text[:24],
)
def test_many_of_them(text: str) -> None:
    """Marks that are never closed cost no more than their length."""
    assert len(shown(text)) < 5 * len(text)

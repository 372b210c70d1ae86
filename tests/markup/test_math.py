"""Formulas: what is one, on sites that have them; everything else that holds a `$` stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.views import SOURCE, TARGET
from diglot.settings import Settings
from markup.pages import bilingual, parse, rendered, shown, visible, with_spans
from markup.test_linear import calls

ON = Settings(math=True)


def written(html: str) -> str:
    """Returns HTML with `⟦TeX⟧` for a formula in a sentence, and `⟦⟦TeX⟧⟧` for one that stands by itself."""
    html = re.sub(r' data-unit="#\d+"', "", html)
    html = re.sub(r'<span class="math" data-math="inline">(.*?)</span>', r"⟦\1⟧", html, flags=re.S)
    html = re.sub(r'<span class="math" data-math="block">(.*?)</span>', r"⟦⟦\1⟧⟧", html, flags=re.S)
    return re.sub(r'<div class="math" data-math="block">(.*?)</div>', r"⟦⟦\1⟧⟧", html, flags=re.S).strip()


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            "«102 Norm $x $ en $ \\| x \\| _p $¦Norm $x$ and $\\|x\\|_p$»",
            "<p>«102 Norm $x $ en $ | x | _p $»</p>",
            "<p>«102 Norm ⟦x⟧ and ⟦\\|x\\|_p⟧»</p>",
        ),
        ("«102 $x$ en¦$y$ and» «103 $z$»", "<p>«102 ⟦x⟧ en» «103 ⟦z⟧»</p>", "<p>«102 ⟦y⟧ and» «103 Source.»</p>"),
        (
            "# «102 Norm $x_1$¦Norm $x_2$»",
            '<h1 id="norm-x_1">«102 Norm ⟦x_1⟧»</h1>',
            '<h1 id="norm-x_2">«102 Norm ⟦x_2⟧»</h1>',
        ),
        ("«102 量子$x$は»", "<p>«102 量子⟦x⟧は»</p>", None),
        ("«102 الصيغة $a<b$ هنا»", "<p>«102 الصيغة ⟦a&lt;b⟧ هنا»</p>", None),
        ("«102 Formula ir $a*b*c$, _jā_»", "<p>«102 Formula ir ⟦a*b*c⟧, <em>jā</em>»</p>", None),
        ("«102 a $$x$$ b»", "<p>«102 a ⟦⟦x⟧⟧ b»</p>", None),
        ("«102 a $$ x\ny $$ b»", "<p>«102 a ⟦⟦ x\ny ⟧⟧ b»</p>", None),
        ("$$\n\\frac{a}{b}\n\n[x](y) $z$\n$$\nc", "⟦⟦\\frac{a}{b}\n\n[x](y) $z$\n⟧⟧\n<p>c</p>", None),
        ("$$\n«102 x¦y»\n$$", "⟦⟦«102 x»\n⟧⟧", "⟦⟦«102 y»\n⟧⟧"),
        ("- a\n  $$\n  x\n  $$\n- b", "<ul>\n<li>a\n⟦⟦x\n⟧⟧\n</li>\n<li>b\n</li>\n</ul>", None),
        ("> $$\n> x\n> $$", "<blockquote>\n⟦⟦x\n⟧⟧\n</blockquote>", None),
        (
            "| $a$ | $b \\| c$ |\n|---|---|",
            '<div class="table">\n<table>\n<thead>\n<tr>\n<th>⟦a⟧</th>\n'
            "<th>⟦b | c⟧</th>\n</tr>\n</thead>\n</table>\n</div>",
            None,
        ),
        (
            "**$x$** [$y$](https://a.nl) ![$z$](https://a.nl/a.png)",
            '<p><strong>⟦x⟧</strong> <a href="https://a.nl">⟦y⟧</a> '
            '<img src="https://a.nl/a.png" alt="z" loading="lazy"></p>',
            None,
        ),
        ("$x$-as, ($y$), $z$.", "<p>⟦x⟧-as, (⟦y⟧), ⟦z⟧.</p>", None),
        ("$\\$5$ \\$x$ $y$", "<p>⟦\\$5⟧ $x$ ⟦y⟧</p>", None),
        ("`$x$` $`x`$", "<p><code>$x$</code> ⟦`x`⟧</p>", None),
    ],
)
def test_formulas(text: str, target: str | None, source: str | None) -> None:
    """In sentences, headings and by themselves, with their units around them."""
    for view, expected in ((TARGET, target), (SOURCE, source)):
        html = shown(bilingual(text), view, settings=ON)
        if expected is not None:
            assert written(html) == with_spans(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Pa$$word en Pa$$word",
        "$5 en $6",
        "$5,$6",
        "US$5 en US$6",
        "${userUPN} en ${naam}",
        "$null en $true",
        "$$windows.data en $$linux.data",
        "$ x $",
        "$x $",
        "$ x$",
        "$x",
        "x$",
        "$",
        "$$",
        "$$$",
        "$$$x$$$",
        "$x$$",
        "$$x$",
        "$x$y",
        "a$x$",
        "\\$x$",
        "$x\\$",
        "$x\n\ny$",
        "$$\nx",
        "- $$\n  x\n\n$$",
        "$$ x\n\ny $$",
        "    $$\n    x\n    $$",
        "[^x] [ ] $x $y",
    ],
)
def test_what_is_no_formula(text: str) -> None:
    """Money, names and passwords; and what is not closed."""
    on, off = shown(f"Voor\n\n{text}\n\nNa\n", settings=ON), shown(f"Voor\n\n{text}\n\nNa\n")
    assert on == off
    assert "math" not in on


@pytest.mark.parametrize("text", ["$x$", "$$\nx\n$$", "$$x$$"])
def test_sites_without_formulas(text: str) -> None:
    """Have dollars."""
    assert "math" not in shown(text)
    assert visible(shown(text)) == " ".join(text.split())


def test_raw_html_and_forged_formulas() -> None:
    """A formula survives beside raw HTML; nobody else can have one drawn."""
    html = shown('<b data-math="inline">a</b> $x$ <i data-MATH="block">b</i>', settings=ON)
    assert [element.text for element in parse(html).xpath("//*[@data-math]")] == ["x"]


def test_formulas_in_titles() -> None:
    """Are TeX there."""
    assert rendered("# Norm $x_1$", settings=ON).headings[0].text == "Norm x_1"


@given(st.text("$a1 \\\n{}*_`[]()|日", max_size=40))
def test_no_word_is_lost(text: str) -> None:
    """Whatever is taken for a formula: what is to be seen without, but for marks, is to be seen with it."""
    html = shown(text, settings=ON)
    for letter in "a1日":
        assert visible(html).count(letter) >= visible(shown(text)).count(letter)
    parse(html)


@pytest.mark.parametrize(
    "piece",
    ["$", "$a ", "a$", "$a$", "$$", "$$a ", "$$\n", "$$\na\n", "> $$\n\n", "- $$\n", "![$a$](b) ", "\\$", "$\\"],
)
def test_work_is_linear(piece: str) -> None:
    """Marks that open nothing do not look for an end each."""
    shown(piece, settings=ON)
    small, large = (calls(lambda n=n: shown(piece * n + "\n\nRest", settings=ON)) for n in (100, 1000))  # type: ignore[misc]
    assert large < 11 * small + 2000
    assert visible(shown(piece * 20_000 + "\n\nRest", settings=ON)).endswith("Rest")


def test_units_stay_where_formulas_are() -> None:
    """One that begins or ends within a formula is found all the same."""
    for text in ("«102 a $b» «103 c$ d»", "$«102 a»$ b", "a $b«102 c$ d»"):
        html = shown(bilingual(text), settings=ON)
        numbers = set(re.findall(r"«(\d+)", text))
        assert {element.get("data-unit") for element in parse(html).xpath("//*[@data-unit]")} == numbers
    assert with_spans("«102 x»") in shown(bilingual("«102 x»"), settings=ON)

"""References by uid in articles: how they are read, and what is shown as long as nothing is known of them."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE
from diglot.markup.xref import shown_name, uid_of
from markup.pages import bilingual, notes, rendered, shown, visible, with_spans


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("System.String", "String"),
        ("System.String?displayProperty=nameWithType", "System.String"),
        ("System.Text.Json.JsonSerializer?displayProperty=nameWithType", "Json.JsonSerializer"),
        ("System.Text.Json.JsonSerializer?displayProperty=fullName", "System.Text.Json.JsonSerializer"),
        ("System.Console.WriteLine%2A", "WriteLine"),
        ("System.Console.WriteLine%2A?displayProperty=nameWithType", "Console.WriteLine"),
        ("System.Collections.Generic.List`1", "List"),
        ("System.Collections.Generic.List%601", "List"),
        ("M.N(System.String,System.Int32)", "N"),
        ("quickstart", "quickstart"),
        ("a.b?text=Een tekst", "Een tekst"),
        ("a.b#part", "b"),
        ("...", "..."),
        ("?", "?"),
    ],
)
def test_name(reference: str, name: str) -> None:
    """The last parts of a uid say what it is."""
    assert shown_name(reference) == name


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Zie <xref:a.b.c>.", '<p>Zie <a href="diglot-slot:0" class="uid">c</a>.</p>', id="in a sentence"),
        pytest.param(
            "«102 Zie <xref:a.b>¦See»", '<p>«102 Zie <a href="diglot-slot:0" class="uid">b</a>»</p>', id="in a unit"
        ),
        pytest.param("<xref:a.b>", '<p><a href="diglot-slot:0" class="uid">b</a></p>', id="alone"),
        pytest.param("[één](xref:a.b#deel)", '<p><a href="diglot-slot:0">één</a></p>', id="with a text"),
        pytest.param(
            "Zie @a.b, of niet", '<p>Zie <a href="diglot-slot:0" class="uid">@a.b</a>, of niet</p>', id="short"
        ),
        pytest.param('@"a b"', '<p><a href="diglot-slot:0" class="uid">@"a b"</a></p>', id="short and quoted"),
        pytest.param("a@b.nl", "<p>a@b.nl</p>", id="not in a word"),
        pytest.param("@1a @ @", "<p>@1a @ @</p>", id="it starts with a letter"),
        pytest.param("`<xref:a.b> @a`", "<p><code>&lt;xref:a.b&gt; @a</code></p>", id="not in code"),
        pytest.param("[@a](b.md)", '<p><a href="diglot-slot:0">@a</a></p>', id="not in a link"),
        pytest.param("<xref:a<één>", "<p>&lt;xref:a&lt;één&gt;</p>", id="broken"),
        pytest.param("\\@a.b \\<xref:a>", "<p>@a.b &lt;xref:a&gt;</p>", id="escaped"),
        pytest.param("**@a.b**", '<p><strong><a href="diglot-slot:0" class="uid">@a.b</a></strong></p>', id="in bold"),
    ],
)
def test_reference(text: str, html: str) -> None:
    """It becomes a link slot whose text is what is known of it."""
    assert shown(bilingual(text)).strip() == with_spans(html)


def test_both_views_have_theirs() -> None:
    """Translation moved a reference."""
    text = bilingual("«102 <xref:een.naam> hier¦Here <xref:one.name>»")
    assert visible(shown(text)) == "naam hier"
    assert visible(shown(text, SOURCE)) == "Here name"
    assert [slot.address for slot in rendered(text).slots] == ["xref:een.naam"]


def test_blank_in_a_uid_is_reported() -> None:
    """Machine translation puts them there; the text is shown all the same."""
    assert notes("Zie <xref:a. b>") == [("broken-construct", "<xref:a. b>")]
    assert visible(shown("Zie <xref:a. b>")) == "Zie b"


@pytest.mark.parametrize(
    ("address", "uid"),
    [("xref:a.b", "a.b"), ("xref:a%2A?x=y#z", "a*"), ("xref:a b", "a b"), ("xref:", "")],
)
def test_uid(address: str, uid: str) -> None:
    """Without what stands behind it, and unescaped."""
    assert uid_of(address) == uid


def test_many_marks() -> None:
    """Marks without an end, and marks of nothing."""
    assert visible(shown("<xref:" * 20_000)).count("<xref:") == 20_000
    assert visible(shown("@" * 100_000)) == "@" * 100_000
    assert visible(shown('@"' * 20_000)).count("@") == 20_000

"""The source of units as HTML: what readers see beside the translation, and how little is said of it."""

from __future__ import annotations

from functools import partial

import pytest

from diglot.markup.documents import Reader
from diglot.markup.html import render_document
from diglot.markup.library import Place
from diglot.markup.sanitize import Sanitizer
from diglot.markup.source_text import source_texts
from diglot.markup.text import decode
from diglot.settings import Settings
from diglot.urls import is_final


def unit(number: str, target: str, source: str) -> str:
    """Returns a bilingual unit as it is written in an article."""
    return (
        f'<span data-ttu-id="0ab1c-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="0ab1c-{number}">{source}</span></span>'
    )


def sources(text: str) -> str:
    """Returns the sources of a Dutch page."""
    settings = Settings(locales=("en-US", "nl-NL"))
    document = Reader(settings).read(Place("nl-NL", "a.md"), "content/nl-NL/a.md", decode(text.encode())[0])
    outside = partial(is_final, settings)
    return source_texts(render_document(document, outside, Sanitizer()), outside)


@pytest.mark.parametrize(
    ("target", "source", "html"),
    [
        ("Kade.", "Quay.", "Quay."),
        ("**Kade** & `a<b`.", "**Quay** & `a<b`.", "<strong>Quay</strong> &amp; <code>a&lt;b</code>."),
        ("Twee\nregels.", "Two\nlines.", "Two lines."),
        ("Boei 2\\.", "Buoy 2\\.", "Buoy 2."),
        ("De <kade>.", "The <script>alert(1)</script> <b>quay</b>.", "The  quay."),
        ("Een<br>twee", "One<br>two", "One<br>two"),
        ("Zie [kade](b.md).", "See [quay](b.md).", "See <a>quay</a>."),
        ("Zie [kade](b.md), [boei](c.md).", "See [buoy](c.md), [quay](b.md).", None),
        ("Zie [kade](b.md).", "See [quay](d.md).", "See quay."),
        ("Zie [kade](b.md).", "See [quay](https://quay.example/?a=1&b=2).", None),
        ("Zie [kade](b.md).", "See [quay](javascript:alert(1)).", "See quay."),
        ("Zie <https://kade.example>.", "See [quay](b.md).", "See quay."),
        ("Toon ![boei](boei.png).", "Show ![buoy](boei.png).", 'Show <img src="slot" alt="buoy">.'),
        ("Met [!INCLUDE[x](includes/x.md)].", "With [!INCLUDE[x](includes/x.md)].", "With …."),
    ],
)
def test_source(target: str, source: str, html: str | None) -> None:
    """Marked text, links and pictures stay; tags of authors and what could do harm do not."""
    found = sources(f"{unit('101', target, source)}\n")
    if html is None:
        html = {
            "See [buoy](c.md), [quay](b.md).": 'See <a data-link="1">buoy</a>, <a data-link="0">quay</a>.',
            "See [quay](https://quay.example/?a=1&b=2).": 'See <a href="https://quay.example/?a=1&amp;b=2">quay</a>.',
        }[source]
    assert found.replace("diglot-slot:0", "slot") == f'<p data-of="101">{html}'


def test_what_is_known_is_not_said() -> None:
    """Units that are the same in both languages are left out, as are numbers that follow."""
    text = "\n\n".join(
        [
            f"# {unit('101', 'Kade', 'Quay')}",
            unit("102", "2026", "2026"),
            unit("103", "Boei", "Buoy"),
            unit("104", "Zee", "Sea"),
            unit("p105", "Nat.", "Wet."),
            unit("106", "Land", ""),
            unit("107", "Zand", "Sand"),
        ]
    )
    assert (
        sources(text) == '<p data-of="101">Quay<p data-of="103">Buoy<p>Sea<p data-of="p105">Wet.<p data-of="107">Sand'
    )


def test_pages_without_units() -> None:
    """They have nothing to show."""
    assert sources("# Kade\n") == ""

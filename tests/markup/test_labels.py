"""Labels: words of the page's language in places that the parser left for them."""

from __future__ import annotations

import pytest

from diglot.markup.labels import fill_labels, label

DUTCH = {"Note": "Opmerking", "Applies to: %(name)s": "Geldt voor: %(name)s", "Tip": "<b>"}


@pytest.mark.parametrize(
    ("html", "filled"),
    [
        (label("note", "p", kind="title"), '<p class="title" data-generated="label">Opmerking</p>'),
        (
            label("applies-to", name='1 & "2" %(name)s'),
            '<span data-generated="label">Geldt voor: <bdi>1 &amp; "2" %(name)s</bdi></span>',
        ),
        (label("tip"), '<span data-generated="label">&lt;b&gt;</span>'),
        ('<span data-label="unheard-of" data-generated="label"></span>', '<span data-generated="label"></span>'),
        ("<p>none</p>", "<p>none</p>"),
    ],
)
def test_label_is_filled(html: str, filled: str) -> None:
    """In the page's language, with what it names, escaped."""
    assert fill_labels(f"a {html} b", lambda message: DUTCH[message]) == f"a {filled} b"


def test_unknown_label_is_a_mistake() -> None:
    """Of a programmer: no article can cause it."""
    with pytest.raises(KeyError):
        label("unheard-of")


def test_many_labels() -> None:
    """Every one is filled, and tags that only begin like one cost nothing."""
    html = label("note") * 5_000 + '<span data-label="' * 20_000
    assert fill_labels(html, lambda message: "N").count(">N<") == 5_000

"""Rows and columns: side by side, and indented as their authors like."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE
from markup.pages import bilingual, notes, shown, with_spans

ROW, COLUMN, END = '<div class="row">', '<div class="column">', "</div>\n"


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            ":::row:::\n   :::column:::\n      «102 Links¦Left»\n   :::column-end:::\n"
            '   :::column span="2":::\n      «103 Rechts¦Right»\n   :::column-end:::\n:::row-end:::\n',
            f'{ROW}{COLUMN}<p>«102 Links»</p>\n{END}<div class="column span-2"><p>«103 Rechts»</p>\n{END}{END}',
            f'{ROW}{COLUMN}<p>«102 Left»</p>\n{END}<div class="column span-2"><p>«103 Right»</p>\n{END}{END}',
        ),
        (
            ':::row count="3":::\n:::column span="":::\n**プロパティ**\n:::column-end:::\n:::row-end:::\n',
            f'<div class="row count-3">{COLUMN}<p><strong>プロパティ</strong></p>\n{END}{END}',
            f'<div class="row count-3">{COLUMN}<p><strong>プロパティ</strong></p>\n{END}{END}',
        ),
    ],
)
def test_row(text: str, target: str, source: str) -> None:
    """In both views."""
    assert shown(bilingual(text)) == with_spans(target)
    assert shown(bilingual(text), SOURCE) == with_spans(source)


@pytest.mark.parametrize(
    ("inner", "html"),
    [
        ("tekst", "<p>tekst</p>\n"),
        ("        tekst", "<p>tekst</p>\n"),
        ("\t\ttekst", "<p>tekst</p>\n"),
        ("        **tekst**\n        meer", "<p><strong>tekst</strong>\nmeer</p>\n"),
        # The first line says where text begins; what stands farther out begins there, too.
        ("      een\n\n  twee\n\n      drie", "<p>een</p>\n<p>twee</p>\n<p>drie</p>\n"),
        # What stands farther in is no code.
        ("een\n\n      twee", "<p>een</p>\n<p>twee</p>\n"),
        ("   een\n\n          twee", "<p>een</p>\n<p>twee</p>\n"),
        # Lists, code in fences and titles keep their own indents.
        ("        - een\n          - twee", "<ul>\n<li>een\n<ul>\n<li>twee\n</li>\n</ul>\n</li>\n</ul>\n"),
        ("\t- een\n\t- twee", "<ul>\n<li>een\n</li>\n<li>twee\n</li>\n</ul>\n"),
        ("        ```\n        a\n          b\n        ```", "<pre><code>a\n  b\n</code></pre>\n"),
        ("      ## Kop\n      tekst", '<h2 id="kop">Kop</h2>\n<p>tekst</p>\n'),
        ("      Kop\n      ===\n      tekst", '<h1 id="kop">Kop</h1>\n<p>tekst</p>\n'),
        ("      > citaat\n      > meer", "<blockquote>\n<p>citaat\nmeer</p>\n</blockquote>\n"),
        (
            "      :::row:::\n         :::column:::\n            in\n         :::column-end:::\n      :::row-end:::",
            f"{ROW}{COLUMN}<p>in</p>\n{END}{END}",
        ),
        ("", ""),
        ("\n   \n", ""),
    ],
)
def test_indented_content(inner: str, html: str) -> None:
    """Nothing in a column is code because of its indent, and what depends on indents still does."""
    text = f":::row:::\n    :::column:::\n{inner}\n    :::column-end:::\n:::row-end:::\n\n    code"
    assert shown(text) == f"{ROW}{COLUMN}{html}{END}{END}<pre><code>code\n</code></pre>\n"


@pytest.mark.parametrize(
    ("mark", "classes"),
    [
        (':::column span="2":::', "column span-2"),
        (":::column span='12':::", "column span-12"),
        ('::: COLUMN  span = "3" :::', "column span-3"),
        (':::column span="1":::', "column"),
        (':::column span="99":::', "column"),
        (':::column span="٣":::', "column"),
        (':::column span="2px" width="50%":::', "column"),
        (":::column   :::", "column"),
    ],
)
def test_span(mark: str, classes: str) -> None:
    """A number that makes sense is a class; there is no inline style."""
    assert shown(f":::row:::\n{mark}\nx\n:::column-end:::\n:::row-end:::\n").startswith(f'{ROW}<div class="{classes}">')


def test_column_that_is_not_closed() -> None:
    """It ends where the next one begins."""
    text = ":::row:::\n:::column:::\neen\n:::column:::\ntwee\n:::column-end:::\n:::row-end:::\nna"
    assert shown(text) == f"{ROW}{COLUMN}<p>een</p>\n{END}{COLUMN}<p>twee</p>\n{END}{END}<p>na</p>\n"
    assert notes(text) == [("broken-construct", ":::column:::")]


def test_row_between_lines_of_a_paragraph() -> None:
    """It needs no blank lines around it."""
    assert shown("voor\n:::row:::\nin\n:::row-end:::\nna") == f"<p>voor</p>\n{ROW}<p>in</p>\n{END}<p>na</p>\n"


def test_rows_beside_raw_html() -> None:
    """What the sanitizer sees of them, it lets pass."""
    text = ":::row count='2':::\n:::column span='2':::\n<b>x</b>\n:::column-end:::\n:::row-end:::\n"
    html = f'<div class="row count-2"><div class="column span-2"><p><b>x</b></p>\n{END}{END}'
    assert shown(text) == html

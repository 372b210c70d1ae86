"""Markdown between blocks of raw HTML, above all in `<details>`, is read as Markdown; what comes out is whole."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, parse, shown, visible, with_spans

OPEN = "<details><summary>«102 Klik¦Click»</summary>"


@pytest.mark.parametrize(
    ("inside", "target", "source"),
    [
        pytest.param("«103 **a**¦*b*»", "<p>«103 <strong>a</strong>»</p>", "<p>«103 <em>b</em>»</p>", id="a paragraph"),
        pytest.param(
            "- «103 海¦sea»\n- x",
            "<ul>\n<li>«103 海»\n</li>\n<li>x\n</li>\n</ul>",
            "<ul>\n<li>«103 sea»\n</li>\n<li>x\n</li>\n</ul>",
            id="a list",
        ),
        pytest.param(
            "| «103 بحر¦sea» |\n|---|\n| `a|b` |",
            '<div class="table">\n<table>\n<thead>\n<tr>\n<th>«103 بحر»</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            "<td><code>a|b</code></td>\n</tr>\n</tbody>\n</table>\n</div>",
            None,
            id="a table",
        ),
        pytest.param(
            '## <a name="x"></a>«103 Ķ¦K»', '<h2 id="x">«103 Ķ»</h2>', '<h2 id="x">«103 K»</h2>', id="a heading"
        ),
        pytest.param(
            "```\n**a**\n```", "<pre><code>**a**\n</code></pre>", "<pre><code>**a**\n</code></pre>", id="code"
        ),
        pytest.param(
            "> «103 a¦b»",
            "<blockquote>\n<p>«103 a»</p>\n</blockquote>",
            "<blockquote>\n<p>«103 b»</p>\n</blockquote>",
            id="a quote",
        ),
        pytest.param(
            "<details>\n<summary>x</summary>\n\n«103 a¦b»\n\n</details>",
            "<details>\n<summary>x</summary>\n<p>«103 a»</p>\n</details>",
            "<details>\n<summary>x</summary>\n<p>«103 b»</p>\n</details>",
            id="another one",
        ),
        pytest.param(
            "# [«103 A¦B»](#tab/a)\n\nx\n\n---\n",
            '<div class="tabs"><div class="tab-panel" id="tab/a" data-tab="a">'
            '<h2 class="tab-title" id="a">«103 A»</h2>\n'
            "<p>x</p>\n</div>\n</div>",
            None,
            id="tabs",
        ),
    ],
)
def test_markdown_inside(inside: str, target: str, source: str | None) -> None:
    """On a page, in a list and in a quote."""
    for view, summary, expected in ((TARGET, "Klik", target), (SOURCE, "Click", source)):
        if expected is None:
            continue
        for start in (OPEN, OPEN.replace("><s", ">\n<s"), OPEN.replace("<details>", "<details open>")):
            text = f"{start}\n\n{inside}\n\n</details>\n\nna"
            html = shown(bilingual(text), view)
            before, _, rest = html.partition("</summary>\n")
            assert before.endswith(with_spans(f"<summary>«102 {summary}»"))
            assert rest == with_spans(expected) + "\n</details>\n<p>na</p>\n"
            item = "- " + text.replace("\n", "\n  ").removesuffix("\n  \n  na") + "\n\nna"
            quote = "> " + text.replace("\n", "\n> ").removesuffix("\n> \n> na") + "\n\nna"
            for form in (item, quote):
                assert with_spans(expected) in shown(bilingual(form), view)
                assert parse(shown(bilingual(form), view))[-1].text == "na"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{OPEN}\n\n«103 a»", "Klik a"),
        (f"> {OPEN}\n>\n> «103 a»\n\nb", "Klik a b"),
        (f"- {OPEN}\n\n  «103 a»\n- b", "Klik a b"),
        (f"{OPEN}«103 a»</details> b", "Klika b"),
        (f"{OPEN}\n**«103 a»**\n</details>", "Klik **a**"),
        ("<details>\n\n«102 a»\n\n</details></details></div>\n\n«103 b»", "a b"),
        ("<div>\n\n<p>\n\n«102 a»\n\n</div>\n\n«103 b»", "a b"),
        ("<table><tr><td>\n\n«102 **a**»\n\n</td></tr></table>\n\n«103 b»", "a b"),
        ("«102 <details><summary>a</summary>»\n\n«103 b»\n\n«104 </details>»\n\nc", "a b c"),
        ("<details\n\n«102 a»", "<details a"),
    ],
)
def test_what_is_not_whole(text: str, words: str) -> None:
    """Left open, closed twice, on one line: no word is lost, every unit is there, what comes later stands by itself."""
    html = shown(bilingual(text))
    assert visible(html) == words
    units = set(parse(html).xpath("//@data-unit"))
    assert units == {number for number in ("102", "103", "104") if f"«{number}" in text}


def test_many_open_details() -> None:
    """A thousand that nobody closes are closed in the end."""
    html = shown("<details>\n\na\n\n" * 1000)
    assert html.count("<details>") == html.count("</details>") <= 1000
    assert visible(html).count("a") == 1000

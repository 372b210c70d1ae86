"""Boxes made of quotes: notes with their headings, divisions, and marks that are none."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE, TARGET
from markup.pages import bilingual, notes, rendered, seen, shown, visible, with_spans


def alert(kind: str, inner: str) -> str:
    """Returns the HTML of an alert."""
    title = f'<p class="alert-title" data-generated="label" data-label="{kind}"></p>'
    return f'<div class="alert alert-{kind}" role="note">\n{title}\n{inner}</div>'


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        pytest.param(
            "> [!NOTE]\n> «102 De boot vaart.¦The boat sails.»",
            alert("note", "<p>«102 De boot vaart.»</p>\n"),
            alert("note", "<p>«102 The boat sails.»</p>\n"),
            id="a note",
        ),
        pytest.param(
            ">[!warning]  \n>«102 危険です。¦Danger.»\n>«103 離れて。¦Stay away.»",
            alert("warning", "<p>«102 危険です。»«103 離れて。»</p>\n"),
            alert("warning", "<p>«102 Danger.»\n«103 Stay away.»</p>\n"),
            id="any case, no blank, blanks behind",
        ),
        pytest.param(
            "> [!TIP]\n> «102 Uzmanies¦Careful»\n> [!Caution]\n> «103 Slidens¦Slippery»",
            alert("tip", "<p>«102 Uzmanies»</p>\n") + "\n" + alert("caution", "<p>«103 Slidens»</p>\n"),
            alert("tip", "<p>«102 Careful»</p>\n") + "\n" + alert("caution", "<p>«103 Slippery»</p>\n"),
            id="a mark begins a new one without a blank line",
        ),
        pytest.param(
            "> «102 قبل¦Before»\n> [!IMPORTANT]\n> «103 بعد¦After»",
            "<blockquote>\n<p>«102 قبل»</p>\n</blockquote>\n" + alert("important", "<p>«103 بعد»</p>\n"),
            "<blockquote>\n<p>«102 Before»</p>\n</blockquote>\n" + alert("important", "<p>«103 After»</p>\n"),
            id="a quote before it",
        ),
        pytest.param(
            "> [!NOTE]\n> «102 een»\ntwee\n\ndrie",
            alert("note", "<p>«102 een»\ntwee</p>\n") + "\n<p>drie</p>",
            None,
            id="lazy lines are its own",
        ),
        pytest.param(
            "> [!NOTE]\neen\ntwee\n> drie\n\nvier",
            alert("note", "<p>een\ntwee</p>\n<p>drie</p>\n") + "\n<p>vier</p>",
            None,
            id="lazy lines from the start",
        ),
        pytest.param(
            "> [!NOTE]\n- een\n", alert("note", "") + "\n<ul>\n<li>een\n</li>\n</ul>", None, id="a list is not lazy"
        ),
        pytest.param("> [!NOTE]\n\neen", alert("note", "") + "\n<p>een</p>", None, id="nothing in it"),
        pytest.param(
            "> [!NOTE]\n> 2. «102 twee¦two»\n> 3. drie",
            alert("note", '<ol start="2">\n<li>«102 twee»\n</li>\n<li>drie\n</li>\n</ol>\n'),
            alert("note", '<ol start="2">\n<li>«102 two»\n</li>\n<li>drie\n</li>\n</ol>\n'),
            id="a list that could not end a paragraph",
        ),
        pytest.param(
            "> [!NOTE]\n>     CN={{UserName}}",
            alert("note", "<pre><code>CN={{UserName}}\n</code></pre>\n"),
            None,
            id="code",
        ),
        pytest.param(
            "> [!NOTE]\n> | a | b |\n> |---|---|\n> | «102 c» | d |",
            None,
            None,
            id="a table",
        ),
        pytest.param(
            "> [!NOTE]\n> a\n> > [!TIP]\n> > b\n> c",
            alert("note", "<p>a</p>\n" + alert("tip", "<p>b\nc</p>\n") + "\n"),
            None,
            id="one in another",
        ),
        pytest.param(
            "- a\n\n  > [!NOTE]\n  > «102 b»\n  > [!TIP]\n  > c\n\n- d",
            "<ul>\n<li><p>a</p>\n"
            + alert("note", "<p>«102 b»</p>\n")
            + "\n"
            + alert("tip", "<p>c</p>\n")
            + "\n</li>\n<li><p>d</p>\n</li>\n</ul>",
            None,
            id="in a list",
        ),
        pytest.param(
            "> - a\n> [!TIP]\n> b",
            "<blockquote>\n<ul>\n<li>a\n</li>\n</ul>\n</blockquote>\n" + alert("tip", "<p>b</p>\n"),
            None,
            id="after a list in a quote",
        ),
        pytest.param("> [!NOTE]\r\n> een\r\n", alert("note", "<p>een</p>\n"), None, id="other ends of lines"),
        pytest.param(
            '> [!div class="checklist"]\n> * «102 a¦x»\n> * b',
            '<div class="checklist">\n<ul>\n<li>«102 a»\n</li>\n<li>b\n</li>\n</ul>\n</div>',
            '<div class="checklist">\n<ul>\n<li>«102 x»\n</li>\n<li>b\n</li>\n</ul>\n</div>',
            id="a division",
        ),
        pytest.param(
            '>[!div class="step-by-step"]\n[«102 Terug¦Back»](https://a.nl)\n[Verder](https://b.nl)',
            '<div class="step-by-step">\n</div>\n<p><a href="https://a.nl">«102 Terug»</a>\n'
            '<a href="https://b.nl">Verder</a></p>',
            None,
            id="lines without a mark follow a division",
        ),
        pytest.param(
            '> [!DIV class="op_multi_selector" title1="Système" title2="<b>"]\n> - [(a | b)](https://a.nl)',
            '<div class="op_multi_selector">\n<p class="box-title">Système | &lt;b&gt;</p>\n<ul>\n'
            '<li><a href="https://a.nl">(a | b)</a>\n</li>\n</ul>\n</div>',
            None,
            id="titles of a division",
        ),
        pytest.param(
            "> [!div class=“mx-imgBorder”]\n> a",
            '<div class="mx-imgBorder">\n<p>a</p>\n</div>',
            None,
            id="other quotes",
        ),
        pytest.param(
            '> [!div class=\'a b" onclick="x\' id="c"]\n> a',
            '<div class="a">\n<p>a</p>\n</div>',
            None,
            id="only classes",
        ),
        pytest.param('> [!div class="button"]\n> a', '<div class="button-row">\n<p>a</p>\n</div>', None, id="a button"),
        pytest.param("> [!div]\n> a", "<div>\n<p>a</p>\n</div>", None, id="no class"),
        pytest.param(
            "> «102 [!NOTE]¦[!NOTE]»\n> a",
            alert("note", "<p>a</p>\n") + '\n<div hidden><span data-unit="102"></span></div>',
            None,
            id="a unit around the mark",
        ),
        pytest.param(
            "> «102 [!NOTE]\n> a¦[!NOTE]\n> b»",
            alert("note", "<p>«102 a»</p>\n"),
            alert("note", "<p>«102 b»</p>\n"),
            id="a unit with the mark",
        ),
    ],
)
def test_box(text: str, target: str | None, source: str | None) -> None:
    """A mark makes a box of what follows it, in both views, and nothing is wrong with it."""
    page = bilingual(text)
    for view, html in ((TARGET, target), (SOURCE, source)):
        if html is not None:
            assert shown(page, view).strip() == with_spans(html)
        assert "[!" not in shown(page, view)
    assert not notes(page)


@pytest.mark.parametrize(
    ("text", "pointed_at", "words"),
    [
        ("> [!TIPS]\n> «102 a»", "[!TIPS]", "did you mean `[!TIP]`"),
        ("> [!Piezīme]\n> a", "[!Piezīme]", "write one of `[!NOTE]`"),
        ("> [!Anmerkung]\n> a", "[!Anmerkung]", "write one of `[!NOTE]`"),
        ("> [!NOTE] «102 a»", "[!NOTE]", "move the text to the next line"),
        ("> a\n> [!NOTE] b", "[!NOTE]", "move the text"),
        ("> [!NOTE\n> a", "[!NOTE", "add `]`"),
        ('> [!div class="x"\n> a', '[!div class="x"', "add `]`"),
        ("> [!div checklist]\n> a", "[!div checklist]", "cannot be read"),
        ("[!NOTE]\na", "[!NOTE]", "put `>` in front"),
        ("a\n[!note]", "[!note]", "put `>` in front"),
        ("> [!VIDEO]\n", "[!VIDEO]", "begins with `https://`"),
        ("> [!VIDEO ftp://a.nl/b]\n", "[!VIDEO ftp://a.nl/b]", "begins with `https://`"),
        ("> [!VIDEO https://a.nl/b c]\n", "[!VIDEO https://a.nl/b c]", "begins with `https://`"),
        ("a [!NOTE] b", "", ""),
        ("`[!NOTE]`", "", ""),
        ("```\n> [!NOTE] a\n```", "", ""),
        ("> [![a](b.png)](https://c.nl)", "", ""),
        ("> [!NOTE](https://a.nl)", "", ""),
        ("<table><tr><td>\n> [!NOTE] a\n</td></tr></table>", "", ""),
        ("    > [!NOTE] a", "", ""),
    ],
)
def test_mark_that_is_none(text: str, pointed_at: str, words: str) -> None:
    """It stays the text it is, and a finding says what to do."""
    page = bilingual(text)
    assert "alert" not in shown(page)
    assert "<div class" not in shown(page)
    assert not pointed_at or pointed_at in visible(shown(page))
    assert notes(page) == ([("broken-construct", pointed_at)] if pointed_at else [])
    assert all(words in note.message for note in rendered(page).documents[0].notes)


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]\n> a\n",
        "> [!NOTE]\n",
        "> > [!NOTE]\n> > a\n",
        "> a\n- > [!NOTE]\n",
        "- > a\n> [!NOTE]\n",
        "> [!NOTE]\na\n",
        "> [!NOTE]\na\n> b\n",
        "> [!TIPS]\n",
        '> [!div class="\n',
        "> [!VIDEO https://youtu.be/a]\n",
    ],
)
def test_many(text: str) -> None:
    """Thousands of marks are as many boxes, or stay text; the page goes on."""
    html = shown(text * 3_000 + "\nEinde van de zee")
    assert visible(html).endswith("Einde van de zee")


def test_many_marks_on_a_line() -> None:
    """A line of marks is no mark."""
    for text in ("[!NOTE] ", "[!NOTE]", "]", "[!div a=b ", " "):
        line = "> [!NOTE " + text * 2_000
        assert visible(shown(f"{line}\n\nEinde")).endswith("Einde")
    assert shown("> [!div " + "a=b " * 100_000 + "]\n> c").strip() == "<div>\n<p>c</p>\n</div>"


def test_deep_alerts() -> None:
    """What is deeper than anyone can read is text, and said once."""
    page = ">" * 5_000 + " [!NOTE]\n" + ">" * 5_000 + " zee"
    assert "zee" in visible(shown(page))
    assert [rule for rule, _ in notes(page)] == ["too-deep"]


def test_units_stay_addressable() -> None:
    """Each unit of a box stands in its own element, in the view of the reader."""
    page = bilingual("> [!NOTE]\n> «102 een¦one» «103 twee¦two»\n> - «p104 drie¦three»\n")
    assert seen(page).units == {"102": "een", "103": "twee", "p104": "drie"}
    assert seen(page, SOURCE).units == {"102": "one", "103": "two", "p104": "three"}

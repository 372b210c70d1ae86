"""Adobe's Markdown: what is read where `flavor = "adobe"`, and left alone where it is not."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.adobe_pairs import find_pairs
from diglot.model import PageId, Source
from diglot.settings import Settings
from diglot.survey import survey
from markup.pages import bilingual, notes, parse, shown, visible, with_spans
from markup.test_linear import calls
from sites import build_here, write
from sites import parse as parse_page

ADOBE = Settings(flavor="adobe")


def adobe(text: str, files: dict[str, str] | None = None) -> str:
    """Returns a page of Adobe's as HTML."""
    return shown(text, files=files, settings=ADOBE).strip()


SENTENCES = [
    ("[!UICONTROL Opslaan]", '<span class="ui-control">Opslaan</span>'),
    ("**[!UICONTROL 保存]** を", '<strong><span class="ui-control">保存</span></strong> を'),
    ("[!UICONTROL حفظ **الكل**]", '<span class="ui-control">حفظ <strong>الكل</strong></span>'),
    ("[!UICONTROL Fails > [Jauns]]", '<span class="ui-control">Fails &gt; [Jauns]</span>'),
    ("[!UICONTROL a `]` b] c", '<span class="ui-control">a <code>]</code> b</span> c'),
    (r"[!UICONTROL a \] b] c", '<span class="ui-control">a ] b</span> c'),
    ("[!UICONTROL twee\nregels]", '<span class="ui-control">twee\nregels</span>'),
    ("[!uicontrol a [!DNL b]]", '<span class="ui-control">a <span translate="no">b</span></span>'),
    ("[!DNL Haven Pro] in", '<span translate="no">Haven Pro</span> in'),
    ("[!DNL [Haven](https://h.example)]", '<span translate="no"><a href="https://h.example">Haven</a></span>'),
    ("[!BADGE Bèta]", '<span class="badge informative">Bèta</span>'),
    ("[!BADGE Jauns]{type=Positive}", '<span class="badge positive">Jauns</span>'),
    (
        '[!BADGE 新]{type=caution url="https://h.example" tooltip="Zie "}',
        '<span class="badge caution" title="Zie "><a href="https://h.example">新</a></span>',
    ),
    (
        '[!BADGE https://b.example]{url="https://h.example"}',
        '<span class="badge informative"><a href="https://h.example">https://b.example</a></span>',
    ),
    (
        '[[!BADGE x]{url="https://b.example"}](https://h.example)',
        '<a href="https://h.example"><span class="badge informative">x</span></a>',
    ),
    ('[!BADGE x]{type="><b>"}', '<span class="badge informative">x</span>'),
    ('[!BADGE x]{url="javascript:alert(1)"}', '<span class="badge informative">x</span>'),
    ("[!BADGE x]{iets}", '<span class="badge informative">x</span>{iets}'),
    ("[!UICONTROL ]", '<span class="ui-control"></span>'),
    # Not closed, unknown or in code: text.
    ("[!UICONTROL open", "[!UICONTROL open"),
    ("[!UICONTROL `a]` b", "[!UICONTROL <code>a]</code> b"),
    ("[!DNLx a]", "[!DNLx a]"),
    (r"\[!DNL a]", "[!DNL a]"),
    ("`[!DNL a]`", "<code>[!DNL a]</code>"),
    # Attributes.
    ("[a](https://h.example){target=_blank}", '<a href="https://h.example" target="_blank" rel="noopener">a</a>'),
    ('<https://h.example>{target="_blank"}', '<a href="https://h.example" target="_blank" rel="noopener">https://h.example</a>'),
    ("[a](https://h.example){rel=nofollow onclick='x'}", '<a href="https://h.example">a</a>'),
    ("[a](https://h.example){target=„_blank“}", '<a href="https://h.example" target="_blank" rel="noopener">a</a>'),
    ("[[!UICONTROL a]](https://h.example)", '<a href="https://h.example"><span class="ui-control">a</span></a>'),
    (
        '![Kaart [!DNL x]](https://h.example/a.png "T"){width="300" height=20px align="center" zoomable="yes"}',
        '<img src="https://h.example/a.png" alt="Kaart x" title="T" width="300" height="20" loading="lazy">',
    ),
    ("![](https://h.example/a.png){width=50%}", '<img src="https://h.example/a.png" alt="" loading="lazy">'),
    ("[a](https://h.example){naam}", '<a href="https://h.example">a</a>{naam}'),
    ("[a](https://h.example) {target=_blank}", '<a href="https://h.example">a</a> {target=_blank}'),
    ("[a]{target=_blank}", "[a]{target=_blank}"),
    ("{a=b} {{naam}} {{{x=y}}}", "{a=b} {{naam}} {{{x=y}}}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), SENTENCES)
def test_sentence(text: str, html: str) -> None:
    """What stands in a sentence."""
    assert adobe(text) == f"<p>{html}</p>"


FOLD = '<details class="fold"><summary>{}</summary>\n'
TAB = '<div class="tab-panel" data-tab="{}"><p class="tab-title">{}</p>\n'
ALERT = '<div class="alert alert-{}" role="note">\n<p class="alert-title" data-generated="label" data-label="{}"></p>\n'

BLOCKS = [
    ("# Titel {#begin}", '<h1 id="begin">Titel</h1>'),
    ("## ハーバー{#harbour}", '<h2 id="harbour">ハーバー</h2>'),
    ("Titel {#a .b}\n=====", '<h1 id="a">Titel</h1>'),
    (
        "## [!DNL Haven] & zee {#a}\n\n## Zee {#a}",
        '<h2 id="a"><span translate="no">Haven</span> &amp; zee</h2>\n<h2 id="a-1">Zee</h2>',
    ),
    ("## `{#a}`", '<h2 id="a"><code>{#a}</code></h2>'),
    ("## Geen {#a b", '<h2 id="geen-a-b">Geen {#a b</h2>'),
    ("### [!UICONTROL حفظ]", '<h3 id="حفظ"><span class="ui-control">حفظ</span></h3>'),
    ("Tekst {#a}", "<p>Tekst {#a}</p>"),
    # Folds.
    (
        "+++Meer\nEen\n\n* twee\n+++\nNa",
        FOLD.format("Meer") + "<p>Een</p>\n<ul>\n<li>twee\n</li>\n</ul>\n</details>\n<p>Na</p>",
    ),
    ("Voor\n+++ **Vairāk**\n+++", "<p>Voor</p>\n" + FOLD.format("<strong>Vairāk</strong>") + "</details>"),
    (
        "+++Buiten\n+++Binnen\na\n+++\nb\n+++",
        FOLD.format("Buiten") + FOLD.format("Binnen") + "<p>a</p>\n</details>\n<p>b</p>\n</details>",
    ),
    (
        "1. een\n\n   +++Meer\n   twee\n   +++\n\n1. 3",
        "<ol>\n<li><p>een</p>\n" + FOLD.format("Meer") + "<p>twee</p>\n</details>\n</li>\n<li><p>3</p>\n</li>\n</ol>",
    ),
    ("> +++Meer\n> a\n> +++", "<blockquote>\n" + FOLD.format("Meer") + "<p>a</p>\n</details>\n</blockquote>"),
    ("++++\n\n++ a\n\n    +++a", "<p>++++</p>\n<p>++ a</p>\n<pre><code>+++a\n</code></pre>"),
    # Boxes.
    (
        '>[!BEGINSHADEBOX "例"]\n\na\n\n>[!ENDSHADEBOX]\n\nb',
        '<div class="shade-box"><p class="shade-box-title">例</p>\n<p>a</p>\n</div>\n<p>b</p>',
    ),
    (
        '> [!beginshadebox "Vergeten]\na\n> [!endshadebox]',
        '<div class="shade-box"><p class="shade-box-title">Vergeten</p>\n<p>a</p>\n</div>',
    ),
    # Tabs.
    (
        ">[!BEGINTABS]\n\n>[!TAB [!DNL iOS] 17]\n\na\n\n>[!TAB Android]\n\n>[!NOTE]\n>\n>b\n\n>[!ENDTABS]\n\nc",
        '<div class="tabs">'
        + TAB.format("ios-17", '<span translate="no">iOS</span> 17')
        + "<p>a</p>\n</div>\n"
        + TAB.format("android", "Android")
        + ALERT.format("note", "note")
        + "<p>b</p>\n</div>\n</div>\n</div>\n<p>c</p>",
    ),
    (
        ">[!BEGINTABS]\nvoor\n>[!TAB a]\nb\n>[!ENDTABS]",
        '<p>voor</p>\n<div class="tabs">' + TAB.format("a", "a") + "<p>b</p>\n</div>\n</div>",
    ),
    # Notes.
    (">[!ADMIN]\n>\n>a", ALERT.format("important", "admin") + "<p>a</p>\n</div>"),
    (">[!PREREQUISITES] a *b*\n>c", ALERT.format("important", "prerequisites") + "<p>a <em>b</em>\nc</p>\n</div>"),
    (">[!MORELIKETHIS]\n>\n>* a", ALERT.format("note", "more-like-this") + "<ul>\n<li>a\n</li>\n</ul>\n</div>"),
    (">[!DONOTLOCALIZE]\n>a", '<div translate="no">\n<p>a</p>\n</div>'),
    ('a\n\n>[!CONTEXTUALHELP]\n>id="x"\n>title="Hulp"\n>\n>abstract="y"\n\nb', "<p>a</p>\n<p>b</p>"),
    ("> gewoon [!NOTE]", "<blockquote>\n<p>gewoon [!NOTE]</p>\n</blockquote>"),
    # Tables and code.
    ("|a|\n|-|\n|b|\n{style=\"table-layout:auto\"}\n\nc", None),
    ("|a|\n|-|\n|b|\n\n{style=\"table-layout:auto\"}\n\nc", None),
    ("c\n\n{style=\"table-layout:auto\"}", '<p>c</p>\n<p>{style="table-layout:auto"}</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_block(text: str, html: str | None) -> None:
    """What stands on lines of its own. Of tables it is only looked at the words."""
    if html is None:
        assert visible(adobe(text)) == "a b c"
    else:
        assert adobe(text) == html


def test_code() -> None:
    """What stands behind the language of a sample says how Adobe shows it; its lines mean nothing."""
    sample = "+++ b/haven.md\n>[!BEGINTABS]\n[!DNL x]\n"
    text = f'```diff {{line-numbers="true" highlight="1, 3-5"}}\n{sample}```\n\n+++a\nb\n+++\n'
    tree = parse(adobe(text))
    assert tree.xpath("//pre")[0].text_content() == sample
    assert tree.xpath("//summary")[0].text_content() == "a"
    assert "line-numbers" not in adobe(text)
    assert "highlight=" not in adobe('```java{highlight="2"}\nx\n```')


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (">[!VIDEO](https://video.h.example/v/1?quality=12)", "https://video.h.example/v/1?quality=12"),
        (">[!VIDEO](https://video.h.example/v/1 \"x\"){transcript=true}\n\nNa", "https://video.h.example/v/1"),
        ("[!video] (https://video.h.example/v/1)", "https://video.h.example/v/1"),
        ("|a|\n|-|\n|[!VIDEO](https://video.h.example/v/1)|", "https://video.h.example/v/1"),
    ],
)  # fmt: skip
def test_video(text: str, address: str) -> None:
    """A video is a link that opens in the page, in no quote."""
    tree = parse(adobe(text))
    assert tree.xpath("//*[@class='video']/a/@href") == [address]
    assert not tree.xpath("//blockquote")
    assert "!VIDEO" not in adobe(text)


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("{{$include /help/_includes/a.md}}", {"help/_includes/a.md": "# Een\n\n[!DNL x]"}, "Een x"),
        ("{{$include /help/_includes/a.md}}", {"_includes/a.md": "Een"}, "Een"),
        ("Voor {{$include ../_includes/a.md}} na", {"_includes/a.md": "een"}, "Voor een na"),
        ("Voor\n{{$include /_includes/a.md}}\nna", {"_includes/a.md": "een"}, "Voor een na"),
        ("{{$include /help/weg.md}}", {}, "{{$include /help/weg.md}}"),
        ("a {{$include /help/weg.md}}", {}, "a {{$include /help/weg.md}}"),
        ("{{$include /../../etc/passwd}} {{naam}}", {}, "{{$include /../../etc/passwd}} {{naam}}"),
    ],
)
def test_include(text: str, files: dict[str, str], expected: str) -> None:
    """A path begins at the top of the repository, whether that is the locale's folder or the one above."""
    assert visible(adobe(text, files)) == expected


def test_missing_include_is_noted() -> None:
    """By its path, once."""
    text = "{{$include /help/weg.md}}\n\na {{$include /help/weg.md}}"
    assert notes(text, settings=ADOBE) == [("missing-include", "/help/weg.md")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a [!UICONTROL b\n\n[!DNL c", ["[!UICONTROL b"]),
        ("+++Meer\na", ["+++Meer"]),
        ("+++Meer\na\n\n+++Nog meer\nb\n+++", ["+++Meer"]),
        ("- +++Meer\n\na\n\n+++", ["+++Meer", "+++"]),
        (">[!BEGINSHADEBOX]\n\na", [">[!BEGINSHADEBOX]"]),
        (">[!BEGINTABS]\n\n>[!TAB a]\n\nb", [">[!BEGINTABS]"]),
        ("a\n\n>[!ENDTABS]\n\n>[!ENDSHADEBOX]", [">[!ENDTABS]", ">[!ENDSHADEBOX]"]),
        (">[!BEGINTABS]\n\n>[!TAB a]\n\n+++b\n\n>[!TAB c]\n\nd\n\n>[!ENDTABS]", ["+++b"]),
        (">[!BEGINTABS]\n\n>[!ENDTABS]", []),
        (">[!NOTE] a\n\n>[!ADMIN]\n>b\n\n>[!VIDEO](https://h.example/x)\n\n>[!CONTEXTUALHELP]\n>a", []),
        (">[!ONBEKEND]\n>a", ["[!ONBEKEND]"]),
    ],
)
def test_broken(text: str, found: list[str]) -> None:
    """What is not closed, or closes nothing, is noted where it stands; the words around it are all there."""
    assert notes(text, settings=ADOBE) == [("broken-construct", words) for words in found]
    assert all(word in visible(adobe(text)) for word in ("Meer", "Nog meer", "a", "b", "c", "d") if word in text)


def test_unclosed_fold_ends_at_the_next() -> None:
    """Writers forget the mark between two folds more often than they put one into the other."""
    tree = parse(adobe("+++Een\na\n\n+++Twee\nb\n+++\n\nc"))
    assert [fold.text_content().split() for fold in tree.xpath("./details")] == [["Een", "a"], ["Twee", "b"]]


def test_units() -> None:
    """The marks leave units as they are."""
    text = bilingual(
        "«102 Klik op **[!UICONTROL Opslaan]** nu¦x»\n\n+++«103 Meer»\n«104 tekst»\n+++\n\n>[!ADMIN] «105 a»"
    )
    html = adobe(text)
    tree = parse(html)
    assert {name: tree.xpath(f"string(//*[@data-unit='{name}'])") for name in ("103", "104", "105")} == {
        "103": "Meer", "104": "tekst", "105": "a",
    }  # fmt: skip
    assert with_spans("«103 Meer»") in html
    assert "".join(tree.xpath("//*[@data-unit='102']//text()")) == "Klik op Opslaan nu"


@pytest.mark.parametrize("text", [text for text, _ in (*SENTENCES, *BLOCKS)])
def test_other_flavor(text: str) -> None:
    """Elsewhere none of it means anything: the page is what it would be without this part of Diglot."""
    html = shown(text, settings=Settings())
    assert not parse(html).xpath("//*[@class='ui-control' or contains(@class, 'badge') or @class='fold' or @target]")
    assert "shade-box" not in html
    for mark in ("{#", "+++", "[!UICONTROL", "[!DNL ", "[!BADGE", "{width", "{target", "{style"):
        assert (mark in text.replace("\\", "")) == (mark in unescape(html)), mark


@given(
    st.lists(
        st.sampled_from(
            "[!UICONTROL |[!DNL |[!BADGE |]|[|](a.md)|{a=b}|{#a}|{|}|`|\n|\n\n|+++|+++海\n|>[!BEGINTABS]\n|>[!TAB x]\n"
            "|>[!ENDTABS]\n|>[!BEGINSHADEBOX]\n|>[!ENDSHADEBOX]\n|>[!ADMIN] |>[!VIDEO](https://h.example)\n|> |- |1. |"
            "  |# |```\n|{{$include a.md}}|woord|\\|<b>|*|\\||".split("|")
        ),
        max_size=30,
    ).map("".join)
)
def test_mixtures(text: str) -> None:
    """Any mixture gives a well-formed page with all its words."""
    html = adobe(text)
    assert visible(html).count("woord") == text.count("woord") or "<b>" in text or "](a.md)" in text
    assert parse(html) is not None


PIECES = {
    "marks": "[!UICONTROL a] ",
    "open marks": "[!UICONTROL a ",
    "marks in open marks": "[!UICONTROL [!DNL ",
    "marks in open brackets": "[x [!UICONTROL a] ",
    "marks with ticks": "[!DNL `a] ",
    "badges": "[!BADGE a]{type=Positive} ",
    "open attributes": "[a](https://h.example){a=b ",
    "attributes": "[a](https://h.example){a=b}",
    "braces": "{a=b}",
    "heading names": "# a {#b}\n\n",
    "open heading names": "# {#{#{#{#\n",
    "folds": "+++a\nb\n+++\n",
    "open folds": "+++a\nb\n",
    "ends of folds": "+++\n",
    "boxes": ">[!BEGINSHADEBOX]\n\na\n\n>[!ENDSHADEBOX]\n\n",
    "open boxes": ">[!BEGINSHADEBOX]\n",
    "tabs": ">[!BEGINTABS]\n\n>[!TAB a]\n\nb\n\n>[!ENDTABS]\n\n",
    "open tabs": ">[!BEGINTABS]\n\n>[!TAB a]\n\n",
    "folds in tabs": ">[!TAB x]\n+++a\n",
    "fences": "```\n+++a\n",
    "includes": "{{$include a.md}}\n\n",
    "open includes": "{{$include ",
    "notes": ">[!ADMIN] a\n\n",
    "videos": ">[!VIDEO](https://h.example/b)\n\n",
    "help": '>[!CONTEXTUALHELP]\n>id="x"\n\n',
    "tables": '|a|\n|-|\n{style="a=b"}\n\n',
}


def surveyed(text: str) -> None:
    """Surveys a page of Adobe's."""
    list(survey(ADOBE, [Source(PageId("nl-NL", "haven"), "haven.md", text.encode())]))


@pytest.mark.parametrize("name", PIECES)
def test_linear(name: str) -> None:
    """Ten times the page is ten times the work."""
    small, large = (calls(lambda count=count: surveyed(PIECES[name] * count)) for count in (100, 1_000))  # type: ignore[misc]
    assert large < 13 * small + 10_000, (small, large)


@pytest.mark.parametrize("text", ["+++a\n" * 100_000 + "+++\n" * 100_000, "[!DNL " * 100_000 + "]" * 100_000])
def test_deep(text: str) -> None:
    """A hundred thousand within one another are read, and shown as far as anyone could follow."""
    surveyed(text)


def test_pairs() -> None:
    """Ends belong to the last that is open and of their kind."""
    pairs = find_pairs("+++a\n>[!BEGINSHADEBOX]\n+++b\n>[!ENDSHADEBOX]\n+++\n+++\n")
    assert [(line, extent.end, extent.is_closed) for line, extent in sorted(pairs.extents.items())] == [
        (0, 4, True),
        (1, 3, True),
        (2, 3, False),
    ]
    assert pairs.ends == {3, 4, 5}


@pytest.mark.parametrize("folder", ["help/", ""])
def test_site(tmp_path: Path, folder: str) -> None:
    """On a site of Adobe's, articles name one another from the folder `help` on; what they include is no page."""
    page = "# Haven\n\n[Zee](/help/water/zee.md#diep) ![Kaart](/help/a.png)\n\n{{$include /help/_includes/n.md}}\n"
    files: dict[str, str | bytes] = {
        "site.toml": 'flavor = "adobe"\nsearch = false\n',
        f"content/nl-NL/{folder}haven.md": page,
        f"content/nl-NL/{folder}water/zee.md": "# Zee\n\n## Diep water {#diep}\n",
        f"content/nl-NL/{folder}_includes/n.md": ">[!AVAILABILITY]\n>\n>Altijd.\n",
        f"content/nl-NL/{folder}a.png": b"\x89PNG\r\n\x1a\n",
    }
    result = build_here(write(tmp_path, files))
    assert [found.message for found in result.diagnostics if found.name == "missing-target"] == []
    tree = parse_page(tmp_path / f"public/nl-nl/{folder}haven/index.html")
    assert tree.xpath("//article//a/@href") == ["../water/zee/#diep"]
    assert tree.xpath("//article//img/@src") == ["../a.png"]
    assert "Altijd." in tree.text_content()
    assert tree.xpath("//*[contains(@class, 'alert-title')]")[0].text_content()
    assert not (tmp_path / f"public/nl-nl/{folder}_includes/n/index.html").exists()

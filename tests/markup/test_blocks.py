"""Blocks of pages without units: which there are, how they are named, and what both languages of a page then share."""

from __future__ import annotations

from pathlib import Path
from re import sub

import pytest

from diglot.join.alignment import align
from diglot.markup.blocks import mark_blocks
from diglot.markup.html import render_document
from diglot.markup.signatures import Signature, read_signatures
from diglot.markup.slots import fill_blocks
from diglot.model import PageId, Source
from diglot.settings import Settings
from diglot.survey import survey
from markup.pages import SANITIZER, bilingual, document, is_outside, parse, words
from markup.test_linear import calls
from sites import PLAIN, build_here, write
from sites import parse as parse_page


def marked(text: str, files: dict[str, str] | None = None, *, is_source: bool = False) -> tuple[str, str]:
    """Returns the HTML of a page with named blocks, and what is noted of them."""
    page = document(text, files=files)
    noted = mark_blocks(page, is_source=is_source)
    return render_document(page, is_outside, SANITIZER).html, noted


def blocks_of(html: str) -> dict[str, str]:
    """Returns the text of each block by its name."""
    found: dict[str, str] = {}
    for element in parse(html).xpath("//*[@data-unit]"):
        assert not element.xpath("ancestor::*[@data-unit]"), "a block in a block"
        name = element.get("data-unit")
        found[name] = found.get(name, "") + element.text_content()
    return {name: words(text) for name, text in found.items()}


def looks(text: str, *, is_source: bool = False) -> list[Signature]:
    """Returns the signatures of a page."""
    return read_signatures(marked(text, is_source=is_source)[1])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "# Haven\n\nWij *varen*.",
            '<h1 id="haven" data-unit="#1">Haven</h1>\n<p data-unit="#2">Wij <em>varen</em>.</p>',
        ),
        (
            "- 一\n- 二\n  - 三",
            '<ul>\n<li><span data-unit="#1">一</span>\n</li>\n<li><span data-unit="#2">二</span>\n<ul>\n'
            '<li><span data-unit="#3">三</span>\n</li>\n</ul>\n</li>\n</ul>',
        ),
        ("1. Viens\n\n   Vēl\n", '<ol>\n<li><p data-unit="#1">Viens</p>\n<p data-unit="#2">Vēl</p>\n</li>\n</ol>'),
        (
            "| قارب | |\n|---|:-:|\n| ١٠ | ب |",
            '<div class="table">\n<table>\n<thead>\n<tr>\n<th data-unit="#1">قارب</th>\n<td class="align-center" '
            'data-unit="#2"></td>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td data-unit="#3">١٠</td>\n'
            '<td class="align-center" data-unit="#4">ب</td>\n</tr>\n</tbody>\n</table>\n</div>',
        ),
        (
            "> Let *op*\n>\n> 1",
            '<blockquote>\n<p data-unit="#1">Let <em>op</em></p>\n<p data-unit="#2">1</p>\n</blockquote>',
        ),
        ("***\n\n\\\n\n![](a.png)", '<hr>\n<p data-unit="#1">\\</p>\n<p data-unit="#2">IMAGE</p>'),
        (
            "<table><tr><td>Elke <b>dag</b> open<td>9 <br> 17</table>",
            '<table><tbody><tr><td><span data-unit="#1">Elke </span><b><span data-unit="#1">dag</span></b>'
            '<span data-unit="#1"> open</span></td><td><span data-unit="#2">9 </span><br><span data-unit="#2"> 17'
            "</span></td></tr></tbody></table>",
        ),
        (
            "- een <b>twee",
            '<ul>\n<li><span data-unit="#1">een </span><b><span data-unit="#1">twee</span></b>\n</li>\n</ul>',
        ),
    ],
)
def test_named(text: str, html: str) -> None:
    """Each block is named by its element, or where it has none of its own, by a span around its text."""
    assert sub(r"<img [^>]*>", "IMAGE", marked(text)[0].strip()) == html


def test_code_is_named() -> None:
    """Samples of code are blocks, however they are written."""
    assert blocks_of(marked("```sh\nvaar --nu\n```\n\n    stop\n")[0]) == {"#1": "vaar --nu", "#2": "stop"}


def test_included_text_is_named() -> None:
    """Blocks of included files are numbered along; a sentence that is included is part of its block."""
    files = {"folder/a.md": "Een\n\nTwee\n", "folder/b.md": "drie"}
    html, noted = marked("Nul\n\n[!INCLUDE [a](a.md)]\n\nEn [!INCLUDE [b](b.md)]!", files)
    assert blocks_of(html) == {"#1": "Nul", "#2": "Een", "#3": "Twee", "#4": "En drie!"}
    assert len(read_signatures(noted)) == 4


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (bilingual("# «102 Haven¦Harbour»\n\nTekst\n"), {}),
        ("Tekst\n\n[!INCLUDE [a](a.md)]", {"folder/a.md": bilingual("«102 Haven¦Harbour»\n")}),
        ("Tekst [!INCLUDE [a](a.md)]", {"folder/a.md": bilingual("«102 Haven¦Harbour»\n")}),
    ],
)
def test_units_are_enough(text: str, files: dict[str, str]) -> None:
    """Where there are units, on the page or in what it includes, no block is named."""
    html, noted = marked(text, files)
    assert noted == ""
    assert "#" not in html


def test_kinds() -> None:
    """A signature says what a block is, and how deep."""
    text = "# A\n\nb\n\n- c\n  - d\n\n> e\n\n```\nf\n```\n\n![g](g.png)\n\n<p>h</p>\n\n| i | j |\n|---|---|\n"
    assert [(one.kind, one.level) for one in looks(text)] == [
        ("h", 1), ("p", 0), ("i", 1), ("i", 2), ("q", 1), ("c", 0), ("m", 0), ("x", 0), ("r", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zie [de haven](../haven.md?view=2).", "See [the harbour](https://a.example/en-us/Haven.md?view=2)."),
        ("Druk op `Ctrl+C`.", "`Ctrl+C` を押します。"),
        ("![Kaart](media/kaart.png) is een kaart.", "A map: ![Map](./media/kaart.png)"),
        ("```\nx = 1\n```", "~~~py\nx = 1\n\n~~~"),
        ('<p><a href="x/y.md">Een</a></p>', "<p><a href='y.md'>One</a></p>"),
        ('# <a name="start"></a>Begin', '# <a name="start"></a>Start'),
    ],
)
def test_what_no_translator_changes(one: str, other: str) -> None:
    """Code, addresses, images and names of headings look the same in all languages."""
    ours, theirs = looks(one)[0], looks(other)[0]
    assert ours.strong
    assert ours.strong == theirs.strong


@pytest.mark.parametrize(
    ("one", "other"),
    [("In 2021 zijn er 12.500 boten.", "في ٢٠٢١ يوجد ١٢٬٥٠٠ قارب."), ("OneDrive en OAuth", "OAuthとOneDriveです")],
)
def test_numbers_and_names(one: str, other: str) -> None:
    """Numbers are the same in all digits, names in all scripts."""
    assert looks(one)[0].weak
    assert looks(one)[0].weak == looks(other)[0].weak


def test_names_of_source_headings() -> None:
    """A translation names its headings as those of the source name themselves."""
    source = looks("## Rent a boat", is_source=True)[0]
    assert source.strong == looks('## <a name="rent-a-boat"></a>Een boot huren')[0].strong
    assert not looks("## Een boot huren")[0].strong


@pytest.mark.parametrize(
    ("html", "numbers", "expected"),
    [
        ('<p data-unit="#1">a</p><p data-unit="#2">b</p>', (7, 0), '<p data-unit="b7">a</p><p>b</p>'),
        ('<h1 id="x" data-unit="#1">a</h1>', (), '<h1 id="x">a</h1>'),
        ('<td class="y" data-unit="#3">a</td>', (1, 2), '<td class="y">a</td>'),
        ('<p>&lt;p data-unit="#1"&gt;</p>', (1,), '<p>&lt;p data-unit="#1"&gt;</p>'),
        ('<span data-unit="103">a</span>', (1,), '<span data-unit="103">a</span>'),
    ],
)
def test_filled(html: str, numbers: tuple[int, ...], expected: str) -> None:
    """Names become the numbers that both languages share; a block without one is no longer named."""
    assert fill_blocks(html, numbers) == expected


def test_names_cannot_be_forged() -> None:
    """What an author writes as the name of a block is none."""
    html = marked('<p data-unit="#9">a</p>\n\nb <b data-unit="b3">c</b>')[0]
    assert set(blocks_of(html)) == {"#1", "#2"}


def surveyed(text: str, locale: str, *, paired: bool = True) -> tuple[str, str]:
    """Returns the body of a page, and what its summary says of its blocks."""
    source = Source(PageId(locale, "p"), "p.md", text.encode(), paired=paired)
    found = next(survey(Settings(locales=("en-US", locale)), [source]))
    return found.body.html, found.summary.blocks


def test_only_pairs_pay() -> None:
    """A page that stands alone, or has units, is as if there were no blocks."""
    assert surveyed("Tekst", "nl-NL", paired=False) == ("<p>Tekst</p>\n", "")
    html, noted = surveyed(bilingual("«102 Tekst¦Text»"), "nl-NL")
    assert (html, noted) == ('<p><span data-unit="102">Tekst</span></p>\n', "")


SOURCE = """\
# Rent a boat

You need an account and a [licence](licence.md).

1. Select **Log in**.
1. Choose a boat:
   - one with oars
   - one with an engine
1. Pay with `pay --now`.

![The harbour](media/harbour.png)

| Boat | Hours | Price |
|------|-------|-------|
| Rowing boat | 2 | 10 |
| Motor boat | 4 | 120 |

## Before you go

> Wear a life jacket. It is the law.

```sh
check --weather
```

Check the weather, and tell someone where you are going and when you will be back.

## Come back

Moor the boat where you found it.
"""

TRANSLATIONS = {
    "nl-NL": """\
# Een boot huren

Deze tekst staat alleen in het Nederlands, en gaat over de boten van onze eigen vereniging.

U hebt een account nodig en een [vaarbewijs](licence.md).

1. Kies **Aanmelden**.
1. Kies een boot:
   - een met roeispanen
   - een met een motor
1. Betaal met `pay --now`.

![De haven](media/harbour.png)

| Boot | Uren | Prijs |
|------|------|-------|
| Roeiboot | 2 | 10 |
| Motorboot | 4 | 120 |

## Voordat u vertrekt

> Draag een zwemvest. Dat is verplicht.

```sh
check --weather
```

Bekijk het weer.

En vertel iemand waar u heen gaat en wanneer u terug bent.

## Terugkomen

Leg de boot aan waar u hem gevonden hebt.
""",
    "lv-LV": """\
# Laivas īre

Jums ir nepieciešams konts un [apliecība](licence.md).

1. Atlasiet **Pieteikties**.
1. Izvēlieties laivu:
   - ar airiem
   - ar dzinēju
1. Maksājiet ar `pay --now`.

![Osta](media/harbour.png)

| Laiva | Stundas | Cena |
|-------|---------|------|
| Airu laiva | 2 | 10 |
| Motorlaiva | 4 | 120 |

## Pirms došanās ceļā

> Valkājiet glābšanas vesti. To nosaka likums.

Pārbaudiet laikapstākļus un pastāstiet kādam, kurp dodaties un kad atgriezīsieties.

## Atgriešanās

Piesieniet laivu tur, kur to atradāt.
""",
    "ar-SA": """\
# استئجار قارب

تحتاج إلى حساب وإلى [رخصة](licence.md).

1. حدد **تسجيل الدخول**.
1. اختر قاربًا:
   - بمجاديف
   - بمحرك
1. ادفع باستخدام `pay --now`.

![الميناء](media/harbour.png)

| القارب | الساعات | السعر |
|--------|---------|-------|
| قارب تجديف | ٢ | ١٠ |
| قارب بمحرك | ٤ | ١٢٠ |

## قبل أن تنطلق

> ارتدِ سترة النجاة.

> هذا ما ينص عليه القانون.

```sh
check --weather
```

تحقق من الطقس، وأخبر شخصًا ما إلى أين أنت ذاهب ومتى ستعود.

## العودة

اربط القارب حيث وجدته.
""",
    "ja-JP": """\
# ボートを借りる

アカウントと[免許](licence.md)が必要です。

1. **ログイン** を選択します。
1. ボートを選びます。
   - オール付き
   - エンジン付き
1. `pay --now` で支払います。

![港](media/harbour.png)

| ボート | 時間 | 料金 |
|--------|------|------|
| 手こぎボート | 2 | 10 |
| モーターボート | 4 | 120 |

## 出発の前に

> 救命胴衣を着用してください。法律で定められています。

```sh
check --weather
```

天気を確認し、行き先と帰る時刻を誰かに伝えてください。帰ったら、ボートを元の場所につないでください。
""",
}

EXPECTED = {
    "nl-NL": {
        "Deze tekst staat alleen in het Nederlands, en gaat over de boten van onze eigen vereniging.": None,
        "Bekijk het weer.": "Check the weather, and tell someone where you are going and when you will be back.",
        "En vertel iemand waar u heen gaat en wanneer u terug bent.": (
            "Check the weather, and tell someone where you are going and when you will be back."
        ),
        "een met een motor": "one with an engine",
        "Motorboot": "Motor boat",
        "Leg de boot aan waar u hem gevonden hebt.": "Moor the boat where you found it.",
    },
    "lv-LV": {
        "Laivas īre": "Rent a boat",
        "120": "120",
        "Valkājiet glābšanas vesti. To nosaka likums.": "Wear a life jacket. It is the law.",
        "Pārbaudiet laikapstākļus un pastāstiet kādam, kurp dodaties un kad atgriezīsieties.": (
            "Check the weather, and tell someone where you are going and when you will be back."
        ),
        "Atgriešanās": "Come back",
    },
    "ar-SA": {
        "ادفع باستخدام pay --now.": "Pay with pay --now.",
        "١٢٠": "120",
        "هذا ما ينص عليه القانون.": "Wear a life jacket. It is the law.",
        "check --weather": "check --weather",
        "العودة": "Come back",
    },
    "ja-JP": {
        "アカウントと免許が必要です。": "You need an account and a licence.",
        "エンジン付き": "one with an engine",
        "手こぎボート": "Rowing boat",
        "出発の前に": "Before you go",
        "check --weather": "check --weather",
    },
}  # fmt: skip


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_translations(locale: str) -> None:
    """Lists, tables, code and images of four languages, each of them with something more, less or split."""
    (source_html, source), (html, noted) = surveyed(SOURCE, "en-US"), surveyed(TRANSLATIONS[locale], locale)
    numbers = align(source, noted)
    sources = {f"b{name[1:]}": text for name, text in blocks_of(source_html).items()}
    pairs = {text: sources.get(f"b{numbers[int(name[1:]) - 1]}") for name, text in blocks_of(html).items()}
    assert {text: pairs[text] for text in EXPECTED[locale]} == EXPECTED[locale]
    # What stands on both pages in the same words is its own counterpart.
    assert all(pair in (text, None) for text, pair in pairs.items() if text in sources.values())


def test_site(tmp_path: Path) -> None:
    """On a built site, what belongs together has the same number in every language."""
    files = {f"content/{locale}/boten/huren.md": text for locale, text in {"en-US": SOURCE, **TRANSLATIONS}.items()}
    files |= {"content/nl-NL/alleen.md": "# Alleen hier\n", "site.toml": PLAIN}
    build_here(write(tmp_path, files))
    named = {
        locale: {
            element.get("data-unit"): words(element.text_content())
            for element in parse_page(tmp_path / f"public/{locale}/boten/huren/index.html").xpath("//*[@data-unit]")
        }
        for locale in ("en-us", "nl-nl", "lv-lv", "ar-sa", "ja-jp")
    }
    assert named["en-us"]["b1"] == "Rent a boat"
    assert named["nl-nl"]["b1"] == "Een boot huren"
    price = next(name for name, text in named["en-us"].items() if text == "120")
    assert [named[locale][price] for locale in named] == ["120", "120", "120", "١٢٠", "120"]
    assert not parse_page(tmp_path / "public/nl-nl/alleen/index.html").xpath("//*[@data-unit]")
    for path in (tmp_path / "public").rglob("*.html"):
        assert 'data-unit="#' not in path.read_text("utf-8")


@pytest.mark.parametrize(
    "piece",
    [
        "een `twee` [drie](vier.md) OAuth 5\n\n",
        "- een\n",
        "|a|b|\n|-|-|\n|1|2|\n\n",
        "<p>een <b>twee</b></p>\n",
        "1 ",
        "aB",
    ],
)
def test_linear(piece: str) -> None:
    """Ten times the page is ten times the work."""
    small, large = (calls(lambda count=count: surveyed(piece * count, "nl-NL")) for count in (100, 1_000))  # type: ignore[misc]
    assert large < 12 * small + 5_000


def test_endless_page() -> None:
    """A page of more blocks than anyone reads is not compared with anything."""
    html, noted = marked("a\n\n" * 20_001)
    assert noted == ""
    assert marked("a\n\n" * 20_000)[1].count("\n") == 19_999
    assert "#" not in fill_blocks(html, ())

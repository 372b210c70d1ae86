"""What is known of locales: directions, names, dates, interface strings, and how titles are sorted."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.i18n import (
    babel_locale,
    canonical_tag,
    format_day,
    initials,
    is_currency,
    is_spoken,
    language,
    language_name,
    month_names,
    sort_key,
    subtags,
    tongue,
    translations,
)
from support import ROOT


@pytest.mark.parametrize(
    ("tag", "direction", "name"),
    [
        ("nl-NL", "ltr", "Nederlands (Nederland)"),
        ("ar-SA", "rtl", "العربية (المملكة العربية السعودية)"),
        ("he-IL", "rtl", "עברית (ישראל)"),
        ("lv-LV", "ltr", "Latviešu (Latvija)"),
        ("nb-NO", "ltr", "Norsk bokmål (Norge)"),
        ("nl", "ltr", "Nederlands"),
        ("qq-XX", "ltr", "qq-XX"),
        ("x", "ltr", "x"),
    ],
)
def test_language(tag: str, direction: str, name: str) -> None:
    """A language is called what its speakers call it, with a capital; one that Babel does not know, by its code."""
    found = language(tag)
    assert (found.tag, found.direction, found.name) == (tag, direction, name)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [(tag, True) for tag in ("nl-nl", "NL-BE", "en-IE", "zh-Hant-TW", "sr-latn-rs", "nb-NO", "ar-AE")]
    + [(tag, False) for tag in ("to-do", "ad-fs", "as-is", "my-pc", "nl-JP", "qq-XX", "nl-X")],
)
def test_spoken(tag: str, expected: bool) -> None:
    """Two letters and two letters are not always a locale."""
    assert is_spoken(tag) is expected


def test_norwegian() -> None:
    """`no` is how many call it; what is meant is the language that most of them write."""
    assert subtags("no") == ("nb", "Latn", "NO")
    assert tongue("no-NO") == tongue("nb-NO")
    assert language("no").tag == "no"


def test_language_of_japan() -> None:
    """Its parentheses may be wide or narrow; its name is its own."""
    assert language("ja-JP").name.startswith("日本語")


@pytest.mark.parametrize(
    ("tag", "name"), [("nl-NL", "Nederlands"), ("da-DK", "Dansk"), ("ja-JP", "日本語"), ("lv-LV", "Latviešu")]
)
def test_language_without_its_region(tag: str, name: str) -> None:
    """The region is left out where it tells nothing."""
    assert language(tag, region=False).name == name


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("en-US", "nl-NL", "Engels"),
        ("en-US", "ja-JP", "英語"),
        ("nl-NL", "ar-SA", "الهولندية"),
        ("en-US", "lv-LV", "angļu"),
        ("qq-XX", "nl-NL", "qq-XX"),
        ("en-US", "qq-XX", "en-US"),
    ],
)
def test_language_name(tag: str, reader: str, name: str) -> None:
    """Readers meet a foreign language under the name they know it by."""
    assert language_name(tag, reader) == name


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("nl-NL", "7 maart 2024"),
        ("ja-JP", "2024年3月7日"),
        ("lv-LV", "2024. gada 7. marts"),
        ("da-DK", "7. marts 2024"),
        ("nb-NO", "7. mars 2024"),
        ("en-US", "March 7, 2024"),
        ("nl-BE", "7 maart 2024"),
        ("qq-XX", "March 7, 2024"),
    ],
)
def test_format_day(reader: str, expected: str) -> None:
    """A day is written as the reader writes it; for unknown locales, as in English."""
    assert format_day(date(2024, 3, 7), reader) == expected


def test_format_day_in_arabic() -> None:
    """The month has its Arabic name and the year is that of the Gregorian calendar, whichever digits are used."""
    shown = format_day(date(2024, 3, 7), "ar-SA")
    assert "مارس" in shown
    assert "2024" in "".join(str(int(char)) if char.isdecimal() else char for char in shown)


def test_no_day() -> None:
    """What has no date shows none."""
    assert format_day(None, "nl-NL") == ""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("NL-nl", "nl-NL"), ("zh-HANS-cn", "zh-Hans-CN"), ("lv", "lv"), ("es-419", "es-419"), ("AR-sa", "ar-SA")],
)
def test_canonical_tag(tag: str, expected: str) -> None:
    """The usual case of a code."""
    assert canonical_tag(tag) == expected


@pytest.mark.parametrize(("tag", "known"), [("nl-NL", "nl_NL"), ("de-QQ", "de"), ("zh-Hans-CN", "zh_Hans_CN")])
def test_nearest_locale(tag: str, known: str) -> None:
    """A region that Babel does not know does not lose the language."""
    assert str(babel_locale(tag)) == known


@pytest.mark.parametrize("tag", ["", "qq", "content", "nl_NL_x_y_z!", "123"])
def test_no_locale(tag: str) -> None:
    """What is no language has no data."""
    assert babel_locale(tag) is None


HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Plural-Forms: nplurals={plurals};\\n"\n\n'
)


def catalog(body: str, charset: str = "utf-8", plurals: str = "2; plural=(n != 1)") -> str:
    """Returns a PO file."""
    return HEADER.format(charset=charset, plurals=plurals) + body


@pytest.mark.parametrize("start", ["", "\ufeff", "# een opmerking\n"])
@pytest.mark.parametrize("charset", ["utf-8", "latin-1", "no-such-charset"])
def test_catalog(start: str, charset: str) -> None:
    """A catalog is text, whatever it says of its encoding, and with or without a byte order mark."""
    text = start + catalog('msgid "Search"\nmsgstr "検索 – ātri"\n', charset)
    assert translations(text).gettext("Search") == "検索 – ātri"
    assert translations(text).gettext("Home") == "Home"


def test_plurals() -> None:
    """Latvian has a form of its own for nothing."""
    text = catalog(
        'msgid "%(num)s article"\nmsgid_plural "%(num)s articles"\n'
        'msgstr[0] "%(num)s rakstu"\nmsgstr[1] "%(num)s raksts"\nmsgstr[2] "%(num)s raksti"\n',
        plurals="3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2)",
    )
    found = translations(text)
    shown = [found.ngettext("%(num)s article", "%(num)s articles", n) % {"num": n} for n in (0, 1, 2, 21)]
    assert shown == ["0 rakstu", "1 raksts", "2 raksti", "21 raksts"]


@pytest.mark.parametrize("text", ["", "  \n\n", "\n# alleen een opmerking\n"])
def test_empty_catalog(text: str) -> None:
    """Without a translation the interface speaks English."""
    assert translations(text).gettext("Search") == "Search"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hallo\n", "line 1: Unknown or misformatted keyword"),
        (catalog('msgid "a"\nmsgstr "b"\n\nmsgtekst "c"\n'), "line 9: Unknown or misformatted keyword"),
        (
            catalog('msgid "a"\nmsgid_plural "b"\nmsgstr[7] "c"\n'),
            "line .*: msg has more translations than num_plurals",
        ),
        (catalog("", plurals="veel"), "veel"),
    ],
)
def test_broken_catalog(text: str, message: str) -> None:
    """It is said what is wrong, and in which line."""
    with pytest.raises(ValueError, match=message):
        translations(text)


def alphabet(locale: str) -> str:
    """Returns the letters of a locale that Diglot brings, in their order."""
    profile = ROOT / "locales" / locale / "profile.toml"
    return tomllib.loads(profile.read_text("utf-8")).get("alphabet", "") if profile.is_file() else ""


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("da-DK", ["Anker", "Zeppelin", "Æble", "Øl", "Ål"]),
        ("nb-NO", ["anker", "Bøye", "båt", "zoologi", "Ærlig", "øy", "Åre"]),
        ("lv-LV", ["cits", "čaukstēt", "dators", "kuģis", "ķirsis", "lapa", "ļauns", "sakars", "šķiedra", "tīkls"]),
        ("nl-NL", ["Anker", "België", "belofte", "Één", "eend", "IJmuiden", "Zee"]),
        ("ja-JP", ["Office", "あか", "いか", "かさ", "がし", "きく"]),
        ("ar-SA", ["إبحار", "بحر", "تيار", "سفينة", "مرساة", "يخت"]),
        (
            "en-US",
            [
                "2 boats",
                "10 boats",
                "Anchor",
                "anchors",
                "Boat 2",
                "Boat 10",
                "Boat: red",
                "Boat: white",
                "Boatman",
                "“Café”",
                "cafeteria",
            ],
        ),
    ],
)
def test_sort_key(locale: str, titles: list[str]) -> None:
    """Titles stand where readers look for them."""
    assert sorted(set(titles), key=sort_key(alphabet(locale))) == titles


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("nl-NL", "# 3 dagen|A “Anker”|E Één|E eend|I IJmuiden"),
        ("lv-LV", "A Ābols|A ass|C cits|Č čau|G gads|Ģ ģitāra|Ž žurnāls"),
        ("da-DK", "Z Zebra|Æ æble|Ø Øl|Å ål"),
        ("ar-SA", "# ٣ أيام|O Outlook|ا إبحار|ا الإعدادات|ب بحر|پ پارسی"),
        (
            "ja-JP",
            "# 3 つ|O Office|あ ぁ|あ アクセス|あ あさ|か 「ガイド」|か ｶﾀｶﾅ|は ファイル|や ゃ|わ ん|漢字 管理",
        ),
        ("zh-CN", "A Azure|汉字 设置"),
        ("ko-KR", "가 가나|가 까치|나 나라|하 힣"),
        ("ru-RU", "Ж жук|И Йод|Я якорь"),
        ("qq-XX", "# ***|# - een|A a|Han 字"),
    ],
)
def test_initials(locale: str, expected: str) -> None:
    """Titles stand below the letters of their language, in its order; what has no letters of its own has a name."""
    key, initial = sort_key(alphabet(locale)), initials(alphabet(locale), locale)
    pairs = [tuple(pair.split(" ", 1)) for pair in expected.split("|")]
    assert [(initial(found), found[1]) for found in sorted(key(title) for _, title in pairs)] == pairs


def test_initials_of_two_letters_that_look_alike() -> None:
    """A capital tells them apart where the alphabet has both."""
    key, initial = sort_key("h ı i j"), initials("h ı i j", "tr-TR")
    assert [initial(key(title)) for title in ("ısı", "iz")] == ["I", "İ"]


@given(st.lists(st.text()))
@example(["D", "T", "𝕋"])
def test_letters_come_once(titles: list[str]) -> None:
    """Whatever titles there are, those below a letter stand together."""
    key, initial = sort_key("a b c"), initials("a b c", "en-US")
    letters = [initial(found) for found in sorted(map(key, titles))]
    changes = [letter for before, letter in zip([None, *letters], letters, strict=False) if letter != before]
    assert len(changes) == len(set(changes))


def test_alphabet_may_be_decomposed() -> None:
    """A letter with its accent beside it is the same letter."""
    assert sorted(["å", "z"], key=sort_key("a z a\u030a")) == ["z", "å"]


@given(st.lists(st.text()))
def test_sort_key_knows_every_character(titles: list[str]) -> None:
    """No title is refused, and the order does not depend on where a title stood before."""
    key = sort_key("")
    backwards = titles[::-1]
    assert sorted(titles, key=key) == sorted(backwards, key=key)


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("nl-NL", {"maart": 3, "mrt": 3, "december": 12}),
        ("lv-LV", {"aprīlis": 4, "sept": 9}),
        ("ar-SA", {"أغسطس": 8}),
        ("zh-CN", {"四月": 4}),
        ("ja-JP", {}),
        ("qq-XX", {}),
    ],
)
def test_month_names(tag: str, named: dict[str, int]) -> None:
    """Months are known by their long and short names; a name with a digit in it is none."""
    names = dict(month_names(tag))
    assert {name: names.get(name) for name in named} == named
    assert not any(char.isdecimal() for name in names for char in name)


def test_currencies() -> None:
    """A currency is not taken for the name of a product."""
    assert [code for code in ("EUR", "USD", "TLS", "eur", "") if is_currency(code)] == ["EUR", "USD"]

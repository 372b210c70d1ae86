"""The rules on addresses: what they take for an address, what their fixes leave, and what becomes of hostile text."""

from __future__ import annotations

import pytest

from checking import codes_in, fixed, found_in, page_of
from diglot.rules.links.hosts import is_insecure
from diglot.rules.links.safelink import unwrapped
from diglot.rules.links.web import path_locale

OUTLOOK = "https://eur01.safelinks.protection.outlook.com/?url="
GOOGLE = "https://www.google.com/url?sa=t&q="


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://papier.nl", True),
        ("HTTP://Papier.NL/a?b#c", True),
        ("https://papier.nl", False),
        ("http://papier", False),
        ("http://papier.nl:8080/", False),
        ("http://10.0.0.1/", False),
        ("http://[::1]/", False),
        ("http://localhost/", False),
        ("http://printer.local/", False),
        ("http://papier.test/", False),
        ("http://mail.example.com/", False),
        ("http://www.contoso.com/", False),
        ("http://mycontoso.com/", True),
        ("http://schemas.microsoft.com/x", False),
        ("http://www.w3.org/2000/svg", False),
        ("http://www.w3.org/TR/", True),
        ("http://crl.papier.nl/list.crl", False),
        ("http://<naam>.papier.nl", False),
        ("http://", False),
        ("papier.md", False),
    ],
)
def test_insecure(address: str, expected: bool) -> None:
    """Only what everyone reaches, and what a certificate could be had for."""
    assert is_insecure(address) is expected


@pytest.mark.parametrize(
    ("address", "inner", "is_certain"),
    [
        (f"{OUTLOOK}https%3A%2F%2Fpapier.nl%2F&data=02%7C01&reserved=0", "https://papier.nl/", True),
        (f"{OUTLOOK}https%3a%2f%2fpapier.nl%2fa%2520b%3Fc%3D1%26d%3D2%23e", "https://papier.nl/a%20b?c=1&d=2#e", True),
        (f"{OUTLOOK}https://papier.nl/?a=1&b=2&data=02", "https://papier.nl/?a=1", False),
        (f"{OUTLOOK}https%3A%2F%2Fpapier.nl%2F%E7%B4%99", "https://papier.nl/紙", True),
        (f"{GOOGLE}https%3A%2F%2Fpapier.nl", "https://papier.nl", True),
        ("https://www.google.com/url?url=https%3A%2F%2Fpapier.nl", "https://papier.nl", True),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fpapier.nl%2F&h=AT0", "https://papier.nl/", True),
        (
            "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/x.html?url=https%3A%2F%2Fpapier.nl",
            "https://papier.nl",
            True,
        ),
        (f"{OUTLOOK}https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fpapier.nl", "https://papier.nl", True),
        (f"{OUTLOOK}javascript%3Aalert(1)", "", False),
        (f"{OUTLOOK}", "", False),
        ("https://safelinks.protection.outlook.com.papier.nl/?url=https%3A%2F%2Fa.nl", "", False),
        ("https://www.google.com/search?q=https%3A%2F%2Fpapier.nl", "", False),
        ("https://papier.nl/?url=https%3A%2F%2Fa.nl", "", False),
    ],
)
def test_unwrapped(address: str, inner: str, is_certain: bool) -> None:
    """What a service put around an address goes, and nothing of the address itself does."""
    assert unwrapped(address) == (inner, is_certain)


def test_wrapped_without_end() -> None:
    """Whoever wraps an address in itself does not keep the check from ending."""
    address = OUTLOOK + OUTLOOK.replace(":", "%3A").replace("/", "%2F") * 1_000
    assert len(unwrapped(address)[0]) < len(address)


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("https://papier.nl/en-us/a", "en-us"),
        ("https://papier.nl/kb/nl-BE", "nl-BE"),
        ("https://papier.nl/zh-Hant-TW/a", "zh-Hant-TW"),
        ("https://papier.nl/en-us?a", "en-us"),
        ("https://papier.nl/to-do/ad-fs/it-pro/", ""),
        ("https://papier.nl/a/b/en-us/", ""),
        ("https://papier.nl/?a=/en-us/", ""),
        ("https://en-us.nl/", ""),
        ("/en-us/a", ""),
    ],
)
def test_locale_of_a_path(address: str, tag: str) -> None:
    """Languages that are spoken somewhere, at the beginning of a path."""
    found = path_locale(address)
    assert (found.tag if found else "") == tag
    if found is not None:
        assert address[found.start :].startswith(tag)


SAME, SAFE = "", True
FIXES = [
    # (locale, target, source, safe fixes only, target afterwards, source afterwards)
    ("nl-NL", "[a](http://aka.ms/a)", "[a](http://aka.ms/a)", SAFE, "[a](https://aka.ms/a)", "[a](https://aka.ms/a)"),
    ("nl-NL", "[a](http://aka.ms/a)", "[b](http://aka.ms/ab)", SAFE, "[a](https://aka.ms/a)", "[b](http://aka.ms/ab)"),
    (
        "lv-LV",
        "[b](http://aka.ms/a) [a](http://aka.ms/a)",
        "[a](http://aka.ms/a), http://aka.ms/a.",
        SAFE,
        "[b](https://aka.ms/a) [a](https://aka.ms/a)",
        "[a](https://aka.ms/a), https://aka.ms/a.",
    ),
    (
        "nl-NL",
        "[a](http://papier.nl/a) [b](https://papier.nl/b)",
        "x",
        SAFE,
        "[a](https://papier.nl/a) [b](https://papier.nl/b)",
        "x",
    ),
    (
        "nl-NL",
        "Zie <a href='http://aka.ms/a'>a</a>.",
        'See <a href="http://aka.ms/a">a</a>.',
        SAFE,
        "Zie <a href='https://aka.ms/a'>a</a>.",
        'See <a href="https://aka.ms/a">a</a>.',
    ),
    (
        "nl-NL",
        f"<a href='{OUTLOOK}https%3A%2F%2Fp.nl%2Fa%27b&amp;data=1'>a</a>",
        "x",
        SAFE,
        "<a href='https://p.nl/a%27b'>a</a>",
        "x",
    ),
    ("nl-NL", "[a](http://papier.nl/a)", "x", SAFE, SAME, "x"),
    ("nl-NL", "\\*\\* a \\*\\* [a](http://aka.ms/a)", "x", SAFE, "\\*\\* a \\*\\* [a](https://aka.ms/a)", "x"),
    ("nl-NL", f"[a]({OUTLOOK}https%3A%2F%2Fp.nl%2F(a)&amp;data=1)", "x", SAFE, "[a](https://p.nl/%28a%29)", "x"),
    ("nl-NL", f"[a]({OUTLOOK}http%3A%2F%2Faka.ms%2Fa&data=1)", "x", SAFE, "[a](https://aka.ms/a)", "x"),
    ("nl-NL", f"[a]({OUTLOOK}http%3A%2F%2Fp.nl%2Fa&data=1)", "x", SAFE, SAME, "x"),
    (
        "nl-NL",
        f"[a]({OUTLOOK}https%3A%2F%2Fp.nl%2F%3Fa%26copy;&data=1)",
        "x",
        SAFE,
        "[a](https://p.nl/?a&amp;copy;)",
        "x",
    ),
    (
        "ja-JP",
        "紙はhttps://p.nl/aです。",
        "See https://p.nl/a.",
        SAFE,
        "紙は<https://p.nl/a>です。",
        "See https://p.nl/a.",
    ),
    (
        "ja-JP",
        "紙は「https://p.nl/a」です。",
        "See https://p.nl/a.",
        SAFE,
        "紙は「<https://p.nl/a>」です。",
        "See https://p.nl/a.",
    ),
    ("ar-SA", "https://p.nl/a، و", "https://p.nl/a, and", SAFE, "<https://p.nl/a>، و", "https://p.nl/a, and"),
    ("nl-NL", "(https://p.nl/a)voor", "(https://p.nl/a)", SAFE, "(<https://p.nl/a>)voor", "(https://p.nl/a)"),
    ("nl-NL", "https://p.nl/avoor", "https://p.nl/a for", SAFE, "<https://p.nl/a>voor", "https://p.nl/a for"),
    ("nl-NL", "https:// p.nl/a", "https://p.nl/a.", False, "https://p.nl/a", "https://p.nl/a."),
    ("nl-NL", "[a](https://p.nl/en-us/a)", "[a](https://p.nl/en-us/a)", False, "[a](https://p.nl/nl-nl/a)", SAME),
    ("da-DK", "skriv bruger@p.nl", "write user@p.nl", False, "skriv user@p.nl", "write user@p.nl"),
]


@pytest.mark.parametrize(("locale", "target", "source", "safe", "mended", "mended_source"), FIXES)
def test_fix(locale: str, target: str, source: str, safe: bool, mended: str, mended_source: str) -> None:
    """A fix changes the address and nothing else, in the source too where it has the same, and settles the matter."""
    before = page_of(target, source)
    after = fixed(locale, before, "LNK", safe=safe)
    assert after.decode() == page_of(mended or target, mended_source or source).decode()
    if mended:
        assert not found_in(locale, after, "LNK")


@pytest.mark.parametrize(
    ("locale", "target", "source"),
    [
        ("nl-NL", "www.papier.nl", "www.papier.nl"),
        ("nl-NL", "`http://papier.nl`", "`http://papier.nl`"),
        ("ja-JP", "紙は **https://p.nl/a** です。", "See **https://p.nl/a**."),
        ("ja-JP", "https://p.nl/?a=[メール]", "https://p.nl/?a=[mail]"),
        ("ja-JP", "[紙](https://p.nl/a)です。", "[Paper](https://p.nl/a)."),
        ("nl-NL", "https://p.nl/a/b", "https://p.nl/a"),
        ("nl-NL", "https://p.nl/a.", "https://p.nl/a"),
        ("nl-NL", "begint met https:// en meer", "begins with https://"),
        ("nl-NL", "https:// p.nl/a", "https:// p.nl/a"),
        ("nl-NL", "https://wörld.example/ä", "https://wörld.example/ä"),
        ("nl-NL", "[a](https://p.nl/fr-fr/a)", "[a](https://p.nl/fr-fr/a)"),
        ("nl-NL", "[a](https://p.nl/nl-be/a)", "[a](https://p.nl/a)"),
        ("nl-NL", "A@P.NL-adres", "address a@p.nl"),
        ("nl-NL", "**a@p.nl**", "a@p.nl"),
        ("nl-NL", "[a](mailto:a@p.nl)", "a@p.nl"),
        ("nl-NL", "adres", "user@localhost, a @ b, @name"),
    ],
)
def test_nothing_to_say(locale: str, target: str, source: str) -> None:
    """What looks like a fault of an address and is none."""
    assert not codes_in(locale, target, source, "LNK")


@pytest.mark.parametrize(
    "text",
    [
        "https://" * 20_000,
        "http: //" * 20_000,
        "https:// <" * 20_000,
        "a@" * 40_000,
        "a." * 40_000 + "@",
        "(https://a.nl" + ")" * 40_000 + "b",
        f"[a]({OUTLOOK}" + "%25" * 40_000 + ")",
        "https://a.nl/" + "/en-us" * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile_text(text: str) -> None:
    """A long text of one's own marks is read to its end."""
    found_in("nl-NL", page_of(text, text[::-1]), "LNK")

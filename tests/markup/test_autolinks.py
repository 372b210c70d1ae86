"""Addresses in running text: where they begin, and where the sentence goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.autolinks import trim
from markup.pages import parse, seen, shown, unit, visible, words


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        *[("https://zee.nl", ["https://zee.nl"]), ("Zie http://zee.nl/a?b=c&d#e nu", ["http://zee.nl/a?b=c&d#e"])],
        *[("ftp://zee.nl/x.zip", ["ftp://zee.nl/x.zip"]), ("HTTPS://ZEE.NL/A", ["HTTPS://ZEE.NL/A"])],
        *[(f"Zie https://zee.nl/a{end}", ["https://zee.nl/a"]) for end in ".,:;!?'\"*_~|"],
        *[("Zie https://zee.nl/a... Ja", ["https://zee.nl/a"]), ("https://zee.nl/a&gt;", ["https://zee.nl/a"])],
        *[("(zie https://zee.nl/a)", ["https://zee.nl/a"]), ("https://zee.nl/a_(b)", ["https://zee.nl/a_(b)"])],
        *[("(https://zee.nl/a_(b)).", ["https://zee.nl/a_(b)"]), ("[https://zee.nl/a]", ["https://zee.nl/a"])],
        *[("https://zee.nl/a[1]", ["https://zee.nl/a[1]"]), ("https://zee.nl<br>x", ["https://zee.nl"])],
        *[("https://zee.nl/aを参照", ["https://zee.nl/a"]), ("参照https://zee.nl/a。", ["https://zee.nl/a"])],
        *[
            ("https://zee.nl/ทะเล", ["https://zee.nl/"]),
            ("https://zee.nl/море b", ["https://zee.nl/%D0%BC%D0%BE%D1%80%D0%B5"]),
        ],
        *[("انظر https://zee.nl/a، ثم", ["https://zee.nl/a%D8%8C"]), ("**https://zee.nl/a**", ["https://zee.nl/a"])],
        *[
            ("*https://zee.nl/a_b_c*.", ["https://zee.nl/a_b_c"]),
            ("https://zee.nl/a?b&amp;c", ["https://zee.nl/a?b&c"]),
        ],
        *[("https://zee.nl/a\\_b", ["https://zee.nl/a_b"]), ("`https://zee.nl`", []), ("xhttps://zee.nl", [])],
        *[("https://", []), ("https:// zee.nl", []), ("https://.", []), ("://zee.nl", []), ("zee://a.b", [])],
        *[("www.zee.nl", ["http://www.zee.nl"]), ("Zie www.zee.nl/a_b_c, ja", ["http://www.zee.nl/a_b_c"])],
        *[("*www.zee.nl*", ["http://www.zee.nl"]), ("(www.zee.nl)", ["http://www.zee.nl"]), ("xwww.zee.nl", [])],
        *[("www.zee", []), ("www.", []), ("www.www.zee.nl", ["http://www.www.zee.nl"]), ("info@www.zee.nl", [])],
        *[("参照www.zee.nlを", []), ("、www.zee.nlを", ["http://www.zee.nl"])],
        *[("https://www.zee.nl www.b.nl", ["https://www.zee.nl", "http://www.b.nl"])],
        *[("[www.zee.nl](https://a.nl)", ["https://a.nl"]), ("[https://zee.nl](https://a.nl)", ["https://a.nl"])],
        *[("[zie https://zee.nl nu](https://a.nl)", ["https://a.nl"]), ("<https://zee.nl/a>", ["https://zee.nl/a"])],
        *[
            ("<a href='https://a.nl'>www.zee.nl https://b.nl</a>", ["https://a.nl"]),
            ("<info@zee.nl>", ["mailto:info@zee.nl"]),
        ],
        *[("![https://zee.nl](https://a.nl/b.png)", [])],
    ],
)
def test_addresses(text: str, addresses: list[str]) -> None:
    """What becomes a link, and where it leads."""
    links = parse(shown(text)).xpath("//a")
    assert [link.get("href") for link in links] == addresses
    assert all(link.text_content() for link in links)


def test_text_is_as_written() -> None:
    """A link shows its address, and nothing around it is lost."""
    text = "a (https://zee.nl/b_c), www.zee.nl/d. e"
    assert visible(shown(text)) == text


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (f"{unit(102, 'Zie https://zee.nl/a')}{unit(103, ' nu')}", {"102": "Zie https://zee.nl/a", "103": "nu"}),
        (f"{unit(102, 'Zie https://zee.nl/a')}{unit(103, 'b c')}", {"102": "Zie https://zee.nl/a", "103": "b c"}),
        (f"{unit(102, 'https://zee.nl')} {unit(103, 'www.zee.nl')}", {"102": "https://zee.nl", "103": "www.zee.nl"}),
        (f"https://zee.nl/{unit(102, 'a')}/b", {"102": "a"}),
    ],
)
def test_units_and_addresses(text: str, units: dict[str, str]) -> None:
    """Units that begin or end within an address keep their own letters."""
    assert seen(text).units == units


@given(st.text(st.sampled_from("ab/.()[]&;?!*_'")), st.text(st.sampled_from(".,)]'*"), max_size=6))
def test_trim(address: str, tail: str) -> None:
    """What is left is a beginning, and has no more to give back."""
    kept = trim(address + tail)
    assert (address + tail).startswith(kept)
    assert trim(kept) == kept


def test_trim_of_long_tails() -> None:
    """Thousands of marks are no more trouble than one."""
    assert trim("https://a.b/c" + ")!" * 50_000) == "https://a.b/c"
    assert len(trim("https://a.b/c" + "!" * 50_000 + "d")) == 50_014
    assert words("a  b") == "a b"

"""Bytes to text: any bytes can be read, and every offset leads back to its line, column and byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.text import Places, decode
from diglot.model import Span

ANY_LINE = "Zee 海 🙂 بحر\r\n"


@pytest.mark.parametrize(
    ("data", "text", "skipped", "complaint"),
    [
        pytest.param(b"", "", 0, "", id="an empty file"),
        pytest.param("jūra 海".encode(), "jūra 海", 0, "", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf# Zee", "# Zee", 3, "", id="a byte order mark goes"),
        pytest.param("\ufeffZee".encode("utf-16-le"), "Zee", 2, "UTF-16", id="UTF-16, little end first"),
        pytest.param("\ufeff海".encode("utf-16-be"), "海", 2, "UTF-16", id="UTF-16, big end first"),
        pytest.param(b"\xff\xfeZ\x00\x00", "Z\ufffd", 2, "UTF-16", id="UTF-16 with half a character"),
        pytest.param(b"caf\xe9", "caf\udce9", 0, "`E9` are", id="one byte of another encoding"),
        pytest.param(b"\xef\xbb\xbf\x80a\x81", "\udc80a\udc81", 3, "and 1 more place", id="two places"),
        pytest.param(b"\xed\xa0\x80", "\udced\udca0\udc80", 0, "`ED A0 80`", id="half a surrogate pair"),
    ],
)
def test_decode(data: bytes, text: str, skipped: int, complaint: str) -> None:
    """Every file gives a text, and says where it is not UTF-8."""
    found, findings = decode(data)
    assert (found.text, found.skipped) == (text, skipped)
    assert [complaint in finding.message for finding in findings] == [True] * bool(complaint)


@given(st.binary())
def test_no_byte_is_lost(data: bytes) -> None:
    """What was read can be written again as it was, unless it is UTF-16."""
    text, findings = decode(data)
    if text.encoding == "utf-8":
        assert data[text.skipped :] == text.text.encode("utf-8", "surrogateescape")
        assert bool(findings) == ("\udc80" <= max(text.text, default="") <= "\udcff" or not _is_utf8(data))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        pytest.param("een\ntwee", 4, (2, 1, 4), id="after a line feed"),
        pytest.param("een\r\ntwee", 6, (2, 2, 6), id="after both"),
        pytest.param("een\rtwee", 4, (2, 1, 4), id="after a carriage return alone"),
        pytest.param("🙂海a", 2, (1, 3, 7), id="columns are characters, bytes are bytes"),
        pytest.param("بحر\nبحر", 5, (2, 2, 9), id="Arabic"),
        pytest.param("zee", 3, (1, 4, 3), id="the end"),
        pytest.param("zee", 99, (1, 4, 3), id="behind the end"),
        pytest.param("zee\n", 4, (2, 1, 4), id="the empty last line"),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "with a byte order mark"])
def test_locate(text: str, at: int, place: tuple[int, int, int], mark: bytes) -> None:
    """An offset is found in the file."""
    found = Places(decode(mark + text.encode())[0], "zee.md").locate(Span(at, at))
    line, column, start = place
    assert found == ("zee.md", line, column, line, column, start + len(mark), start + len(mark))


def test_locate_a_stretch() -> None:
    """Beginning and end are each where they are."""
    places = Places(decode("één\ntwéé drie".encode())[0], "")
    found = places.locate(Span(1, 8))
    assert places.span(found) == Span(1, 8)
    assert found == ("", 1, 2, 2, 5, 2, 12)


def test_locate_bytes_that_are_no_text() -> None:
    """They count as what they are in the file: one each."""
    text, (finding, *_) = decode(b"\xe9\xe9 \xc3\xa9 \xff")
    places = Places(text, "")
    assert (places.locate(finding.at).start, places.locate(finding.at).end) == (0, 2)
    assert places.locate(Span(5, 6))[-2:] == (6, 7)


def test_locate_in_utf_16() -> None:
    """Each character is two bytes, or four."""
    text, _ = decode("\ufeff🙂海\na".encode("utf-16-le"))
    assert Places(text, "").locate(Span(3, 4))[1:] == (2, 1, 2, 2, 10, 12)


@given(st.text(st.sampled_from("a\n\r海🙂é"), max_size=60), st.data())
def test_bytes_lead_back(text: str, data: st.DataObject) -> None:
    """The bytes before an offset are the bytes of the text before it, on pages of any length."""
    text = text * data.draw(st.sampled_from([1, 200]))
    at = data.draw(st.integers(0, len(text)))
    assert Places(decode(text.encode())[0], "").locate(Span(at, at)).start == len(text[:at].encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines(end: str) -> None:
    """Lines are counted from 1 and come without their ends."""
    places = Places(decode(f"een{end}{end}drie 🙂".encode())[0], "")
    assert places.lines(1, 3) == ("een", "", "drie 🙂")
    assert places.lines(3, 5) == ("drie 🙂",)
    assert places.lines(9, 9) == ()


def test_findings_share_their_lines() -> None:
    """A long line of which there is much to say is kept once."""
    places = Places(decode(ANY_LINE.encode() * 3)[0], "")
    assert places.lines(2, 2)[0] is places.lines(1, 3)[1]

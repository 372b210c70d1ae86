"""Front matter: what is read of it, and what is said of it. It never costs the page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.markup.front_matter import KNOWN_KEYS, FrontMatter, front_matter, parse_date
from diglot.model import Metadata
from markup.pages import unit


def read(block: str) -> FrontMatter:
    """Returns what is understood of a block."""
    return front_matter(f"---\n{block}\n---\n# Zee\n")


def names(found: FrontMatter) -> list[str]:
    """Returns the names of the rules that are broken."""
    return [finding.rule for finding in found.findings]


def test_everything_is_understood() -> None:
    """The keys that Diglot uses, each as it usually comes."""
    found = read(
        "title: De zee\n"
        "description: 'Over de zee: diep'\n"
        "ROBOTS: NOINDEX, NOFOLLOW\n"
        "ms.assetid: 6a1f\n"
        'ms.custom:\n- "007"\n- x\n'
        "ms.date: 04/21/2020\n"
        "ms.topic: article\n"
        "ms.openlocfilehash: ab12\n"
        "ms.sourcegitcommit: cd34\n"
        "ms.translationtype: MT\n"
        "ms.contentlocale: nl-NL\n"
        "ms.lasthandoff: 04/15/2021\n"
        'ms.locfileid: "051813035"'
    )
    assert not found.findings
    assert found.metadata == Metadata(
        title="De zee",
        description="Over de zee: diep",
        content_locale="nl-NL",
        translation_type="MT",
        last_handoff=date(2021, 4, 15),
        updated=date(2020, 4, 21),
        file_hash="ab12",
        asset_id="6a1f",
        robots=frozenset({"noindex", "nofollow"}),
        topic="article",
        other=found.metadata.other,
    )
    assert found.metadata.values("ms.custom") == ("007", "x")
    assert found.metadata.values("ms.locfileid") == ("051813035",)
    assert found.metadata.values("ms.none") == ()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("", "", id="an empty page"),
        pytest.param("# Zee\n", "# Zee\n", id="none"),
        pytest.param("\n---\ntitle: x\n---\n", "\n---\ntitle: x\n---\n", id="not in the first line"),
        pytest.param(" ---\ntitle: x\n---\n", " ---\ntitle: x\n---\n", id="indented"),
        pytest.param("----\ntitle: x\n----\n", "----\ntitle: x\n----\n", id="a longer fence is none"),
        pytest.param("---\ntitle: x\n---\nZee", "Zee", id="plain"),
        pytest.param("---  \ntitle: x\n--- \t\nZee", "Zee", id="blanks behind the fences"),
        pytest.param("---\ntitle: x\n...\nZee", "Zee", id="closed by dots"),
        pytest.param("---\r\ntitle: x\r\n---\r\nZee", "Zee", id="lines that end with two characters"),
        pytest.param("---\rtitle: x\r---\rZee", "Zee", id="lines that end with a carriage return"),
        pytest.param("---\ntitle: x\n---", "", id="no line after it"),
        pytest.param("---\n---\nZee", "Zee", id="empty"),
        pytest.param("---\n# niets\n---\nZee", "Zee", id="only a comment"),
        pytest.param("---\ntitle: |\n  a\n  ---\n---\nZee", "Zee", id="a fence inside of a value"),
        pytest.param("---\n\nZee\n", "---\n\nZee\n", id="a rule across the page"),
    ],
)
def test_where_the_body_starts(text: str, body: str) -> None:
    """The block ends with its fence, and all the rest is the article."""
    found = front_matter(text)
    assert text[found.end :] == body
    assert not found.findings


def test_missing_fence() -> None:
    """What nobody closed is text; that the author meant it otherwise is said."""
    found = front_matter("---\ntitle: De zee\nauthor: anker\n\n# De zee\n")
    assert (found.end, found.metadata) == (0, Metadata())
    assert names(found) == ["invalid-front-matter"]
    assert "`---`" in found.findings[0].message


@pytest.mark.parametrize(
    ("block", "place"),
    [
        pytest.param('titel: "Zee" auteur: anker onderwerp: zee', 13, id="one run-on line"),
        pytest.param('العنوان: "بحر" المؤلف: x', 15, id="keys in Arabic"),
        pytest.param("title: De zee: diep", 13, id="a colon in a value"),
        pytest.param('title: "De zee\nauthor: x', 7, id="a quote without end"),
        pytest.param("title: x\n\tauthor: y", 9, id="a tab"),
        pytest.param("- title\n- author", 0, id="a list"),
        pytest.param("alleen woorden", 0, id="words"),
        pytest.param("タイトル：海", 0, id="a colon of another script"),
        pytest.param("title: &a [*a]", 11, id="a value that holds itself"),
    ],
)
def test_block_that_cannot_be_read(block: str, place: int) -> None:
    """One finding where the trouble is, no metadata, and the body as ever."""
    found = read(block)
    assert (found.metadata, names(found)) == (Metadata(), ["invalid-front-matter"])
    assert found.findings[0].at.start == len("---\n") + place
    assert found.end == len(f"---\n{block}\n---\n")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f"{unit(101, 'titel: De zee')} ms.author: anker", id="YAML all the same"),
        pytest.param(f'{unit(101, "titel:")} "De zee ms.custom: (', id="a quote without end"),
        pytest.param(f'virsraksts: "Jūra" {unit(101, "autors: enkurs")}', id="half of it"),
        pytest.param(f'説明: "海" : {unit(101, "作成者: x")}', id="Japanese"),
    ],
)
def test_block_that_was_translated_as_text(block: str) -> None:
    """The one finding says what happened, not only what YAML makes of it."""
    found = read(block)
    assert (found.metadata.title, found.metadata.content_locale) == ("", "")
    assert "invalid-front-matter" in names(found)
    assert "translated as if it were text" in found.findings[0].message


def test_title_with_spans() -> None:
    """A title is its translation, and never shows a tag."""
    found = read(f"title: {unit(101, 'De zee', 'The sea')} en meer\nms.custom:\n- {unit(102, 'a', 'b')}")
    assert found.metadata.title == "De zee en meer"
    assert found.metadata.values("ms.custom") == ("a",)
    assert names(found) == ["invalid-front-matter"]


@pytest.mark.parametrize("key", "id uuid guid pid lang date tags product language authors keyword weight slug".split())
def test_key_of_another_tool(key: str) -> None:
    """Many a key that is a slip away from one of ours is meant as it is."""
    assert names(read(f"title: x\n{key}: y")) == []


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        *[("titel", "title"), ("tittel", "title"), ("desription", "description"), ("descriptions", "description")],
        *[("nmanager", "manager"), ("mms.collection", "ms.collection"), ("ms.reviwer", "ms.reviewer")],
        *[("msreviewer", "ms.reviewer"), ("ms-custom", "ms.custom"), ("ms,.custom", "ms.custom")],
        *[("een anker s.custom", "ms.custom"), ("zee ms.date", "ms.date"), ("robot", "ROBOTS")],
        *[("ms.contentlocal", "ms.contentlocale"), ("ms.lasthandof", "ms.lasthandoff")],
    ],
)
def test_key_that_was_mistyped(key: str, meant: str) -> None:
    """It is kept as it is, and its author is asked whether the nearest known one was meant."""
    found = read(f"author: x\n{key}: 'y'")
    assert found.metadata.values(key) == ("y",)
    assert names(found) == ["unknown-metadata"]
    assert found.findings[0].message.endswith(f"did you mean `{meant}`")
    assert found.findings[0].at == (len("---\nauthor: x\n"), len(f"---\nauthor: x\n{key}"))


@pytest.mark.parametrize("key", ["العنوان", "説明", "AFSK på dansk", "über"])
def test_key_that_was_translated(key: str) -> None:
    """A key in no known language of keys is one that must not have been translated."""
    found = read(f"{key}: x")
    assert names(found) == ["unknown-metadata"]
    assert f"`{key}`" in found.findings[0].message


@pytest.mark.parametrize(
    "key", ["verdieping", "my-key", "x", "sidebar_label", *KNOWN_KEYS, "MS.Topic", "Description", "robots"]
)
def test_key_that_is_fine(key: str) -> None:
    """Known keys in any case, and keys of the author's own."""
    assert not read(f"{key}: x").findings or key.lower() in ("robots", "ms.date", "ms.lasthandoff")


def test_key_twice() -> None:
    """The last one counts."""
    found = read("title: een\nauthor: x\ntitle: twee")
    assert found.metadata.title == "twee"
    assert names(found) == ["duplicate-metadata"]
    assert found.findings[0].at.start == len("---\ntitle: een\nauthor: x\n")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *[("04/21/2020", date(2020, 4, 21)), ("4/1/2020", date(2020, 4, 1)), ("12/3/20", date(2020, 12, 3))],
        *[("1/23/2021 12:00:00 AM", date(2021, 1, 23)), (" 2/29/2020 ", date(2020, 2, 29))],
        *[("2020-04-21", date(2020, 4, 21)), ("2020-4-1T10:30:00Z", date(2020, 4, 1))],
        *[("", None), ("mm/dd/yyyy", None), ("04-21-2020", None), ("99/999/9999", None), ("2/30/2020", None)],
        *[("21/04/2020", None), ("2020-13-01", None), ("april 2020", None), ("04/21/2020x", None)],
    ],
)
def test_date(written: str, day: date | None) -> None:
    """Month first as the format has it, else ISO; a day is never guessed to stand before its month."""
    assert parse_date(written) == day
    found = read(f"ms.date: '{written}'\nms.lasthandoff: '{written}'")
    assert (found.metadata.updated, found.metadata.last_handoff) == (day, day)
    assert names(found) == ["malformed-date"] * (2 if written and day is None else 0)


def test_date_that_yaml_would_take_for_one() -> None:
    """An unquoted ISO date is a string until we read it."""
    found = read("ms.date: 2020-04-21")
    assert (found.metadata.updated, found.metadata.values("ms.date")) == (date(2020, 4, 21), ("2020-04-21",))


@pytest.mark.parametrize("value", ["", "''", '""', "~", "null", "[]", "{}", "' '", "- ''", "\n- ''"])
def test_absent_and_empty_are_the_same(value: str) -> None:
    """No value has one meaning, however it is written."""
    if not value.startswith("-"):
        assert read(f"title: {value}\nms.assetid: {value}\nROBOTS: {value}").metadata == Metadata(
            other=(("title", ()), ("ms.assetid", ()), ("ROBOTS", ()))
        )


@pytest.mark.parametrize(
    ("written", "values"),
    [
        *[("9000653", ("9000653",)), ("[a, b]", ("a", "b")), ("\n- a\n- b", ("a", "b")), ("\n  - a", ("a",))],
        *[("007", ("007",)), ("0o17", ("0o17",)), ("No", ("No",)), ("on", ("on",)), ("1.10", ("1.10",))],
        *[("{a: b, c: ''}", ("a: b", "c: ")), ("[[a], [b, [c]]]", ("a", "b", "c")), ("'a, b'", ("a, b",))],
    ],
)
def test_scalar_or_list(written: str, values: tuple[str, ...]) -> None:
    """Every value is a list of strings, never of numbers."""
    assert read(f"ms.custom: {written}").metadata.values("ms.custom") == values


@pytest.mark.parametrize(
    ("written", "flags", "message"),
    [
        *[("NOINDEX, NOFOLLOW", {"noindex", "nofollow"}, ""), ("noindex,nofollow", {"noindex", "nofollow"}, "")],
        *[("[NOINDEX, NOFOLLOW]", {"noindex", "nofollow"}, ""), ("NOINDEX、NOFOLLOW", {"noindex", "nofollow"}, "")],
        *[("NOIDEX", {"noindex"}, "did you mean `NOINDEX`"), ("Noinex, all", {"noindex", "all"}, "`Noinex`")],
        *[("geen", set(), "`geen` is no"), ("", set(), "")],
    ],
)
def test_robots(written: str, flags: set[str], message: str) -> None:
    """A slip is said, and keeps the page out of search engines all the same."""
    found = read(f"ROBOTS: {written}")
    assert found.metadata.robots == flags
    assert [message in finding.message for finding in found.findings] == [True] * bool(message)


def test_asset_id() -> None:
    """Two keys name an article; an empty one does not count."""
    assert read("uid: b\nms.assetid: a").metadata.asset_id == "a"
    assert read("uid: b\nms.assetid: ''").metadata.asset_id == "b"


@given(
    st.text(st.sampled_from("abé: -'\"[]{}\n\r#&*|>~日<span"), max_size=80), st.sampled_from(["\n---\n", "\n...", ""])
)
def test_never_fails(block: str, close: str) -> None:
    """Any block gives metadata and findings within the page."""
    text = f"---\n{block}{close}"
    found = front_matter(text)
    assert 0 <= found.end <= len(text)
    for finding in found.findings:
        assert 0 <= finding.at.start <= finding.at.end <= len(text)

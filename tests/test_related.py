"""Which articles belong together: by what their front matter says, and by the words of their titles."""

from __future__ import annotations

from collections import Counter

import pytest

from diglot.join import join
from diglot.join.related import MOST, related
from diglot.markup.subjects import subjects_of
from diglot.model import Metadata, PageId, Summary
from diglot.settings import Settings


def page(name: str, title: str, *subjects: str) -> Summary:
    """Returns the summary of `nl-NL/path`."""
    return Summary(PageId(*name.split("/", 1)), "", title, "", "", Metadata(), subjects=subjects)


def near(pages: list[Summary], name: str) -> list[str]:
    """Returns the titles of what is like a page."""
    titles = {one.id: one.title for one in pages}
    return [titles[id] for id in related(pages, {}).get(PageId(*name.split("/", 1)), ())]


OTHERS = [page(f"nl-NL/x{n}", f"Woord{n:02} zonder verband{n:02}") for n in range(20)]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Een anker lichten", "Het anker schoonmaken", "De vlag hijsen"], ["Het anker schoonmaken"]),
        # Endings differ.
        (["Instellingen wijzigen", "Een instelling wijzigt"], ["Een instelling wijzigt"]),
        (["印刷の設定", "ページの設定を変更する", "メール"], ["ページの設定を変更する"]),
        (["プリンターを追加する", "プリンター", "メール"], ["プリンター"]),
        (["ตั้งค่าเครื่องพิมพ์", "ลบเครื่องพิมพ์"], ["ลบเครื่องพิมพ์"]),
        (["تغيير المرساة", "تنظيف المرساة", "العلم"], ["تنظيف المرساة"]),
        (["De vlag", "Het anker"], []),
        # Only what all the others have as well.
        (["Iets zonder verband", "Het anker"], []),
        (["", "Het anker"], []),
    ],
)
def test_words_of_titles(titles: list[str], expected: list[str]) -> None:
    """Words that few titles have join articles, in every script."""
    pages = [page(f"nl-NL/p{n}", title) for n, title in enumerate(titles)]
    assert near([*pages, *OTHERS], "nl-NL/p0") == expected


def test_subjects_count_for_more_than_words() -> None:
    """What authors said on purpose comes first; what all articles have says nothing."""
    pages = [
        page("nl-NL/a", "Een anker lichten", "haven", "9001"),
        page("nl-NL/b", "De ketting", "haven", "9001"),
        page("nl-NL/c", "Het anker verven", "haven"),
        *(page(f"nl-NL/x{n}", f"Woord{n:02}", "haven") for n in range(20)),
    ]
    assert near(pages, "nl-NL/a") == ["De ketting", "Het anker verven"]


def test_what_is_left_out() -> None:
    """The page itself, its neighbours, other languages, and titles that a reader could not tell apart."""
    pages = [page(f"nl-NL/{name}", f"Anker {word}") for name, word in zip("abcdefghij", "abbcdefgha", strict=True)]
    pages += [page("lv-LV/a", "Anker a"), *(page(f"nl-NL/x{n}", f"Woord {n}") for n in range(200))]
    found = related(pages, {PageId("nl-NL", "a"): (None, PageId("nl-NL", "c"))})[PageId("nl-NL", "a")]
    assert [id.path for id in found] == ["b", "d", "e", "f", "g"]
    assert len(found) == MOST
    assert PageId("lv-LV", "a") not in related(pages, {})


def test_a_common_word_costs_nothing() -> None:
    """However many articles have it, only so many of them are looked at."""
    asked: Counter[str] = Counter()

    class Counted(str):
        """A title that counts how often it is looked at."""

        def __eq__(self, other: object) -> bool:
            asked["times"] += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    def looks(count: int) -> float:
        asked.clear()
        related([page(f"nl-NL/{n}", Counted(f"Anker {n % 50} en ketting {n % 7}")) for n in range(count)], {})
        return asked["times"] / count

    assert looks(4000) < 2 * looks(500) + 10


def test_the_home_page_is_like_no_article() -> None:
    """It is found without help; a folder's article is one like any other."""
    settings = Settings(locales=("en-US", "nl-NL"))
    pages = [
        page("nl-NL/index", "Het anker"),
        page("nl-NL/a/index", "Anker"),
        page("nl-NL/b", "Ankeren, anker"),
        *OTHERS,
    ]
    found = join(settings, pages).related
    assert found == join(settings, reversed(pages)).related
    assert {id.path: [other.path for other in others] for id, others in found.items()} == {
        "a/index": ["b"],
        "b": ["a/index"],
    }


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"ms.custom": ("9001", "seo")}, ("9001", "seo")),
        (
            {"MS.Service": ("Haven-Beheer",), "keywords": ("anker, ketting；、tros",)},
            ("haven-beheer", "anker", "ketting；", "tros"),
        ),
        ({"products": ("a", "A", " a ")}, ("a",)),
        ({"ms.custom": ("",), "ms.author": ("jan",)}, ()),
        ({"solution": ("Haven",), "feature": ("Anker, Zeil",)}, ("haven", "anker", "zeil")),
        ({"keywords": ("x" * 100, "y")}, ("y",)),
    ],
)
def test_subjects(keys: dict[str, tuple[str, ...]], expected: tuple[str, ...]) -> None:
    """Keys in any case, lists in any way, each subject once; nothing that is no subject."""
    assert subjects_of(Metadata(other=tuple(keys.items()))) == expected


def test_subjects_are_few() -> None:
    """Front matter may have thousands of values."""
    assert len(subjects_of(Metadata(other=(("keywords", tuple(f"k{n}" for n in range(5000))),)))) < 50

"""Which articles belong together: by what their front matter says, and by the words of their titles."""

from __future__ import annotations

from collections import Counter

import pytest

from diglot.join import join
from diglot.join.related import MOST, Kin, kin_of, related
from diglot.markup.subjects import subjects_of
from diglot.model import Entry, Metadata, PageId, Summary, Toc
from diglot.settings import Settings


def page(path: str, title: str, *subjects: str, beside: tuple[str, ...] = ()) -> Kin:
    """Returns an article."""
    return Kin(path, title, subjects, beside)


def summary(name: str, title: str) -> Summary:
    """Returns the summary of `nl-NL/path`."""
    return Summary(PageId(*name.split("/", 1)), "", title, "", b"", Metadata())


def near(pages: list[Kin], path: str) -> list[str]:
    """Returns the titles of what is like a page."""
    titles = {one.path: one.title for one in pages}
    return [titles[other] for other in related(pages).get(path, ())]


OTHERS = [page(f"x{n}", f"Woord{n:02} zonder verband{n:02}") for n in range(20)]


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
    pages = [page(f"p{n}", title) for n, title in enumerate(titles)]
    assert near([*pages, *OTHERS], "p0") == expected


def test_subjects_count_for_more_than_words() -> None:
    """What authors said on purpose comes first; what all articles have says nothing."""
    pages = [
        page("a", "Een anker lichten", "haven", "9001"),
        page("b", "De ketting", "haven", "9001"),
        page("c", "Het anker verven", "haven"),
        *(page(f"x{n}", f"Woord{n:02}", "haven") for n in range(20)),
    ]
    assert near(pages, "a") == ["De ketting", "Het anker verven"]


def test_what_is_left_out() -> None:
    """The page itself, its neighbours, other languages, and titles that a reader could not tell apart."""
    pages = [page(f"{name}", f"Anker {word}") for name, word in zip("abcdefghij", "abbcdefgha", strict=True)]
    pages[0] = pages[0]._replace(beside=("c",))
    pages += [page(f"x{n}", f"Woord {n}") for n in range(200)]
    found = related(pages)["a"]
    assert found == ("b", "d", "e", "f", "g")
    assert len(found) == MOST


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
        related([page(f"{n}", Counted(f"Anker {n % 50} en ketting {n % 7}")) for n in range(count)])
        return asked["times"] / count

    assert looks(4000) < 2 * looks(500) + 10


def test_only_articles_of_the_language_count() -> None:
    """The home page is found without help; a folder's article is one like any other; neighbours are at hand."""
    settings = Settings(locales=("en-US", "nl-NL", "lv-LV"))
    pages = [
        summary("nl-NL/index", "Het anker"),
        summary("nl-NL/a/index", "Anker"),
        summary("nl-NL/b", "Ankeren, anker"),
        summary("lv-LV/b", "Anker"),
    ]
    tocs = [Toc("nl-NL", "", (Entry("A", "a/index.md"), Entry("B", "b.md")))]
    kin = kin_of(join(settings, pages, tocs))
    assert kin == kin_of(join(settings, reversed(pages), tocs))
    assert {locale: [(one.path, one.title) for one in members] for locale, members in kin.items()} == {
        "nl-NL": [("a/index", "Anker"), ("b", "Ankeren, anker")],
        "lv-LV": [("b", "Anker")],
    }
    assert [one.beside for one in kin["nl-NL"]] == [("b",), ("a/index",)]


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

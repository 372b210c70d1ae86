"""How old translations are: which of them are behind, which of their units are, and what is said about it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from diglot.model import PageId
from diglot.quality import BEHIND, CURRENT, ORPHAN, UNKNOWN
from examining import examined, examined_content
from sites import unit

OLD, NEW, NEWEST = "9f2c" * 10, "0d1e" * 10, "7b3a" * 10
SPRING, SUMMER, AUTUMN = "03/02/2021", "06/15/2021", "09/30/2021"
TEXTS = ("Open the tray.", "Put in ten sheets.", "Close the tray, and wait until the light is green.")


class Version(NamedTuple):
    """A translation of an article."""

    sources: tuple[str, ...] = TEXTS
    hash: str = ""
    day: str = ""
    more: str = ""
    """What stands behind the units."""


def page(version: Version, prefix: str = "0ab1c") -> str:
    """Returns a bilingual article: a title, and a paragraph per source."""
    said = {"ms.openlocfilehash": version.hash, "ms.lasthandoff": version.day}
    head = "".join(f"{key}: {value}\n" for key, value in said.items() if value)
    texts = [f"# {unit(102, 'T', 'Paper', prefix)}"]
    texts += [unit(number, f"t{number}", source, prefix) for number, source in enumerate(version.sources, 103)]
    return (f"---\n{head}---\n\n" if head else "") + "\n\n".join(texts) + f"\n\n{version.more}\n"


def changed(position: int, text: str) -> tuple[str, ...]:
    """Returns the texts with another one at a position."""
    return (*TEXTS[:position], text, *TEXTS[position + 1 :])


TWENTY = changed(1, "Put in twenty sheets.")
LINKED = ("[Open](https://a.example/) the **tray**.", "[Put in ten sheets](x.md).", f"{TEXTS[2]} ![i](i.png)")
JOINED = (" ".join(TEXTS[:2]), TEXTS[2])
SPLIT = (*TEXTS[:2], "Close the", "tray, and wait until the light is green.")
BARE = (f"{TEXTS[0]} See https://a.example/en-us/x.", *TEXTS[1:])
LOCALIZED = (f"{TEXTS[0]} See https://a.example/da-dk/x.", *TEXTS[1:])

TRANSLATIONS = [
    # (Dutch, Danish, what is said of Dutch, its units, its additions)
    (Version(TEXTS, OLD, SPRING), Version(TEXTS, OLD, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(TWENTY, OLD, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(TEXTS, NEW, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(LINKED, NEW, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(JOINED, NEW, SUMMER), CURRENT, "", ""),
    (Version(JOINED, OLD, SPRING), Version(TEXTS, NEW, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(SPLIT, NEW, SUMMER), CURRENT, "", ""),
    (Version(BARE, OLD, SPRING), Version(LOCALIZED, NEW, SUMMER), CURRENT, "", ""),
    (Version(TWENTY, NEW, SUMMER), Version(TEXTS, OLD, SPRING), CURRENT, "", ""),
    (Version(TEXTS, OLD, SPRING), Version(TWENTY, NEW, SUMMER), BEHIND, "104", ""),
    (Version(JOINED, OLD, SPRING), Version(TWENTY, NEW, SUMMER), BEHIND, "103", ""),
    (Version(TEXTS, OLD, SPRING), Version((TEXTS[0], TWENTY[1] + " " + TEXTS[2]), NEW, SUMMER), BEHIND, "104", ""),
    (Version(TEXTS, OLD, SPRING), Version((*TEXTS, "Then print."), NEW, SUMMER), BEHIND, "", "105"),
    (Version(TEXTS, OLD, SPRING), Version(("Begin here.", *TEXTS), NEW, SUMMER), BEHIND, "", "102"),
    (Version(TEXTS, OLD, SPRING), Version((*TWENTY, "Then print."), NEW, SUMMER), BEHIND, "104", "105"),
    (Version(TEXTS, OLD, SPRING), Version(TEXTS[:1] + TEXTS[2:], NEW, SUMMER), BEHIND, "104", ""),
    (Version(TEXTS, OLD, SPRING), Version(TEXTS[::-1], NEW, SUMMER), BEHIND, "103", ""),
    (Version((*TEXTS, TEXTS[0]), OLD, SPRING), Version(TEXTS, NEW, SUMMER), BEHIND, "106", ""),
    (Version(("One.",) * 9, OLD, SPRING), Version(("One.",) * 4 + ("Two.",), NEW, SUMMER), BEHIND, "", "106"),
    (Version(("One.", "Two."), OLD, SPRING), Version(("Three.", "Four."), NEW, SUMMER), BEHIND, "103 104", ""),
    (Version(TEXTS), Version(TEXTS), CURRENT, "", ""),
    (Version(TEXTS), Version(TWENTY), UNKNOWN, "", ""),
    (Version(TEXTS, OLD), Version(TWENTY, NEW, SUMMER), UNKNOWN, "", ""),
    (Version(TEXTS, OLD), Version(TEXTS, NEW, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, "", SPRING), Version(TWENTY, "", SUMMER), BEHIND, "104", ""),
    (Version(TEXTS, OLD, SUMMER), Version(TWENTY, NEW, SUMMER), CURRENT, "", ""),
    (Version(TEXTS, NEW, SUMMER), Version(TWENTY, OLD, SUMMER), CURRENT, "", ""),
]


@pytest.mark.parametrize(("dutch", "danish", "freshness", "units", "additions"), TRANSLATIONS)
def test_translations_are_compared(
    dutch: Version, danish: Version, freshness: str, units: str, additions: str, tmp_path: Path
) -> None:
    """A hash tells that the source changed, the handoff which is newer, the text whether it matters and where."""
    found = examined(tmp_path, {"nl-NL/paper.md": page(dutch), "da-DK/paper.md": page(danish, "3f9c2")})
    state = found.states[PageId("nl-NL", "paper")]
    if danish.hash != dutch.hash and danish.day == dutch.day != "":
        # Nobody knows which is newer: one of them counts as such.
        assert {one.freshness for one in found.states.values()} == {CURRENT, UNKNOWN}
        return
    assert (state.freshness, state.units, state.additions) == (
        freshness,
        tuple(units.split()),
        tuple(additions.split()),
    )
    assert found.site.freshness[PageId("nl-NL", "paper")] == (freshness, state.units)
    said = [one for one in found.diagnostics if one.name == "outdated-translation" and one.locale == "nl-NL"]
    assert [one.unit for one in said] == (units or additions).split()[:1]


def test_most_locales_decide_a_tie(tmp_path: Path) -> None:
    """Of versions that were handed off on one day, the one that most locales have counts."""
    files = {
        "nl-NL/paper.md": page(Version(TEXTS, OLD, SUMMER)),
        "da-DK/paper.md": page(Version(TWENTY, NEW, SUMMER)),
        "nb-NO/paper.md": page(Version(TWENTY, NEW, SUMMER)),
    }
    states = examined(tmp_path, files).states
    assert {page.locale: state.freshness for page, state in states.items()} == {
        "nl-NL": UNKNOWN,
        "da-DK": CURRENT,
        "nb-NO": CURRENT,
    }


def test_three_versions(tmp_path: Path) -> None:
    """All are held against the newest; what differs from it by the hash alone is a hint."""
    files = {
        "lv-LV/paper.md": page(Version(TEXTS, OLD, SPRING)),
        "nl-NL/paper.md": page(Version(TWENTY, NEW, SUMMER)),
        "da-DK/paper.md": page(Version(TWENTY, NEWEST, AUTUMN)),
    }
    found = examined(tmp_path, files)
    assert {state.newest for state in found.states.values()} == {PageId("da-DK", "paper")}
    assert [(one.code, one.locale, one.message) for one in found.diagnostics if one.code[:3] == "STA"] == [
        (
            "STA951",
            "lv-LV",
            "unit `104` has an older source than `da-DK` of 2021-09-30; translate the new one",
        ),
        (
            "STA952",
            "nl-NL",
            f"`{NEW}` is an older version than that of `da-DK` of 2021-09-30, with the same text; "
            "take over its links and metadata",
        ),
    ]


def test_page_without_units(tmp_path: Path) -> None:
    """Its hash may tell that it is the newest version; nothing tells that it is not."""
    plain = "---\nms.openlocfilehash: {}\nms.lasthandoff: 03/02/2021\n---\n# Papier\n"
    files = {
        "nl-NL/old.md": plain.format(OLD),
        "da-DK/old.md": page(Version(TEXTS, NEW, SUMMER)),
        "nl-NL/same.md": plain.format(OLD),
        "da-DK/same.md": page(Version(TEXTS, OLD, SUMMER)),
    }
    states = examined(tmp_path, files).states
    assert states[PageId("nl-NL", "old")].freshness == UNKNOWN
    assert states[PageId("nl-NL", "same")].freshness == CURRENT


def test_only_translation(tmp_path: Path) -> None:
    """There is nothing to compare it with."""
    (state,) = examined(tmp_path, {"nl-NL/paper.md": page(Version(TEXTS, OLD, SPRING))}).states.values()
    assert (state.freshness, state.newest) == (UNKNOWN, None)


SOURCE = f"# Paper\n\n{TEXTS[0]} {TEXTS[1]}\n\n{TEXTS[2]}\n"
CODE = "| Code | Meaning |\n|---|---|\n| `E1` | No paper is left in the tray |\n| 2 | The tray is open |\n"
CELLS = ("Code", "Meaning", "No paper is left in the tray", "The tray is open")

BESIDE_SOURCE = [
    # (source page, translation, what is said of it, its units, its additions)
    (SOURCE, Version(), CURRENT, "", ""),
    (SOURCE, Version(JOINED), CURRENT, "", ""),
    (SOURCE, Version(SPLIT), CURRENT, "", ""),
    (SOURCE, Version(LINKED), CURRENT, "", ""),
    (SOURCE, Version(hash=OLD, day=SPRING), CURRENT, "", ""),
    (f"# Paper\n\n- *Open* the [tray](x.md).\n- {TEXTS[1]}\n\n> [!NOTE]\n> {TEXTS[2]}\n", Version(), CURRENT, "", ""),
    (f"# Paper\n\n{CODE}", Version(CELLS), CURRENT, "", ""),
    (f"# Paper\n\n{CODE}", Version(("Code", "Meaning", "`E1`", CELLS[2], "2", CELLS[3])), CURRENT, "", ""),
    (f"{SOURCE}\n```sh\nprint --all the pages of this long file\n```\n", Version(), CURRENT, "", ""),
    (f"{SOURCE}\n`print --all the pages of this long file`\n", Version(), CURRENT, "", ""),
    (f"{SOURCE}\n![A picture of a printer with an open tray](a.png)\n", Version(), CURRENT, "", ""),
    (SOURCE.replace("ten", "twenty"), Version(), BEHIND, "104", ""),
    (SOURCE.replace("ten", "twenty"), Version(JOINED), BEHIND, "103", ""),
    (SOURCE.replace(TEXTS[1], ""), Version(), BEHIND, "104", ""),
    (SOURCE.replace("Paper", "Paper and ink"), Version(), BEHIND, "102", ""),
    (f"{SOURCE}\nThen print the first page of it.\n", Version(), BEHIND, "", "105"),
    (f"{SOURCE}\nThen print.\n", Version(), BEHIND, "", "105"),
    (f"{SOURCE}\n*Done*\n", Version(), CURRENT, "", ""),
    (f"# Paper\n\n- Open the tray. Be careful\n- {TEXTS[1]}\n- {TEXTS[2]}\n", Version(), BEHIND, "", "103"),
    (f"Before you begin, wash your hands.\n\n{SOURCE}", Version(), BEHIND, "", "102"),
    (SOURCE.replace(TEXTS[1], f"{TEXTS[1]} Do not put in any more."), Version(), BEHIND, "", "104"),
    (f"# Paper\n\n{TEXTS[2]}\n\n{TEXTS[0]} {TEXTS[1]}\n", Version(), BEHIND, "105", ""),
    ("# Paper\n\n" + "Next. Press the button.\n\n" * 30, Version(("Next. Press the button.",) * 30), CURRENT, "", ""),
    ("# Paper\n\n" + "a" * 600_000, Version(), UNKNOWN, "", ""),
    ("# Paper\n", Version(("Open the tray.",)), BEHIND, "103", ""),
    ("", Version(), UNKNOWN, "", ""),
]


@pytest.mark.parametrize(("source", "dutch", "freshness", "units", "additions"), BESIDE_SOURCE)
def test_translation_is_held_against_its_source(
    source: str, dutch: Version, freshness: str, units: str, additions: str, tmp_path: Path
) -> None:
    """Every sentence of its units is looked for in the source page, and what nothing of it says is new."""
    found = examined(tmp_path, {"en-US/paper.md": source, "nl-NL/paper.md": page(dutch)})
    (state,) = found.states.values()
    assert (state.freshness, " ".join(state.units), " ".join(state.additions)) == (freshness, units, additions)
    assert state.newest == PageId("en-US", "paper")


def test_pages_beside_a_source_without_units_or_without_source(tmp_path: Path) -> None:
    """Of plain pages nobody can tell, and what the source does not have is an orphan."""
    files = {
        "en-US/paper.md": SOURCE,
        "en-US/ink.md": "# Ink\n",
        "nl-NL/paper.md": "# Papier\n",
        "nl-NL/gone.md": page(Version(TEXTS, OLD, SPRING)),
        "da-DK/gone.md": page(Version(TWENTY, NEW, SUMMER)),
    }
    states = examined(tmp_path, files).states
    assert {tuple(page): state.freshness for page, state in states.items()} == {
        ("nl-NL", "paper"): UNKNOWN,
        ("nl-NL", "gone"): ORPHAN,
        ("da-DK", "gone"): ORPHAN,
    }


MESSAGES = [
    (
        tuple(f"Old {number}." for number in range(7)),
        "units `103`, `104`, `105`, `106`, `107` and 2 more have an older source than `da-DK` of 2021-06-15; "
        "translate the new one",
    ),
    (TEXTS[:2], "the source in `da-DK` of 2021-06-15 says more next to unit `104`; translate that too"),
]


@pytest.mark.parametrize(("sources", "message"), MESSAGES)
def test_message_names_units(sources: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """The first five, and how many more there are."""
    files = {
        "nl-NL/paper.md": page(Version(sources, OLD, SPRING)),
        "da-DK/paper.md": page(Version(TEXTS, NEW, SUMMER)),
    }
    (found,) = (one for one in examined(tmp_path, files).diagnostics if one.code[:3] == "STA")
    assert found.message == message


MISSING = [
    # (articles by locale, findings: file and message)
    ({"nl-NL": "a b", "da-DK": "a b"}, []),
    ({"nl-NL": "a b", "da-DK": "a"}, [("nl-NL/b.md", "the article `b` is missing in `da-DK`; translate it")]),
    (
        {"nl-NL": "a b c", "da-DK": "c/i"},
        [
            ("da-DK/c/i.md", "`da-DK` has 1 of 4 articles; translate the others"),
            ("da-DK/c/i.md", "the article `c/i` is missing in `nl-NL`; translate it"),
        ],
    ),
    ({"nl-NL": "z a/b", "da-DK": ""}, [("nl-NL/z.md", "`da-DK` has 0 of 2 articles; translate the others")]),
    (
        {"en-US": "a b c", "nl-NL": "a b", "da-DK": "a b d"},
        [("en-US/c.md", "the article `c` is missing in `da-DK`, `nl-NL`; translate it")],
    ),
    ({"en-US": "a", "nl-NL": "b"}, [("nl-NL/b.md", "`nl-NL` has 0 of 1 articles; translate the others")]),
    ({"en-US": "a b"}, []),
    (
        {"en-US": "a b", **dict.fromkeys(("ar-SA", "da-DK", "ja-JP", "lv-LV", "nb-NO", "nl-NL"), "a")},
        [
            (
                "en-US/b.md",
                "the article `b` is missing in `ar-SA`, `da-DK`, `ja-JP`, `lv-LV`, `nb-NO` and 1 more; translate it",
            )
        ],
    ),
]


@pytest.mark.parametrize(("articles", "expected"), MISSING)
def test_missing_translations(articles: dict[str, str], expected: list[tuple[str, str]], tmp_path: Path) -> None:
    """One finding for an article, whatever the number of locales that lack it, and one for a locale that lacks most."""
    files: dict[str, str | bytes] = {
        f"{locale}/{path}.md": "# Paper\n" if locale == "en-US" else page(Version())
        for locale, paths in articles.items()
        for path in paths.split()
    }
    found = examined(tmp_path, files, articles)
    said = [(one.at.path.removeprefix("content/"), one.message) for one in found.diagnostics if one.code == "STA953"]
    assert said == expected


def test_pages_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    """They are compared like all others."""
    files: dict[str, str | bytes] = {
        "nl-NL/paper.md": page(Version(TEXTS, OLD, SPRING))
        .replace("sheets", "sh\udcffts")
        .encode(errors="surrogateescape"),
        "da-DK/paper.md": page(Version(TWENTY, NEW, SUMMER)),
        "en-US/ink.md": b"# Ink\xff\n",
        "nl-NL/ink.md": page(Version(("A \udcff b.",))).encode(errors="surrogateescape"),
    }
    states = examined(tmp_path, files).states
    assert states[PageId("nl-NL", "paper")].freshness == ORPHAN
    assert states[PageId("nl-NL", "ink")].units == ("102", "103")


def test_repeated_texts_do_not_take_long(tmp_path: Path) -> None:
    """However often a sentence stands in an article, one pass over it is enough."""
    many = 3_000
    files = {
        "nl-NL/paper.md": page(Version(("Next.", "Press.") * many, OLD, SPRING)),
        "da-DK/paper.md": page(Version(("Press.", "Next.") * many, NEW, SUMMER)),
    }
    assert examined(tmp_path, files).states[PageId("nl-NL", "paper")].units == ("103",)


def test_seeds(shared: Path, tmp_path: Path) -> None:
    """Three locales have three versions of one article: one of them says something else."""
    folders = {folder.name: folder for folder in sorted((shared / "seeds").iterdir()) if folder.is_dir()}
    found = examined_content(tmp_path, folders)
    states = {page.locale: state for page, state in found.states.items() if page.path.startswith("sharepoint-profile")}
    assert {locale: (state.freshness, state.units) for locale, state in states.items()} == {
        "da-DK": (CURRENT, ()),
        "lv-LV": (BEHIND, ("109", "110")),
        "nl-NL": (CURRENT, ()),
    }
    said = {(one.code, one.locale) for one in found.diagnostics if one.code in ("STA951", "STA952")}
    assert said == {("STA951", "lv-LV"), ("STA952", "nl-NL")}

"""Many summaries become one index: alternates, link targets, navigation, generated source pages, problems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from diglot.join import as_source, join, missing_sources
from diglot.model import Crumb, Entry, Index, Link, Location, Metadata, PageId, Summary, Target, Toc
from diglot.settings import Settings

SETTINGS = Settings(locales=("en-US", "ar-SA", "ja-JP", "lv-LV", "nl-NL"))


def page(
    name: str, *links: str, title: str = "", anchors: tuple[str, ...] = (), units: int = 0, **metadata: object
) -> Summary:
    """Returns the summary of `nl-NL/boten/anker`; a link that starts with `!` is an image."""
    id = PageId(*name.split("/", 1))
    return Summary(
        id,
        f"content/{name}.md",
        title or id.path.rsplit("/", 1)[-1].capitalize(),
        "",
        b"",
        Metadata(**metadata),  # type: ignore[arg-type]
        anchors,
        tuple(
            Link(link.removeprefix("!"), Location(f"content/{name}.md", line, 1, line, 2, 0, 1), link.startswith("!"))
            for line, link in enumerate(links, 1)
        ),
        units,
    )


def joined(*pages: Summary, **others: object) -> Index:
    """Returns the index of these pages, which must not depend on their order."""
    index = join(SETTINGS, pages, **others)  # type: ignore[arg-type]
    assert join(SETTINGS, reversed(pages), **others) == index  # type: ignore[arg-type]
    return index


def names(pages: tuple[PageId, ...]) -> list[str]:
    """Returns pages as `nl-NL/path`."""
    return ["/".join(page) for page in pages]


def test_alternates_by_path() -> None:
    """The same path is the same article, in the order of the locales."""
    index = joined(page("nl-NL/a"), page("ar-SA/a"), page("en-US/a"), page("lv-LV/b"))
    assert names(index.alternates[PageId("nl-NL", "a")]) == ["en-US/a", "ar-SA/a", "nl-NL/a"]
    assert names(index.alternates[PageId("lv-LV", "b")]) == ["lv-LV/b"]


@pytest.mark.parametrize(
    ("pages", "group"),
    [
        ({"en-US/a": "x", "nl-NL/anker": "x"}, ["en-US/a", "nl-NL/anker"]),
        ({"en-US/a": "x", "nl-NL/anker": "x", "ja-JP/a": ""}, ["en-US/a", "ja-JP/a", "nl-NL/anker"]),
        ({"en-US/a": "x", "nl-NL/anker": "x", "ja-JP/ikari": "x"}, ["en-US/a", "ja-JP/ikari", "nl-NL/anker"]),
        ({"en-US/a": "x", "nl-NL/anker": "y"}, ["en-US/a"]),
        ({"en-US/a": "", "nl-NL/anker": ""}, ["en-US/a"]),
        # The same id twice in a locale, or a translation that both articles have already: who belongs to whom?
        ({"en-US/a": "x", "en-US/b": "x", "nl-NL/anker": "x"}, ["en-US/a"]),
        ({"en-US/a": "x", "nl-NL/a": "", "nl-NL/anker": "x"}, ["en-US/a", "nl-NL/a"]),
        ({"en-US/a": "x", "ja-JP/a": "", "nl-NL/anker": "x", "ja-JP/anker": ""}, ["en-US/a", "ja-JP/a"]),
        ({"en-US/a": "x", "nl-NL/a": "x", "lv-LV/a": "x"}, ["en-US/a", "lv-LV/a", "nl-NL/a"]),
    ],
)
def test_alternates_by_asset(pages: dict[str, str], group: list[str]) -> None:
    """An asset id joins articles of different paths, but only where that is beyond doubt."""
    index = joined(*(page(name, asset_id=asset) for name, asset in pages.items()))
    assert names(index.alternates[PageId("en-US", "a")]) == group
    for member in index.alternates[PageId("en-US", "a")]:
        assert names(index.alternates[member]) == group


LINKS = [
    ("b.md", Target("nl-nl/b/", True, "B"), []),
    ("b.md#kiel", Target("nl-nl/b/#kiel", True, "B"), []),
    ("b.md#KIEL", Target("nl-nl/b/#kiel", True, "B"), ["target-case"]),
    ("b.md#mast", Target("nl-nl/b/", True, "B"), ["missing-target"]),
    ("B.md", Target("nl-nl/b/", True, "B"), ["target-case"]),
    ("only.md", Target("en-us/only/", True, "Only", "en-US"), ["untranslated-target"]),
    ("ONLY.md", Target("en-us/only/", True, "Only", "en-US"), ["target-case", "untranslated-target"]),
    ("only.md#x", Target("en-us/only/", True, "Only", "en-US"), ["missing-target", "untranslated-target"]),
    ("../lv-LV/b.md", Target("lv-lv/b/", True, "B", "lv-LV"), []),
    ("gone.md", Target("", False), ["missing-target"]),
    ("!gone.png", Target("", False), ["missing-target"]),
    ("", Target("", False), ["empty-address"]),
    ("javascript:x", Target("", False), ["malformed-address"]),
    ("/elsewhere/x", Target("/elsewhere/x", False, "/elsewhere/x"), []),
    ("!media/kiel 1#2.png", Target("", False), ["missing-target"]),
    ("!media/kiel%201%232.png", Target("nl-nl/media/kiel%201%232.png", True, "kiel 1#2.png"), []),
    ("!media/map.svg", Target("en-us/media/map.svg", True, "map.svg"), []),
    ("map/", Target("nl-nl/map/", True, "map"), []),
    ("./", Target("nl-nl/", True, ""), []),
]


@pytest.mark.parametrize(("link", "target", "problems"), LINKS)
def test_target(link: str, target: Target, problems: list[str]) -> None:
    """A link is resolved, and what is wrong with it is said once, at its place."""
    index = joined(
        page("nl-NL/a", "x:y", link),
        page("nl-NL/b", anchors=("kiel",)),
        page("nl-NL/map/een"),
        page("en-US/only"),
        page("lv-LV/b"),
        resources=[("nl-NL", "media/kiel 1#2.png"), ("en-US", "media/map.svg"), ("nl-NL", "unused.png")],
    )
    assert index.targets[PageId("nl-NL", "a")][1] == target
    found = [problem for problem in index.problems if problem.at.line == 2]
    assert sorted(problem.rule for problem in found) == problems
    assert all(problem.page == ("nl-NL", "a") and problem.at.path == "content/nl-NL/a.md" for problem in found)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("hhttps://papier.nl/a?b#c", "https://papier.nl/a?b#c"),
        ("htps://papier.nl", "https://papier.nl"),
        ("ttps://papier.nl:80/", "https://papier.nl:80/"),
        ("https:/papier.nl/a", "https://papier.nl/a"),
        ("https:papier.nl", "https://papier.nl"),
        ("http:\\\\papier.nl", "https://papier.nl"),
        ("https:///papier.nl", "https://papier.nl"),
        ("httq://papier.nl", ""),
        ("https:/", ""),
        ("javascript:alert(1)", ""),
        ("C:\\papier.md", ""),
    ],
)
def test_slip_in_a_scheme(address: str, meant: str) -> None:
    """An address of the web that lost a letter or a slash is offered as it was meant."""
    (problem,) = joined(page("nl-NL/a", address)).problems
    assert problem.rule == "malformed-address"
    assert (f"did you mean `{meant}`" in problem.message) is bool(meant)


def test_resources_are_those_that_are_used() -> None:
    """A file that no page points to is not copied; one that many point to, once."""
    files = [("nl-NL", "b.png"), ("nl-NL", "a.png"), ("nl-NL", "c.png")]
    index = joined(page("nl-NL/x", "!a.png", "!b.png"), page("nl-NL/y", "!A.png"), resources=files)
    assert index.resources == (("nl-NL", "a.png"), ("nl-NL", "b.png"))


def test_clash_is_a_problem() -> None:
    """Both pages are on the site; the one that had to give way is named, and where it is now."""
    index = joined(page("nl-NL/boot toevoegen"), page("nl-NL/boot-toevoegen"), page("nl-NL/search"))
    assert len(set(index.addresses.values())) == 3
    reserved, clash = index.problems
    assert clash.rule == reserved.rule == "address-clash"
    assert clash.page == ("nl-NL", "boot toevoegen")
    assert "`content/nl-NL/boot-toevoegen.md`" in clash.message
    assert f"`{index.addresses[clash.page]}`" in clash.message
    assert "that the site needs itself" in reserved.message


def test_pages_of_other_locales_are_left_out() -> None:
    """A build of some locales has no use for the pages of others."""
    assert names(tuple(joined(page("nl-NL/a"), page("fr-FR/a")).pages)) == ["nl-NL/a"]


# Generated source pages


def handoff(name: str, day: date | None, units: int = 3) -> Summary:
    """Returns a translation that was handed off on `day`."""
    return page(name, units=units, last_handoff=day)


OLD, NEW = date(2020, 5, 1), date(2024, 1, 1)


@pytest.mark.parametrize(
    ("pages", "chosen"),
    [
        ([handoff("nl-NL/a", OLD), handoff("lv-LV/a", NEW)], ["lv-LV/a"]),
        ([handoff("nl-NL/a", NEW), handoff("lv-LV/a", OLD)], ["nl-NL/a"]),
        ([handoff("nl-NL/a", OLD), handoff("lv-LV/a", None)], ["nl-NL/a"]),
        ([handoff("nl-NL/a", NEW, 3), handoff("lv-LV/a", NEW, 4)], ["lv-LV/a"]),
        ([handoff("nl-NL/a", NEW), handoff("lv-LV/a", NEW), handoff("ja-JP/a", NEW)], ["ja-JP/a"]),
        ([handoff("nl-NL/a", NEW, 0), handoff("lv-LV/a", OLD)], ["lv-LV/a"]),
        ([handoff("nl-NL/a", NEW, 0)], []),
        (
            [handoff("nl-NL/b", OLD), handoff("lv-LV/a", OLD), handoff("nl-NL/c", NEW)],
            ["lv-LV/a", "nl-NL/b", "nl-NL/c"],
        ),
        ([handoff("nl-NL/a", OLD), page("en-US/other")], []),
    ],
)
def test_missing_sources(pages: list[Summary], chosen: list[str]) -> None:
    """Of each article the newest translation with units, then the most complete, then the first locale."""
    for order in permutations(pages):
        assert names(missing_sources(SETTINGS, order)) == chosen


def test_missing_sources_are_not_wanted() -> None:
    """The configuration may switch them off."""
    assert missing_sources(replace(SETTINGS, generate_source=False), [handoff("nl-NL/a", OLD)]) == ()


def test_missing_sources_of_locales_that_are_not_built() -> None:
    """Source pages alone can be built from all translations."""
    settings = replace(SETTINGS, locales=("en-US",))
    assert names(missing_sources(settings, [handoff("nl-NL/a", OLD), handoff("lv-LV/a", NEW)])) == ["lv-LV/a"]


def test_as_source() -> None:
    """A generated page keeps what is true of the source, not what is true of its translation."""
    translation = page(
        "nl-NL/a",
        title="Anker",
        units=2,
        translation_type="MT",
        last_handoff=NEW,
        updated=OLD,
        robots=frozenset({"noindex"}),
    )
    made = as_source(SETTINGS, replace(translation, title="Anchor"))
    assert (made.id, made.title, made.generated) == (PageId("en-US", "a"), "Anchor", True)
    assert (made.metadata.translation_type, made.metadata.last_handoff, made.metadata.title) == ("", None, "")
    assert (made.metadata.updated, made.metadata.robots) == (OLD, {"noindex"})


def test_generated_page_finds_files_of_its_translation() -> None:
    """Pictures stand beside the translation; problems are reported there, once."""
    translation = page("nl-NL/a", "!a.png", "gone.md", units=2)
    made = as_source(SETTINGS, translation)
    index = joined(translation, made, resources=[("nl-NL", "a.png")])
    assert index.targets[made.id][0] == Target("nl-nl/a.png", True, "a.png")
    assert [(problem.rule, problem.page.locale) for problem in index.problems] == [("missing-target", "nl-NL")]


# Navigation


def test_sections_and_neighbours() -> None:
    """Articles are grouped by folder and stand in the order of their titles."""
    index = joined(
        page("nl-NL/index", title="Welkom"),
        page("nl-NL/zee", title="Zee"),
        page("nl-NL/anker", title="Anker"),
        page("nl-NL/boten/motor", title="Motor"),
        page("nl-NL/boten/zeil_maken/doek", title="Doek"),
        page("nl-NL/boten/dek", title="dek"),
        page("lv-LV/zee", title="Jūra"),
    )
    sections = index.sections["nl-NL"]
    assert [(section.title, section.address, names(section.pages)) for section in sections] == [
        ("", "", ["nl-NL/anker", "nl-NL/zee"]),
        ("Boten", "nl-nl/boten/", ["nl-NL/boten/dek", "nl-NL/boten/motor"]),
        ("Zeil maken", "nl-nl/boten/zeil_maken/", ["nl-NL/boten/zeil_maken/doek"]),
    ]
    zee, dek = PageId("nl-NL", "zee"), PageId("nl-NL", "boten/dek")
    assert index.neighbours[zee] == (PageId("nl-NL", "anker"), None)
    assert index.neighbours[dek] == (None, PageId("nl-NL", "boten/motor"))
    assert index.trails[zee] == ()
    assert index.trails[PageId("nl-NL", "boten/zeil_maken/doek")] == (
        Crumb("Boten", "nl-nl/boten/"),
        Crumb("Zeil maken", "nl-nl/boten/zeil_maken/"),
    )
    assert index.sections["ja-JP"] == ()


def test_index_names_its_folder() -> None:
    """The article of a folder gives it its title, and is not in its list; nor is it above itself."""
    for name in ("boten/index", "boten/README", "boten"):
        index = joined(page(f"nl-NL/{name}", title="Alle boten"), page("nl-NL/boten/dek", title="Dek"))
        section = next(section for section in index.sections["nl-NL"] if section.address)
        assert (section.title, names(section.pages)) == ("Alle boten", ["nl-NL/boten/dek"])
        assert index.trails[PageId("nl-NL", "boten/dek")] == (Crumb("Alle boten", "nl-nl/boten/"),)
        assert index.trails[PageId("nl-NL", name)] == ()


def test_folder_that_is_called_as_the_search_is() -> None:
    """Its list gets another address; its articles keep theirs."""
    index = joined(page("nl-NL/search/tips"), page("nl-NL/search/hulp"))
    assert index.sections["nl-NL"][0].address == "nl-nl/search-articles/"
    assert index.addresses[PageId("nl-NL", "search/tips")] == "nl-nl/search/tips/"
    assert index.trails[PageId("nl-NL", "search/tips")] == (Crumb("Search", "nl-nl/search-articles/"),)


def test_titles_are_sorted_by_alphabet() -> None:
    """Each locale has its own order."""
    pages = [page(f"lv-LV/{number}", title=title) for number, title in enumerate(["Dators", "Čakste", "Cits"])]
    index = joined(*pages, alphabets={"lv-LV": "a b c č d"})
    assert [index.pages[id].title for id in index.sections["lv-LV"][0].pages] == ["Cits", "Čakste", "Dators"]


def test_trail_from_a_table_of_contents() -> None:
    """A table of contents knows better than folders do; entries that lead nowhere name the way all the same."""
    entries = (
        Entry("港", "", (Entry("船", "boats/index.md", (Entry("錨", "boats/anchor.md#top"), Entry("?", "gone.md"))),)),
        Entry("錨", "boats/anchor.md"),
    )
    index = joined(
        page("ja-JP/boats/index", title="Boats"),
        page("ja-JP/boats/anchor"),
        page("en-US/boats/anchor"),
        tocs=[Toc("ja-JP", "", entries), Toc("ja-JP", "boats", (Entry("later", "", (Entry("錨", "anchor.md"),)),))],
    )
    harbour = Crumb("港", "ja-jp/page-1151db5f/")
    assert index.trails[PageId("ja-JP", "boats/anchor")] == (harbour, Crumb("船", "ja-jp/boats/"))
    assert index.trails[PageId("ja-JP", "boats/index")] == (harbour,)
    assert index.trails[PageId("en-US", "boats/anchor")] == (Crumb("Boats", "en-us/boats/"),)


def test_table_of_contents_in_a_folder() -> None:
    """Its links start at its folder; `~/` starts at the locale's."""
    below = (Entry("", "dek.md"), Entry("", "~/zee.md"), Entry("", ""))
    toc = Toc("nl-NL", "boten", (Entry("Boven", "", below),))
    index = joined(page("nl-NL/boten/dek"), page("nl-NL/zee"), tocs=[toc])
    assert index.trails[PageId("nl-NL", "boten/dek")] == (Crumb("Boven", "nl-nl/boven/"),)
    assert index.trails[PageId("nl-NL", "zee")] == (Crumb("Boven", "nl-nl/boven/"),)

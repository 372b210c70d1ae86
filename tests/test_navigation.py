"""Tables of contents at work: what they put beside an article, above it, before and after it, and on the home page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diglot.join import join
from diglot.join.levels import MOST
from diglot.markup.toc import parse_toc
from diglot.model import Crumb, Index, Level, Metadata, PageId, Step, Summary, Toc
from diglot.settings import Settings
from diglot.sidebar import Sidebars
from diglot.urls import relative
from diglot.view import Branch

SETTINGS = Settings(
    locales=("en-US", "ar-SA", "ja-JP", "nl-NL"),
    hosts=("https://docs.zee.example/haven/", "/haven/"),
    site_host="https://docs.zee.example",
)


def page(name: str, title: str = "", anchors: tuple[str, ...] = (), uid: str = "") -> Summary:
    """Returns the summary of `nl-NL/boten/anker`."""
    id = PageId(*name.split("/", 1))
    title = title or id.path.rsplit("/", 1)[-1].capitalize()
    return Summary(id, f"content/{name}.md", title, "", b"", Metadata(), anchors, uids=(uid,) if uid else ())


def toc(name: str, text: str, kind: str = "navigation") -> Toc:
    """Returns the table of contents at `nl-NL/boten`."""
    locale, _, folder = name.partition("/")
    entries, findings = parse_toc(text)
    assert not findings
    return Toc(locale, folder, entries, kind, f"content/{name}/TOC.yml", text.encode())


def joined(pages: list[Summary], *tocs: Toc, settings: Settings = SETTINGS, **others: object) -> Index:
    """Returns the index of these pages, which must not depend on any order."""
    index = join(settings, pages, tocs, **others)  # type: ignore[arg-type]
    assert join(settings, pages[::-1], tocs[::-1], **others) == index  # type: ignore[arg-type]
    return index


def drawn(steps: tuple[Step, ...], chosen: int = -2) -> list[str]:
    """Returns steps as `Title > address`: `*` marks the one that was chosen, `+` a group."""
    lines = []
    for number, step in enumerate(steps):
        mark = ("*" if number == chosen else "") + ("+" if step.is_group else "")
        lines.append(f"{mark}{step.title} > {step.address}{'' if step.is_own else ' (first)'}")
        lines += [f"  {line}" for line in drawn(step.steps)]
    return lines


def beside(index: Index, name: str) -> list[list[str]]:
    """Returns the lists beside a page."""
    return [drawn(level.steps, level.chosen) for level in index.navigation[PageId(*name.split("/", 1))]]


def trail(index: Index, name: str) -> list[tuple[str, str]]:
    """Returns the way to a page."""
    return [(crumb.title, crumb.address) for crumb in index.trails[PageId(*name.split("/", 1))]]


def sections(index: Index, locale: str) -> list[tuple[str, str, list[str]]]:
    """Returns what the home page shows."""
    found = index.home.get(locale, index.sections[locale])
    return [(section.title, section.address, [page.path for page in section.pages]) for section in found]


def problems(index: Index) -> list[tuple[str, str, int, int]]:
    """Returns the problems with their places."""
    return [(one.rule, one.at.path, one.at.line, one.at.column) for one in index.problems]


PAGES = [
    page("nl-NL/zee"),
    page("nl-NL/boten/dek", anchors=("kiel", "Mast")),
    page("nl-NL/boten/motor"),
    page("nl-NL/boten/zeil"),
    page("nl-NL/strand"),
    page("nl-NL/los/anker"),
]
TOC = """\
- name: De zee
  href: zee.md
- name: Boten
  items:
  - name: Motor
    href: boten/motor.md
  - name: Dek en zeil
    href: boten/dek.md
    items:
    - name: Zeil
      href: boten/zeil.md
- name: Strand
  href: strand.md
"""


def test_the_order_is_the_authors() -> None:
    """Entries, their groups, and what stands before and after."""
    index = joined(PAGES, toc("nl-NL", TOC))
    assert beside(index, "nl-NL/boten/motor") == [
        ["De zee > nl-nl/zee/", "*+Boten > nl-nl/boten/motor/ (first)", "Strand > nl-nl/strand/"],
        ["*Motor > nl-nl/boten/motor/", "+Dek en zeil > nl-nl/boten/dek/"],
    ]
    assert beside(index, "nl-NL/boten/dek")[1:] == [
        ["Motor > nl-nl/boten/motor/", "*+Dek en zeil > nl-nl/boten/dek/"],
        ["Zeil > nl-nl/boten/zeil/"],
    ]
    assert beside(index, "nl-NL/zee") == [
        ["*De zee > nl-nl/zee/", "+Boten > nl-nl/boten/motor/ (first)", "Strand > nl-nl/strand/"]
    ]
    order = ["zee", "boten/motor", "boten/dek", "boten/zeil", "strand"]
    for before, name, after in zip([None, *order], order, [*order[1:], None], strict=False):
        around = index.neighbours[PageId("nl-NL", name)]
        assert [found.path if found else None for found in around] == [before, after]
    assert trail(index, "nl-NL/boten/zeil") == [("Boten", "nl-nl/boten-1/"), ("Dek en zeil", "nl-nl/boten/dek/")]
    assert not index.problems


def test_what_no_table_knows_goes_by_folder() -> None:
    """On the home page, beside, above, before and after."""
    index = joined([*PAGES, page("nl-NL/los/bel")], toc("nl-NL", TOC))
    assert sections(index, "nl-NL") == [
        ("", "", ["zee", "strand"]),
        ("Boten", "nl-nl/boten-1/", ["boten/motor", "boten/dek", "boten/zeil"]),
        ("Los", "nl-nl/los/", ["los/anker", "los/bel"]),
    ]
    anchor = PageId("nl-NL", "los/anker")
    assert anchor not in index.navigation
    assert index.trails[anchor] == (Crumb("Los", "nl-nl/los/"),)
    assert index.neighbours[anchor] == (None, PageId("nl-NL", "los/bel"))
    # The lists of folders stay: links lead there.
    assert {section.address for section in index.sections["nl-NL"]} == {
        "",
        "nl-nl/boten/",
        "nl-nl/los/",
        "nl-nl/boten-1/",
    }


@pytest.mark.parametrize("text", ["- name: Zee\n  href: zee.md\n", "- name: Weg\n  href: https://weg.example\n"])
def test_a_table_of_one_page_changes_nothing(text: str) -> None:
    """It says nothing of the order of a site."""
    index = joined(PAGES, toc("nl-NL", text))
    bare = joined(PAGES)
    assert replace(index, problems=()) == bare


def test_a_table_of_one_page_names_its_way() -> None:
    """Its group stands above the page, and nothing beside it."""
    index = joined(PAGES, toc("nl-NL", "- name: Water\n  items:\n  - name: Zee\n    href: zee.md\n"))
    assert trail(index, "nl-NL/zee") == [("Water", "")]
    assert (index.navigation, index.home) == ({}, {})


def test_single_entries_get_a_list_where_they_are_many() -> None:
    """The home page does not show them all."""
    pages = [page(f"ja-JP/p{number:02}") for number in range(40)]
    text = "".join(f"- name: 海{number}\n  href: p{number:02}.md\n" for number in range(40))
    ((title, address, listed),) = sections(joined(pages, toc("ja-JP", text)), "ja-JP")
    assert (title, address, listed) == ("", "ja-jp/articles/", [f"p{number:02}" for number in range(40)])


@pytest.mark.parametrize(
    "entry",
    [
        "href: boten/",
        "href: boten/TOC.yml",
        "href: Boten/toc.yml",
        "href: ~/boten/TOC.yml",
        "href: boten\\TOC.yml",
        "tocHref: boten/",
        "tocHref: boten/toc.json",
        "tocHref: /haven/boten/",
        "href: https://docs.zee.example/haven/boten/TOC.yml",
    ],
)
def test_a_table_in_another_one(entry: str) -> None:
    """It stands in the place of the entry that names it, and is no table of its own any more."""
    index = joined(
        PAGES,
        toc("nl-NL", f"- name: Zee\n  href: zee.md\n- name: Boten\n  {entry}\n"),
        toc("nl-NL/boten", "- name: Dek\n  href: dek.md\n- name: Zeil\n  href: zeil.md\n"),
    )
    first, second = beside(index, "nl-NL/boten/zeil")
    assert first[1].startswith("*+Boten > ")
    assert second == ["Dek > nl-nl/boten/dek/", "*Zeil > nl-nl/boten/zeil/"]
    assert not index.problems


def test_a_table_with_its_page() -> None:
    """`homepage` and `topicHref` say what the entry itself leads to."""
    for text in (
        "- name: B\n  tocHref: boten/\n  topicHref: zee.md\n",
        "- name: B\n  href: boten/TOC.yml\n  homepage: zee.md\n",
    ):
        index = joined(PAGES, toc("nl-NL", text), toc("nl-NL/boten", "- name: Dek\n  href: dek.md\n"))
        assert beside(index, "nl-NL/zee") == [["*+B > nl-nl/zee/"], ["Dek > nl-nl/boten/dek/"]]
        assert trail(index, "nl-NL/boten/dek") == [("B", "nl-nl/zee/")]


def test_tables_beside_one_another() -> None:
    """Each that no other one names is a section as a whole, under the title of its folder."""
    index = joined(
        [*PAGES, page("nl-NL/boten/index", "Alle boten")],
        toc("nl-NL", "- name: Zee\n  href: zee.md\n- name: Strand\n  href: strand.md\n"),
        toc("nl-NL/boten", "- name: Dek\n  href: dek.md\n- name: G\n  items:\n  - name: Zeil\n    href: zeil.md\n"),
    )
    assert sections(index, "nl-NL")[:2] == [
        ("", "", ["zee", "strand"]),
        ("Alle boten", "nl-nl/alle-boten/", ["boten/dek", "boten/zeil"]),
    ]
    assert beside(index, "nl-NL/boten/dek") == [["*Dek > nl-nl/boten/dek/", "+G > nl-nl/boten/zeil/ (first)"]]


def test_tables_that_name_one_another() -> None:
    """A circle is cut, and every page has its place."""
    index = joined(
        PAGES,
        toc("nl-NL", "- name: A\n  href: zee.md\n- name: B\n  href: boten/TOC.yml\n- name: C\n  href: boten/TOC.yml\n"),
        toc("nl-NL/boten", "- name: Dek\n  href: dek.md\n- name: Boven\n  href: ../TOC.yml\n- name: Ik\n  href: ./\n"),
    )
    assert beside(index, "nl-NL/boten/dek")[0] == ["A > nl-nl/zee/", "*+B > nl-nl/boten/dek/ (first)"]


def test_many_tables_in_one_another() -> None:
    """A chain of tables is no deeper than can be shown, and no page of it is lost."""
    pages = [page(f"nl-NL/d{number}/p") for number in range(300)]
    tocs = [
        toc(f"nl-NL/d{number}", f"- name: Verder\n  href: ../d{number + 1}/\n- name: P\n  href: p.md\n")
        for number in range(299)
    ]
    index = joined(pages, *tocs, toc("nl-NL/d299", "- name: P\n  href: p.md\n"))
    assert len(index.navigation) == 300
    assert max(len(levels) for levels in index.navigation.values()) <= 22


TARGETS = [
    ("href: zee.md", "nl-nl/zee/", []),
    ("href: zee", "nl-nl/zee/", []),
    ("href: zee.md?view=1", "nl-nl/zee/?view=1", []),
    ("href: boten/dek.md#kiel", "nl-nl/boten/dek/#kiel", []),
    ("href: boten/dek.md#mast", "nl-nl/boten/dek/#Mast", []),
    ("href: boten/dek.md#top", "nl-nl/boten/dek/#top", []),
    ("href: boten/dek.md#weg", "nl-nl/boten/dek/", ["missing-target"]),
    ("href: start.yml", "nl-nl/start/", []),
    ("href: /haven/zee", "nl-nl/zee/", []),
    ("href: boten/", "nl-nl/boten/", []),
    ("href: kaart.pdf", "nl-nl/kaart.pdf", []),
    ("href: https://weg.example/a", "https://weg.example/a", []),
    ("href: /anders/a", "https://docs.zee.example/anders/a", []),
    ("href: engels.md", "en-us/engels/", []),
    ("uid: zee.uid", "nl-nl/zee/", []),
    ("href: xref:zee.uid", "nl-nl/zee/", []),
    ("uid: engels.uid", "en-us/engels/", []),
    ("uid: weg.uid", "", []),
    ("href: weg.md", "", ["missing-target"]),
    ("href: boten/weg/TOC.yml", "", ["missing-target"]),
    ("tocHref: weg/", "", ["missing-target"]),
    ("tocHref: /weg/", "", []),
    ("href: javascript:x", "", ["malformed-address"]),
    ("href: data:text/html,x", "", ["malformed-address"]),
    ("href: '#'", "", []),
    ("expanded: true", "", []),
]


@pytest.mark.parametrize(("entry", "address", "rules"), TARGETS)
def test_what_an_entry_leads_to(entry: str, address: str, rules: list[str]) -> None:
    """Entries that lead nowhere are left out; what is wrong is told at the entry's place."""
    index = joined(
        [
            *(replace(one, uids=("zee.uid",)) if one.id.path == "zee" else one for one in PAGES),
            page("nl-NL/start"),
            page("en-US/engels", uid="engels.uid"),
        ],
        toc(
            "nl-NL", f"- name: Strand\n  href: strand.md\n- name: Motor\n  href: boten/motor.md\n- name: X\n  {entry}\n"
        ),
        resources=[("nl-NL", "kaart.pdf")],
    )
    (steps,) = [level.steps for level in index.navigation[PageId("nl-NL", "strand")]]
    assert [step.address for step in steps[2:]] == ([address] if address else [])
    for step in steps[2:]:
        assert step.internal == (not address.startswith("https"))
        assert step.locale == ("en-US" if address.startswith("en-us") else "")
    place = 3 + entry.index(" ") if not entry.startswith("tocHref") else 3
    line = 6 if not entry.startswith("tocHref") else 5
    assert problems(index) == [(rule, "content/nl-NL/TOC.yml", line, place + (1 if line == 6 else 0)) for rule in rules]
    assert index.resources == ((("nl-NL", "kaart.pdf"),) if "pdf" in entry else ())


def test_a_page_in_several_places_stands_in_the_first() -> None:
    """That is where its way, its neighbours and its list are."""
    text = (
        "- name: A\n  items:\n  - name: Zee\n    href: zee.md\n- name: B\n  items:\n  - name: Zee\n    href: zee.md\n"
    )
    index = joined(PAGES, toc("nl-NL", text + "  - name: Strand\n    href: strand.md\n"))
    assert beside(index, "nl-NL/zee") == [
        ["*+A > nl-nl/zee/ (first)", "+B > nl-nl/zee/ (first)"],
        ["*Zee > nl-nl/zee/"],
    ]
    assert trail(index, "nl-NL/zee") == [("A", "nl-nl/a/")]
    assert index.neighbours[PageId("nl-NL", "zee")] == (None, PageId("nl-NL", "strand"))
    assert [listed for _, _, listed in sections(index, "nl-NL")][:2] == [["zee"], ["strand"]]


def test_a_locale_without_a_table_has_that_of_the_source() -> None:
    """With its own pages and their titles; what it lacks is left out, and nothing is told twice."""
    english = [page("en-US/sea", "Sea"), page("en-US/deck", "Deck"), page("en-US/only", "Only")]
    arabic = [page("ar-SA/sea", "البحر"), page("ar-SA/deck", "السطح")]
    text = (
        "- name: The sea\n  href: sea.md\n- name: Boats\n  items:\n  - name: The deck\n    href: deck.md\n"
        "- name: Only here\n  items:\n  - name: Only\n    href: only.md\n- name: Gone\n  href: gone.md\n"
        "- name: Elsewhere\n  href: https://weg.example\n"
    )
    index = joined([*english, *arabic], toc("en-US", text))
    assert beside(index, "ar-SA/deck") == [
        ["البحر > ar-sa/sea/", "*+Boats > ar-sa/deck/ (first)", "Elsewhere > https://weg.example"],
        ["*السطح > ar-sa/deck/"],
    ]
    assert sections(index, "ar-SA") == [("", "", ["sea"]), ("Boats", "ar-sa/boats/", ["deck"])]
    assert [rule for rule, *_ in problems(index)] == ["missing-target"]


def test_an_own_table_beats_that_of_the_source() -> None:
    """And what it names but does not have is taken from there."""
    pages = [page(f"{locale}/{name}") for locale in ("en-US", "nl-NL") for name in ("a", "b/c", "b/d")]
    index = joined(
        pages,
        toc("en-US", "- name: English\n  href: a.md\n"),
        toc("en-US/b", "- name: See\n  href: c.md\n- name: Dee\n  href: d.md\n"),
        toc("nl-NL", "- name: Nederlands\n  href: a.md\n- name: Groep\n  href: b/TOC.yml\n"),
    )
    assert beside(index, "nl-NL/b/c") == [
        ["Nederlands > nl-nl/a/", "*+Groep > nl-nl/b/c/ (first)"],
        ["*C > nl-nl/b/c/", "D > nl-nl/b/d/"],
    ]


BREADCRUMBS = """\
- name: Alles
  tocHref: /
  topicHref: /
  items:
  - name: Haven
    tocHref: /haven/
    topicHref: /haven/zee
    items:
    - name: De boten
      tocHref: /haven/boten/toc.json
      topicHref: /haven/boten/dek
    - name: Anders
      tocHref: /anders/
      topicHref: https://anders.example/
"""


def test_breadcrumbs() -> None:
    """The first steps of the way to the pages below an address; then come groups or folders, nothing twice."""
    index = joined(PAGES, toc("nl-NL", TOC), toc("nl-NL/breadcrumb", BREADCRUMBS, "breadcrumb"))
    first = [("Alles", "https://docs.zee.example/"), ("Haven", "nl-nl/zee/")]
    boats = ("De boten", "nl-nl/boten/dek/")
    assert trail(index, "nl-NL/boten/motor") == [*first, boats, ("Boten", "nl-nl/boten-1/")]
    assert trail(index, "nl-NL/boten/zeil") == [*first, boats, ("Boten", "nl-nl/boten-1/")]
    assert trail(index, "nl-NL/boten/dek") == [*first, ("Boten", "nl-nl/boten-1/")]
    assert trail(index, "nl-NL/zee") == first[:1]
    assert trail(index, "nl-NL/los/anker") == [*first, ("Los", "nl-nl/los/")]
    assert [crumb.internal for crumb in index.trails[PageId("nl-NL", "boten/motor")]] == [False, True, True, True]
    assert not index.problems


def test_breadcrumbs_of_the_source() -> None:
    """A locale without any has those, with the titles of its own pages."""
    text = BREADCRUMBS.replace("zee", "sea")
    index = joined([page("ar-SA/sea", "البحر"), page("ar-SA/x")], toc("en-US/bread", text, "breadcrumb"))
    assert trail(index, "ar-SA/x") == [("Alles", "https://docs.zee.example/"), ("البحر", "ar-sa/sea/")]


def test_breadcrumbs_without_a_known_address() -> None:
    """Where the site is not known to be below any address, none of them means it."""
    settings = replace(SETTINGS, hosts=())
    index = joined(PAGES, toc("nl-NL/breadcrumb", BREADCRUMBS, "breadcrumb"), settings=settings)
    assert trail(index, "nl-NL/boten/motor") == [("Boten", "nl-nl/boten/")]


# What is shown beside an article


def flat(count: int) -> str:
    """Returns a table of so many pages."""
    return "".join(f"- name: P{number}\n  href: p{number}.md\n" for number in range(count))


def shown(levels: tuple[Level, ...]) -> int:
    """Returns how many entries stand beside a page."""

    def count(steps: tuple[Step, ...]) -> int:
        return len(steps) + sum(count(step.steps) for step in steps)

    return sum(count(level.steps) for level in levels)


@pytest.mark.parametrize("count", [1, 2, MOST, MOST + 1, 200])
@pytest.mark.parametrize("depth", [1, 2, 6])
def test_few_entries_stand_beside_an_article(count: int, depth: int) -> None:
    """A long list is cut around the article, and leads to all of it."""
    pages = [page(f"nl-NL/g{group}/p{number}") for group in range(depth) for number in range(count)]
    index = joined(pages, toc("nl-NL", _nested(depth, count)))
    for id, levels in index.navigation.items():
        assert shown(levels) <= max(MOST, 3 * len(levels))
        own = [level for level in levels if level.chosen >= 0][-1]
        assert own.steps[own.chosen].address == index.addresses[id]
        for level in levels:
            full = count + (levels.index(level) < depth - 1)
            assert (level.rest is not None) == (len(level.steps) < full)
    assert len(index.navigation) == (len(pages) if len(pages) > 1 else 0)


def _nested(depth: int, count: int, group: int = 0) -> str:
    """Returns groups in groups, each with pages of its own."""
    indent = "    " * group
    text = "".join(f"{indent}- name: P\n{indent}  href: g{group}/p{number}.md\n" for number in range(count))
    if group + 1 < depth:
        text += f"{indent}- name: G{group + 1}\n{indent}  items:\n" + _nested(depth, count, group + 1)
    return text


def test_lists_are_shared() -> None:
    """Pages of a branch cost little more than one of them."""
    pages = [page(f"nl-NL/p{number}") for number in range(2000)]
    index = joined(pages, toc("nl-NL", flat(2000)))
    assert len({id(level.steps) for levels in index.navigation.values() for level in levels}) <= 2000 / (MOST / 2) + 1


def test_what_is_to_be_open_is_open_if_there_is_room() -> None:
    """Groups with `expanded` show their entries; not if that were too much."""

    def table(count: int) -> str:
        below = "".join(f"  - name: B{n}\n    href: b{n}.md\n" for n in range(count))
        return f"- name: A\n  href: a.md\n- name: Open\n  expanded: true\n  items:\n{below}"

    for count, opened in ((3, 3), (MOST - 2, MOST - 2), (MOST - 1, 0)):
        index = joined([page("nl-NL/a"), *(page(f"nl-NL/b{n}") for n in range(count))], toc("nl-NL", table(count)))
        (level,) = index.navigation[PageId("nl-NL", "a")]
        assert len(level.steps[1].steps) == opened
        inside = index.navigation[PageId("nl-NL", "b1")]
        assert [len(level.steps) for level in inside] == [2, count if count + 2 <= MOST else MOST - 2]


def test_a_sidebar_is_a_list_of_lists() -> None:
    """Its addresses start at the page; the article is marked; an open group without a page is no link."""
    index = joined(PAGES, toc("nl-NL", TOC))
    motor = PageId("nl-NL", "boten/motor")
    branch = Sidebars("nl-NL").branch(index.navigation[motor], index.addresses[motor])
    assert branch is not None

    def lines(branch: Branch) -> list[object]:
        return [
            (stop.title, stop.address, stop.is_current, stop.is_group, lines(stop.branch) if stop.branch else [])
            for stop in branch.stops
        ]

    assert lines(branch) == [
        ("De zee", "../../zee/", False, False, []),
        (
            "Boten",
            "",
            False,
            True,
            [("Motor", "./", True, False, []), ("Dek en zeil", "../dek/", False, True, [])],
        ),
        ("Strand", "../../strand/", False, False, []),
    ]
    assert Sidebars("nl-NL").branch((), "nl-nl/los/anker/") is None


def test_sidebars_share_what_they_can() -> None:
    """And each is as if it were the only one, wherever its page is."""
    names = ["zee", "boten/index", "boten/dek", "boten/dek/kiel", "boten/dek/mast", "boten/motor", "index"]
    text = "- name: G\n  expanded: true\n  items:\n" + "".join(f"  - name: X\n    href: {n}.md\n" for n in names)
    index = joined([page(f"nl-NL/{name}") for name in names], toc("nl-NL", text + "- name: Z\n  href: zee.md\n"))
    shared = Sidebars("nl-NL")
    for id, levels in index.navigation.items():
        branch = shared.branch(levels, index.addresses[id])
        assert branch == Sidebars("nl-NL").branch(levels, index.addresses[id])
        assert branch is not None
        assert branch.stops[0].branch is not None
        found = [stop.address for stop in branch.stops[0].branch.stops]
        assert found == [relative(index.addresses[id], index.addresses[PageId("nl-NL", name)]) for name in names]
    assert len(shared._lists) < 2 * len(names)


def test_a_sidebar_says_whose_language_a_page_is_in() -> None:
    """In the words of its reader."""
    step = Step("Sea", "en-us/sea/", locale="en-US")
    levels = (Level((Step("Zee", "nl-nl/zee/"), step), 0, Crumb("", "nl-nl/")),)
    branch = Sidebars("nl-NL").branch(levels, "nl-nl/zee/")
    assert branch is not None
    assert [(stop.locale, stop.language, stop.address) for stop in branch.stops] == [
        ("", "", "./"),
        ("en-US", "Engels", "../../en-us/sea/"),
    ]
    assert branch.rest == "../"

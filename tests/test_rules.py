"""The rules and their pages: what a page's examples show is what Diglot finds, there and nowhere else.

An example is a small site: fenced blocks that follow one another without a word between them. The first line of each
block says what it is: its language, its path, an encoding if it is not UTF-8, and `fine` or `finds LINE:COLUMN …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from diglot.allowances import heed_allowances
from diglot.build import examine
from diglot.content import find_content
from diglot.diagnostics import Diagnostic, Rule
from diglot.model import Reference
from diglot.profiles import load_profiles
from diglot.rules.links.external_addresses import address_findings
from diglot.rules.registry import RULES
from diglot.run import Serial
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.workshop import DiskWorkshop, Means
from outside import outcome_of
from support import PACKAGE, expect_none

PAGES = PACKAGE / "rules"
FAMILIES = {
    "SEG": "segments",
    "MRK": "marks",
    "LNK": "links",
    "ACC": "accuracy",
    "LNG": "language",
    "TRM": "terms",
    "CHR": "characters",
    "TYP": "typography",
    "FMT": "formatting",
    "CON": "consistency",
    "STA": "freshness",
}
"""The letters of a code -> the folder of the rule's page."""
LARGEST_IMAGE = 400
"""Bytes of an image that examples may show."""
LARGEST_PAGE = 1_000
"""Bytes of a page in examples."""
SECTIONS = ["What it finds", "Why it hurts a reader", "How to mend it", "Examples"]
VERBS = "add close give indent keep link make move name put remove rename save split take translate write".split()

ASIDE = {"missing-translation"}
"""What an example would have to say of articles that it leaves out, since they are not what it is about."""

MAP = {"known.elsewhere": Reference("https://paper.example/known", "Known")}
"""What maps of other sites say of uids, in all examples."""

_FENCE = r"^(?P<fence>`{3,})(?P<info>.*)\n(?P<text>(?s:.*?))^(?P=fence)$"
_PART = re.compile(rf"{_FENCE}|^### (?P<kind>.+)$|^(?P<words>\S.*)$", re.MULTILINE)
_INFO = re.compile(r"\w+ (?P<path>content/\S+)(?: (?P<encoding>\S+))? (?P<verdict>fine|finds(?: \d+:\d+)+)")
_ADVICE = re.compile(rf"; (?:did you mean|{'|'.join(VERBS)}) ")
_QUOTED = re.compile(r"`([^`]+)`")
_TWO_SENTENCES = re.compile(r"[.?!] [A-Z]")


class File(NamedTuple):
    """One block of an example."""

    path: str
    data: bytes
    places: tuple[tuple[int, int], ...]
    """(line, column) of each finding that the page promises."""


class Example(NamedTuple):
    """A small site on a rule's page."""

    rule: Rule
    line: int
    """Where it begins on the page."""
    kind: str
    """`Finds` or `Fine`."""
    files: tuple[File, ...]


def page_of(rule: Rule) -> Path:
    """Returns the path of the page of `rule`."""
    return PAGES / FAMILIES[rule.code[:3]] / f"{rule.name.replace('-', '_')}.md"


def text_of(rule: Rule) -> str:
    """Returns the page of `rule`, empty where there is none: that is another test's failure."""
    path = page_of(rule)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def prose_of(rule: Rule) -> str:
    """Returns the page of `rule` without its fenced blocks."""
    return re.sub(_FENCE, "", text_of(rule), flags=re.MULTILINE)


def examples(rule: Rule) -> Iterator[Example]:
    """Yields the sites on the page of `rule`, in order."""
    page = text_of(rule)
    kind, line = "", 0
    site: list[File] = []
    for part in _PART.finditer(page):
        if part["info"] is not None:
            line = line if site else page.count("\n", 0, part.start()) + 1
            site.append(file_of(part["info"], part["text"]))
            continue
        if site:
            yield Example(rule, line, kind, tuple(site))
            site = []
        kind = part["kind"] or kind
    if site:
        yield Example(rule, line, kind, tuple(site))


def file_of(info: str, text: str) -> File:
    """Returns the file that a block is."""
    match = _INFO.fullmatch(info)
    if match is None:
        raise ValueError(f"not the first line of an example: {info}")
    places = re.findall(r"(\d+):(\d+)", match["verdict"])
    data = text.encode(match["encoding"] or "utf-8")
    return File(match["path"], data, tuple((int(line), int(column)) for line, column in places))


def diagnose(folder: Path, files: tuple[File, ...], about: str) -> list[Diagnostic]:
    """Returns everything that Diglot has to say of a site, in order; `about` is the rule whose example it is."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    folders = {path.name: path for path in sorted((folder / "content").iterdir())}
    settings = Settings(largest_page=LARGEST_PAGE, locales=tuple(dict.fromkeys(("en-US", *folders))))
    content = find_content(folder, folders, frozenset(), LARGEST_IMAGE)
    content = content._replace(references=MAP)
    library = DiskLibrary(folder, folders, settings.source_locale)
    profiles = load_profiles(folder, settings.source_locale, settings.locales)
    workshop = DiskWorkshop(Means(Serial(), None, folders, library, content.beside.moved, profiles))
    examined = examine(settings, content, workshop, lambda *_: None, {}, profiles)
    assert not examined.failures
    outcomes = {link.address: outcome_of(link.address) for link in examined.links}
    outside = workshop.locate(tuple(address_findings(examined.links, outcomes)), ())
    allowed = heed_allowances((*examined.diagnostics, *outside), examined.allowances)
    return [found for found in allowed.diagnostics if found.name not in ASIDE or found.name == about]


def is_own_text(quoted: str, data: bytes) -> bool:
    """Tells whether `quoted` stands in a file, as text or as the bytes that it names."""
    if re.fullmatch(r"[0-9A-F]{2}(?: [0-9A-F]{2})*", quoted) and bytes.fromhex(quoted) in data:
        return True
    return quoted.encode() in data


def flaws(message: str, data: bytes, has_extent: bool) -> Iterator[str]:
    """Yields what is wrong with a message about a file; `has_extent` tells that it is about some of its text."""
    if message.endswith((".", "!", "?")):
        yield "it ends with a mark"
    if "\n" in message:
        yield "it is longer than a line"
    if not _ADVICE.search(message):
        yield "it does not say what to do"
    if has_extent and not any(is_own_text(quoted, data) for quoted in _QUOTED.findall(message)):
        yield "it does not name the text it is about"


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
every_example = pytest.mark.parametrize(
    "example",
    [example for rule in RULES for example in examples(rule)],
    ids=lambda example: f"{example.rule.name}-{example.line}",
)


def test_codes_are_unique_and_in_order() -> None:
    """A code and a name mean one rule; the numbers rise, each family has its own."""
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    expect_none(rule.code for rule in RULES if not re.fullmatch(r"[A-Z]{3}\d{3}", rule.code))
    assert list(RULES) == sorted(RULES, key=lambda rule: rule.code[3:])
    assert len({(rule.code[:3], rule.code[3]) for rule in RULES}) == len({rule.code[:3] for rule in RULES})


def test_rules_and_pages_are_pairs() -> None:
    """Every rule has a page in the folder of its family, and every page a rule."""
    pages = {path.relative_to(PAGES) for path in PAGES.rglob("*.md")}
    assert pages == {page_of(rule).relative_to(PAGES) for rule in RULES}


def test_code_stands_beside_its_page() -> None:
    """What finds a rule is in the folder of its family; a rule over many pages says what it gathers of each."""
    expect_none(
        f"{rule.name} is in {rule.find.__module__}"
        for rule in RULES
        if rule.find is not None and rule.find.__module__.split(".")[2] != FAMILIES[rule.family]
    )
    expect_none(
        f"{rule.name} has no find" for rule in RULES if (rule.scope in ("parser", "external")) != (rule.find is None)
    )
    wants = {rule.name for rule in RULES if rule.scope in ("locale", "site", "external")}
    assert wants == {rule.name for rule in RULES if rule.gather is not None}


@every_rule
def test_page_has_its_sections(rule: Rule) -> None:
    """Name and code on top, then what, why, how, and examples of both kinds."""
    lines = prose_of(rule).splitlines()
    assert lines[0] == f"# {rule.name} ({rule.code})"
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS
    assert [line[4:] for line in lines if line.startswith("### ")] == ["Finds", "Fine"]
    sections = re.split(r"^#{1,3} .*\n", prose_of(rule), flags=re.MULTILINE)
    assert all(section.strip() for section in sections[2:5])


@every_rule
def test_page_has_one_sentence_per_line(rule: Rule) -> None:
    """So that a change of a sentence is a change of a line."""
    lines = [line for line in prose_of(rule).splitlines() if line and not line.startswith("#")]
    expect_none(f"not one sentence: {line}" for line in lines if _TWO_SENTENCES.search(line) or line[-1] not in ".:?")


@every_rule
def test_page_shows_both_kinds_in_two_languages(rule: Rule) -> None:
    """What is found, and what looks like it and is not; no rule is about one language alone."""
    shown = list(examples(rule))
    assert {example.kind for example in shown} == {"Finds", "Fine"}
    assert len({file.path.split("/")[1] for example in shown for file in example.files} - {"en-US"}) >= 2
    expect_none(
        f"line {example.line} has two files of one path"
        for example in shown
        if len({file.path for file in example.files}) < len(example.files)
    )
    expect_none(
        f"line {example.line} is not of the kind {example.kind}"
        for example in shown
        if any(file.places for file in example.files) != (example.kind == "Finds")
    )


@every_example
def test_example_is_true(example: Example, tmp_path: Path) -> None:
    """Diglot finds what the page promises, at that place, and nothing besides."""
    found = [
        (one.at.path, one.at.line, one.at.column, one.code)
        for one in diagnose(tmp_path, example.files, example.rule.name)
    ]
    promised = [(file.path, *place, example.rule.code) for file in example.files for place in file.places]
    assert found == sorted(promised)


@every_example
def test_message_is_helpful(example: Example, tmp_path: Path) -> None:
    """A message names the reader's own text, says what to do, and ends without a period."""
    data = {file.path: file.data for file in example.files}
    expect_none(
        f"`{one.message}`: {flaw}"
        for one in diagnose(tmp_path, example.files, example.rule.name)
        if one.name == example.rule.name
        for flaw in flaws(one.message, data[one.at.path], one.at.start < one.at.end)
    )


@pytest.mark.parametrize(
    ("message", "flaw"),
    [
        ("`paper.md` is gone; write another address.", "mark"),
        ("`paper.md` is\ngone; write another address", "line"),
        ("`paper.md` is gone", "what to do"),
        ("this is gone; write another address", "name"),
        ("`glass.md` is gone; write another address", "name"),
    ],
)
def test_flaw_is_seen(message: str, flaw: str) -> None:
    """Each demand on messages can fail."""
    (seen,) = flaws(message, b"[paper](paper.md)", has_extent=True)
    assert flaw in seen


def test_good_message_has_no_flaw() -> None:
    """What the rules ask for is possible."""
    assert not list(flaws("`paper.md` is gone; write another address", b"[paper](paper.md)", has_extent=True))
    assert not list(flaws("the bytes `E9` are not UTF-8; save the file as UTF-8", b"caf\xe9", has_extent=True))

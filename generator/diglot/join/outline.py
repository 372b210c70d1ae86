"""Tables of contents put together: where entries lead, other tables in their places, and where each page stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote

from diglot.join.references import References
from diglot.join.targets import target_of
from diglot.markup.text import Places, decode
from diglot.markup.toc import DEEPEST
from diglot.markup.xref import SCHEME, uid_of
from diglot.model import Entry, Location, PageId, Problem, Span, Target, Toc
from diglot.settings import Settings
from diglot.urls import Meaning, Pages, is_final, place_of, resolve

_NAMES = ("toc.yml", "toc.yaml", "toc.md", "toc.json")
"""How tables of contents are called in references to them; the last is what becomes of them elsewhere."""


class Goal(NamedTuple):
    """What an entry leads to."""

    target: Target
    page: PageId | None = None
    """If it is a page of the table's own locale."""
    missing: PageId | None = None
    """The page that the table's own locale lacks, where a fallback stands for it."""


@dataclass(slots=True, eq=False)
class Node:
    """An entry in its place; it belongs to the join alone, and is changed while tables are put together."""

    title: str
    parent: Node | None = None
    goal: Goal | None = None
    expanded: bool = False
    depth: int = 0
    position: int = 0
    """Among the nodes of its parent."""
    below: list[Node] = field(default_factory=list)
    first: Goal | None = None
    """What it leads to, or the first thing below it does."""
    folder: str = ""
    """Of the table that it stands in."""


class Outline(NamedTuple):
    """A table of contents with all the others that it holds."""

    root: Node
    """It has no title; the entries are below it."""
    nodes: tuple[Node, ...]
    """In the order of the table, without the root."""


class Outlines(NamedTuple):
    """All tables of contents of a locale."""

    outlines: tuple[Outline, ...]
    """From the top folder down."""
    nodes: Mapping[PageId, Node]
    """Where each page stands: the first place that names it."""
    missing: Mapping[PageId, Node]
    """The same of pages that the locale lacks, where fallbacks stand for them."""
    problems: tuple[Problem, ...]
    resources: frozenset[tuple[str, str]]
    """(locale, path) of the files that entries lead to."""


class Site(NamedTuple):
    """What putting tables together has to know of the site."""

    settings: Settings
    known: Pages
    places: Mapping[PageId, str]
    alternates: Mapping[PageId, tuple[PageId, ...]]
    references: References


def outlines_of(site: Site, locale: str, tocs: Sequence[Toc]) -> Outlines:
    """Returns the tables of contents of a locale; one without any has those of the source locale, with its own pages.

    `tocs` are the tables of all locales. A table that another one names stands in the place of that entry, once.
    """
    own, source = (_by_folder(tocs, of) for of in (locale, site.settings.source_locale))
    borrowed = {folder: toc for folder, toc in source.items() if folder not in own}
    builder = _Builder(site, locale, {**borrowed, **own}, frozenset(borrowed))
    starts = own or borrowed
    named = {
        folder for toc in starts.values() for entry in _entries(toc.entries) for folder in [builder.named(toc, entry)]
    }
    # Tables that name one another in a circle are begun at the topmost one.
    order = (*(folder for folder in starts if folder not in named), *starts)
    outlines = [builder.outline(starts[folder]) for folder in order if folder not in builder.placed]
    return _first_places(sorted(outlines, key=lambda outline: _depth(outline.root.folder)), builder)


def _first_places(outlines: Iterable[Outline], builder: _Builder) -> Outlines:
    found: dict[PageId, Node] = {}
    missing: dict[PageId, Node] = {}
    kept = []
    for outline in outlines:
        if outline.root.below:
            kept.append(outline)
        for node in outline.nodes:
            if node.goal is not None and node.goal.page is not None:
                found.setdefault(node.goal.page, node)
            elif node.goal is not None and node.goal.missing is not None:
                missing.setdefault(node.goal.missing, node)
    return Outlines(tuple(kept), found, missing, tuple(builder.problems), frozenset(builder.resources))


def _by_folder(tocs: Iterable[Toc], locale: str) -> dict[str, Toc]:
    """Returns the tables of a locale by their folders in lower case; of two in a folder, the YAML one."""
    found: dict[str, Toc] = {}
    wanted = (toc for toc in tocs if toc.locale == locale and toc.kind == "navigation" and toc.entries)
    for toc in sorted(wanted, key=lambda toc: (_depth(toc.folder), toc.file.lower().endswith(".md"), toc.file)):
        found.setdefault(toc.folder.lower(), toc)
    return found


def _depth(folder: str) -> tuple[int, str]:
    return (folder.count("/") + 1 if folder else 0, folder)


def _entries(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _entries(entry.entries)


class _Builder:
    """Puts the tables of one locale together."""

    def __init__(self, site: Site, locale: str, tocs: Mapping[str, Toc], borrowed: frozenset[str]) -> None:
        self._site = site
        self._locale = locale
        self._tocs = tocs
        self._borrowed = borrowed
        """The folders whose tables are the source locale's."""
        self._texts: dict[str, Places] = {}
        self._anchors: dict[PageId, dict[str, str]] = {}
        self.placed: set[str] = set()
        self.problems: list[Problem] = []
        self.resources: set[tuple[str, str]] = set()

    def named(self, toc: Toc, entry: Entry) -> str | None:
        """Returns the folder of the table that an entry names; None where it names none that there is."""
        for written in (entry.toc, entry.href):
            if written and (entry.toc or written.endswith("/") or _is_toc(written)):
                folder = self._folder(toc, written)
                if folder in self._tocs and folder != toc.folder.lower():
                    return folder
        return None

    def _folder(self, toc: Toc, written: str) -> str | None:
        if is_final(self._site.settings, written):
            return None
        locale, path = place_of(self._site.settings, PageId(self._locale, f"{toc.folder}/TOC".lstrip("/")), written)
        if path is None or locale != self._locale:
            return None
        folder, _, name = path.lower().rpartition("/")
        return folder if name in _NAMES else path.lower()

    def outline(self, toc: Toc) -> Outline:
        """Returns a table with all that it names. Neither depth nor circles can be a trouble: there is no recursion."""
        root = Node("", folder=toc.folder)
        nodes: list[Node] = []
        self.placed.add(toc.folder.lower())
        open_: list[tuple[Toc, Iterator[Entry], Node]] = [(toc, iter(toc.entries), root)]
        while open_:
            toc, entries, parent = open_[-1]
            entry = next(entries, None)
            if entry is None:
                open_.pop()
                continue
            named = self.named(toc, entry)
            node = self._node(toc, entry, parent, named)
            nodes.append(node)
            # What is too deep stands beside the one above it.
            owner = node if node.depth < DEEPEST else parent
            if named is not None and named not in self.placed:
                self.placed.add(named)
                open_.append((self._tocs[named], iter(self._tocs[named].entries), owner))
            open_.append((toc, iter(entry.entries), owner))
        return _pruned(root, nodes)

    def _node(self, toc: Toc, entry: Entry, parent: Node, named: str | None) -> Node:
        goal = self._goal(toc, entry, named)
        if entry.toc and named is None and self._folder(toc, entry.toc) not in (None, toc.folder.lower()):
            message = f"there is no table of contents at `{entry.toc}`; write another address, or take `tocHref` out"
            self._tell("missing-target", toc, entry, message)
        is_borrowed = toc.folder.lower() in self._borrowed
        title = entry.title
        if goal is not None and (not title or (is_borrowed and goal.page is not None)):
            title = goal.target.title or goal.target.address
        node = Node(title, parent, goal, entry.expanded, parent.depth + 1, folder=toc.folder)
        parent.below.append(node)
        return node

    def _goal(self, toc: Toc, entry: Entry, named: str | None) -> Goal | None:
        settings = self._site.settings
        if entry.uid:
            return self._referenced(toc, entry)
        path, _, fragment = entry.href.partition("#")
        if not path or (named is not None and _is_toc(entry.href)):
            return None
        if entry.href.lower().startswith("data:"):
            self._report(toc, entry, Meaning.MALFORMED)
            return None
        if is_final(settings, entry.href):
            return Goal(Target(entry.href, False, entry.href.partition("://")[2] or entry.href))
        here = PageId(self._locale, f"{toc.folder}/TOC".lstrip("/"))
        result = resolve(settings, self._site.known, here, path)
        if result.meaning in (Meaning.MISSING, Meaning.MALFORMED):
            if named is None:
                self._report(toc, entry, result.meaning)
            return None
        if result.meaning is Meaning.RESOURCE:
            locale, _, below = result.path.partition("/")
            self.resources.add((locale, below))
        page = self._translated(result.page) if result.page is not None else None
        if page is not None:
            result = result._replace(page=page)
        elif result.page is not None and toc.folder.lower() in self._borrowed and not settings.fallback:
            return None
        target = target_of(self._site.known, self._site.places, here, result)
        if fragment and result.page is not None:
            target = target._replace(address=target.address + self._anchor(toc, entry, result.page, unquote(fragment)))
        return Goal(target, page, self._missing(result.page) if page is None else None)

    def _translated(self, page: PageId) -> PageId | None:
        """Returns the page of this locale that is the same article."""
        if page.locale == self._locale:
            return page
        return next((other for other in self._site.alternates[page] if other.locale == self._locale), None)

    def _missing(self, page: PageId | None) -> PageId | None:
        """Returns what a fallback stands for that shows `page`, if the site has any."""
        settings = self._site.settings
        stands_in = settings.fallback and page is not None and page.locale == settings.source_locale
        return PageId(self._locale, page.path) if stands_in and page is not None else None

    def _referenced(self, toc: Toc, entry: Entry) -> Goal | None:
        references, uid = self._site.references, uid_of(SCHEME + entry.uid)
        for locale in (self._locale, self._site.settings.source_locale):
            found = references.pages.get((locale, uid))
            if found is not None:
                page = self._translated(found) or found
                other = page.locale if page.locale != self._locale else ""
                if other and toc.folder.lower() in self._borrowed and not self._site.settings.fallback:
                    return None
                title = self._site.known.summaries[page].title
                target = Target(self._site.places[page], True, title, other)
                return Goal(target, None if other else page, self._missing(page) if other else None)
        elsewhere = references.elsewhere.get(uid)
        if elsewhere is not None:
            return Goal(Target(elsewhere.address, False, elsewhere.name))
        if references.elsewhere:
            message = f"no page and no map has the uid `{uid}`; write one that is known, or add a map that has it"
            self._tell("unknown-uid", toc, entry, message)
        return None

    def _anchor(self, toc: Toc, entry: Entry, page: PageId, wanted: str) -> str:
        """Returns the fragment of an address; empty where the page has no such anchor."""
        anchors = self._anchors.get(page)
        if anchors is None:
            names = self._site.known.summaries[page].anchors
            lower = {name.lower(): name for name in reversed(names)}
            anchors = self._anchors[page] = {**lower, **{name: name for name in names}}
        found = anchors.get(wanted) or anchors.get(wanted.lower())
        if found is None and wanted.lower() == "top":
            # To browsers, `#top` is the top of any page.
            return f"#{wanted}"
        if found is None:
            message = f"the page of this entry has no heading or anchor `#{wanted}`; write the name of one that it has"
            self._tell("missing-target", toc, entry, message)
            return ""
        return f"#{quote(found, safe='/?:@!$&()*+,;=~')}"

    def _report(self, toc: Toc, entry: Entry, meaning: Meaning) -> None:
        if meaning is Meaning.MISSING:
            message = f"nothing on this site is at `{entry.href}`; write another address, or take the entry out"
            self._tell("missing-target", toc, entry, message)
        else:
            message = f"`{entry.href}` is no address a reader can follow; write a path from this table of contents"
            self._tell("malformed-address", toc, entry, message)

    def _tell(self, rule: str, toc: Toc, entry: Entry, message: str) -> None:
        """Takes a problem of an own table; that of another locale is told there."""
        if toc.locale == self._locale:
            page = PageId(toc.locale, f"{toc.folder}/TOC".lstrip("/"))
            self.problems.append(Problem(rule, page, self._at(toc, entry.at), message))

    def _at(self, toc: Toc, at: Span) -> Location:
        if toc.file not in self._texts:
            self._texts[toc.file] = Places(decode(toc.data)[0], toc.file)
        return self._texts[toc.file].locate(at)


def _is_toc(written: str) -> bool:
    return written.lower().replace("\\", "/").rpartition("/")[2] in _NAMES


def _pruned(root: Node, nodes: list[Node]) -> Outline:
    """Takes out entries that lead nowhere, and finds what each of the others leads to first."""
    for node in (*reversed(nodes), root):
        node.below = [child for child in node.below if child.first is not None]
        for position, child in enumerate(node.below):
            child.position = position
        node.first = node.goal or (node.below[0].first if node.below else None)
    return Outline(root, tuple(node for node in nodes if node.first is not None))

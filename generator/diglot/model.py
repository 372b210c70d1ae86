"""The nouns of Diglot: frozen values that stages hand to one another. It does nothing and imports nothing of ours.

Offsets are counted in code points of a page's text, `end` exclusive, unless a name says otherwise.
Paths are written with `/`, addresses are relative to the root of the site and have no leading `/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class PageId(NamedTuple):
    """The join key of everything: one article in one locale."""

    locale: str
    """BCP 47 tag, `nl-NL`."""
    path: str
    """Path of the article below its locale's folder, without `.md`; the same in every locale."""


class Span(NamedTuple):
    """A stretch of a page's text."""

    start: int
    end: int


class Location(NamedTuple):
    """A stretch of a file, for people and for machines."""

    path: str
    """Relative to the project."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    end_line: int
    end_column: int
    """The column after the last character."""
    start: int
    """Offset in bytes of the file as it is on disk."""
    end: int


class Unit(NamedTuple):
    """One bilingual span pair: a piece of target text followed by its source."""

    id: str
    """As written, `96e2f-103`."""
    target: str
    source: str
    at: Span
    """The whole pair with its tags."""
    target_at: Span
    source_at: Span
    block: str
    """Where it stands: `front-matter`, `heading`, `list`, `table`, `quote`, `html`, `code` or `paragraph`."""

    @property
    def number(self) -> str:
        """The id without its prefix: `103`, or `p103` for a unit that covers several sentences."""
        return self.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article's body."""

    level: int
    id: str
    text: str
    """As plain text."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image that points to something whose address is only known once all pages are joined."""

    target: str
    """As written, percent escapes kept."""
    at: Location
    image: bool = False
    base: str = ""
    """The file it is relative to, below the locale's folder, where that is not the page's own: an included one."""


class ExternalLink(NamedTuple):
    """An address of another site, at one of the places where it is written."""

    address: str
    """As written."""
    page: PageId
    at: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the front matter says, normalized. Absent and empty are the same."""

    title: str = ""
    description: str = ""
    content_locale: str = ""
    translation_type: str = ""
    """An open set: `MT` (machine), `HT` (human), `MTE75`, …; empty where the page is no translation."""
    last_handoff: date | None = None
    """The day of the last handoff to translation."""
    updated: date | None = None
    """`ms.date`: the last substantial edit."""
    file_hash: str = ""
    """`ms.openlocfilehash`: an opaque version of the localized file."""
    asset_id: str = ""
    """`ms.assetid` or, where it is absent, `uid`."""
    robots: frozenset[str] = frozenset()
    """Lower-case flags of `ROBOTS`: `noindex`, `nofollow`."""
    topic: str = ""
    other: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Every key as written, with its value as a list of strings."""

    def values(self, key: str) -> tuple[str, ...]:
        """Returns the values of `key` as written, however it was written: scalar or list."""
        return next((values for name, values in self.other if name == key), ())


@dataclass(frozen=True, slots=True)
class Summary:
    """All that other pages may know of a page. Small: the driver holds one for each page of the site."""

    id: PageId
    file: str
    """Where it was read, relative to the project."""
    title: str
    source_title: str
    """The first heading of the source view; empty where the page has no units."""
    utf8_description: bytes
    """See `description`. Text takes more room than its bytes, and has both once it was handed to another process."""
    metadata: Metadata
    anchors: tuple[str, ...] = ()
    """Ids that a link may point to, in the order of the page."""
    links: tuple[Link, ...] = ()
    """Numbered: link slot `n` of the body is `links[n]`."""
    units: int = 0
    generated: bool = False
    """True for a source page made out of the source view of a translation."""
    uids: tuple[str, ...] = ()
    """What references to this page call it."""
    redirect: str = ""
    """Where readers go instead, as written in `redirect_url`: the page is no article, and its only link is this one."""
    source_words: int = 0
    """Words of its source text, or of its own where it has no units; 0 where nobody counted."""
    blocks: str = ""
    """What the blocks of a page without units look like, see `diglot.markup.signatures`; empty where none are named."""
    paired: bool = False
    """See `File`."""
    subjects: tuple[str, ...] = ()
    """What its front matter says that it is about, see `diglot.markup.subjects`."""
    facets: tuple[tuple[str, str], ...] = ()
    """(filter, value): what readers can narrow a search to, see `diglot.markup.facets`."""

    @property
    def description(self) -> str:
        """What the page is about, in a sentence or two."""
        return self.utf8_description.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Body:
    """The finished HTML of an article, but for its link slots; it never travels to the driver."""

    html: str
    headings: tuple[Heading, ...] = ()
    has_title: bool = False
    """True if the HTML starts with, or holds, a level 1 heading."""
    sources: str = ""
    """The source of its units, see `markup.source_text`; empty where it is not shown."""
    untranslated: tuple[str, ...] = ()
    """The numbers of units that are not translated yet, where texts are checked."""
    markdown: str = ""
    """The view as plain Markdown, its links open as well; empty where the site has no such copies."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site."""

    path: str
    """Relative to the output folder."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A page's file as it was read; what it has in common with `File` means the same."""

    id: PageId
    file: str
    data: bytes
    origin: str = ""
    defaults: tuple[tuple[str, tuple[str, ...]], ...] = ()
    paired: bool = False


class File(NamedTuple):
    """A file of the content that exists; it was listed, not read."""

    id: PageId
    file: str
    """Relative to the project, for people."""
    path: str
    """Where to open it."""
    origin: str = ""
    """Its path below the locale's folder, with its ending, where it is published at another one."""
    defaults: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys of its front matter with the values that they have unless it says so itself."""
    paired: bool = False
    """True where both the source locale and another one have this article."""


class Entry(NamedTuple):
    """A node of a table of contents (`TOC.yml`, `TOC.md`)."""

    title: str
    href: str = ""
    """What it leads to, as written: a page, another table of contents or its folder, any other address."""
    entries: tuple[Entry, ...] = ()
    toc: str = ""
    """The table of contents that belongs in its place, as written, where `href` does not say so."""
    uid: str = ""
    """What the page is called that it leads to, where it has no `href`."""
    expanded: bool = False
    """True if its entries are to be seen without being asked for."""
    at: Span = Span(0, 0)
    """Where its address stands in the file, or it itself where it has none."""


class Toc(NamedTuple):
    """One `TOC.yml` or `TOC.md`."""

    locale: str
    folder: str
    """Its folder below the locale's, empty for the top."""
    entries: tuple[Entry, ...]
    kind: str = "navigation"
    """`navigation`, or `breadcrumb` for one that only says in which larger whole the docset stands."""
    file: str = ""
    """Where it was read, relative to the project."""
    data: bytes = b""
    """As it was read: what is wrong with it is found once all pages are known, and has its place in it."""


class Crumb(NamedTuple):
    """A step of the way from the home page; `address` is empty where there is no page to go to."""

    title: str
    address: str
    internal: bool = True
    """False if the address is final, and of another site."""


class Step(NamedTuple):
    """An entry of a table of contents in the navigation beside an article."""

    title: str
    address: str
    """Of the page, or of the first one below; empty where there is none."""
    internal: bool = True
    """False if the address is final, and of another site."""
    locale: str = ""
    """The locale of the page it leads to, where that is another one than the reader's."""
    is_own: bool = True
    """False if the address is that of the first page below it, since it has none itself."""
    is_group: bool = False
    """True if there are entries below it, whether they are shown or not."""
    steps: tuple[Step, ...] = ()
    """Those that are shown although the article is not among them."""


class Level(NamedTuple):
    """A list in the navigation beside an article; pages that stand side by side share all but `chosen`."""

    steps: tuple[Step, ...]
    """All of a branch, or those around the article."""
    chosen: int
    """The position of the step that leads on to the article, or to it; -1 below the article."""
    rest: Crumb | None = None
    """Where all of them are, if some are left out."""


class Target(NamedTuple):
    """What a link slot turned out to point to."""

    address: str
    """Relative to the root of the site if `internal`, else final; empty where there is nothing to go to."""
    internal: bool
    title: str = ""
    """What a link without a text of its own is called."""
    locale: str = ""
    """The locale of the page it leads to, where that is another one than the reader's."""
    plain: bool = False
    """True where there is no link after all, only its text."""
    size: tuple[int, int] | None = None
    """Width and height of an image in pixels, where they are known."""


class Reference(NamedTuple):
    """What a map of another site says of a uid."""

    address: str
    name: str
    name_with_type: str = ""
    full_name: str = ""


class Problem(NamedTuple):
    """Something the join found out about a page, for `check` to report."""

    rule: str
    page: PageId
    at: Location
    message: str


@dataclass(frozen=True, slots=True)
class Section:
    """A group of articles: a folder, or a group of a `TOC.yml`."""

    title: str
    """Empty for the articles that are in no group."""
    address: str
    """Where all of them are listed; empty where the home page does."""
    pages: tuple[PageId, ...]
    parts: tuple[Section, ...] = ()
    """The groups of its own that its table of contents has; together they hold all of its pages."""
    facet: str = ""
    """Where the title is what front matter says, see `diglot.markup.facets`: the filter whose value it is."""


@dataclass(frozen=True, slots=True)
class Index:
    """The joined summaries. Built once by `join`, then only read."""

    pages: Mapping[PageId, Summary]
    """In the order of the site: by locale, then by path."""
    addresses: Mapping[PageId, str]
    """`nl-nl/create-user/`, unique."""
    alternates: Mapping[PageId, tuple[PageId, ...]]
    """The same article in every locale that has it, the page itself included, in the order of the locales."""
    targets: Mapping[PageId, tuple[Target, ...]]
    """What the links of a page lead to; pages without such links are left out."""
    resources: tuple[tuple[str, str], ...]
    """(locale, path below its folder) of the files that pages point to: they are copied."""
    trails: Mapping[PageId, tuple[Crumb, ...]]
    neighbours: Mapping[PageId, tuple[PageId | None, PageId | None]]
    sections: Mapping[str, tuple[Section, ...]]
    """By locale."""
    problems: tuple[Problem, ...]
    home: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)
    """By locale: what its home page shows where a table of contents says so, instead of its sections."""
    navigation: Mapping[PageId, tuple[Level, ...]] = field(default_factory=dict)
    """Where a page stands in the table of contents, from the top down; pages that are in none are left out."""
    redirects: Mapping[str, Target] = field(default_factory=dict)
    """Addresses at which articles were, sorted, and where their readers go now."""
    blocks: Mapping[PageId, tuple[int, ...]] = field(default_factory=dict)
    """For each block of a page without units the number that it shares with its source; 0 where it has none."""
    related: Mapping[PageId, tuple[PageId, ...]] = field(default_factory=dict)
    """The pages of its locale that are most like a page, best first; pages that none is like are left out."""
    freshness: Mapping[PageId, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """How old each translated page is, see `diglot.quality.State`, with its older units; empty without checks."""
    fallbacks: Mapping[str, PageId] = field(default_factory=dict)
    """Addresses at which readers of a locale see a source page, and which."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the join knows of one article, see `Index`: small, and all that its rendering gets of the others."""

    summary: Summary
    address: str
    alternates: tuple[tuple[str, str, bool], ...]
    """(locale, address, generated) of the article in every locale that has it, itself included."""
    trail: tuple[Crumb, ...]
    previous: Crumb | None
    next: Crumb | None
    targets: tuple[Target, ...]
    navigation: tuple[Level, ...] = ()
    blocks: tuple[int, ...] = ()
    related: tuple[Crumb, ...] = ()
    hidden: frozenset[str] = frozenset()
    """The locales whose version of the article asks search engines to leave it out."""
    freshness: tuple[str, tuple[str, ...]] = ("", ())

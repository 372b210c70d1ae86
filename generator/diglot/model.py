"""The nouns of Diglot: frozen values that stages hand to one another. It does nothing and imports nothing of ours.

Offsets are counted in code points of a page's text, `end` exclusive, unless a name says otherwise.
Paths are written with `/`, addresses are relative to the root of the site and have no leading `/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    source_commit: str = ""
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
    description: str
    metadata: Metadata
    anchors: tuple[str, ...] = ()
    """Ids that a link may point to, in the order of the page."""
    links: tuple[Link, ...] = ()
    """Numbered: link slot `n` of the body is `links[n]`."""
    units: int = 0
    source_digest: str = ""
    """Digest of the joined source text; equal digests mean equal source."""
    generated: bool = False
    """True for a source page made out of the source view of a translation."""


@dataclass(frozen=True, slots=True)
class Body:
    """The finished HTML of an article, but for its link slots; it never travels to the driver."""

    html: str
    headings: tuple[Heading, ...] = ()
    has_title: bool = False
    """True if the HTML starts with, or holds, a level 1 heading."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site."""

    path: str
    """Relative to the output folder."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A page's file as it was read."""

    id: PageId
    file: str
    data: bytes


class File(NamedTuple):
    """A file of the content that exists; it was listed, not read."""

    id: PageId
    file: str
    """Relative to the project, for people."""
    path: str
    """Where to open it."""


class Entry(NamedTuple):
    """A node of a table of contents (`TOC.yml`)."""

    title: str
    href: str
    entries: tuple[Entry, ...] = ()


class Toc(NamedTuple):
    """One `TOC.yml`."""

    locale: str
    folder: str
    """Its folder below the locale's, empty for the top."""
    entries: tuple[Entry, ...]


class Crumb(NamedTuple):
    """A step of the way from the home page; `address` is empty where there is no page to go to."""

    title: str
    address: str


class Target(NamedTuple):
    """What a link slot turned out to point to."""

    address: str
    """Relative to the root of the site if `internal`, else final; empty where there is nothing to go to."""
    internal: bool
    title: str = ""
    """What a link without a text of its own is called."""
    locale: str = ""
    """The locale of the page it leads to, where that is another one than the reader's."""


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


@dataclass(frozen=True, slots=True)
class Language:
    """A locale as a reader meets it."""

    tag: str
    """BCP 47, `ar-SA`: the value of `lang`."""
    direction: str
    """`ltr` or `rtl`."""
    name: str
    """In its own language, `Nederlands (Nederland)`."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same article in another locale, or in this one."""

    language: Language
    address: str
    """From the page it is shown on."""
    absolute: str
    """With the site's `base_url`; the same as `address` where there is none."""
    current: bool = False
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a list."""

    title: str
    address: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section in a list of sections: some of its articles, and where to find all of them."""

    title: str
    address: str
    items: tuple[Item, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about a page before reading it."""

    kind: str
    """`machine-translated`, `generated-source`."""
    day: str = ""
    """A date in the reader's format."""
    alternate: Alternate | None = None
    """Where to read the other version."""
    language: str = ""
    """What the language of the other version is called by readers of this one."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a template may know of the site, in one locale."""

    title: str
    locale: Language
    languages: tuple[Alternate, ...]
    """The home pages of all locales."""
    generator: str
    """`Diglot 1.2.3`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the join knows of one article, for its rendering: small, and all that crosses to another process with it."""

    summary: Summary
    address: str
    alternates: tuple[tuple[str, str, bool], ...]
    """(locale, address, generated) of the article in every locale that has it, itself included."""
    trail: tuple[Crumb, ...]
    previous: Crumb | None
    next: Crumb | None
    targets: tuple[Target, ...]


class Findable(NamedTuple):
    """An article as the search shows it."""

    page: PageId
    path: str
    """Of its file, below the locale's folder of the site."""
    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Theme:
    """How a site looks and speaks: templates, assets and catalogs, those of the user laid over the built-in ones."""

    templates: tuple[tuple[str, str], ...]
    """(name, Jinja2 source)."""
    assets: tuple[tuple[str, bytes], ...]
    catalogs: tuple[tuple[str, str], ...]
    """(locale, PO file)."""
    alphabets: tuple[tuple[str, str], ...] = ()
    """(locale, its letters in order), see `i18n.sort_key`."""


@dataclass(frozen=True, slots=True)
class View:
    """All that a template may see of a page."""

    kind: str
    """`article`, `home`, `section`, `search`, `not-found` or `languages`."""
    site: Site
    root: str
    """The way to the root of the site: `../../`, or an absolute path on pages that a host shows anywhere."""
    home: str
    """The way to the locale's home page."""
    title: str
    description: str = ""
    canonical: str = ""
    robots: str = ""
    alternates: tuple[Alternate, ...] = ()
    """Real translations of this very page, itself included; empty where there is only one."""
    default: str = ""
    """The absolute address for readers of none of these languages (`x-default`)."""
    trail: tuple[Crumb, ...] = ()
    previous: Item | None = None
    next: Item | None = None
    notices: tuple[Notice, ...] = ()
    body: str = ""
    """Safe HTML."""
    shows_title: bool = True
    """True if the template has to show the title, since the body does not."""
    contents: tuple[Heading, ...] = ()
    """The headings for a table of contents on the page."""
    groups: tuple[Group, ...] = ()
    updated: str = ""
    """`ms.date` in the reader's format."""

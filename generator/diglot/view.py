"""What a template may see: the frozen values that pages are drawn from. It does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from diglot.model import Crumb, Heading


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
    day: str = ""
    """When it was last edited, in the reader's format, where the list tells."""


@dataclass(frozen=True, slots=True)
class Group:
    """A section in a list of sections: some of its articles, and where to find all of them."""

    title: str
    address: str
    items: tuple[Item, ...]
    count: int


class Stop(NamedTuple):
    """An entry in the navigation beside an article."""

    title: str
    address: str
    """From the page it is shown on; empty where there is nothing to go to."""
    locale: str = ""
    """The locale of the page it leads to, where that is another one than the reader's."""
    language: str = ""
    """What its language is called by readers of this one."""
    is_current: bool = False
    """True for the article itself."""
    is_group: bool = False
    """True if there are entries below it, whether they are shown or not."""
    branch: Branch | None = None
    """Those that are shown."""


class Branch(NamedTuple):
    """A list in the navigation beside an article."""

    stops: tuple[Stop, ...]
    rest: str = ""
    """Where all entries are, if some are left out."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about a page before reading it."""

    kind: str
    """`machine-translated`, `behind`, `generated-source`, `fallback`."""
    day: str = ""
    """A date in the reader's format."""
    alternate: Alternate | None = None
    """Where to read the other version."""
    language: str = ""
    """What the language of the other version is called by readers of this one."""
    is_bilingual: bool = False
    """True if the original can be shown beside the text, unit by unit."""
    count: int = 0
    """How many units are concerned."""
    places: tuple[str | Item, ...] = ()
    """A list of parts of the page in words, as readers write lists: links, and what stands between them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader needs to read an article in two languages."""

    source: Alternate | None
    """The page in the language it was translated from, if it has one."""
    language: Language
    """That language."""
    name: str
    """What that language is called by readers of this one."""
    own_name: str
    """What this language is called by its readers."""
    sources: str = ""
    """Safe HTML with the source of each unit; empty where it has to be fetched from the source page."""
    behind: str = ""
    """The numbers of units whose source has changed since, with blanks between them."""
    untranslated: str = ""
    """The same of units that are not translated yet."""
    has_images: bool = False
    """True if pictures have descriptions, which are in one language only."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a template may know of the site, in one locale."""

    title: str
    locale: Language
    languages: tuple[Alternate, ...]
    """The home pages of all locales."""
    generator: str
    """`Diglot 1.2.3`."""
    offers: str = ""
    """What offers readers a page in their language, from the root of the site; empty where there is only one."""
    standard: str = ""
    """The locale that readers of none of the languages are led to; empty where they are to choose."""
    searchable: bool = True
    source: str = ""
    """The tag of the source locale."""
    source_name: str = ""
    """What readers of this locale call its language."""
    policy: str = "default-src 'self'"
    """What pages may load: the value of `Content-Security-Policy`."""
    language: str = ""
    """What its language is called by its readers: `Nederlands`."""
    offline: bool = False
    """True if readers may install the site and keep its pages."""


@dataclass(frozen=True, slots=True)
class View:
    """All that a template may see of a page."""

    kind: str
    """`article`, `home`, `section`, `index`, `search`, `redirect`, `not-found`, `offline` or `languages`."""
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
    translations: tuple[Alternate, ...] = ()
    """Those of them that search engines are told of; empty where there is only one."""
    default: str = ""
    """The absolute address for readers of none of the languages of `translations` (`x-default`)."""
    trail: tuple[Crumb, ...] = ()
    navigation: Branch | None = None
    """The part of the table of contents that the article stands in."""
    previous: Item | None = None
    next: Item | None = None
    """What comes next; on a redirect, where it leads."""
    related: tuple[Item, ...] = ()
    """Articles that are like this one."""
    notices: tuple[Notice, ...] = ()
    body: str = ""
    """Safe HTML."""
    reading: Reading | None = None
    """Where the text can be read in two languages."""
    has_formulas: bool = False
    """True if a script has to draw some."""
    shows_title: bool = True
    """True if the template has to show the title, since the body does not."""
    contents: tuple[Heading, ...] = ()
    """The headings for a table of contents on the page."""
    groups: tuple[Group, ...] = ()
    sections: tuple[Group, ...] = ()
    """Sections below this one, of which only the number of articles is told."""
    recent: tuple[Item, ...] = ()
    """Articles that were edited last, with their days, the latest first."""
    names: tuple[tuple[str, str], ...] = ()
    """(`filter:value`, name): what the search calls the values of its filters, in the reader's language."""
    updated: str = ""
    """`ms.date` in the reader's format."""
    modified: str = ""
    """The same for machines, `2021-04-15`."""
    linked_data: str = ""
    """What machines are told of the page, as JSON that is safe in a script."""
    language: Language | None = None
    """The language of the text, where that is not the one of the page around it."""
    is_translation: bool = False
    """True if the text is not in the source language."""
    copy: str = ""
    """The way to a copy of the article in Markdown."""
    edit: str = ""
    """Where the article can be edited."""
    report: str = ""
    """Where a problem with it can be reported."""
    report_template: str = ""
    """The same with `{unit}`, `{source}` and `{target}` left to be filled in, encoded; empty where it names none."""

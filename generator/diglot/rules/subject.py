"""What rules look at: a unit in both languages, a page, or what was gathered of all pages of a locale.

The scope of a rule says what its `find` gets:

- `unit`: a `Pair` with a source. Not called for units that are empty or still untranslated.
- `text`: a `Pair` with or without a source: units, the source of units, and text that stands in no unit.
- `page`: a `Page`.
- `locale`: `(Ground, Mapping[PageId, gathered])`, the pages of one locale, in the order of the site.
- `site`: the same with the pages of all locales.

Rules of scope `parser` are come upon by the parser or the join, those of scope `external` by asking other hosts.

Rules yield findings without a unit and without a code: the runner adds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from diglot.diagnostics import Finding
from diglot.model import Metadata, PageId, Span, Summary, Unit
from diglot.profile import Profile
from diglot.quality import State

if TYPE_CHECKING:
    from diglot.markup.sides import Side

PARSER, UNIT, TEXT, PAGE, LOCALE, SITE, EXTERNAL = "parser", "unit", "text", "page", "locale", "site", "external"


class Pair(NamedTuple):
    """A piece of text in the language of its page, with its source where it has one."""

    target: Side
    source: Side | None
    """The same in the source language; none for text that is no translation, or whose source is not at hand.
    Of a unit that says that it is behind, the source that it was translated from."""
    profile: Profile
    """Of the target."""
    source_profile: Profile
    block: str = "paragraph"
    """Where it stands, see `Unit.block`."""
    unit: Unit | None = None
    """None for text that stands in no unit. Of a source text, the unit it belongs to."""
    is_machine: bool = False
    """True if the page says that a machine translated it."""
    is_new: bool = False
    """True if the page says of the unit that nobody has translated it; see `diglot.markup.unit_states`."""


class Address(NamedTuple):
    """The address of a link or image on a page, as written."""

    address: str
    is_image: bool
    at: Span
    """In the page; empty where it could not be found."""
    unit: Unit | None = None
    """The unit it stands in."""


class Page(NamedTuple):
    """A page as rules see it."""

    id: PageId
    file: str
    text: str
    """All of the file."""
    body: int
    """Where the body begins in it."""
    is_utf8: bool
    """False where the file is stored in another encoding, which is a finding of its own."""
    metadata: Metadata
    """With every key as it was written in `other`."""
    units: tuple[Unit, ...]
    pairs: tuple[Pair, ...]
    """Of each unit, or of each block of text where the page has no units."""
    addresses: tuple[Address, ...]
    """Of all links and images of the body, in order."""
    headings: tuple[tuple[int, str, str], ...]
    """(level, id, text) of each."""
    summary: Summary
    profile: Profile
    source_profile: Profile
    source_locale: str
    notes: tuple[Finding, ...] = ()
    """What the scanner of units and the parser came upon."""
    foreign: str = ""
    """What language detection calls the language of its source text, if that is not the one of the source locale.
    The profiles of its pairs are neutral then."""

    @property
    def is_source(self) -> bool:
        """True for pages of the source locale."""
        return self.id.locale == self.source_locale


class Late(NamedTuple):
    """A finding of a rule over many pages."""

    page: PageId
    finding: Finding


class Ground(NamedTuple):
    """What rules over many pages stand on."""

    source_locale: str
    locales: tuple[str, ...]
    profiles: Mapping[str, Profile]
    pages: Mapping[PageId, Summary]
    """Of the whole site for rules of scope `site`, else of the locale."""
    states: Mapping[PageId, State] = {}
    """How old each translated page is; only for rules of scope `site`."""

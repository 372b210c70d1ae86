"""What a build is told: resolved, frozen, passed explicitly. Same settings, same site.

How many processes work, colours and the output folder are not settings: they do not change a byte of the site.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what the site looks like, besides the articles, the theme and the catalogs."""

    title: str = ""
    """Empty: the word for help, in each language."""
    titles: tuple[tuple[str, str], ...] = ()
    """(locale, title of the site in it)."""
    base_url: str = ""
    """The absolute address of the root of the site with a trailing slash; empty where it is not known."""
    source_locale: str = "en-US"
    locales: tuple[str, ...] = ()
    """All locales of the site in the order of the switcher, the source locale first."""
    default_locale: str = ""
    """Where the root of the site leads readers of none of its languages; empty where they are to choose."""
    generate_source: bool = True
    """Make source pages out of the source views where the content has none."""
    hosts: tuple[str, ...] = ()
    """Beginnings of addresses that mean this site: `https://docs.example.com/product/`, `/product/`."""
    site_host: str = ""
    """Where links such as `/other/product` lead that are not of this site: `https://docs.example.com`."""
    search: bool = True
    bilingual: bool = True
    """Let readers of a translation see the source text of its units."""
    largest_image: int = 1_000_000
    """Bytes of an image that pages may show without a word about it."""
    largest_page: int = 5_000_000
    """Bytes of a page without a word about it."""
    redirect_hosts: tuple[str, ...] = ()
    """The hosts for which redirects are written down in their own syntax: `netlify`, `apache`."""
    frame_hosts: tuple[str, ...] = ()
    """Hosts whose pages articles may show in a frame: `player.example.com`."""
    image_hosts: tuple[str, ...] = ()
    """Hosts whose images articles may show; those of other hosts become links."""
    markdown_copies: bool = True
    """A copy of each article in Markdown beside its page."""
    edit_link: str = ""
    """The address at which an article can be edited, see `diglot.feedback`; empty where there is none."""
    report_link: str = ""
    """The address at which a problem with a translation can be reported, likewise."""
    offline: bool = False
    """Let readers install the site and keep what they read, or a whole locale."""
    fallback: bool = False
    """Show articles that a locale does not have in the source language, at an address of the locale."""
    flavor: str = "docfx"
    """Whose Markdown the articles are written in: `docfx` or `adobe`."""
    math: bool = False
    task_lists: bool = False
    footnotes: bool = False

    def title_in(self, locale: str) -> str:
        """Returns the title of the site for readers of `locale`."""
        return dict(self.titles).get(locale, self.title)

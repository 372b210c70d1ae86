"""Addresses: where a page lives on the site, and what a link in an article means. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import quote, unquote

from diglot.model import Location, PageId, Summary
from diglot.patterns import pattern
from diglot.settings import Settings

ADOBE_ROOT = "help"
"""The folder at the top of a repository from which Adobe's articles name one another: `/help/using/page.md`."""
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = pattern(r"[A-Za-z]+://[^/\s]")
_FINAL_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "sftp", "feedback-hub", "data"})
_NOT_SLUG = pattern(r"[^A-Za-z0-9._~-]+")
_LOCALE = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?\Z")
_INDEX_NAMES = ("index", "readme")
_PAGE_ENDINGS = frozenset({"md", "yml", "yaml"})
INDEX = "index-a-z/"
"""Where a locale has its index of all articles from A to Z, below its own address."""
_RESERVED = frozenset({"search/", "pagefind/", "404.html/", INDEX})
"""Addresses below a locale's that the site needs itself."""
_OWN_FILES = frozenset("search index-a-z pagefind offline 404.html feed.xml llms.txt manifest.webmanifest".split())
"""Files, and folders, at the top of a locale that are the site's own."""
_LONGEST = 200
"""Letters of a part of an address: file systems take 255 bytes, and what tells clashing pages apart needs some."""


class Meaning(Enum):
    """What became of a link."""

    PAGE = "page"
    FOLDER = "folder"
    """The list of articles in a folder, or a home page, where no article stands in its place."""
    RESOURCE = "resource"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    EMPTY = "empty"
    MALFORMED = "malformed"


class Resolved(NamedTuple):
    """A link's target on this site, or the reason why there is none."""

    meaning: Meaning
    page: PageId | None = None
    path: str = ""
    """Of a resource or folder, with its locale in front; for `ELSEWHERE`, the final address."""
    suffix: str = ""
    """`?query` and `#fragment`, as they belong behind the address."""
    written: str = ""
    """What differs in case from the truth, as it was written."""
    missing_anchor: str = ""
    wanted: str = ""
    """The locale that was meant, where the page is of another one."""


class Redirect(NamedTuple):
    """Where readers of an article go that is no longer there."""

    page: PageId
    target: str
    """As written."""
    at: Location
    base: str = ""
    """What `target` is relative to, below the locale's folder, where that is not the article's own path."""


class Moved(NamedTuple):
    """A file that is published at another path than it has on the disk."""

    locale: str
    path: str
    """As published; of articles without an ending."""
    origin: str
    """Below the locale's folder, with its ending; empty for a file that is outside of it."""
    file: str
    """Where to open it."""


class Beside(NamedTuple):
    """What the content brings besides articles and files that stand where they are published."""

    redirects: tuple[Redirect, ...] = ()
    moved: tuple[Moved, ...] = ()
    oversize: tuple[tuple[str, str, int], ...] = ()
    """(locale, path, bytes) of images that are larger than they should be."""
    elsewhere: tuple[str, ...] = ()
    """Folders outside of those of the locales that were looked at as well."""


def is_locale(name: str) -> bool:
    """Tells whether `name` is shaped like a locale code: `nl`, `nl-NL`, `zh-Hans-CN`."""
    return _LOCALE.match(name) is not None


@lru_cache(maxsize=1 << 14)
def slug(path: str) -> str:
    """Returns `path` as it appears in an address: ASCII and stable; a digest stands for letters that cannot be kept."""
    return "/".join(_segment(part) for part in path.split("/"))


def _segment(name: str) -> str:
    is_plain = name.isascii() and name.isprintable()
    bare = name if is_plain else "".join(filter(_is_shown, normalize("NFKD", name)))
    kept = _NOT_SLUG.sub("-", bare.encode("ascii", "ignore").decode()).strip("-.")
    lost = not bare.isascii() and any(ord(char) > 127 and char.isalnum() for char in bare)
    if kept and not lost and len(kept) <= _LONGEST:
        return kept
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept[:_LONGEST]}-{digest}" if kept else f"page-{digest}"


def _is_shown(char: str) -> bool:
    return category(char) not in ("Mn", "Cf", "Cc")


def addresses(ids: list[PageId]) -> tuple[dict[PageId, str], list[tuple[PageId, PageId | None]]]:
    """Returns the unique address of every page, `nl-nl/create-user/`, and the pairs (page, earlier page) that clashed.

    The earlier page is None where the site itself needs the address.

    An `index` or `README` names its folder. Who is called what does not depend on the order of `ids`; addresses
    that differ in case only are a clash too, since many disks and hosts cannot tell them apart.
    """
    found: dict[PageId, str] = {}
    owners: dict[str, PageId] = {}
    clashes: list[tuple[PageId, PageId | None]] = []
    for page in sorted(ids, key=lambda page: (_is_altered(page.path), page.path.lower().endswith("readme"), page)):
        name = _page_slug(page.path)
        address = f"{page.locale.lower()}/{name}"
        if (owner := owners.get(address.lower())) is not None or name.lower() in _RESERVED:
            clashes.append((page, owner))
            digest = sha256(page.path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            address = f"{page.locale.lower()}/{slug(page.path)}-{digest}/"
        owners[address.lower()] = page
        found[page] = address
    return found, clashes


def folder_address(locale: str, folder: str) -> str:
    """Returns the address of the list of articles in `folder`, which is a slug; empty for the top."""
    if not folder:
        return ""
    own = f"{folder}/".lower() in _RESERVED
    return f"{locale.lower()}/{folder}{'-articles' if own else ''}/"


def is_reserved(path: str) -> bool:
    """Tells of a file that is no page, by its path below its locale's folder, whether it would be in the site's way."""
    lowered = path.lower()
    return lowered in _OWN_FILES or lowered.startswith("pagefind/")


def resource_address(locale: str, path: str) -> str:
    """Returns the address of a file that is no page, percent-encoded; `path` is that below its locale's folder."""
    return quote(f"{locale.lower()}/{path}".encode("utf-8", "surrogateescape"))


def _page_slug(path: str) -> str:
    folder, _, name = path.rpartition("/")
    if name.lower() in _INDEX_NAMES:
        return f"{slug(folder)}/" if folder else ""
    return f"{slug(path)}/"


def _is_altered(path: str) -> bool:
    return slug(path) != path


def has_copy(file: str) -> bool:
    """Tells whether there can be a copy in Markdown of the article in `file`: it is written in Markdown itself."""
    return file.lower().endswith((".md", ".markdown"))


def copy_address(address: str) -> str:
    """Returns where the copy in Markdown stands of the page at `address`."""
    return f"{address}index.md"


def relative(start: str, address: str) -> str:
    """Returns the way from the page at `start` to `address`, both relative to the root of the site."""
    here, there = start.split("/")[:-1], address.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    way = "../" * (len(here) - shared) + "/".join(there[shared:])
    return way or "./"


def web_address(address: str) -> str:
    """Returns an address in which every character is encoded that none may hold: blanks, quotes, other scripts."""
    return quote(address.encode("utf-8", "surrogatepass"), safe="%/:?#[]@!$&'()*+,;=~")


def is_final(settings: Settings, address: str) -> bool:
    """Tells whether `address` is ready to be used as it was written, whatever pages the site has."""
    if address.startswith("//"):
        return True
    scheme = _SCHEME.match(address)
    if scheme is None:
        return False
    name = scheme.group(1).lower()
    if name in ("http", "https"):
        return _WEB.match(address) is not None and _own_path(settings, _split(address)[0]) is None
    return name in _FINAL_SCHEMES or name.startswith("ms-")


def resolve(settings: Settings, pages: Pages, here: PageId, target: str, base: str = "") -> Resolved:
    """Returns what `target`, as written in page `here`, leads to: same locale first, then the source locale.

    `base` is the path of the file that holds it, below the locale's folder, where that is not the page's own.
    """
    target = target.strip()
    if not target:
        return Resolved(Meaning.EMPTY)
    path, suffix, fragment = _split(target)
    if not path:
        return _with_anchor(Resolved(Meaning.PAGE, here), pages, fragment, suffix)
    own = _own_path(settings, path)
    if own is None and _SCHEME.match(path):
        return Resolved(Meaning.MALFORMED)
    if own is None and path.startswith("/"):
        return Resolved(Meaning.ELSEWHERE, path=settings.site_host + target)
    locale, place = _place(settings, here.locale, base or here.path, path if own is None else own, own is not None)
    if place is None:
        return Resolved(Meaning.MISSING)
    # A generated source page finds what the translation that it was made of brings along.
    origin = pages.summaries[here].metadata.content_locale if _is_generated(pages, here) else locale
    candidates = dict.fromkeys((locale, settings.source_locale, origin))
    found = next(filter(None, (_find(pages, candidate, place, locale) for candidate in candidates)), None)
    if found is None and own is not None and settings.flavor == "adobe":
        # What Adobe calls `/help/` may be the folder of the locale, or stand in it.
        below = f"{ADOBE_ROOT}/{place}"
        found = next(filter(None, (_find(pages, candidate, below, locale) for candidate in candidates)), None)
    found = found or _folder(pages, locale, place)
    if found is None:
        return Resolved(Meaning.MISSING)
    found = found._replace(wanted=locale if found.page is not None and found.page.locale != locale else "")
    # Whoever sent the readers on said where on the page they go.
    is_complete = found.suffix or found.meaning is Meaning.ELSEWHERE
    return found if is_complete else _with_anchor(found, pages, fragment, suffix)


class Pages(NamedTuple):
    """What `resolve` has to know of the site."""

    paths: Mapping[tuple[str, str], PageId]
    """(locale, path as it is, and in lower case) to page."""
    resources: Mapping[tuple[str, str], str]
    """(locale, path as it is, and in lower case) to the true path of a file that is not a page."""
    summaries: Mapping[PageId, Summary]
    folders: Mapping[tuple[str, str], str]
    """(locale, path in lower case) to the true path of a folder that holds pages."""
    origins: Mapping[PageId, str] = {}
    """What is published at another path than it has on the disk, to the latter; both lead there."""
    redirects: Mapping[tuple[str, str], Resolved] = {}
    """(locale, path as it was, and in lower case) of articles that are gone, to what readers are sent to instead."""


def place_of(settings: Settings, here: PageId, target: str, base: str = "") -> tuple[str, str | None]:
    """Returns the locale and the path that `target` names, whether there is such a page or not; see `resolve`."""
    path = _split(target.strip())[0]
    own = _own_path(settings, path)
    if own is None and (path.startswith("/") or _SCHEME.match(path)):
        return here.locale, None
    return _place(settings, here.locale, base or here.path, path if own is None else own, own is not None)


def page_names(place: str) -> tuple[str, ...]:
    """Returns what an article is called that is linked to as `place`: itself, or the index of a folder."""
    stem, dot, ending = place.rpartition(".")
    bare = stem if dot and ending.lower() in _PAGE_ENDINGS else place.rstrip("/")
    return (bare, *(f"{bare}/{name}" if bare else name for name in _INDEX_NAMES))


def page_address(page: PageId) -> str:
    """Returns the address that a page has, or had, if no other one is in its way."""
    return f"{page.locale.lower()}/{_page_slug(page.path)}"


def _find(pages: Pages, locale: str, place: str, reader: str) -> Resolved | None:
    names = page_names(place)
    # Of two files of one name, the second one keeps its ending.
    for name in names if names[0] == place or (locale, place) not in pages.paths else (place,):
        page = pages.paths.get((locale, name)) or pages.paths.get((locale, name.lower()))
        if page is not None:
            exact = name == page.path or names[0] in (
                page.path[: len(names[0])],
                pages.origins.get(page, "")[: len(names[0])],
            )
            return Resolved(Meaning.PAGE, page, written="" if exact else place)
    path = pages.resources.get((locale, place)) or pages.resources.get((locale, place.lower()))
    if path is not None:
        exact = place in (path, pages.origins.get(PageId(locale, path)))
        return Resolved(Meaning.RESOURCE, path=f"{locale}/{path}", written="" if exact else place)
    return _redirected(pages, locale, names, reader) if pages.redirects else None


def _redirected(pages: Pages, locale: str, names: tuple[str, ...], reader: str) -> Resolved | None:
    keys = ((locale, key) for name in names for key in (name, name.lower()))
    found = next((pages.redirects[key] for key in keys if key in pages.redirects), None)
    if found is not None and found.page is not None and found.page.locale != reader:
        # The source says where its article went; the reader gets the translation of that.
        found = found._replace(page=pages.paths.get((reader, found.page.path), found.page))
    return found


def _folder(pages: Pages, locale: str, place: str) -> Resolved | None:
    folder = pages.folders.get((locale, place.rstrip("/").lower()), None if place else "")
    return None if folder is None else Resolved(Meaning.FOLDER, path=f"{locale}/{folder}".rstrip("/"))


def _is_generated(pages: Pages, page: PageId) -> bool:
    return page in pages.summaries and pages.summaries[page].generated


def _with_anchor(found: Resolved, pages: Pages, fragment: str, suffix: str) -> Resolved:
    if found.page is None or not fragment:
        return found._replace(suffix=suffix)
    query = suffix.partition("#")[0]
    wanted = unquote(fragment)
    anchors = pages.summaries[found.page].anchors
    if wanted in anchors:
        return found._replace(suffix=f"{query}#{quote(wanted, safe='/?:@!$&()*+,;=~')}")
    for anchor in anchors:
        if anchor.lower() == wanted.lower():
            return found._replace(suffix=f"{query}#{quote(anchor)}", written=found.written or f"#{wanted}")
    if wanted.lower() == "top":
        # To browsers, `#top` is the top of any page.
        return found._replace(suffix=f"{query}#{wanted}")
    return found._replace(suffix=query, missing_anchor=wanted)


def _split(target: str) -> tuple[str, str, str]:
    before, _, fragment = target.partition("#")
    path = before.partition("?")[0]
    return unquote(path).replace("\\", "/"), target[len(path) :], fragment


def _own_path(settings: Settings, address: str) -> str | None:
    """Returns the part of `address` below the site's own root, if it begins with one of the configured beginnings.

    A locale may stand behind the host, as in `https://docs.example.com/nl-nl/product/page`.
    """
    for host in settings.hosts:
        scheme, mark, rest = host.rstrip("/").rpartition("://")
        site, _, path = rest.partition("/")
        start = f"{scheme}{mark}{site}/"
        if not f"{address}/".lower().startswith(start.lower()):
            continue
        below = address[len(start) :].lstrip("/")
        first, _, rest = below.partition("/")
        for candidate in (rest, below) if _is_locale_segment(settings, first) else (below,):
            if not path:
                return candidate
            if f"{candidate}/".lower().startswith(f"{path}/".lower()):
                return candidate[len(path) :].lstrip("/")
    return None


def _is_locale_segment(settings: Settings, name: str) -> bool:
    known = name.lower() in (locale.lower() for locale in settings.locales)
    return known or ("-" in name and is_locale(name))


def _place(settings: Settings, locale: str, here: str, path: str, own: bool) -> tuple[str, str | None]:
    """Returns the locale and the path below its folder that `path` names; the path is None if it is outside of all."""
    base = [] if own or path.startswith("~/") else here.split("/")[:-1]
    rest = path[2:] if path.startswith("~/") and not own else path
    parts = [locale, *base]
    for part in rest.split("/"):
        if part == "..":
            if not parts:
                return locale, None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not parts:
        return locale, None
    known = {locale.lower(): locale for locale in settings.locales}
    if parts[0].lower() not in known:
        return locale, None
    return known[parts[0].lower()], "/".join(parts[1:])

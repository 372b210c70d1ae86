"""What makes a site readable without a network: manifests, offline pages, the service worker and what it may keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from re import compile as pattern
from typing import NamedTuple

from diglot.looks import Theme
from diglot.model import Index, Output
from diglot.render.drawing import Reader, asset_path, draw, plain, reader_of
from diglot.render.lists import lists
from diglot.settings import Settings
from diglot.urls import relative

OFFLINE = "offline/"
"""Below this the theme has the scripts of sites that can be read offline."""
WORKER = "offline/sw.js"
"""It is published at the root of the site, whose pages it may then answer for, and not as an asset."""
_UNREAD = ("/index.md", "/llms.txt", "/feed.xml", "/404.html")
"""How files end that nobody reads offline."""
_COLOUR = pattern(rb"--(accent|paper):(#[0-9A-Fa-f]{3,6})")


class Made(NamedTuple):
    """A file of the site that was written."""

    path: str
    digest: str
    size: int


def render_offline_pages(settings: Settings, theme: Theme, index: Index) -> Iterator[Output]:
    """Yields the web app manifest and the offline page of each locale."""
    for locale, address in _pages(settings, index).items():
        reader = reader_of(settings, theme, locale)
        yield Output(f"{locale.lower()}/manifest.webmanifest", _manifest(reader))
        yield draw(reader, replace(plain(reader, "offline", address), robots="noindex"), f"{address}index.html")


def render_worker(settings: Settings, theme: Theme, index: Index, made: Iterable[Made]) -> Iterator[Output]:
    """Yields the service worker, and for each locale the list of what belongs to it; `made` is all of the site."""
    files = sorted(made)
    whole = sha256("".join(f"{path} {digest}\n" for path, digest, _ in files).encode("utf-8", "surrogateescape"))
    version = whole.hexdigest()[:16]
    for locale in settings.locales:
        kept = list(_kept(index, locale, files))
        start = f"{locale.lower()}/offline"
        about = {"version": version, "size": sum(file.size for file in kept)}
        yield Output(f"{start}.json", json.dumps(about).encode())
        named = [[file.path, file.digest[:16]] for file in kept]
        yield Output(f"{start}-files.json", _compact({"version": version, "files": named}))
    pages = {locale.lower(): address for locale, address in _pages(settings, index).items()}
    known = f'const VERSION = "{version}";\nconst OFFLINE = {json.dumps(pages)};\n'
    yield Output("sw.js", known.encode() + dict(theme.assets)[WORKER])


def _kept(index: Index, locale: str, files: Iterable[Made]) -> Iterator[Made]:
    """Yields the files that a locale is read and searched with."""
    own = f"{locale.lower()}/"
    shown = {
        target.address.partition("#")[0]
        for page, targets in index.targets.items()
        if page.locale == locale
        for target in targets
        if target.internal and not target.locale
    }
    for file in files:
        is_own = file.path.startswith((own, "assets/")) and not file.path.endswith(_UNREAD)
        if is_own or file.path in shown:
            yield file


def _pages(settings: Settings, index: Index) -> dict[str, str]:
    """Returns the address of each locale's offline page: one that nothing else has."""
    taken = (
        frozenset(index.addresses.values()) | lists(settings, index) | index.redirects.keys() | index.fallbacks.keys()
    )
    found = {}
    for locale in settings.locales:
        name = "offline"
        while f"{locale.lower()}/{name}/" in taken:
            name += "-page"
        found[locale] = f"{locale.lower()}/{name}/"
    return found


def _manifest(reader: Reader) -> bytes:
    """Returns the web app manifest of a locale; its colours are those of the style sheet."""
    site, here = reader.site, f"{reader.site.locale.tag.lower()}/"
    # Where a site chose its own colour, that stands last; the paper of dark screens stands after that of light ones.
    colours = _COLOUR.findall(dict(reader.theme.assets)["style.css"])
    accent = [value.decode() for name, value in colours if name == b"accent"]
    paper = [value.decode() for name, value in colours if name == b"paper"]
    icon = {"src": relative(here, asset_path(reader.theme, "icon.svg")), "sizes": "any", "type": "image/svg+xml"}
    return _compact(
        {
            "id": "./",
            "name": site.title,
            "short_name": site.title,
            "lang": site.locale.tag,
            "dir": site.locale.direction,
            "start_url": "./",
            "scope": "../",
            "display": "minimal-ui",
            **({"theme_color": accent[-1]} if accent else {}),
            **({"background_color": paper[0]} if paper else {}),
            "icons": [icon],
        }
    )


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

"""Keys: what stands for everything that something was made from, so that it is only made again if that changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import diglot
from diglot.profile import Profiles
from diglot.rules import fingerprint
from diglot.sealed import digest_of, encoded
from diglot.settings import Settings
from diglot.theme import builtin

if TYPE_CHECKING:
    from diglot.join.related import Kin


def tool_digest() -> str:
    """Returns what changes with any file of Diglot, and with any version of what it stands on."""
    package = Path(diglot.__file__).parent
    digest = sha256(f"{diglot.__version__} {sys.version}".encode())
    for root in (package, builtin("locales"), builtin("site")):
        for path in sorted(_files(str(root))):
            digest.update(f"{path[len(str(root)) :]}\0".encode() + digest_of(Path(path).read_bytes()))
    # The name of such a folder has the version of its package.
    folders = [folder for folder in sys.path if os.path.isdir(folder)]
    installed = {name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")}
    digest.update(repr(sorted(installed)).encode())
    return digest.hexdigest()


def page_keys(tool: str, settings: Settings, profiles: Profiles | None, locales: Iterable[str]) -> dict[str, str]:
    """Returns what stands for all that the survey of a page depends on besides files, for each of `locales`."""
    # Which other locales there are decides nothing about a page by itself.
    common = (tool, repr(replace(settings, locales=())))
    return {
        locale: fingerprint(*common, profiles.only((locale, settings.source_locale)).digest() if profiles else "")
        for locale in locales
    }


def drawing_key(look: bytes, facts: bytes, body: bytes) -> bytes:
    """Returns what stands for everything that an article is drawn from.

    `look` is what all articles of its locale share, see `render.look_of`; `facts` are encoded, see `sealed.encoded`;
    `body` is the digest of its body.
    """
    return digest_of(look + body + facts)


def lists_key(look: bytes, made_of: object, bodies: Iterable[bytes]) -> bytes:
    """Returns what stands for everything that the lists of a locale are drawn from, see `render.Lists`.

    `bodies` are the digests of those of the articles that are shown on lists.
    """
    return digest_of(look + b"".join(bodies) + encoded(made_of))


def search_key(locale: str, articles: bytes, bodies: Iterable[bytes]) -> bytes:
    """Returns what stands for everything that the search of a locale is made from.

    `articles` are encoded, `bodies` the digests of theirs.
    """
    return digest_of(b"".join((locale.encode(), *bodies, articles)))


def related_key(articles: Sequence[Kin]) -> bytes:
    """Returns what stands for all that decides which of the articles of a locale are related."""
    return digest_of(encoded(articles))


def _files(folder: str) -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path

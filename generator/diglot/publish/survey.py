"""Looks at a target: what it says of itself, and what one listing shows."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from diglot.files import MANIFEST, STATE
from diglot.publish.manifests import File, Published, read_paths, read_target
from diglot.publish.plan import Target, is_own
from diglot.publish.store import Store, StoreError

INTENT = f"{STATE}/intent.json"
"""The paths that a publish is about to touch: what is there of them is in doubt until it ends."""
KEPT = f"{STATE}/kept"
MANIFESTS = f"{STATE}/manifests"
_FEW = 5_000
"""A target of more files is listed in doubt only: stores list a thousand at a time."""
_MANIFESTS = 10
"""Where nothing is listed, manifests that may be too old are looked for among so many."""


class Survey(NamedTuple):
    """A target as it was found."""

    target: Target
    tag: str | None
    """Validates the manifest that was read."""
    is_unfinished: bool
    """Whether an earlier publish did not come to its end."""


async def survey_target(store: Store, sent: Mapping[str, File], *, lists: bool) -> Survey:
    """Returns what is on a target; `sent` is what earlier runs of this machine sent that did not end.

    Its files are listed if `lists` says so, if any of them is in doubt, or if they are few; else its manifest counts.
    """
    held = await store.read(MANIFEST)
    published = read_target(held.data, f"{store.name}/{MANIFEST}") if held else Published()
    intent = await store.read(INTENT)
    doubtful = read_paths(intent.data) if intent else frozenset()
    tag = held.tag if held else None
    if not (lists or intent or held is None or len(published.files) <= _FEW):
        return Survey(_by_manifest(published), tag, False)
    there: dict[str, int] = {}
    kept: set[str] = set()
    manifests: set[int] = set()
    async for path, size, _ in store.listing():
        if path.startswith(f"{KEPT}/"):
            kept.add(path.removeprefix(f"{KEPT}/"))
        elif path.startswith(f"{MANIFESTS}/"):
            number = path.removeprefix(f"{MANIFESTS}/").removesuffix(".json")
            manifests.update([int(number)] if number.isdecimal() else [])
        elif not is_own(path):
            there[path] = size
    target = Target(published, there, doubtful, sent, frozenset(kept), frozenset(manifests))
    return Survey(target, tag, intent is not None)


def _by_manifest(published: Published) -> Target:
    """Returns a target that is what its manifest says."""
    there = {path: file.size for path, file in published.files.items()}
    there |= {path: left.file.size for path, left in published.leaving.items()}
    numbers = range(max(1, published.number - _MANIFESTS), published.number + 1)
    return Target(published, there, kept=frozenset(published.keeps), manifests=frozenset(numbers))


async def earlier(store: Store, target: Target) -> Published:
    """Returns what was published before what is there now. Raises `StoreError` where that is not kept any more."""
    number = target.published.content - 1
    held = await store.read(f"{MANIFESTS}/{number}.json") if number > 0 else None
    if held is None:
        raise StoreError(f"`{store.name}` keeps nothing earlier to go back to; build what you want and publish that")
    return read_target(held.data, f"{store.name}/{MANIFESTS}/{number}.json")


class KeptSite:
    """An earlier site, as it is kept on a target."""

    def __init__(self, store: Store, target: Target, files: Mapping[str, File]) -> None:
        self.files = files
        self._store = store
        self._target = target

    def missing(self, paths: tuple[str, ...]) -> list[str]:
        """Returns those of the paths whose content is not kept."""
        return [path for path in paths if self._place(path) is None]

    async def read(self, path: str) -> bytes:
        """Returns a file of the earlier site. Raises `StoreError` where it is not what it was."""
        place = self._place(path)
        held = await self._store.read(place) if place else None
        if held is None or sha256(held.data).hexdigest() != self.files[path].digest:
            raise StoreError(f"`{path}` is not kept in `{self._store.name}` as it was; build the site you want")
        return held.data

    def _place(self, path: str) -> str | None:
        digest = self.files[path].digest
        if digest in self._target.kept:
            return f"{KEPT}/{digest}"
        published = self._target.published
        now = published.files.get(path) or (left.file if (left := published.leaving.get(path)) else None)
        return path if now and now.digest == digest and path in self._target.there else None

"""What has to be done so that a target becomes a site: a pure function of what is there and what there should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from diglot.files import MANIFEST, STATE
from diglot.publish.manifests import LASTING, File, Leaving, Published


class Phase(IntEnum):
    """A phase begins once all files of the one before it are in place."""

    ASSETS = 0
    PAGES = 1
    ENTRIES = 2


class Target(NamedTuple):
    """What is known of a target."""

    published: Published
    there: Mapping[str, int]
    """Path -> size of all files of the listing but Diglot's own."""
    doubtful: frozenset[str] = frozenset()
    """Paths that a publish which did not end was about to write or to remove."""
    sent: Mapping[str, File] = {}
    """What that one is known to have written."""
    kept: frozenset[str] = frozenset()
    """Digests of what is kept for rollbacks."""
    manifests: frozenset[int] = frozenset()
    """Numbers of the manifests that are kept."""


class Plan(NamedTuple):
    """What is to be done; all paths in the order of their names."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    """In content or in headers."""
    deleted: tuple[str, ...]
    """What readers can reach and will not reach any more."""
    expired: tuple[str, ...]
    """Removed as well: files that no page named for long enough, and what publishes left behind that did not end."""
    kept: int
    copies: tuple[tuple[str, str], ...]
    """(path, digest) of what has to be copied aside before it is replaced or removed."""
    foreign: tuple[str, ...]
    """Those of `changed` that Diglot never wrote."""
    next: Published
    """What the target will say of itself."""

    @property
    def is_nothing(self) -> bool:
        """Whether the target is the site already."""
        return not (self.new or self.changed or self.deleted)


def is_own(path: str) -> bool:
    """Tells whether a path of a target is none of the site's, but Diglot's own."""
    return path == MANIFEST or path.startswith(f"{STATE}/")


def is_lasting(file: File) -> bool:
    """Tells whether the name of a file changes with its content, so that older pages may still ask for it."""
    return LASTING in file.headers.get("cache-control", "")


def original_of(path: str) -> str:
    """Returns what a file stands beside if it is a compressed one, else itself."""
    return path.removesuffix(".br").removesuffix(".gz")


def withdrawn(plan: Plan) -> list[str]:
    """Returns compressed files that go, while what they stand for stays.

    They have to go first: a server would hand them out in place of what is new.
    """
    files = plan.next.files
    return [path for path in plan.deleted if (original := original_of(path)) != path and original in files]


def phase_of(path: str) -> Phase:
    """Returns when a file is sent: what pages need before them, and what leads to pages after them."""
    path = original_of(path)
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2]
    if "/pagefind/" in path or path.startswith("assets/"):
        return Phase.ENTRIES if name == "pagefind-entry.json" else Phase.ASSETS
    if path.count("/") < 2:
        # The home pages, sitemaps, feeds, lists for programs, and the files for hosts; but not a picture.
        return Phase.ENTRIES if ending in _LEADING or name in _FOR_HOSTS else Phase.ASSETS
    return Phase.PAGES if ending in ("html", "md", "xml", "txt") else Phase.ASSETS


_LEADING = ("html", "xml", "txt", "json", "js", "webmanifest", "conf")
_FOR_HOSTS = ("_headers", "_redirects", ".htaccess")


def known(target: Target, path: str) -> File | None:
    """Returns what stands at a path for sure, or nothing where that is in doubt."""
    size = target.there.get(path)
    if size is None:
        return None
    published = target.published
    if path in target.doubtful:
        file = target.sent.get(path)
    elif (file := published.files.get(path)) is None and (left := published.leaving.get(path)):
        file = left.file
    return file if file and file.size == size else None


def make_plan(files: Mapping[str, File], target: Target, keep: int, *, has_headers: bool = True) -> Plan:
    """Returns what makes of `target` a site of `files`, so that the last `keep` manifests can be returned to."""
    new, changed = _sendings(files, target, has_headers)
    published = target.published
    number = published.number + 1
    deleted, expired, leaving = _departures(files, target, number - keep)
    replaced = dict(_replaced(files, target, has_headers))
    keeps = {digest: last for digest, last in published.keeps.items() if last >= number - keep}
    keeps |= dict.fromkeys(replaced, published.number)
    ours = published.files.keys() | published.leaving.keys() | target.doubtful
    return Plan(
        tuple(sorted(new)),
        tuple(sorted(changed)),
        tuple(sorted(deleted)),
        tuple(sorted(expired)),
        len(files) - len(new) - len(changed),
        tuple(sorted((path, digest) for digest, path in replaced.items() if digest not in target.kept)),
        tuple(sorted(path for path in changed if path not in ours)),
        Published(number, number, files, leaving, keeps),
    )


def _sendings(files: Mapping[str, File], target: Target, has_headers: bool) -> tuple[list[str], list[str]]:
    """Returns what is not there, and what is there in another form."""
    new: list[str] = []
    changed: list[str] = []
    for path, file in files.items():
        there = known(target, path)
        if there is None or _differs(there, file, has_headers):
            (changed if path in target.there else new).append(path)
    return new, changed


def _differs(one: File, other: File, has_headers: bool) -> bool:
    return one.digest != other.digest or (has_headers and one.headers != other.headers)


def _replaced(files: Mapping[str, File], target: Target, has_headers: bool) -> Iterator[tuple[str, str]]:
    """Yields (digest, path) of what was published and is replaced or removed, if it is to be had.

    What is not kept yet still stands at its path, even where that is in doubt: nothing is replaced before all is kept.
    """
    for path, file in target.published.files.items():
        now = files.get(path)
        if (not is_lasting(file) if now is None else _differs(file, now, has_headers)) and (
            file.digest in target.kept or target.there.get(path) == file.size
        ):
            yield file.digest, path


def _departures(
    files: Mapping[str, File], target: Target, oldest: int
) -> tuple[list[str], list[str], dict[str, Leaving]]:
    """Returns what is deleted, what is removed since nothing needs it any more, and what leaves later."""
    published = target.published
    deleted: list[str] = []
    leaving = {path: left for path, left in published.leaving.items() if path not in files and path in target.there}
    for path, file in published.files.items():
        if path in files or path not in target.there:
            continue
        if is_lasting(file):
            leaving[path] = Leaving(file, published.number)
        else:
            deleted.append(path)
    expired = [path for path, left in leaving.items() if left.last < oldest]
    stray = [
        path
        for path in target.doubtful
        if path not in files and path in target.there and path not in published.files and path not in leaving
    ]
    return deleted, [*expired, *stray], {path: left for path, left in leaving.items() if left.last >= oldest}


def phases(plan: Plan) -> list[tuple[Phase, list[str]]]:
    """Returns what is sent, phase by phase."""
    waiting: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    for path in sorted((*plan.new, *plan.changed)):
        waiting[phase_of(path)].append(path)
    return list(waiting.items())


def superfluous(plan: Plan, target: Target, keep: int) -> tuple[list[str], list[int]]:
    """Returns digests and numbers of what is kept for rollbacks that nobody can ask for once the plan is done."""
    copied = {digest for _, digest in plan.copies}
    digests = [digest for digest in target.kept | copied if digest not in plan.next.keeps]
    return sorted(digests), sorted(number for number in target.manifests if number < plan.next.number - keep)


def shown(plan: Plan) -> dict[str, list[str] | int]:
    """Returns the plan as programs read it."""
    return {
        "new": list(plan.new),
        "changed": list(plan.changed),
        "deleted": sorted((*plan.deleted, *plan.expired)),
        "kept": plan.kept,
    }

"""Compressed files beside a site: which there are, that they are always the same, and that they are remembered."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from diglot.errors import UserError
from diglot.publish.manifests import File, Published
from diglot.publish.plan import Phase, Target, make_plan, phase_of, withdrawn
from diglot.publish.precompressed import compressed, with_compressed
from diglot.publish.publisher import Site, Wishes, check_deletes

TEXT = "Kies **Instellingen** > _Afdrukken_ en daarna de printer.\n" * 40
NOISE = b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(100))
LASTING = {"cache-control": "public, max-age=31536000, immutable", "content-type": "text/css; charset=utf-8"}


class Pages:
    """A site in memory, and what was read of it."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents
        self.files = {
            path: File(sha256(data).hexdigest(), len(data), LASTING if path.startswith("assets/") else {})
            for path, data in contents.items()
        }
        self.asked: list[str] = []

    async def read(self, path: str) -> bytes:
        """Returns the content of a file."""
        self.asked.append(path)
        return self.contents[path]


SITE = {
    "index.html": TEXT.encode(),
    "assets/a.css": TEXT.encode(),
    "small.html": b"<p>small</p>",
    "noise.txt": NOISE,
    "picture.png": TEXT.encode(),
    "taken.html": TEXT.encode() + b"x",
    "taken.html.gz": b"of the site's own",
}


def made(site: Site, memory: Path, encodings: tuple[str, ...] = ("br", "gz")) -> dict[str, bytes]:
    """Returns the compressed files beside a site."""

    async def work() -> dict[str, bytes]:
        found = await with_compressed(site, encodings, memory, lambda *_: None)
        return {path: await found.read(path) for path in found.files}

    return {path: data for path, data in asyncio.run(work()).items() if path not in site.files}


def test_text_that_shrinks_is_compressed(tmp_path: Path) -> None:
    """Only text has compressed files beside it, only where they save something, and they hold what it holds."""
    found = made(Pages(SITE), tmp_path)
    names = ["assets/a.css.br", "assets/a.css.gz", "index.html.br", "index.html.gz", "taken.html.br"]
    assert sorted(found) == names
    assert {
        brotli.decompress(data) for path, data in found.items() if path != "taken.html.br" and path[-2:] == "br"
    } == {TEXT.encode()}
    assert gzip.decompress(found["index.html.gz"]) == TEXT.encode()
    assert found["index.html.gz"][4:8] == bytes(4)
    assert sorted(made(Pages(SITE), tmp_path, ("gz",))) == ["assets/a.css.gz", "index.html.gz"]


def test_they_are_files_of_the_site(tmp_path: Path) -> None:
    """They have digest, size and headers, and last as long as what they stand for."""
    found = asyncio.run(with_compressed(Pages(SITE), ("gz",), tmp_path, lambda *_: None))
    data = asyncio.run(found.read("assets/a.css.gz"))
    assert found.files["assets/a.css.gz"] == File(
        sha256(data).hexdigest(), len(data), {**LASTING, "content-encoding": "gzip"}
    )
    assert asyncio.run(found.read("small.html")) == b"<p>small</p>"


def test_what_was_compressed_is_remembered(tmp_path: Path) -> None:
    """Only what changed is compressed again, with the same bytes, and what is of no use is forgotten."""
    first = made(Pages(SITE), tmp_path / "memory")
    again = Pages(SITE)
    assert made(again, tmp_path / "memory") == first
    assert again.asked == [*SITE]
    changed = Pages({**SITE, "index.html": TEXT.encode() * 2})
    assert made(changed, tmp_path / "memory") == made(changed, tmp_path / "fresh")
    assert next(path for path in changed.asked if changed.asked.count(path) > 1) == "index.html"
    remembered = {path.name for path in (tmp_path / "memory").rglob("*") if path.is_file()}
    assert sha256(TEXT.encode()).hexdigest() in remembered
    assert len(remembered) == len({path.name for path in (tmp_path / "fresh").rglob("*") if path.is_file()})


def test_a_damaged_memory_is_noticed(tmp_path: Path) -> None:
    """What changed in the memory between looking and sending is not sent."""
    site = asyncio.run(with_compressed(Pages(SITE), ("gz",), tmp_path, lambda *_: None))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(b"other")
    with pytest.raises(UserError, match="has changed meanwhile"):
        asyncio.run(site.read("index.html.gz"))


def test_same_in_same_out() -> None:
    """Compressing says nothing of when and where."""
    assert {compressed(TEXT.encode(), "gz") for _ in range(3)} == {compressed(TEXT.encode(), "gz")}
    assert {compressed(TEXT.encode(), "br") for _ in range(3)} == {compressed(TEXT.encode(), "br")}


def test_they_arrive_with_their_originals() -> None:
    """They belong to the phase of what they stand for, and go before it changes where it has none any more."""
    assert phase_of("nl-nl/a/index.html.br") is phase_of("nl-nl/a/index.html") is Phase.PAGES
    assert phase_of("index.html.gz") is phase_of("index.html") is Phase.ENTRIES
    assert phase_of("assets/a.css.gz") is Phase.ASSETS
    file = File("1", 1, {})
    names = ["a/b/index.html", "a/b/index.html.br", "c/d/index.html", "c/d/index.html.br"]
    published = Published(1, 1, dict.fromkeys(names, file))
    plan = make_plan({"a/b/index.html": File("2", 2, {})}, Target(published, dict.fromkeys(names, 1)), 3)
    assert withdrawn(plan) == ["a/b/index.html.br"]
    check_deletes(plan, Wishes(max_deletes=1))
    with pytest.raises(UserError, match=r"1 files would be deleted, such as `c/d/index.html`"):
        check_deletes(plan, Wishes(max_deletes=0))

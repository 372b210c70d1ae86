"""What is held of pages as long as a build takes: packed, and the same again when it is asked for."""

from __future__ import annotations

import pytest

from diglot.bodies import Spot
from diglot.held import Held
from diglot.inventory import Files
from diglot.model import File, PageId

PIER, LAMP, QUAY = (PageId("en-US", name) for name in ("pier", "lamp", "quay"))
FILES = [
    File(PIER, "content/en-US/pier.md", "content/en-US/pier.md"),
    File(LAMP, "content/en-US/lamp.md", "/home/keeper/site/content/en-US/lamp.md", "old/lamp.md", (("a", ("b",)),)),
    File(QUAY, "../docs/quay.md", "/home/keeper/docs/quay.md", paired=True),
]


def test_files_come_back_as_they_were() -> None:
    """Whether where to open one ends with what people see of it or not."""
    files = Files(FILES)
    assert list(files) == FILES
    assert [files[number] for number in range(len(files))] == FILES
    assert FILES[1] in files
    assert FILES[1]._replace(paired=True) not in files


def test_pages_come_back_as_they_were() -> None:
    """With where their bodies are; those that are only checked have none."""
    held = Held()
    spots = [Spot(1, 0, 7, b"0123456789abcdef"), Spot(2, 1 << 33, 9, b"fedcba9876543210"), None]
    for file, spot in zip(FILES, spots, strict=True):
        held.add(file.id, file, spot)
    assert dict(held) == {file.id: file for file in FILES}
    assert [held.spot(PIER), held.spot(LAMP)] == spots[:2]
    with pytest.raises(KeyError):
        held.spot(QUAY)

"""Files of many records: what is read is what was sealed, and a build that does not finish leaves the file before."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.files import Stamp, Written
from diglot.ledger import Ledger, packed, unpacked
from diglot.records import NOTHING, RecordWriter, read_records


def sealed(path: Path, *records: tuple[str, bytes]) -> RecordWriter:
    """Writes records to `path`."""
    writer = RecordWriter(path)
    for record in records:
        writer.add(*record)
    writer.seal()
    return writer


def test_records_come_back(tmp_path: Path) -> None:
    """Large ones, empty ones, and those whose name is no text; of two with the same name the later one counts."""
    path = tmp_path / "made/records"
    sealed(path, ("a", b"1"), ("groß", b"x" * (1 << 21)), ("\udcff", b""), ("", b"2"), ("a", b"3"))
    found, note = read_records(path)
    assert (found.get("a"), found.get("\udcff"), found.get(""), found.get("b"), note) == (b"3", b"", b"2", None, "")
    assert found.get("groß") == b"x" * (1 << 21)
    assert [entry.name for entry in path.parent.iterdir()] == ["records"]


def test_more_can_be_sealed(tmp_path: Path) -> None:
    """What is added after the first time is there after the second."""
    path = tmp_path / "records"
    writer = sealed(path, ("a", b"1"))
    writer.add("b", b"2")
    assert read_records(path)[0].places.keys() == {"a"}
    writer.seal()
    assert {name: read_records(path)[0].get(name) for name in "ab"} == {"a": b"1", "b": b"2"}


def test_what_is_not_sealed_is_not_there(tmp_path: Path) -> None:
    """A writer that stops half-way, or discards what it wrote, leaves the file before."""
    path = tmp_path / "records"
    sealed(path, ("a", b"1"))
    for ends in (lambda writer: None, RecordWriter.discard):
        writer = RecordWriter(path)
        writer.add("b", b"2" * (1 << 21))
        ends(writer)
        assert read_records(path)[0].places.keys() == {"a"}
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("damage", [slice(0, 0), slice(0, -1), slice(1, None), slice(0, 8)])
def test_damaged_records(tmp_path: Path, damage: slice) -> None:
    """They are said, and as good as none; a file that is not there is none, and nothing to be said."""
    path = tmp_path / "records"
    assert read_records(path) == (NOTHING, "")
    sealed(path, ("a", b"1"))
    path.write_bytes(path.read_bytes()[damage])
    assert read_records(path) == (NOTHING, "what was remembered in `records` is damaged and is made anew")


def test_full_disk(tmp_path: Path) -> None:
    """Where records cannot be written, it is only said at the end: the work that they are about goes on."""
    (tmp_path / "folder").write_bytes(b"no folder")
    writer = RecordWriter(tmp_path / "folder/records")
    for _ in range(3):
        writer.add("a", b"1" * (1 << 21))
    with pytest.raises(OSError, match="folder"):
        writer.seal()


def test_packed_files(tmp_path: Path) -> None:
    """They come back as they were, in the order of their paths."""
    files = [
        Written("b/ü.html", "ab" * 32, 1 << 40, True, Stamp(1, -1, 2)),
        Written("b\udcff", "0c" * 32, 0, False, Stamp(1 << 62, 5, 0)),
        Written("b", "1d" * 32, 3, False, Stamp(0, 0, 0)),
    ]
    assert [unpacked(packed(file)) for file in files] == files
    found = Ledger()
    found.add(map(packed, files))
    assert list(found) == sorted(files)


def test_the_later_of_two_files_counts() -> None:
    """However many came between them, and whether they are asked for on the way."""
    found = Ledger()
    for number in range(5_000):
        found.add([packed(Written(f"{number % 3_000:04}", f"{number:064x}", number, True, Stamp(number, 0, 0)))])
        if number == 2_500:
            assert len(found.rows()) == 2_501
    assert [file.size for file in found] == [*range(3_000, 5_000), *range(2_000, 3_000)]

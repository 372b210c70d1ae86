"""A reading arrives whole, and what is as it was before is the same object."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import fields, replace
from multiprocessing import Pipe, get_context
from pathlib import Path
from threading import Thread

import pytest

from diglot.model import Index, PageId, Reference, Summary
from diglot.serve.handover import Receiver, send, send_reading
from diglot.serve.messenger import Messenger
from diglot.serve.reading import read_project
from diglot.serve.values import Indexed, Progress, Reading, Request
from sites import PLAIN, article, write

PROJECT = {
    "site/site.toml": PLAIN,
    "content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Heavy.")),
    "content/nl-NL/varen/roer.md": "# Roer\n\nZie [het anker](../anker.md).\n",
    "content/da-DK/anker.md": article("Anker", "Anchor", ("Tungt.", "Heavy.")),
}
ABOVE = 700
"""More than go in one part."""


def received(reading: Reading, before: Reading | None, *others: object) -> tuple[Reading, list[object]]:
    """Sends a reading and other messages around it; returns what arrives."""
    ours, theirs = Pipe(duplex=False)

    def work() -> None:
        send(theirs, Progress("read", 1, 2))
        send_reading(theirs, reading)
        for one in others:
            send(theirs, one)
        theirs.close()

    sender = Thread(target=work)
    sender.start()
    receiver = Receiver(ours, before)
    messages = [receiver.receive() for _ in range(2 + len(others))]
    sender.join()
    found = messages.pop(1)
    assert isinstance(found, Reading)
    return found, messages


def project_reading(folder: Path) -> Reading:
    """Returns what is found out about a small project."""
    state = folder / ".diglot" / "public.serve"
    state.mkdir(parents=True)
    messenger = Messenger(Request(folder, None, (), 1, state))

    async def hear(_: object) -> None:
        pass

    try:
        return asyncio.run(messenger.read(hear, None))
    finally:
        messenger.end()


def large(reading: Reading) -> Reading:
    """Returns the reading with more pages than are sent at once."""
    page, summary = next(iter(reading.index.pages.items()))
    made = {PageId(page.locale, f"p{number}"): summary for number in range(ABOVE)}
    pages = {new: replace(one, id=new) for new, one in made.items()}
    index = replace(
        reading.index, pages=pages, alternates={new: (new,) for new in pages}, related=dict.fromkeys(pages, (page,))
    )
    return replace(reading, index=index)


def test_all_of_it_arrives(tmp_path: Path) -> None:
    """In its order, whatever the number of its parts, and messages around it."""
    reading = large(project_reading(write(tmp_path, PROJECT)))
    found, messages = received(reading, None, Indexed("nl-NL"))
    assert found == reading
    assert list(found.index.pages) == list(reading.index.pages)
    assert messages == [Progress("read", 1, 2), Indexed("nl-NL")]


def test_a_page_is_one_object_in_all_parts(tmp_path: Path) -> None:
    """Parts are unpacked by themselves, and name the same pages."""
    found, _ = received(large(project_reading(write(tmp_path, PROJECT))), None)
    for page, summary in found.index.pages.items():
        assert page is summary.id is found.index.alternates[page][0]
    assert len({id(page) for pages in found.index.related.values() for page in pages}) == 1


def test_what_is_as_it_was_is_the_same_object(tmp_path: Path) -> None:
    """Only what changed takes memory anew."""
    before = large(project_reading(write(tmp_path, PROJECT)))
    page = PageId(next(iter(before.index.pages)).locale, "p300")
    pages = {**before.index.pages, page: replace(before.index.pages[page], title="Anders")}
    del pages[PageId(page.locale, "p400")]
    after = replace(before, index=replace(before.index, pages=pages))
    found, _ = received(after, before)
    assert found == after
    assert [one for one, summary in found.index.pages.items() if summary is not before.index.pages[one]] == [page]
    assert all(found.index.alternates[one] is value for one, value in before.index.alternates.items())


def test_every_mapping_goes_in_parts(tmp_path: Path) -> None:
    """One that is added later as well; only those of a fixed size may stay."""
    reading = project_reading(write(tmp_path, PROJECT))
    for value in (reading, reading.index):
        for field in fields(value):
            is_mapping = str(field.type).startswith("Mapping")
            assert is_mapping is isinstance(getattr(value, field.name), Mapping), field.name


def test_empty_values_are_kept_apart_from_none(tmp_path: Path) -> None:
    """What was nothing and is something now, and the other way round."""
    reading = project_reading(write(tmp_path, PROJECT))
    one, two = Reference("", ""), Reference("/a/", "A")
    before = replace(reading, references={"a": one, "b": two})
    after = replace(reading, references={"b": one, "a": two, "c": one})
    found, _ = received(after, before)
    assert dict(found.references) == dict(after.references)
    assert list(found.references) == ["b", "a", "c"]
    assert isinstance(found.index, Index)
    assert all(isinstance(summary, Summary) for summary in found.index.pages.values())


def test_nobody_is_left_to_tell(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The process that reads says nothing of it when the server ended meanwhile."""
    ours, theirs = Pipe(duplex=False)
    ours.close()
    request = Request(write(tmp_path, PROJECT), None, (), 1, tmp_path)
    process = get_context("spawn").Process(target=read_project, args=(theirs, request))
    process.start()
    theirs.close()
    process.join()
    assert (process.exitcode, capfd.readouterr().err) == (0, "")

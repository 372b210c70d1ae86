"""Readers who come while a site is published: they find every file that a page names, of the page's own version.

`DIGLOT_UPDATES` sets how often it is published meanwhile; a handful by default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from publish.conftest import Place, Shop, folder_place
from publish.shops import pages

UPDATES = int(os.environ.get("DIGLOT_UPDATES", "4"))
CLIENTS = 4


class Reader(Thread):
    """Fetches pages and all that they name, again and again."""

    def __init__(self, base: str, ended: Event, offset: int) -> None:
        super().__init__()
        self.base = base
        self.ended = ended
        self.offset = offset
        self.problems: list[str] = []
        self.reads = 0

    def run(self) -> None:
        """Reads until the end."""
        number = self.offset
        while not self.ended.is_set():
            number = (number + 1) % 12
            self.problems.extend(self.read(f"nl-nl/page-{number}/index.html"))
            self.problems.extend(self.read("nl-nl/index.html"))

    def read(self, path: str) -> Iterator[str]:
        """Yields what is wrong with a page."""
        text = self.fetch(path)
        self.reads += 1
        version = re.search(r" of (\d+)", text)
        for named in re.findall(r"href=/([^ >]+)", text):
            style = self.fetch(named)
            if not style:
                yield f"{path}: {named} is missing"
            elif version is None or f"order: {version[1]} " not in style:
                yield f"{path}: {named} is of another version"
        if not version:
            yield f"{path}: is missing"

    def fetch(self, path: str) -> str:
        """Returns a file; nothing if there is none."""
        try:
            with urlopen(self.base + quote(path)) as answer:
                return str(answer.read().decode())
        except HTTPError:
            return ""


@pytest.mark.parametrize("kind", ["s3", "file"])
def test_readers_never_meet_a_half(shop: Shop, kind: str, request: pytest.FixtureRequest, tmp_path: object) -> None:
    """Four readers over many updates: nothing is missing, and nothing is mixed."""
    if kind == "s3":
        place: Place = request.getfixturevalue("bucket")
        policy = (
            '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", '
            f'"Resource": "arn:aws:s3:::{place.extra["bucket"]}/*"}}]}}'
        )
        place.extra["client"].put_bucket_policy(Bucket=place.extra["bucket"], Policy=policy)
        base = f"{place.env['AWS_ENDPOINT_URL']}/{place.extra['bucket']}/help/"
    else:
        root = request.getfixturevalue("tmp_path") / "target"
        place = folder_place(root)
        base = ""
    shop.configure("[publish]\ngrace = 0.0\nkeep = 2\n")
    shop.leave(pages(12, 1))
    assert shop.publish(place).code == 0
    base = base or request.getfixturevalue("serve")(root)
    ended = Event()
    readers = [Reader(base, ended, 3 * number) for number in range(CLIENTS)]
    for reader in readers:
        reader.start()
    try:
        for version in range(2, 2 + UPDATES):
            shop.leave(pages(12, version))
            ran = shop.publish(place)
            assert ran.code == 0, ran.output
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert [problem for reader in readers for problem in reader.problems] == []
    assert sum(reader.reads for reader in readers) > UPDATES * CLIENTS

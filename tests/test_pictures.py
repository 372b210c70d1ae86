"""Images: their size stands in the page, so that nothing jumps while they load."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from diglot.pictures import picture_size
from sites import PLAIN, build_here, parse, write


def png(width: int, height: int) -> bytes:
    """Returns a black picture."""
    rows = b"".join(b"\0" + bytes(width) for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'


@pytest.mark.parametrize(
    ("path", "data", "size"),
    [
        ("a.png", png(7, 5), (7, 5)),
        ("A.PNG", png(1, 1), (1, 1)),
        ("a.svg", SVG, (30, 20)),
        ("a.gif", b"GIF89a\x03\x00\x02\x00" + bytes(20), (3, 2)),
        ("a.pdf", png(7, 5), None),
        ("a.png", b"", None),
        ("a.png", b"no picture", None),
        ("a.png", png(7, 5)[:18], None),
        ("a.svg", b"<svg", None),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="wide"/>', None),
    ],
)
def test_size(path: str, data: bytes, size: tuple[int, int] | None) -> None:
    """It is read from the file, whatever the file holds."""
    assert picture_size(path, data) == size


def test_images_have_their_size(tmp_path: Path) -> None:
    """But for those whose author gave one; a larger version is a link away; the source locale's file does for all."""
    text = (
        "# Boot\n\n![De boot](media/boot.png) ![Zeil](media/zeil.png#lightbox) [![Mast](media/boot.png)](mast.md)\n\n"
        '<img src="media/boot.png" width="3" alt="Klein">\n\n![Weg](media/weg.png) ![Kapot](media/kapot.png)\n'
    )
    write(
        tmp_path,
        {
            "site.toml": PLAIN,
            "content/nl-NL/boot.md": text,
            "content/nl-NL/mast.md": "# Mast\n",
            "content/en-US/boot.md": "# Boat\n",
            "content/nl-NL/media/boot.png": png(40, 30),
            "content/en-US/media/zeil.png": png(20, 10),
            "content/nl-NL/media/kapot.png": b"x",
        },
    )
    build_here(tmp_path)
    body = parse(tmp_path / "public/nl-nl/boot/index.html").get_element_by_id("article-body")
    images = [tuple(image.get(name) for name in ("src", "width", "height", "alt")) for image in body.iter("img")]
    assert images == [
        ("../media/boot.png", "40", "30", "De boot"),
        ("../../en-us/media/zeil.png", "20", "10", "Zeil"),
        ("../media/boot.png", "40", "30", "Mast"),
        ("../media/boot.png", "3", None, "Klein"),
        ("../media/kapot.png", None, None, "Kapot"),
    ]
    assert [link.get("href") for link in body.iter("a")] == ["../../en-us/media/zeil.png", "../mast/"]
    assert [link.get("class") for link in body.iter("a")] == ["lightbox", None]
    assert body.xpath("string(.//*[@class='missing-image'])") == "Weg"
    assert (tmp_path / "public/en-us/media/zeil.png").read_bytes() == png(20, 10)
    assert not (tmp_path / "public/nl-nl/media/zeil.png").exists()

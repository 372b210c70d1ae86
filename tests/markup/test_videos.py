"""Videos and frames: links that ask nothing of another host before a click."""

from __future__ import annotations

import pytest

from diglot.markup.videos import Video, find_video, frame_link
from markup.pages import bilingual, shown

FRAME = "https://www.youtube-nocookie.com/embed/"
PAGE = "https://www.youtube.com/watch?v="


@pytest.mark.parametrize(
    ("address", "page", "frame"),
    [
        ("https://film.example/p?id=1&x=2", "https://film.example/p?id=1&x=2", "https://film.example/p?id=1&x=2"),
        ("HTTP://Film.example:8080/P", "https://film.example:8080/P", "https://film.example:8080/P"),
        ("//film.example", "https://film.example", "https://film.example"),
        ("https://film.example/a[1]'é", "https://film.example/a[1]'%C3%A9", "https://film.example/a[1]'%C3%A9"),
        ("https://www.youtube.com/embed/aB_-1", f"{PAGE}aB_-1", f"{FRAME}aB_-1"),
        ("http://youtube.com/embed/a?start=5&rel=0", f"{PAGE}a&t=5s", f"{FRAME}a?start=5&rel=0"),
        ("https://www.youtube.com/watch?v=a", f"{PAGE}a", f"{FRAME}a"),
        ("https://m.youtube.com/watch?list=b&v=a&t=90s", f"{PAGE}a&t=90s", f"{FRAME}a?start=90"),
        ("https://youtu.be/a?t=7", f"{PAGE}a&t=7s", f"{FRAME}a?start=7"),
        ("https://www.youtube-nocookie.com/embed/a", f"{PAGE}a", f"{FRAME}a"),
        ("https://www.youtube.com/shorts/a", f"{PAGE}a", f"{FRAME}a"),
        (
            "https://www.youtube.com/embed/videoseries?list=b",
            "https://www.youtube.com/embed/videoseries?list=b",
            f"{FRAME}videoseries?list=b",
        ),
        ("https://www.youtube.com/", "https://www.youtube.com/", "https://www.youtube.com/"),
        ("https://youtube.com.evil.example/embed/a", *["https://youtube.com.evil.example/embed/a"] * 2),
    ],
)
def test_address(address: str, page: str, frame: str) -> None:
    """Addresses are those of a page to follow and of a frame to show, always encrypted."""
    video = find_video(address)
    assert video is not None
    assert (video.address, video.frame) == (page, frame)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "film",
        "javascript:alert(1)",
        "data:text/html,a",
        "ftp://a.nl",
        "https:/a.nl",
        "https://",
        "https://a.nl/b c",
        "https://a.nl\\@b.nl",
        "https://a@b.nl/",
        'https://a.nl/"onclick="b',
        "https://a.nl/<b>",
        "\x01https://a.nl",
    ],
)
def test_no_address(address: str) -> None:
    """What a browser could read in another way is none."""
    assert find_video(address) is None


def test_link() -> None:
    """A video is a link with generated words; whatever stands below its mark stays."""
    link = (
        f'<p class="video"><a href="{PAGE}a&amp;t=9s" data-video="{FRAME}a?start=9">'
        '<span data-generated="label" data-label="video"></span></a></p>'
    )
    assert shown("> [!VIDEO https://youtu.be/a?t=9]\n").strip() == link
    page = bilingual(
        "> [!video http://youtu.be/a?t=9]\n>\n> [!VIDEO https://youtu.be/a?t=9] \n> «102 zee»\n\n«103 golf»"
    )
    quote = '<blockquote>\n<p><span data-unit="102">zee</span></p>\n</blockquote>'
    assert shown(page).strip() == f'{link}\n{link}\n{quote}\n<p><span data-unit="103">golf</span></p>'
    assert "<p>zee</p>" in shown("> [!VIDEO https://youtu.be/a]\nzee")


def test_frame() -> None:
    """A frame is a link where the site names its host, and nothing else."""
    hosts = ("Player.example",)
    assert frame_link("https://player.example/1", "Zee & <golf>", hosts) == (
        '<span class="video"><a href="https://player.example/1" data-video="https://player.example/1">'
        "Zee &amp; &lt;golf&gt;</a></span>"
    )
    assert 'data-label="frame" data-name="player.example"' in frame_link("//PLAYER.example/1", " ", hosts)
    for address in ("https://x.player.example", "https://evil.example\\@player.example", "/1", "javascript:1"):
        assert frame_link(address, "", hosts) == ""


def test_long_addresses() -> None:
    """Whatever their length, they are read."""
    assert find_video("https://youtube.com/watch?" + "v=&" * 100_000) is not None
    assert find_video("https://" + "a:" * 100_000) is None
    assert find_video("https://youtube.com/watch?" + "&" * 100_000 + "v=a") == Video(
        f"{PAGE}a", f"{FRAME}a", "youtube.com"
    )

"""Videos and other frames: links that open in the page once a reader asks for it, and make no request before.

Without scripts they are plain links. `data-video` holds what the theme's script puts into a frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from re import IGNORECASE
from typing import NamedTuple
from urllib.parse import quote

from diglot.markup.labels import label
from diglot.patterns import pattern

_ADDRESS = pattern(r"(?:https?:)?//([^\s/?#@\\:\"'<>`]++)((?::[0-9]++)?(?:[/?#][^\s\"<>\\`]*+)?)\Z", IGNORECASE)
"""Strict, so that browsers and we agree on which host is meant."""
_YOUTUBE = pattern(r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com|youtu\.be")
_CLIP = pattern(
    r"/(?:embed/|shorts/|live/|v/|watch/?\?(?:[^#]*&)?v=|(?=[\w-]+(?:[?#]|\Z)))([\w-]+)/?(?:[?&]([^#]*))?(?:#.*)?\Z"
)
_START = pattern(r"(?:start|t)=([0-9]+)s?\Z")
_LIST = "videoseries"
"""What stands for the clip in the address of a list of clips."""


class Video(NamedTuple):
    """A page of another site that can be shown in a frame."""

    address: str
    """What a link leads to."""
    frame: str
    """What the frame shows."""
    host: str


def find_video(address: str) -> Video | None:
    """Returns what `address` shows; None where it is none that a browser may open in a frame."""
    written = _ADDRESS.match(address.strip())
    if written is None:
        return None
    host, rest = written.group(1).lower(), written.group(2)
    clip = _CLIP.match(rest) if _YOUTUBE.fullmatch(host) else None
    if clip is None:
        whole = _quoted(f"https://{host}{rest}")
        return Video(whole, whole, host)
    name, asked = clip.group(1), clip.group(2) or ""
    options = [part for part in asked.split("&") if part]
    starts = [f"start={found.group(1)}" for part in options if (found := _START.match(part))]
    kept = options if "/embed/" in rest else starts
    frame = _quoted(f"https://www.youtube-nocookie.com/embed/{name}" + ("?" + "&".join(kept) if kept else ""))
    if name == _LIST:
        return Video(_quoted(f"https://www.youtube.com{rest}"), frame, host)
    page = f"https://www.youtube.com/watch?v={name}" + (f"&t={starts[0].removeprefix('start=')}s" if starts else "")
    return Video(page, frame, host)


def video_link(video: Video, element: str = "p") -> str:
    """Returns the link to a video, whose words are filled in when the page is drawn, inside of `element`."""
    return _link(video, label("video"), element)


def frame_link(address: str, title: str, hosts: Iterable[str]) -> str:
    """Returns a link in place of a frame; empty unless `address` is of one of `hosts`."""
    video = find_video(address)
    if video is None or video.host not in {host.lower() for host in hosts}:
        return ""
    words = escape(" ".join(title.split()), quote=False)
    return _link(video, words or label("frame", name=video.host), "span")


def _link(video: Video, words: str, element: str) -> str:
    opening = f'<{element} class="video"><a href="{escape(video.address)}" data-video="{escape(video.frame)}">'
    return f"{opening}{words}</a></{element}>"


def _quoted(address: str) -> str:
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._")

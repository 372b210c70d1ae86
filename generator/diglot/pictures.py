"""How large pictures are: pages that know it do not jump about while their pictures arrive."""

from __future__ import annotations

from io import BytesIO

_ENDINGS = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".svg", ".bmp", ".avif")
_LARGEST = 100_000


def picture_size(path: str, data: bytes) -> tuple[int, int] | None:
    """Returns width and height of `data` in pixels, if `path` says that it is a picture; None if they are unknown."""
    if not path.lower().endswith(_ENDINGS):
        return None
    import imagesize

    try:
        width, height = imagesize.get(BytesIO(data))
    except (ValueError, OverflowError):
        # A picture that is none; browsers show what they can of it.
        return None
    known = 0 < width <= _LARGEST and 0 < height <= _LARGEST
    return (round(width), round(height)) if known else None

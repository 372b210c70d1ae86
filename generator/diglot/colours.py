"""What is known of colours: how far apart two of them are for a reader (WCAG 2.2)."""

from __future__ import annotations


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours, each written as `#rrggbb`: from 1, the same, to 21, black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Returns the relative luminance of `#rrggbb`, from 0 to 1."""
    shares = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

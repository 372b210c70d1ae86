"""Style sheets and scripts: small, alone, and fit for both directions and both lights."""

from __future__ import annotations

import re

import pytest

from diglot.colours import contrast
from diglot.theme import load_theme
from support import ROOT

ASSETS = ROOT / "site" / "assets"
STYLE = "".join(
    path.read_text("utf-8")
    for folder in ("style", "lists", "reading")
    for path in sorted(ASSETS.glob(f"{folder}.css/*"))
)
SEARCH_STYLE = (ASSETS / "search" / "search.css").read_text("utf-8")
BUILT = dict(load_theme(ROOT).assets)

CONTRASTS = [
    ("ink", "paper", 7),
    ("ink", "surface", 7),
    ("quiet", "paper", 4.5),
    ("quiet", "surface", 4.5),
    ("edge", "paper", 3),
    ("ink", "mark", 4.5),
    *((f"code-{name}", "surface", 5.5) for name in ("word", "text", "value", "name")),
]


def tokens(scheme: str) -> dict[str, str]:
    """Returns the plain colours of a scheme."""
    light, dark = (re.search(rf"{start}:root {{(.*?)}}", STYLE, re.S) for start in ("", r"dark\) {\s*"))
    assert light
    assert dark
    written = light[1] + (dark[1] if scheme == "dark" else "")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", written))
    return {
        name: colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
        for name, colour in found.items()
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"), CONTRASTS, ids=[f"{front} on {back}" for front, back, _ in CONTRASTS]
)
def test_colours_can_be_told_apart(scheme: str, front: str, back: str, least: float) -> None:
    """WCAG AA, and AAA for text that is read at length."""
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= least


def test_the_accent_carries_white_text() -> None:
    """The one colour that a site changes is the ground of buttons."""
    assert contrast(tokens("light")["accent"], "#ffffff") >= 4.5


def test_assets_are_small() -> None:
    """What every reader loads before reading."""
    for style in ("lists.css", "reading.css"):
        assert len(BUILT["style.css"]) + len(BUILT[style]) <= 30 * 1024
    assert len(BUILT["site.js"]) + len(BUILT["language.js"]) <= 25 * 1024


def test_assets_are_alone() -> None:
    """Nothing in them comes from elsewhere."""
    for path in (
        *(path for path in ASSETS.rglob("*.*") if path.is_file() and path.parent.name not in ("math", "fonts")),
        *ASSETS.glob("math/math.*"),
    ):
        source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\(|data:", re.sub(r"^\s*//.*", "", source, flags=re.M)), (
            path.name
        )


def test_what_draws_formulas_is_whole() -> None:
    """Its style sheet names the fonts beside it, all of them and no others; its licence goes with it."""
    folder = ASSETS / "math"
    named = re.findall(r"url\(([^)]*)\)", (folder / "katex.min.css").read_text(encoding="utf-8"))
    assert sorted(set(named)) == sorted(f"fonts/{path.name}" for path in (folder / "fonts").iterdir())
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_style_has_no_left_and_right() -> None:
    """Logical properties mirror themselves; physical ones have to be remembered."""
    physical = re.findall(
        r"(?:^|[\s;{])((?:margin|padding|border|inset|scroll-\w+)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom"
        r"|(?:min-|max-)?(?:width|height)|float|clear)\s*:",
        re.sub(r"@media[^{]*", "", STYLE + SEARCH_STYLE),
    )
    assert physical == []
    assert not re.search(r"text-align:\s*(?:left|right)", STYLE + SEARCH_STYLE)


def test_scripts_have_no_words() -> None:
    """What a reader sees comes from the page, translated; a script names things, in one word."""
    for path in [*ASSETS.glob("search/*.js"), *ASSETS.glob("*.js/*.js")]:
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        strings = [string for _, string in re.findall(r"([\"'`])(.*?)\1", code)]
        assert [string for string in strings if re.search(r"[A-Z][a-z]+ [a-z]+ ", string)] == []
        assert "innerHTML" not in code

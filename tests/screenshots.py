"""Takes the pictures of the README from this repository's own help, built with the theme as it is now.

Run as a program (`make screenshots`); it needs Chromium and fonts, as the tests do.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "tests")]

from conftest import CHROMIUM_ARGUMENTS, serving  # noqa: E402  # found by the path above
from diglot.builder import build_project  # noqa: E402
from diglot.project import open_project  # noqa: E402

IMAGES = ROOT / ".github" / "images"


class Shot(NamedTuple):
    """A picture to take."""

    name: str
    path: str
    """From the root of the site."""
    width: int = 1280
    height: int = 800
    scheme: str = "light"
    pointed: str = ""
    """What the mouse points at."""


SHOTS = (
    Shot("home-light", "en-us/"),
    Shot("home-dark", "en-us/", scheme="dark"),
    Shot("side-by-side", "nl-nl/checking/?read=side-by-side", pointed="[data-unit='104']"),
    Shot("arabic", "ar-sa/checking/?read=side-by-side"),
    Shot("phone", "ja-jp/checking/?read=interleaved", width=390, height=780, scheme="dark"),
)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Writes one picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale=f"{shot.path[:2]}-{shot.path[3:5].upper()}",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    if "read=" in shot.path:
        page.locator("#article-body .source").first.wait_for(state="visible")
    if shot.pointed:
        page.locator(shot.pointed).first.hover()
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Builds the help and takes all pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no `chromium` on the PATH: `make tools` installs it on Debian")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = Path(folder, "public")
        build_project(open_project(ROOT, None, output), (), None, lambda *_: None)
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        with serving(output, "/", {}) as address:
            for shot in SHOTS:
                take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main()

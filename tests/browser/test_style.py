"""The style sheet and the scripts as they are published say what their parts say."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from diglot.theme import load_theme
from support import ROOT

_RULES = r"""text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    // Values of custom properties and conditions are kept as they are written.
    const packed = (written) => written.replace(/\/\*.*?\*\/|\s+/g, "");
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/--[\w-]+: [^;]*|@supports [^{]*|,\s+/g, packed));
}"""


@pytest.mark.parametrize("name", ["style.css", "lists.css", "reading.css"])
def test_small_style_sheet_means_the_same(browser: Browser, name: str) -> None:
    """Leaving out blanks and comments changes no rule."""
    parts = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "site/assets" / name).iterdir()))
    built = dict(load_theme(ROOT).assets)[name].decode()
    page = browser.new_page()
    assert page.evaluate(_RULES, built) == page.evaluate(_RULES, parts)
    page.close()

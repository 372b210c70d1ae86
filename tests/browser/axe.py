"""What axe, which knows the rules of access for all, has to say of a page."""

from __future__ import annotations

from playwright.sync_api import Page

AXE = ("axe-core", "4.11.0")
_OPTIONS: dict[str, object] = {"resultTypes": ["violations"]}
# Most of axe's time is spent on what lies behind each word.
_WITHOUT_COLOURS = _OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}


def violations(page: Page, where: str, *, colours: bool = True) -> list[str]:
    """Returns a line for each element that violates a rule; `where` says what is looked at.

    The page needs axe as an init script. Without `colours` contrast is not looked at: that is for pages whose colours
    are those of one that has been looked at.
    """
    found = page.evaluate("options => axe.run(options)", _OPTIONS if colours else _WITHOUT_COLOURS)
    return [
        f"{where}: {rule['id']}: {rule['help']}: {node['html']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]

"""The navigation beside an article, as a template sees it: lists in lists, with addresses from the page they are on."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.i18n import language_name
from diglot.model import Level, Step
from diglot.urls import relative, web_address
from diglot.view import Branch, Stop


class Sidebars:
    """Makes the sidebars of one locale's pages; build one per chunk of pages.

    Pages of one folder see other pages at the same addresses, so they share what they have in common.
    """

    def __init__(self, locale: str) -> None:
        """Takes the reader's locale: pages of other locales say in whose language they are."""
        self._locale = locale
        self._lists: dict[tuple[int, str], tuple[tuple[Step, ...], tuple[Stop, ...]]] = {}
        """By list and folder. The list is kept, so that no other one can take its identity."""

    def branch(self, levels: Sequence[Level], here: str) -> Branch | None:
        """Returns the branch of the table of contents that leads to the page at `here`; None where it is in none."""
        branch: Branch | None = None
        # The article is the last step that was chosen; what is below it is the innermost list.
        current = max((number for number, level in enumerate(levels) if level.chosen >= 0), default=-1)
        for number in reversed(range(len(levels))):
            level = levels[number]
            stops = self._stops(level.steps, here)
            if level.chosen >= 0:
                step, at = level.steps[level.chosen], level.chosen
                chosen = self._stop(step, here, branch, is_current=number == current)
                stops = (*stops[:at], chosen, *stops[at + 1 :])
            branch = Branch(stops, relative(here, level.rest.address) if level.rest else "")
        return branch

    def _stops(self, steps: tuple[Step, ...], here: str) -> tuple[Stop, ...]:
        folder = here[: here.rstrip("/").rfind("/") + 1]
        key = (id(steps), folder)
        if key not in self._lists:
            # As seen by a page of the folder that is none of them.
            self._lists[key] = (steps, tuple(self._stop(step, f"{folder}\0/") for step in steps))
        shared = self._lists[key][1]
        if not any(_is_below(step, here) for step in steps):
            return shared
        pairs = zip(steps, shared, strict=True)
        return tuple(self._stop(step, here) if _is_below(step, here) else stop for step, stop in pairs)

    def _stop(self, step: Step, here: str, branch: Branch | None = None, *, is_current: bool = False) -> Stop:
        if branch is None and step.steps:
            branch = Branch(tuple(self._stop(below, here) for below in step.steps))
        address = relative(here, step.address) if step.internal and step.address else web_address(step.address)
        return Stop(
            step.title,
            # The first page of an open branch is right below it.
            address if step.is_own or branch is None else "",
            step.locale,
            language_name(step.locale, self._locale) if step.locale else "",
            is_current,
            step.is_group,
            branch,
        )


def _is_below(step: Step, here: str) -> bool:
    """Tells whether the way from the page at `here` to a step, or to one inside of it, begins in that page's folder."""
    return step.address.startswith(here) or any(_is_below(below, here) for below in step.steps)

"""Where readers of an article can edit it, or say what is wrong with it."""

from __future__ import annotations

from typing import NamedTuple

from diglot.feedback import UNIT_NAMES, fill_template
from diglot.model import Facts
from diglot.render.drawing import absolute
from diglot.settings import Settings


class Feedback(NamedTuple):
    """The addresses of a page, each empty where the site has none."""

    edit: str = ""
    report: str = ""
    report_template: str = ""
    """See `View`."""


def feedback_of(settings: Settings, facts: Facts) -> Feedback:
    """Returns the addresses for an article."""
    if not settings.edit_link and not settings.report_link:
        return Feedback()
    summary = facts.summary
    values = {
        "path": summary.file,
        "locale": summary.id.locale,
        "title": summary.title,
        "address": absolute(settings, facts.address),
    }
    template = fill_template(settings.report_link, values)
    report = fill_template(template, dict.fromkeys(UNIT_NAMES, ""))
    return Feedback(fill_template(settings.edit_link, values), report, template if template != report else "")

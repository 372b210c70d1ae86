"""The front matter of translations, as far as it says when their source was handed to translation."""

from __future__ import annotations

from datetime import date

from diglot.markup.front_matter import front_matter
from diglot.patterns import pattern

_HANDOFF = pattern(r"^(ms\.lasthandoff:[ \t]*[\"']?)\d{1,2}/\d{1,2}/\d{4}", 8)
_OWN = pattern(
    r"^(?:ms\.contentlocale|ms\.lasthandoff|ms\.translationtype|ms\.openlocfilehash|ms\.sourcegitcommit):.*\n", 8
)


def handed_off(text: str, today: date) -> str:
    """Returns a translation with `today` as the day on which its source was handed off, if it names one."""
    end = front_matter(text).end
    return _HANDOFF.sub(lambda match: match[1] + _written(today), text[:end]) + text[end:]


def skeleton_front(front: str, locale: str, today: date) -> str:
    """Returns the front matter of a source article as that of its translation into `locale`; nothing for nothing."""
    if not front:
        return ""
    own = f"ms.contentlocale: {locale}\nms.lasthandoff: {_written(today)}\n"
    fence = front.rstrip("\n").rfind("\n") + 1
    return _OWN.sub("", front[:fence]) + own + front[fence:]


def _written(day: date) -> str:
    return f"{day.month:02}/{day.day:02}/{day.year:04}"

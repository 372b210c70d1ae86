"""Templates with their parts in place, so that a page is drawn by one template and not by thirty.

To call another template costs ten times what it does; where it is known which one, it can just as well stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from re import Match
from re import compile as pattern

from jinja2 import Environment, TemplateSyntaxError

_INCLUDE = pattern(r"{%[ ]include \"([^\"{}%]+)\"[ ]%}")
_APART = pattern(r"{%[-+]?\s*(?:extends|block|macro|import|from)\b")
"""What only works in a template of its own, or would mean something else in another one."""


def put_in_place(templates: Mapping[str, str]) -> dict[str, str]:
    """Returns templates, by name, with the text of others in place of `{% include "parts/x.html" %}`.

    A template that is no Jinja stays apart, so that the line of its mistake is its own.
    """
    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    parts = {name: text for name, text in templates.items() if _is_part(environment, text)}
    return {name: _expanded(text, parts, (name,)) for name, text in templates.items()}


def _expanded(text: str, parts: Mapping[str, str], above: tuple[str, ...]) -> str:
    def part(match: Match[str]) -> str:
        name = match.group(1)
        if name not in parts or name in above:
            return match.group()
        # What a part sets is its own.
        return "{% with %}" + _expanded(parts[name], parts, (*above, name)) + "{% endwith %}"

    return _INCLUDE.sub(part, text)


def _is_part(environment: Environment, text: str) -> bool:
    # A blank before its first tag, or a line end there, would be taken for that of the tag before.
    if _APART.search(text) or text[:1].isspace() or not text.endswith("\n"):
        return False
    try:
        environment.parse(text)
    except TemplateSyntaxError:
        return False
    return True

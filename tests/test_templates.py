"""Templates with their parts in place draw what they would draw by calling them."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from diglot.render.templates import put_in_place

PARTS = {
    "parts/name.html": "<b>{{ name }}</b>\n",
    "parts/sets.html": '{% set name = "inside" %}{{ name }}\n',
    "parts/twice.html": 'a {% include "parts/name.html" %} b\n{% include "parts/sets.html" %}\n',
    "parts/itself.html": '{% if depth %}{% set depth = depth - 1 %}x{% include "parts/itself.html" %}{% endif %}\n',
    "parts/macro.html": "{% macro one() %}1{% endmacro %}{{ one() }}\n",
    "parts/blank.html": "\n  {% if name %}{{ name }}{% endif %}\n",
    "parts/bare.html": "{{ name }}",
    "parts/tag.html": "{% if name %}\n{{ name }}\n{% endif %}\n",
    "parts/quotes.html": "{{ '%}' }}\n",
    "base.html": '<i>\n  {% block body %}{% endblock %}\n{% include "parts/name.html" %}</i>\n',
}
PAGES = [
    '{% include "parts/name.html" %}',
    'a\n  {% include "parts/name.html" %}\nb\n',
    '{% include "parts/sets.html" %}{{ name }}',
    '{% include "parts/twice.html" %}',
    '{% include "parts/itself.html" %}',
    '{% include "parts/macro.html" %}',
    'x{% include "parts/blank.html" %}\ny',
    'x{% include "parts/bare.html" %}\ny',
    'x\n    {% include "parts/tag.html" %}\ny',
    '{% for name in names %}{% include "parts/name.html" %}{% endfor %}',
    '{% extends "base.html" %}{% block body %}{% include "parts/tag.html" %}{{ super() }}{% endblock %}',
    '{%- include "parts/name.html" -%}',
    '{% include "parts/quotes.html" %}',
    '{% include ["parts/name.html"] %}',
]


def drawn(templates: dict[str, str]) -> str:
    """Returns what the template `page` makes of some values."""
    environment = Environment(
        loader=DictLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.get_template("page").render(name="outside", names=["<x>", "y"], depth=3)


@pytest.mark.parametrize("page", PAGES)
def test_same_page(page: str) -> None:
    """Blanks and line ends, names that are set, loops and blocks come out alike."""
    templates = PARTS | {"page": page}
    assert drawn(put_in_place(templates)) == drawn(templates)


def test_parts_are_in_place() -> None:
    """No other template is called where it is known which one."""
    assert "include" not in put_in_place(PARTS | {"page": PAGES[3]})["page"]


def test_mistakes_stay_where_they_are() -> None:
    """A part that is no template is told from the page that has it."""
    templates = {"part.html": "one\n{% if %}\n", "page": '{% include "part.html" %}'}
    with pytest.raises(TemplateSyntaxError) as caught:
        drawn(put_in_place(templates))
    assert (caught.value.name, caught.value.lineno) == ("part.html", 2)

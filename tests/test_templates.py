"""Templates with their parts in place draw what they would draw by calling them."""

from __future__ import annotations

import pickle

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateRuntimeError

from diglot.render import MisdrawnError
from diglot.render.templates import loader_of, misdrawn, put_in_place

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


MISTAKES = [
    ({"part": "one\n{% if %}\n", "page": 'x\n{% include "part" %}\n'}, "part", 2, "Expected an expression"),
    ({"part": "one\n\n", "page": 'x\n{% include "part" %}\ny\n{% if %}'}, "page", 4, "Expected an expression"),
    ({"part": "one\n{{ gone }}\n", "page": 'x\n\n{% include "part" %}\n'}, "part", 2, "'gone' is undefined"),
    ({"part": "{{ one }}\n\n", "page": 'x\n{% include "part" %}\n{{ gone }}'}, "page", 3, "'gone' is undefined"),
    ({"part": "{{ one }}\n\n", "page": '{% include "part" %}{{ gone }}'}, "page", 1, "'gone' is undefined"),
    (
        {
            "in": "<\n{{ gone }}\n>\n",
            "part": '{{ one }}\n{% include "in" %}\n',
            "page": 'x\n{% include "part" %}\n{% include "part" %}',
        },
        "in",
        2,
        "'gone' is undefined",
    ),
    (
        {
            "part": "\n{{ one }}\n",
            "base": '{% include "part" %}\n{% block b %}{% endblock %}',
            "page": '{% extends "base" %}\n{% block b %}\n{% include "part" %}\n{{ one.gone }}{% endblock %}',
        },
        "page",
        4,
        "no attribute 'gone'",
    ),
    ({"page": "x\n{{ one + 1 }}"}, "page", 2, "TypeError: "),
    ({"page": "x\n{{ [1, 'x'] | sort }}"}, "page", 2, "TypeError: "),
    ({"page": "x\n{% include 'gone' %}"}, "page", 2, "there is no template `gone`"),
    ({"page": "x\n\n{{ own() }}"}, "page", 3, "of ours"),
]


def _own() -> None:
    raise TemplateRuntimeError("of ours")


def mistake(templates: dict[str, str]) -> Exception:
    """Returns what is raised where the template `page` is drawn."""
    environment = Environment(loader=loader_of(templates), undefined=StrictUndefined)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is
        environment.get_template("page").render(one="1", own=_own, broken=lambda: {}["key"])
    return caught.value


@pytest.mark.parametrize(("templates", "name", "line", "message"), MISTAKES)
def test_mistakes_are_told_where_they_were_written(
    templates: dict[str, str], name: str, line: int, message: str
) -> None:
    """Not where they stand in what is drawn; from other processes too."""
    found = misdrawn(templates, mistake(templates))
    assert found is not None
    for one in (found, pickle.loads(pickle.dumps(found)), misdrawn(templates, found)):
        assert isinstance(one, MisdrawnError)
        assert (one.name, one.line) == (name, line)
        assert message in str(one.message)


def test_our_own_mistakes_are_no_templates_fault() -> None:
    """What a function of ours raises by mistake is not taken for a mistake of whoever called it."""
    templates = {"page": "x\n{{ broken() }}"}
    assert misdrawn(templates, mistake(templates)) is None
    assert misdrawn(templates, ValueError("x")) is None

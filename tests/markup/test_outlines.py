"""Outlines: a page that is not going to be drawn has the same links, headings, ids and findings as one that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, PageId, Source
from diglot.settings import Settings
from diglot.survey import look_over, survey
from markup.pages import Shelf, unit

SETTINGS = Settings(locales=("en-US", "nl-NL"))
SHELF = Shelf({"includes/boei.md": "## Boei\n\nZie [de kade](kade.md) en ![een boei](boei.png).\n"})
PAGES = {
    "plain": "# Haven\n\nEen eerste alinea die lang genoeg is om te zeggen waar het over gaat.\n\n## Haven\n",
    "units": f"# {unit(101, 'Haven', 'Harbour')}\n\n{unit(102, 'Zie **[de kade](kade.md)**.', 'See [it](quay.md).')}\n",
    "links": "[a](a.md) ![b](b.png#lightbox) <https://c.example/> https://d.example/ [e]: f\n\n[g][g]\n\n[g]: h.md\n",
    "table": "# A\n\n| Naam | Plaats |\n| :--- | ---: |\n| [kade](kade.md) | `code` |\n",
    "code": "# A\n\n```python\nprint('[a](b.md)')\n```\n\n    [c](d.md)\n",
    "raw": '# A\n\n<a name="boei"></a>\n\n<div id="kop"><img src="a.png"> <a href="b.md">b</a></div>\n',
    "raw-inline": '# A\n\nZie <a href="kade.md">de kade</a> en <span id="boei">deze</span>.<br>\n',
    "comment": "# A\n\n<!-- een opmerking -->\n\nTekst<!-- nog een -->.\n",
    "include": "# A\n\n[!include [Boei](includes/boei.md)]\n\n## Boei\n",
    "notes": "# A\n\n> [!NOTE]\n> Zie [kade](kade.md).\n\n[kade] (kade.md)\n",
    "tabs": "# A\n\n#### [Een](#tab/een)\n\nTekst [een](een.md).\n\n#### [Twee](#tab/twee)\n\nTekst.\n\n***\n",
}


@pytest.mark.parametrize("view", [TARGET, SOURCE])
@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_knows_of_a_page_what_drawing_it_brings_to_light(text: str, view: str) -> None:
    """Everything but the HTML of the body is the same."""
    source = Source(PageId("nl-NL", "haven"), "nl-NL/haven.md", text.encode())
    (drawn,) = survey(SETTINGS, [source], view, SHELF)
    (outlined,) = look_over(SETTINGS, [source], view, SHELF)
    assert outlined.body.html == ""
    assert replace(outlined, body=Body("")) == replace(drawn, body=Body(""))
    assert outlined.body.headings == drawn.body.headings

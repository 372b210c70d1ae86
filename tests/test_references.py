"""References by uid over a whole site: to own pages, to what a map of another site says, and to nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diglot.errors import UserError
from diglot.project import open_project
from diglot.xrefmaps import load_maps
from sites import PLAIN, build_here, parse, unit, write

MAP = """### YamlMime:XRefMap
baseUrl: https://api.example/docs/
references:
- uid: Boat.Sail
  name: Sail
  nameWithType: Boat.Sail
  fullName: Harbour.Boat.Sail
  href: boat.sail.html
- uid: Boat.Sink
  name: Sink
  href: javascript:alert(1)
- uid: Boat.Mast*
  name: Mast
  href: https://other.example/mast
- nonsense
- uid: [a]
"""

PAGE = f"""---
uid: zee.start
---

# {unit(102, "Begin", "Start")}

{unit(103, "Lees <xref:zee.haven> en [de haven](xref:zee.haven#kade).", "Read <xref:zee.haven>.")}

Ook <xref:Boat.Sail> of <xref:Boat.Sail?displayProperty=fullName>,
<xref:Boat.Mast%2A>, <xref:Boat.Sink> en <xref:niets.bekend>.

[](xref:zee.haven) en @zee.haven, maar niet @niets.bekend of iemand@zee.haven

<xref:alleen.engels>
"""

SITE = {
    "site.toml": PLAIN + '[links]\nxref_maps = ["maps/xrefmap.yml"]\n',
    "maps/xrefmap.yml": MAP,
    "content/nl-NL/start.md": PAGE,
    "content/nl-NL/haven.md": "---\nuid: zee.haven\ntitle: De <haven>\n---\n\n# De haven\n\n## Kade\n",
    "content/en-US/haven.md": "---\nuid: zee.haven\n---\n\n# The harbour\n\n## Kade\n",
    "content/en-US/only.md": "---\nuid: alleen.engels\n---\n\n# Only English\n",
}


def links(path: Path) -> list[tuple[str, str]]:
    """Returns (address, text) of the links in an article."""
    body = parse(path).get_element_by_id("article-body")
    return [(link.get("href"), " ".join(link.text_content().split())) for link in body.iter("a")]


def test_references_lead_to_pages_and_to_other_sites(tmp_path: Path) -> None:
    """With the title of what they lead to; what is unknown is its own last part."""
    result = build_here(write(tmp_path, SITE))
    assert links(tmp_path / "public/nl-nl/start/index.html") == [
        ("../haven/", "De <haven>"),
        ("../haven/#kade", "de haven"),
        ("https://api.example/docs/boat.sail.html", "Sail"),
        ("https://api.example/docs/boat.sail.html", "Harbour.Boat.Sail"),
        ("https://other.example/mast", "Mast"),
        ("../haven/", "De <haven>"),
        ("../haven/", "De <haven>"),
        ("../../en-us/only/", "Only English"),
    ]
    text = parse(tmp_path / "public/nl-nl/start/index.html").get_element_by_id("article-body").text_content()
    assert "Sink en bekend." in text
    assert "maar niet @niets.bekend of iemand@zee.haven" in text
    found = [(one.code, one.message) for one in result.diagnostics if one.code == "LNK215"]
    assert [message.split("`")[1] for _, message in found] == ["Boat.Sink", "niets.bekend"]


def test_without_maps_unknown_references_are_no_problem(tmp_path: Path) -> None:
    """They lead to other sites as a rule; the words are there."""
    result = build_here(write(tmp_path, SITE | {"site.toml": PLAIN}))
    assert not [one for one in result.diagnostics if one.code == "LNK215"]
    assert ("../haven/", "De <haven>") in links(tmp_path / "public/nl-nl/start/index.html")


def test_source_view_has_its_references(tmp_path: Path) -> None:
    """A source page that was made from a translation finds what the translations have."""
    files = {name: text for name, text in SITE.items() if "en-US" not in name}
    build_here(write(tmp_path, files))
    assert links(tmp_path / "public/en-us/start/index.html")[0] == ("../../nl-nl/haven/", "De <haven>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "neither YAML nor JSON"),
        ("{", "neither YAML nor JSON"),
        ("a: b", "no list `references`"),
        ("", "no list `references`"),
    ],
)
def test_map_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    """The configuration is to blame, and is told so."""
    write(tmp_path, {"map.yml": text})
    with pytest.raises(UserError, match=said):
        load_maps(tmp_path, ["map.yml"])
    with pytest.raises(UserError, match="cannot be read"):
        load_maps(tmp_path, ["gone.yml"])


def test_json_map_and_the_first_map_wins(tmp_path: Path) -> None:
    """JSON is read as such, and addresses without a site are left out."""
    entries = [{"uid": "a", "href": "https://one.example/"}, {"uid": "b", "href": "b.html"}]
    write(
        tmp_path,
        {"one.json": json.dumps({"references": entries}), "two.yml": MAP + "- uid: a\n  href: https://two.example/\n"},
    )
    found = load_maps(tmp_path, ["one.json", "two.yml"])
    assert found["a"].address == "https://one.example/"
    assert found["a"].name == "a"
    assert "b" not in found
    assert sorted(found) == ["Boat.Mast*", "Boat.Sail", "a"]


def test_configuration_names_maps(tmp_path: Path) -> None:
    """Relative to the project."""
    write(tmp_path, SITE)
    assert open_project(tmp_path, None, None).options.links.xref_maps == ["maps/xrefmap.yml"]

"""The first look at a large project: every page can be read before all of them were."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from diglot.bodies import BodyStore
from diglot.errors import WorldError
from diglot.project import open_project, prepare
from diglot.serve.desk import Desk
from diglot.serve.glance import MANY, glance
from diglot.theme import load_theme
from serving import serving_project, until
from sites import article, build_here, write
from test_serve import PROJECT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project of the tests of the server."""
    return write(tmp_path / "project", PROJECT)


@pytest.fixture
def desk(project: Path) -> Desk:
    """What draws its pages after a first look."""
    opened = open_project(project, None, None)
    return Desk(opened, glance(prepare(opened, ()), {}), load_theme(project, ""), BodyStore(str(project / "none")))


def parts(page: bytes) -> tuple[list[str], list[str], list[str]]:
    """Returns title, words and links of a page."""
    root = html.document_fromstring(page.decode())
    (body,) = root.xpath("//article")
    return root.xpath("//title/text()"), body.text_content().split(), body.xpath(".//@href")


PAGES = ["nl-nl/anker/", "nl-nl/varen/boot/", "nl-nl/varen/zeil/", "lv-lv/anker/", "en-us/anker/", "en-us/varen/boot/"]


@pytest.mark.parametrize("address", PAGES)
def test_an_article_says_what_it_says_in_a_build(project: Path, desk: Desk, address: str) -> None:
    """Its words in both languages, and its links, which lead to pages that nobody has read."""
    build_here(project)
    path = f"{address}index.html"
    desk.look_at(path)
    output = desk.press.find(path)
    assert output
    assert parts(output.data) == parts((project / "public" / path).read_bytes())


def test_an_article_is_read_once(desk: Desk) -> None:
    """Who asks again gets what was read."""
    desk.look_at("nl-nl/anker/index.html")
    first = desk.press
    desk.look_at("nl-nl/anker/index.html")
    assert desk.press is first


def test_an_article_that_went_is_named(project: Path, desk: Desk) -> None:
    """Between the first look and somebody's asking for it: people are told which, until the next reading is there."""
    (project / "content" / "nl-NL" / "anker.md").unlink()
    desk.look_at("nl-nl/anker/index.html")
    with pytest.raises(WorldError, match=r"cannot read `content/nl-NL/anker\.md`"):
        desk.press.find("nl-nl/anker/index.html")


def test_lists_have_the_titles(desk: Desk) -> None:
    """They are in the beginning of a file, that of a source page too; what only sends readers on is no page yet."""
    for address, titles in (("nl-nl/", ["Anker", "Boot"]), ("en-us/", ["Anchor", "Boat"])):
        output = desk.press.find(f"{address}index-a-z/index.html")
        assert output
        found = html.document_fromstring(output.data.decode()).xpath("//main//li//text()")
        assert set(titles) <= {title.strip() for title in found}
    assert desk.press.find("nl-nl/oud/index.html") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: 'Een anker'\n---\n# Ander\n", "Een anker"),
        ("\n## Tweede\n\n# Eerste\n", "Eerste"),
        ("## Tweede\n", "x"),
        ("", "x"),
    ],
)
def test_titles(tmp_path: Path, text: str, title: str) -> None:
    """That of the front matter, the first heading, or the name of the file."""
    project = write(tmp_path, {"site/site.toml": "search = false\n", "content/nl-NL/x.md": text})
    opened = open_project(project, None, None)
    assert [page.title for page in glance(prepare(opened, ()), {}).index.pages.values()] == [title]


def test_a_large_project_is_shown_before_it_is_read(tmp_path: Path) -> None:
    """The server says so, and later that all was read; what is not there by then is waited for."""
    pages: dict[str, str | bytes] = {
        f"content/nl-NL/p{number}.md": article(f"Boot {number}", f"Boat {number}", ("Licht.", "Light."))
        for number in range(MANY)
    }
    project = write(tmp_path / "project", {"site/site.toml": "search = false\n", **pages})
    with serving_project(project) as served:
        assert "Licht." in served.get("/nl-nl/p7/").text
        until(lambda: any("pages are read" in line for line in served.lines))
        assert any("pages can be read" in line for line in served.lines)
        assert "Light." in served.get("/en-us/p7/").text
        assert served.get("/nl-nl/none/").status == 404


def test_what_a_first_look_does_not_find_is_waited_for(tmp_path: Path) -> None:
    """Where an article sends its readers is only known once all are read; nobody is told that there is no such page."""
    pages: dict[str, str | bytes] = {f"content/nl-NL/p{number}.md": f"# Boot {number}\n" for number in range(MANY)}
    pages["content/nl-NL/oud.md"] = "---\nredirect_url: p7\n---\n"
    project = write(tmp_path / "project", {"site/site.toml": "search = false\n", **pages})
    with serving_project(project, ready=False) as served:
        answer = served.get("/nl-nl/oud/")
        assert answer.status == 200
        assert "../p7/" in answer.text

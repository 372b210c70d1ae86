"""Single pages of a large project, as long as nobody has looked at all of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lxml import html

from diglot.serve import alone
from diglot.serve.alone import Alone, Found
from diglot.serve.session import Session
from diglot.serve.values import Request
from serving import Events, serving_project
from sites import article, build_here, write
from test_glance import PAGES, parts
from test_serve import PROJECT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of the tests of the server, which counts as a large one."""
    monkeypatch.setattr(alone, "MANY", 1)
    return write(tmp_path / "project", PROJECT)


def found(project: Path, path: str) -> bytes | None:
    """Returns what is shown at a path before anything else was asked for."""
    answer = Alone(asked(project)).find(path)
    return answer.output.data if answer else None


def asked(project: Path) -> Request:
    """Returns what the server is asked to read."""
    return Request(project, None, (), None, project / ".diglot")


@pytest.mark.parametrize("address", PAGES)
def test_an_article_says_what_it_says_in_a_build(project: Path, address: str) -> None:
    """Its words in both languages and its links; who follows them, or changes the language, comes to a page."""
    build_here(project)
    path = f"{address}index.html"
    data = found(project, path)
    assert data
    assert parts(data) == parts((project / "public" / path).read_bytes())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/nl-NL/varen/los.md", "# Los\n\n[Weg](../weg.md)\n"),
        ("content/nl-NL/varen/los.md", "# Los\n\nZie <xref:haven>.\n"),
        ("content/nl-NL/varen/los.md", "# Los\n\n[Oud](../oud.md)\n"),
        ("content/nl-NL/varen/los.md", "---\nredirect_url: boot\n---\n"),
        ("content/nl-NL/varen/Los.md", "# Los\n"),
        ("content/nl-NL/varen/los!.md", "# Los\n"),
        ("content/nl-NL/varen/_los.md", "# Los\n"),
        ("content/en-US/anders.md", "# Otherwise\n"),
    ],
)
def test_what_is_not_told_for_certain_waits(project: Path, name: str, text: str) -> None:
    """Links to pages that are known once all are, other addresses than that of the file, and articles on lists."""
    write(project, {name: text})
    assert found(project, "nl-nl/varen/los/index.html") is None


@pytest.mark.parametrize("address", ["", "nl-nl/", "nl-nl/varen/", "nl-nl/index-a-z/", "lv-lv/"])
@pytest.mark.parametrize("more", [{}, {"content/nl-NL/varen.md": "# Varen\n"}, {"content/en-US/port.md": "# Port\n"}])
def test_a_list_says_what_it_says_in_a_build(project: Path, address: str, more: dict[str, str]) -> None:
    """Its articles and folders, and an article on top of the list; which languages have it too is known later."""
    write(project, more)
    build_here(project)
    path = f"{address}index.html"
    data = found(project, path)
    assert data
    assert shown(data) == shown((project / "public" / path).read_bytes())


def shown(page: bytes) -> list[tuple[str, str]]:
    """Returns the links of a list; what articles begin with is only known once they are read."""
    links = html.document_fromstring(page.decode()).xpath("//main//a")
    return [(link.get("href"), link.text_content().strip()) for link in links]


@pytest.mark.parametrize(
    "path",
    [
        *("en-us/index.html", "nl-nl/none/index-a-z/index.html", "nl-nl/anker/index.md", "nl-nl/media/kaart.png"),
        *("nl-nl/none/index.html", "xx/anker/index.html", "nl-nl/../../anker/index.html"),
        f"nl-nl/{'x' * 300}/index.html",
    ],
)
def test_all_else_waits(project: Path, path: str) -> None:
    """Lists of a locale without files, pages that are not there, and files that no article has shown."""
    assert found(project, path) is None


def test_a_source_page_is_not_made_where_the_project_has_some(project: Path) -> None:
    """Readers of an article are not sent to a page that nobody makes."""
    write(project, {"content/en-US/lone.md": "# Lone\n"})
    data = found(project, "nl-nl/anker/index.html")
    assert data
    assert b"en-us/anker/" not in data
    assert found(project, "en-us/anker/index.html") is None


def test_what_an_article_shows_comes_with_it(project: Path) -> None:
    """Its pictures, and the style sheets and scripts of all pages."""
    drawing = Alone(asked(project))
    page = drawing.find("nl-nl/varen/boot/index.html")
    assert page
    picture = drawing.find("nl-nl/media/kaart.png")
    assert picture
    assert picture.output.data == PROJECT["content/nl-NL/media/kaart.png"]
    address = page.output.data.decode().partition("assets/style.")[2].partition('"')[0]
    assert drawing.find(f"assets/style.{address}")


def test_a_site_below_a_path_is_found_there(project: Path) -> None:
    """The server has it at the same path as the host it is published to."""
    write(project, {"site/site.toml": 'base_url = "https://example.com/help/"\n'})
    assert found(project, "help/nl-nl/anker/index.html")


def test_a_mistake_is_told_by_who_looks_at_all(project: Path) -> None:
    """A configuration or a template that cannot be used is no reason to fail here."""
    write(project, {"site/templates/article.html": "{% if %}"})
    assert found(project, "nl-nl/anker/index.html") is None
    write(project, {"site/site.toml": "title = \n"})
    assert found(project, "nl-nl/anker/index.html") is None


def test_small_projects_wait(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read as a whole before somebody would see the difference."""
    monkeypatch.setattr(alone, "MANY", 400)
    assert found(project, "nl-nl/anker/index.html") is None


def test_a_session_has_articles_before_it_runs(project: Path) -> None:
    """They are there as long as nothing was read."""
    session = Session(asked(project), lambda *_: None)
    assert asyncio.run(session.alone("nl-nl/anker/index.html"))


def test_who_waits_while_the_first_look_ends_has_the_article(project: Path) -> None:
    """Whoever drew single pages is gone by then, and still draws this one."""

    async def ask() -> Found | None:
        session = Session(asked(project), lambda *_: None)
        async with session._drawing:
            waiting = asyncio.create_task(session.alone("nl-nl/anker/index.html"))
            await asyncio.sleep(0)
            session._alone = None
        return await waiting

    assert asyncio.run(ask())


def test_a_page_that_was_drawn_alone_comes_up_to_date(tmp_path: Path) -> None:
    """Its tab hears of it once there was a first look, whatever the page looked like before."""
    pages: dict[str, str | bytes] = {
        f"content/nl-NL/p{number}.md": article(f"Boot {number}", f"Boat {number}", ("Licht.", "Light."))
        for number in range(alone.MANY)
    }
    project = write(tmp_path / "project", {"site/site.toml": "search = false\n", **pages})
    with serving_project(project, ready=False) as served:
        answer = served.get("/nl-nl/p7/")
        assert "Licht." in answer.text
        listening = Events(served, "?page=/nl-nl/p7/&version=alone")
        assert listening.next()["kind"] == "reload"
        listening.close()

"""`diglot serve`: the same site as a build, and what becomes of a change."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diglot.model import PageId
from diglot.policy import served_policy
from diglot.project import open_project
from diglot.serve.addresses import allowed_hosts, is_loopback, picture_of
from diglot.serve.findings import differences
from diglot.serve.session import Session
from diglot.serve.values import Indexed, Request
from diglot.settings import Settings
from serving import Events, Served, serving_project, until
from sites import article, build_here, tree, write
from support import Ran
from test_incremental import picture

PROJECT: dict[str, str | bytes] = {
    "site/site.toml": 'title = "Haven"\n',
    "content/nl-NL/index.md": "# Haven\n\n[Anker](anker.md) en [boot](varen/boot.md).\n",
    "content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Heavy."), ("Van ijzer.", "Of iron.")),
    "content/nl-NL/oud.md": "---\nredirect_url: anker\n---\n",
    "content/nl-NL/varen/README.md": "# Varen\n\nZie [zeil](zeil.md).\n",
    "content/nl-NL/varen/boot.md": article("Boot", "Boat", ("Licht.", "Light."))
    + "\n[!INCLUDE [x](../includes/let-op.md)]\n\n![Een kaart](../media/kaart.png)\n\n[Anker](../anker.md)\n",
    "content/nl-NL/varen/zeil.md": article("Zeil", "Sail", ("Wit.", "White."))
    + "\n[!INCLUDE [x](../includes/let-op.md)]\n",
    "content/nl-NL/includes/let-op.md": "Let op [het anker](../anker.md).\n",
    "content/nl-NL/media/kaart.png": picture(20, 10),
    "content/lv-LV/anker.md": article("Enkurs", "Anchor", ("Smags.", "Heavy."), ("No dzelzs.", "Of iron.")),
}
MADE_LAST = {"diglot-manifest.json"}
"""Files of a built site that say what was written, and are no part of what readers see."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own for each test."""
    return write(tmp_path / "project", PROJECT)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for all who change nothing."""
    with serving_project(write(tmp_path_factory.mktemp("standing"), PROJECT)) as found:
        yield found


@pytest.fixture
def served(project: Path) -> Iterator[Served]:
    """Its server, which is ready."""
    with serving_project(project) as found:
        yield found


@pytest.fixture
def hear(served: Served) -> Iterator[Callable[[str], Events]]:
    """`hear(query)` listens to what changes."""
    opened: list[Events] = []

    def start(query: str = "") -> Events:
        opened.append(Events(served, query))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def version_in(page: str) -> str:
    """Returns what stands for a page in what the server puts into it."""
    return page.partition('data-version="')[2].partition('"')[0]


def tab(served: Served, path: str, hear: Callable[[str], Events]) -> Events:
    """Opens a page as a browser does."""
    return hear(f"?page={path}&version={version_in(served.get(path).text)}&styles={styles_in(served, path)}")


def styles_in(served: Served, path: str) -> str:
    """Returns the style sheets that a tab has: all those of the theme, for one that is up to date."""
    names = [part.partition('"')[0] for part in served.get(path).text.split("assets/")[1:]]
    return ",".join(f"assets/{name}" for name in names if name.endswith(".css"))


@pytest.mark.parametrize(
    "settings",
    ["", "markdown_copies = false\nbilingual = false\n", 'fallback = true\n[publish]\nhosts = ["netlify", "apache"]\n'],
    ids=["plain", "bare", "more"],
)
def test_the_site_is_what_a_build_writes(project: Path, settings: str) -> None:
    """Every file of a built site is served at its address, byte for byte but for the server's own script."""
    write(project, {"site/site.toml": 'title = "Haven"\n' + settings})
    build_here(project)
    built = tree(project / "public")
    with serving_project(project) as served:
        for path, data in built.items():
            if path in MADE_LAST:
                continue
            answer = served.get("/" + path.removesuffix("index.html"))
            assert answer.status == 200, path
            assert answer.page == data, path
            if path.endswith(".html"):
                assert answer.body.count(b"/_diglot/serve.js") == 1, path
                assert served.get("/" + path).page == data, path


def test_headers_are_those_of_the_published_site(served: Served, project: Path) -> None:
    """The manifest says which headers hosts send; a HEAD has them as well."""
    build_here(project)
    files = json.loads((project / "public/diglot-manifest.json").read_bytes())["files"]
    for path, entry in files.items():
        answer = served.get(f"/{path}", method="HEAD")
        for name, value in entry["headers"].items():
            assert answer.headers[name.lower()] == value, (path, name)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not answer.body
    policy = served.get("/nl-nl/").headers["content-security-policy"]
    assert policy == served_policy(Settings())


def test_a_page_that_is_not_there_has_the_404_of_its_locale(standing: Served) -> None:
    """As hosts send it: in the language of its folder, or that of the site."""
    for path, lang in (("/nl-nl/nergens/", "nl-NL"), ("/lv-lv/nekur", "lv-LV"), ("/nowhere/", "en-US")):
        answer = standing.get(path)
        assert answer.status == 404
        assert f'<html lang="{lang}"' in answer.text


def test_a_missing_slash_is_mended(standing: Served) -> None:
    """As on hosts; what follows the path is kept."""
    answer = standing.get("/nl-nl/varen/boot?read=side-by-side")
    assert answer.status == 301
    assert answer.headers["location"] == "/nl-nl/varen/boot/?read=side-by-side"


def test_only_reading_is_answered(standing: Served) -> None:
    """Nothing can be sent to the server."""
    assert standing.get("/nl-nl/", method="POST").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../site/site.toml",
        "/%2e%2e/site/site.toml",
        "/nl-nl/..%2f..%2fsite/site.toml",
        "/nl-nl/pagefind/../../../../site/site.toml",
        "/nl-nl/pagefind/%2e%2e/%2e%2e/%2e%2e/pages.msgpack",
        "/_diglot/../../__init__.py",
        "/_diglot/%2e%2e/__init__.py",
        "//etc/passwd",
        "/nl-nl/includes/let-op.md",
        "/content/nl-NL/anker.md",
    ],
)
def test_nothing_but_the_site_is_served(standing: Served, path: str) -> None:
    """No path leads out of it, whatever it is written like."""
    assert standing.get(path).status == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:{}", 200), ("127.0.0.1:{}", 200), ("[::1]:{}", 200), ("evil.example:{}", 421), ("localhost", 421)],
)
def test_only_known_names_are_answered(standing: Served, host: str, status: int) -> None:
    """A page of another site that has its name lead to this machine learns nothing."""
    port = standing.address.rpartition(":")[2]
    for path in ("/nl-nl/", "/_diglot/findings?page=/", "/_diglot/serve.js"):
        assert standing.get(path, headers={"Host": host.format(port)}).status == status


def test_names_of_this_machine_are_known_in_the_network() -> None:
    """Where others are to read along, they may ask by the address or the name."""
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.0.2.7")
    hosts = allowed_hosts("192.0.2.7", 8000)
    assert {"192.0.2.7:8000", "localhost:8000", f"{socket.gethostname().lower()}:8000"} <= hosts
    assert "192.0.2.8:8000" not in hosts
    assert allowed_hosts("127.0.0.1", 80) >= {"localhost", "localhost:80"}
    assert len(picture_of("http://192.0.2.7:8000/").splitlines()) > 10


def test_an_article_that_changes_is_told_and_shown(
    served: Served, project: Path, hear: Callable[[str], Events]
) -> None:
    """One line to whoever listens, a reload for tabs that show it; others hear nothing."""
    everything, own = hear(""), tab(served, "/nl-nl/anker/", hear)
    other = tab(served, "/nl-nl/varen/boot/", hear)
    file = project / "content/nl-NL/anker.md"
    file.write_text(file.read_text() + "\nNog een zin.\n")
    event = everything.next()
    assert event["kind"] == "reload"
    assert event["file"] == "content/nl-NL/anker.md"
    assert "/nl-nl/anker/" in event["pages"]
    assert own.next("reload")
    assert "Nog een zin." in served.get("/nl-nl/anker/").text
    until(lambda: served.findings("/nl-nl/anker/")["search"] == "ready")
    assert [one for one in other.rest() if one["kind"] == "reload"] == []
    assert [one["file"] for one in everything.rest()] == []


def test_a_file_that_is_saved_unchanged_is_not_told(
    served: Served, project: Path, hear: Callable[[str], Events]
) -> None:
    """Only what is in it counts."""
    everything = hear("")
    for name in ("anker.md", "varen/boot.md"):
        file = project / "content/nl-NL" / name
        file.write_bytes(file.read_bytes() + (b"" if name == "anker.md" else b"\nNieuw.\n"))
    assert everything.next()["file"] == "content/nl-NL/varen/boot.md"


def test_a_log_is_not_followed(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """The server itself may write into one, of each change that it sees."""
    everything = hear("")
    for name in ("a.log", "b.txt"):
        (project / name).write_text("changed\n")
    assert everything.next()["file"] == "b.txt"


def test_a_title_reaches_the_pages_that_name_it(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """The page itself at once, the list of its folder once all are joined."""
    home, lone = tab(served, "/nl-nl/varen/", hear), tab(served, "/lv-lv/anker/", hear)
    file = project / "content/nl-NL/varen/zeil.md"
    file.write_text(file.read_text().replace("Zeil", "Grootzeil"))
    assert home.next("reload")
    assert "Grootzeil" in served.get("/nl-nl/varen/").text
    assert "reload" not in [one["kind"] for one in lone.rest()]


def test_an_include_reaches_the_pages_that_it_stands_in(
    served: Served, project: Path, hear: Callable[[str], Events]
) -> None:
    """And no others."""
    everything = hear("")
    write(project, {"content/nl-NL/includes/let-op.md": "Kijk uit.\n"})
    event = everything.next()
    assert {"/nl-nl/varen/boot/", "/nl-nl/varen/zeil/"} <= set(event["pages"])
    assert "/nl-nl/anker/" not in event["pages"]
    assert "Kijk uit." in served.get("/nl-nl/varen/boot/").text


def test_a_template_reaches_every_page(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """A project's template is laid over that of the theme while the server runs."""
    own = tab(served, "/nl-nl/anker/", hear)
    write(project, {"site/templates/parts/footer.html": "<footer>Voet</footer>\n"})
    assert own.next("reload")
    assert "<footer>Voet</footer>" in served.get("/nl-nl/anker/").text


def test_a_style_sheet_is_exchanged_in_place(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """Tabs learn the new names, and are not told to load their page again."""
    own = tab(served, "/nl-nl/anker/", hear)
    write(project, {"site/assets/style.css/95-own.css": "body { color: teal; }\n"})
    event = until(lambda: next((one for one in [own.next("style")] if one), None))
    assert served.get("/" + event["styles"]["assets/style.css"]).text.count("body{color:teal}") == 1
    assert "reload" not in [one["kind"] for one in own.rest()]


def test_a_catalog_reaches_the_pages_of_its_language(
    served: Served, project: Path, hear: Callable[[str], Events]
) -> None:
    """And no others."""
    dutch, latvian = tab(served, "/nl-nl/anker/", hear), tab(served, "/lv-lv/anker/", hear)
    words = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    words += 'msgid "Skip to content"\nmsgstr "Spring naar de tekst"\n'
    write(project, {"locales/nl-NL/messages.po": words})
    assert dutch.next("reload")
    assert "Spring naar de tekst" in served.get("/nl-nl/anker/").text
    assert "Spring naar de tekst" not in served.get("/lv-lv/anker/").text
    assert latvian.rest() is not None


def test_new_and_removed_articles_are_followed(served: Served, project: Path) -> None:
    """Requests wait for the change that they belong to."""
    write(project, {"content/nl-NL/varen/roer.md": "# Roer\n\nStuurt.\n"})
    until(lambda: served.get("/nl-nl/varen/roer/").status == 200)
    assert "Roer" in served.get("/nl-nl/varen/").text
    (project / "content/nl-NL/varen/roer.md").unlink()
    until(lambda: served.get("/nl-nl/varen/roer/").status == 404)
    assert "Roer" not in served.get("/nl-nl/varen/").text


def test_a_new_locale_is_followed(served: Served, project: Path) -> None:
    """A folder that nobody watched before."""
    write(project, {"content/da-DK/anker.md": "# Anker\n\nTungt.\n"})
    until(lambda: served.get("/da-dk/anker/").status == 200)


def test_the_configuration_is_followed(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """A mistake in it is shown with its line, over the page as it was; mending it ends that."""
    own = tab(served, "/nl-nl/anker/", hear)
    write(project, {"site/site.toml": 'title = "Kade"\n'})
    assert own.next("reload")
    assert "Kade" in served.get("/nl-nl/").text
    write(project, {"site/site.toml": 'title = "Kade"\nacent = 3\n'})
    event = own.next("problem")
    assert (event["file"], event["line"]) == ("site/site.toml", 2)
    assert [2, "acent = 3"] in event["frame"]
    assert served.get("/nl-nl/anker/").status == 200
    assert served.findings("/nl-nl/anker/")["problem"]["line"] == 2
    write(project, {"site/site.toml": 'title = "Steiger"\n'})
    until(lambda: served.findings("/nl-nl/anker/")["problem"] is None)
    assert "Steiger" in served.get("/nl-nl/").text


def test_content_that_goes_and_comes_back(
    served: Served, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As when somebody looks at another branch: it is told, and everything is followed again afterwards."""
    aside = tmp_path_factory.mktemp("aside") / "content"
    (project / "content").rename(aside)
    until(lambda: (served.findings("/nl-nl/anker/")["problem"] or {}).get("message", "").startswith("there are no"))
    aside.rename(project / "content")
    until(lambda: served.findings("/nl-nl/anker/")["problem"] is None)
    write(project, {"content/nl-NL/terug.md": "# Terug\n"})
    until(lambda: served.get("/nl-nl/terug/").status == 200)


@pytest.mark.skipif(sys.platform != "linux", reason="there are no such names elsewhere")
def test_a_name_that_is_no_text(served: Served, project: Path) -> None:
    """A file of such a name ends neither the server nor its hearing of others."""
    Path(os.fsdecode(os.fsencode(project / "content/nl-NL") + b"/caf\xe9.md")).write_text("# A\n", encoding="utf-8")
    write(project, {"content/nl-NL/later.md": "# Later\n"})
    until(lambda: served.get("/nl-nl/later/").status == 200)
    write(project, {"content/nl-NL/later.md": "# Veel later\n"})
    until(lambda: "Veel later" in served.get("/nl-nl/later/").text)


def test_a_broken_template_is_shown_with_its_line(served: Served, project: Path, hear: Callable[[str], Events]) -> None:
    """In place of the page that cannot be drawn; the server stays up."""
    own = tab(served, "/nl-nl/anker/", hear)
    write(project, {"site/templates/parts/footer.html": "<footer>\n{% if %}\n</footer>\n"})
    event = own.next("problem")
    assert (event["file"], event["line"]) == ("site/templates/parts/footer.html", 2)
    answer = served.get("/nl-nl/anker/")
    assert answer.status == 500
    assert "site/templates/parts/footer.html:2" in answer.text
    write(project, {"site/templates/parts/footer.html": "<footer>\n{{ view.nothing }}\n</footer>\n"})
    broken = until(lambda: next((text for text in [served.get("/nl-nl/anker/").text] if "nothing" in text), ""))
    assert "site/templates/parts/footer.html:2" in broken
    write(project, {"site/templates/parts/footer.html": "<footer>Voet</footer>\n"})
    until(lambda: served.get("/nl-nl/anker/").status == 200)


def test_a_tab_that_was_away_learns_what_it_missed(
    served: Served, project: Path, hear: Callable[[str], Events]
) -> None:
    """It says which version it has."""
    version = version_in(served.get("/nl-nl/anker/").text)
    file = project / "content/nl-NL/anker.md"
    file.write_text(file.read_text() + "\nNog een zin.\n")
    until(lambda: "Nog een zin." in served.get("/nl-nl/anker/").text)
    assert hear(f"?page=/nl-nl/anker/&version={version}").next()["kind"] == "reload"


def test_findings_come_and_go(served: Served, project: Path) -> None:
    """On the page's panel with both texts, and in the terminal."""
    file = project / "content/nl-NL/anker.md"
    before = file.read_text()
    file.write_text(before.replace("Zwaar.", "Zwaar  1 kilo."))
    found = until(lambda: [one for one in served.findings("/nl-nl/anker/")["findings"] if one["target"]])[0]
    assert (found["target"], found["source"], found["unit"]) == ("Zwaar  1 kilo.", "Heavy.", "103")
    until(lambda: any("content/nl-NL/anker.md" in line and found["code"] in line for line in list(served.lines)))
    file.write_text(before)
    until(lambda: any(line.startswith("gone: content/nl-NL/anker.md") for line in list(served.lines)))


def test_findings_that_only_moved_did_not_change() -> None:
    """What came and what went is told by what is wrong, not by where."""
    assert differences([], []) == ([], [])


def test_search_works_in_it(served: Served, project: Path) -> None:
    """The bundle is made in the background, and asked for like any file; a change marks it until it is made anew."""
    entry = served.get("/nl-nl/pagefind/pagefind-entry.json")
    assert entry.status == 200
    assert json.loads(entry.body)["languages"]
    until(lambda: served.findings("/nl-nl/anker/")["search"] == "ready")
    file = project / "content/nl-NL/anker.md"
    file.write_text(file.read_text() + "\nKetting.\n")
    until(lambda: "Ketting." in served.get("/nl-nl/anker/").text)
    until(lambda: served.get("/nl-nl/pagefind/pagefind-entry.json").body != entry.body)
    until(lambda: served.findings("/nl-nl/anker/")["search"] == "ready")


@pytest.mark.parametrize(("later", "state"), [((), "ready"), ((PageId("nl-NL", "anker"),), "stale")])
def test_a_search_that_comes_at_once_counts(project: Path, later: tuple[PageId, ...], state: str) -> None:
    """It may be there before the pages are, and is behind again where one has changed since."""

    async def ask() -> object:
        session = Session(Request(project, None, (), None, project / ".diglot"), lambda *_: None)
        opened = open_project(project, None, None)
        reading = await session._messenger.read(session._hear, None)
        session.close()
        await session._take(opened, reading)
        session._since.update(later)
        heard = asyncio.create_task(session._hear(Indexed("nl-NL")))
        await session._take(opened, reading)
        await heard
        return session.findings("nl-nl/anker/")["search"]

    assert asyncio.run(ask()) == state


def test_a_taken_port_leads_to_the_next_one(served: Served, project: Path) -> None:
    """Which is said; two servers of one project do not disturb each other."""
    port = int(served.address.rpartition(":")[2])
    with serving_project(project, "--port", str(port)) as second:
        assert int(second.address.rpartition(":")[2]) > port
        assert any(f"Port {port} is taken" in line for line in second.lines)
        assert second.get("/nl-nl/anker/").page == served.get("/nl-nl/anker/").page


def test_ctrl_c_ends_it(served: Served, hear: Callable[[str], Events]) -> None:
    """At once, with 130, whoever listens; and it can be started again."""
    hear("")
    assert served.interrupt() == 130
    assert not [line for line in served.lines if "Traceback" in line], served.lines


def test_ctrl_c_ends_it_while_it_reads(project: Path) -> None:
    """The process that reads ends with it."""
    with serving_project(project, ready=False) as served:
        assert served.address
        assert served.interrupt() == 130
        assert not [line for line in served.lines if "Traceback" in line], served.lines


def test_below_the_address_of_the_published_site(tmp_path: Path) -> None:
    """Where the site is published in a folder of its host, it is served there too, and the root leads to it."""
    project = write(tmp_path, PROJECT | {"site/site.toml": 'base_url = "https://pier.example/help/"\nsearch = false\n'})
    with serving_project(project, ready=False) as served:
        assert served.get("/").headers["location"] == "/help/"
        assert served.get("/help/nl-nl/anker/").page == served.get("/nl-nl/anker/").page
        assert served.get("/help/nl-nl/nergens/").status == 404


@pytest.mark.parametrize(
    ("files", "options", "code", "said"),
    [
        ({}, (), 2, "there are no articles"),
        ({"site/site.toml": "acent = 3"}, (), 2, "site.toml:1"),
        ({"nl-NL/a.md": "# A"}, ("--host", "no.such.host.invalid"), 2, "no.such.host.invalid"),
        ({"nl-NL/a.md": "# A"}, ("--locale", "xx-XX"), 2, "xx-XX"),
    ],
)
def test_what_cannot_be_served_ends_it(
    tmp_path: Path,
    run_cli: Callable[..., Ran],
    files: dict[str, str],
    options: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    """With the exit codes of other commands."""
    ran = run_cli("serve", write(tmp_path, files), "--port", "0", *options)
    assert ran.code == code, ran.output
    assert said in ran.stderr

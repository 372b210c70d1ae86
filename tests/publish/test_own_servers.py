"""The whole way: `diglot publish` to a folder behind nginx and to a host over SFTP, with readers, and back again."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from click.testing import CliRunner

from diglot.cli import diglot
from diglot.errors import UserError
from diglot.files import MANIFEST, STATE
from diglot.publish.plan import is_own
from publish.daemons import Sshd, nginx
from sites import PLAIN, article, build_here, tree, write
from support import ROOT, Ran

GUIDE = ROOT / "content/en-US/publish-server.md"
LASTING = "public, max-age=31536000, immutable"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
SETTINGS = f'{PLAIN}[publish]\ngrace = 0\nprecompress = ["br", "gz"]\n'


def pages(text: str = "Kies de printer.", count: int = 5) -> dict[str, str]:
    """Returns articles whose text is `text`, long enough to be compressed."""
    return {
        f"content/nl-NL/printers/a{number}.md": article(
            f"Printer {number}", f"Printer {number}", *[(f"{text} {line}", f"Choose it. {line}") for line in range(20)]
        )
        for number in range(count)
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is built."""
    folder = write(tmp_path / "project", {**pages(), "site/site.toml": SETTINGS})
    build_here(folder)
    return folder


def run(project: Path, *arguments: str) -> str:
    """Runs `diglot publish` in this process and returns what it prints."""
    command = ["publish", "--project", str(project), *arguments]
    return CliRunner().invoke(diglot, command, standalone_mode=False, catch_exceptions=False).output


def planned(project: Path, *arguments: str) -> dict[str, object]:
    """Returns what publishing would do."""
    found = json.loads(run(project, *arguments, "--dry-run", "--format", "json"))
    assert isinstance(found, dict)
    return found


def public(folder: Path) -> dict[str, bytes]:
    """Returns the files of a target that are the site's."""
    return {path: data for path, data in tree(folder).items() if not is_own(path)}


def get(address: str, encoding: str = "identity") -> tuple[int, dict[str, str], bytes]:
    """Returns status, headers and body, as a browser gets them that knows `encoding`."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc)
    try:
        connection.request("GET", parts.path, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(params=["file", "sftp"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the folder `served`, by path or through a host."""
    if request.param == "file":
        return f"file://{tmp_path}/served"
    host: Sshd = request.getfixturevalue("ssh_server")
    monkeypatch.setenv("HOME", str(host.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return f"{host.address}{tmp_path}/served"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address at which nginx serves the folder `served`, set up as the guide says."""
    if not MODULE.exists():
        pytest.skip("nginx has no module for brotli on this machine")
    written = re.findall(r"^```nginx\nserver \{\n(.*?)^\}\n```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)[0]
    site = written.replace("listen 80;", "").replace("/srv/www/help", str(tmp_path / "served"))
    with nginx(tmp_path / "nginx", site, f"load_module {MODULE};") as address:
        yield address


def edit(project: Path, text: str, numbers: tuple[int, ...]) -> None:
    """Changes some articles and builds."""
    edited = pages(text)
    write(project, {path: edited[path] for path in (f"content/nl-NL/printers/a{number}.md" for number in numbers)})
    build_here(project)


def test_a_page_with_its_compressed_files_is_one_delete(project: Path, tmp_path: Path) -> None:
    """The cap speaks of pages: one that goes takes its `.br` and `.gz` with it."""
    site = f"file://{tmp_path / 'web'}"
    run(project, site)
    gone = list((project / "content/nl-NL/printers").glob("a[01].md"))
    for file in gone:
        file.unlink()
    build_here(project)
    deleted = planned(project, site)["deleted"]
    assert isinstance(deleted, list)
    most = sum(not path.endswith((".br", ".gz")) for path in deleted)
    assert 0 < most < len(deleted)
    with pytest.raises(UserError, match=f"^{most:,} files would be deleted"):
        run(project, site, "--max-deletes", str(most - 1))
    run(project, site, "--max-deletes", str(most))
    assert not list((tmp_path / "web").rglob("a0/*"))


def test_there_and_back(project: Path, target: str, served: str, tmp_path: Path) -> None:
    """Publishing, changing, deleting and going back do what the plan says, and readers get those bytes and headers."""
    folder = tmp_path / "served"
    plan = planned(project, target)
    run(project, target, "--url", served)
    first = public(folder)
    assert plan == {"new": sorted(first), "changed": [], "deleted": [], "kept": 0}
    built = {path: data for path, data in tree(project / "public").items() if path != MANIFEST}
    assert {path: data for path, data in first.items() if not path.endswith((".br", ".gz"))} == built
    page = "nl-nl/printers/a1/index.html"
    status, headers, body = get(f"{served}/nl-nl/printers/a1/", "br")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "br", "Accept-Encoding")
    assert (headers["content-type"], headers["cache-control"]) == (
        "text/html; charset=utf-8",
        "public, max-age=0, must-revalidate",
    )
    assert brotli.decompress(body) == built[page]
    style = next(path for path in built if re.fullmatch(r"assets/style\..*css", path))
    status, headers, body = get(f"{served}/{style}", "gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert (headers["cache-control"], gzip.decompress(body)) == (LASTING, built[style])
    status, headers, body = get(f"{served}/nl-nl/none/")
    assert (status, body) == (404, built["404.html"])
    assert get(f"{served}/{page}", "gzip")[2] == first[f"{page}.gz"]
    assert get(f"{served}/{page}")[2] == built[page]
    assert [get(f"{served}/{path}")[0] for path in (f"{STATE}/lock.json", MANIFEST)] == [404, 404]

    edit(project, "Kies een andere printer.", (0, 1, 2))
    plan = planned(project, target)
    for number in range(3):
        assert f"nl-nl/printers/a{number}/index.html.br" in plan["changed"]
    assert not [path for path in plan["changed"] if "a3/" in path]
    run(project, target, "--url", served)
    second = public(folder)
    assert sorted(path for path in second if second[path] != first.get(path)) == sorted(
        [*plan["changed"], *plan["new"]]
    )

    (project / "content/nl-NL/printers/a4.md").unlink()
    build_here(project)
    plan = planned(project, target)
    assert {"nl-nl/printers/a4/index.html", "nl-nl/printers/a4/index.html.br"} < {*plan["deleted"]}
    run(project, target, "--url", served)
    third = public(folder)
    assert sorted(second.keys() - third.keys()) == plan["deleted"]
    assert get(f"{served}/nl-nl/printers/a4/", "br")[0] == 404
    plan = planned(project, target)
    assert (plan["new"], plan["changed"], plan["deleted"]) == ([], [], [])

    run(project, target, "--rollback", "--url", served)
    assert {path: data for path, data in public(folder).items() if path in second} == second


def test_a_page_that_loses_its_compressed_file(project: Path, target: str, served: str, tmp_path: Path) -> None:
    """Where a server would hand out a compressed file that is old, there is none."""
    run(project, target)
    write(project, {"site/site.toml": SETTINGS.replace('["br", "gz"]', '["gz"]')})
    edit(project, "Iets heel anders.", (0, 1, 2, 3, 4))
    run(project, target)
    assert not [path for path in public(tmp_path / "served") if path.endswith(".br") and not path.startswith("assets/")]
    page = "nl-nl/printers/a0/index.html"
    assert get(f"{served}/{page}", "br")[2] == (project / "public" / page).read_bytes()


def test_readers_meanwhile(project: Path, target: str, served: str, tmp_path: Path) -> None:
    """Who reads while a site is replaced finds every page, and every asset that a page names."""
    run(project, target)
    over, problems, count = Event(), [], [0]

    def read() -> None:
        while not over.is_set():
            for number in range(5):
                address = f"{served}/nl-nl/printers/a{number}/"
                status, headers, body = get(address, "br" if number % 2 else "identity")
                text = (brotli.decompress(body) if headers.get("content-encoding") == "br" else body).decode()
                if status != 200 or not text.rstrip().endswith("</html>"):
                    problems.append(f"{address}: {status}, {len(text)} characters")
                named = re.findall(r'(?:href|src)="([^"]*/assets/[^"]+)"', text)
                found = {asset: get(urljoin(address, asset))[0] for asset in named}
                problems.extend(f"{asset}: {status}" for asset, status in found.items() if status != 200)
                count[0] += 1

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for turn in range(2):
            css = project / "site/assets/style.css/99-own.css"
            css.parent.mkdir(parents=True, exist_ok=True)
            css.write_text(f":root {{ --turn: {turn} }}\n")
            edit(project, f"Beurt {turn}.", (0, 1, 2, 3, 4))
            run(project, target)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert problems == []
    assert count[0] > 10


def test_cut_off_and_resumed(
    project: Path, ssh_server: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_cli: Callable[..., Ran]
) -> None:
    """A publish that loses its connection says so; the next one sends what is missing, and nothing twice."""
    monkeypatch.setenv("HOME", str(ssh_server.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    target = f"{ssh_server.address}{tmp_path}/served"
    for number in range(40):
        write(project, {f"content/nl-NL/more/b{number}.md": article(f"Meer {number}", "More", ("x" * 2000, "y"))})
    build_here(project)
    log = project / STATE / "publish.log"
    cutting = Thread(target=_cut_when, args=(ssh_server, lambda: log.exists() and log.read_text().count(" sent ") > 60))
    cutting.start()
    ran = run_cli("publish", target, "--project", project)
    cutting.join()
    assert ran.code == 3
    assert "publish again" in ran.stderr
    before = _sent(log)
    log.unlink()
    run(project, target)
    after = _sent(log)
    assert len(before) > 60
    assert not before & after
    there = public(tmp_path / "served")
    assert before | after == there.keys()
    built = {path: data for path, data in tree(project / "public").items() if path != MANIFEST}
    assert {path: data for path, data in there.items() if not path.endswith((".br", ".gz"))} == built


def _sent(log: Path) -> set[str]:
    """Returns the paths that the log says were sent."""
    entries = [line.split(" ", 3)[2:] for line in log.read_text().splitlines()]
    return {rest[0] for what, *rest in entries if what == "sent"}


def _cut_when(server: Sshd, is_time: Callable[[], bool]) -> None:
    waiting = Event()
    while not is_time():
        waiting.wait(0.005)
    server.cut()

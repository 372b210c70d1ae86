"""check, fix, explain and stats from outside: what they print, how they end, and what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from diglot.checker import Request, check_project
from diglot.diagnostics import Rule, Severity
from diglot.project import open_project
from diglot.rules import runner
from diglot.rules.registry import RULES
from diglot.rules.subject import PAGE
from outside import Answer, site
from sites import PLAIN, article, tree, write
from support import Ran

Cli = Callable[..., Ran]

CLEAN = {
    "site/site.toml": PLAIN,
    "content/en-US/anchor.md": "# Anchor\n\nThe anchor is heavy.\n",
    "content/nl-NL/anchor.md": article("Anker", "Anchor", ("Het anker is zwaar.", "The anchor is heavy.")),
}
DAMAGED = CLEAN | {
    "content/en-US/anchor.md": "# Anchor\n\nThe café has an anchor.\n",
    "content/nl-NL/anchor.md": article("Anker", "Anchor", ("Het caf√© heeft een anker.", "The café has an anchor.")),
}


def finding(ran: Ran) -> dict[str, object]:
    """Returns the only finding of a report in JSON."""
    (found,) = json.loads(ran.stdout)["findings"]
    assert isinstance(found, dict)
    return found


def test_clean_project(run_cli: Cli, tmp_path: Path) -> None:
    """Nothing to say is said in a line, and is no failure."""
    ran = run_cli("check", write(tmp_path, CLEAN))
    assert ran.code == 0, ran.output
    assert ran.stdout == "no findings\n"


def test_broken_link_shows_both_languages(run_cli: Cli, tmp_path: Path) -> None:
    """What only shows once all pages are known stands in its unit as well; what is in none, in its line."""
    units = article("Anker", "Anchor", ("É: zie [dit](weg.md).", "See [this](anchor.md)."))
    write(tmp_path, CLEAN | {"content/nl-NL/anchor.md": f"{units}\n[Dat](weg.md) ook.\n"})
    ran = run_cli("check", tmp_path, "--select", "LNK")
    where, message = "content/nl-NL/anchor.md", "nothing on this site is at `weg.md`"
    lines = ran.stdout.splitlines()
    assert [line.partition(" error ")[0] for line in lines if message in line] == [f"{where}:3:44", f"{where}:5:7"]
    assert lines[1:4] == [
        "  103 │ É: zie [dit](weg.md).",
        "      │ " + " " * 13 + "^" * 6,
        "      │ See [this](anchor.md).",
    ]
    assert "    5 │ [Dat](weg.md) ook." in lines
    found = json.loads(run_cli("check", tmp_path, "--select", "LNK", "--format", "json").stdout)["findings"]
    assert [one["unit"] for one in found] == ["103", None]


def test_other_sites_are_asked(run_cli: Cli, tmp_path: Path) -> None:
    """Links in Markdown and in HTML, once for all; on request alone, and not again while the answers are fresh."""
    old = Answer(301, {"Location": "/new"})
    with site({"/robots.txt": Answer(404), "/": Answer(), "/old": old, "/new": Answer()}) as there:
        text = f"# Anchor\n\n[It]({there.address}/) is [old]({there.address}/old).\n\n"
        text += f"<p><a href='{there.address}/gone'>It</a> is <a href=\"{there.address}/gone\">gone</a>.</p>\n"
        write(tmp_path, CLEAN | {"content/en-US/anchor.md": text})
        write(tmp_path, {"site/site.toml": PLAIN + "[check.external]\nprivate = true\npause = 0.0\n"})
        (tmp_path / "content/nl-NL/anchor.md").unlink()
        assert run_cli("check", tmp_path).code == 0
        assert there.requests == []
        asked = run_cli("check", tmp_path, "--external", "--format", "json")
        assert asked.code == 1, asked.output
        seen = len(there.requests)
        assert json.loads(run_cli("check", tmp_path, "--external", "--format", "json").stdout) == json.loads(
            asked.stdout
        )
        assert len(there.requests) == seen
        assert len(there.asked("/gone")) <= 2
    lines = text.splitlines()
    found = [
        (one["code"], lines[one["line"] - 1][one["column"] - 1 : one["end_column"] - 1])
        for one in json.loads(asked.stdout)["findings"]
    ]
    dead = ("LNK218", f"{there.address}/gone")
    assert found == [("LNK219", f"{there.address}/old"), dead, dead]


def test_finding_shows_both_languages(run_cli: Cli, tmp_path: Path) -> None:
    """Place, code and message; then the unit without its tags, with its source below."""
    ran = run_cli("check", write(tmp_path, DAMAGED))
    assert ran.code == 1, ran.output
    first, target, marks, source, *rest = ran.stdout.splitlines()
    assert first.startswith("content/nl-NL/anchor.md:3:")
    assert " error CHR601 `caf√©` was decoded wrongly; did you mean `café`" in first
    assert target == "  103 │ Het caf√© heeft een anker."
    assert marks == "      │ " + " " * 4 + "^" * 5
    assert source == "      │ The café has an anchor."
    assert rest == ["", "1 error in 1 file", "`diglot fix` mends 1 of them"]


def test_json(run_cli: Cli, tmp_path: Path) -> None:
    """The contract: places are 1-based, edits are bytes, paths are relative to the project."""
    folder = write(tmp_path, DAMAGED)
    ran = run_cli("check", folder, "--format", "json")
    assert (ran.code, finding(ran)["path"], finding(ran)["unit"]) == (1, "content/nl-NL/anchor.md", "103")
    again = run_cli("check", ".", "--format", "json", cwd=folder)
    assert again.stdout == ran.stdout


@pytest.mark.parametrize("kind", ["sarif", "junit", "github", "html", "text", "json"])
def test_formats_into_a_file(run_cli: Cli, tmp_path: Path, kind: str) -> None:
    """Every format can be written to a file; what it holds is said on the side."""
    folder = write(tmp_path / "a", DAMAGED)
    report = tmp_path / "out" / f"report.{kind}"
    ran = run_cli("check", folder, "--format", kind, "--output", report)
    assert (ran.code, ran.stdout) == (1, ""), ran.output
    assert "1 error" in ran.stderr
    text = report.read_text(encoding="utf-8")
    assert "CHR601" in text
    if kind in ("sarif", "json"):
        json.loads(text)
    if kind == "junit":
        ET.fromstring(text)


def test_github_summary(run_cli: Cli, tmp_path: Path) -> None:
    """The summary is added to the page of the run; paths are those of the repository."""
    repository = write(tmp_path, {f"docs/{name}": text for name, text in DAMAGED.items()} | {".git/HEAD": ""})
    summary = tmp_path / "summary.md"
    ran = run_cli("check", repository / "docs", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert "::error file=docs/content/nl-NL/anchor.md,line=3" in ran.stdout
    assert "CHR601" in summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fail-on", "never"), 0),
        (("--select", "LNK"), 0),
        (("--ignore", "mojibake"), 0),
        (("--select", "CHR,LNK"), 1),
        (("--locale", "nl-NL"), 1),
        (("--locale", "en-US"), 0),
        (("--select", "mojibakke"), 2),
        (("--locale", "da-DK"), 2),
        (("--format", "pdf"), 2),
        (("gone.md",), 2),
        (("--changed-since", "main"), 2),
        (("--changed-since", "-x"), 2),
    ],
)
def test_exit_codes(run_cli: Cli, tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    """0 fine, 1 findings, 2 usage; a mistake names the nearest right word."""
    ran = run_cli("check", write(tmp_path, DAMAGED), *arguments)
    assert ran.code == code, ran.output
    assert "Traceback" not in ran.output
    if "mojibakke" in arguments:
        assert "did you mean `mojibake`" in ran.stderr


def test_one_locale_is_judged_by_all(run_cli: Cli, tmp_path: Path) -> None:
    """What is said of a locale is the same whether others are reported on or not, and so are its figures."""
    link = ("Zie de [gids](guide.md) en 1 beeld.", "See the [guide](guide.md) and 1 picture.")
    old = ("Het anker is licht.", "The anchor is light.")
    allowed = "\nHet caf√© is dicht. <!-- allow: mojibake, a sample -->\n"
    source = "# Anchor\n\nSee the [guide](guide.md) and 1 picture.\n\nThe anchor is heavy.\n\n![Mast](mast.png)\n"
    folder = write(
        tmp_path,
        CLEAN
        | {
            "content/en-US/anchor.md": source,
            "content/en-US/guide.md": "# Guide\n\nThe café is closed.\n",
            "content/en-US/mast.png": b"\x89PNG\r\n",
            "content/nl-NL/anchor.md": article("Anker", "Anchor", link, old) + "\n![Mast](mast.png)\n" + allowed,
            "content/da-DK/anchor.md": article("Anker", "Anchor", old) + allowed,
        },
    )
    everything = json.loads(run_cli("check", folder, "--format", "json").stdout)
    ours = [found for found in everything["findings"] if found["locale"] == "nl-NL"]
    assert {"outdated-translation", "untranslated-target"} <= {found["name"] for found in ours}
    # The second check remembers what the first one read, whatever that one reported.
    only = json.loads(run_cli("check", folder, "--format", "json", "--locale", "nl-NL").stdout)
    assert only["findings"] == ours
    assert (everything["summary"]["suppressed"], only["summary"]["suppressed"]) == (2, 1)
    quality = json.loads(run_cli("stats", folder, "--format", "json").stdout)["locales"]
    (dutch,) = json.loads(run_cli("stats", folder, "--format", "json", "--locale", "nl-NL").stdout)["locales"]
    assert [dutch] == [each for each in quality if each["locale"] == "nl-NL"]


def test_configuration(run_cli: Cli, tmp_path: Path) -> None:
    """Severity by rule and by path; an unknown rule is a mistake with its line."""
    rules = '[check]\nseverity = { mojibake = "warning" }\n\n[[check.paths]]\nfiles = ["content/nl-NL/*"]\n'
    folder = write(tmp_path, DAMAGED | {"site/site.toml": PLAIN + rules + 'severity = { CHR = "info" }\n'})
    ran = run_cli("check", folder, "--verbose", "--fail-on", "warning")
    assert ran.code == 0, ran.output
    assert " info CHR601 " in ran.stdout
    ran = run_cli("check", write(tmp_path, {"site/site.toml": PLAIN + rules + 'ignore = ["mojibakke"]\n'}))
    assert ran.code == 2
    assert "site.toml:" in ran.stderr
    assert "did you mean `mojibake`" in ran.stderr


def test_files(run_cli: Cli, tmp_path: Path) -> None:
    """Files and folders limit what is reported, not what is read."""
    folder = write(tmp_path, DAMAGED)
    assert run_cli("check", folder, folder / "content/en-US").code == 0
    assert run_cli("check", folder, folder / "content/nl-NL/anchor.md").code == 1
    assert run_cli("check", "content/nl-NL/anchor.md", cwd=folder).code == 1


def test_changed_since(run_cli: Cli, tmp_path: Path) -> None:
    """Only what git says differs from a commit, or does not know, is reported."""
    folder = write(tmp_path, DAMAGED)
    name = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example"}
    env = os.environ | name | {key.replace("AUTHOR", "COMMITTER"): value for key, value in name.items()}
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "a"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True, env=env)
    assert run_cli("check", folder, "--changed-since", "HEAD").code == 0
    write(folder, {"content/nl-NL/new.md": "# N\n\ncaf√©\n", "content/en-US/new.md": "# N\n\nCafé.\n"})
    ran = run_cli("check", folder, "--changed-since", "HEAD", "--format", "json")
    assert finding(ran)["path"] == "content/nl-NL/new.md"


def test_baseline(run_cli: Cli, tmp_path: Path) -> None:
    """What is known does not fail; what is new does; what was mended is told, and goes when it is written anew."""
    folder = write(tmp_path, DAMAGED)
    ran = run_cli("check", folder, "--write-baseline")
    assert ran.code == 0, ran.output
    known = json.loads((folder / "site/baseline/nl-NL.json").read_text(encoding="utf-8"))
    assert [entry["code"] for entry in known["findings"]] == ["CHR601"]
    ran = run_cli("check", folder)
    assert ran.code == 0, ran.output
    assert "1 more known to the baseline" in ran.stdout
    # A new hand-back: other ids, other text around it.
    write(folder, {"content/nl-NL/anchor.md": DAMAGED["content/nl-NL/anchor.md"].replace("0ab1c", "9fe8d")})
    assert run_cli("check", folder).code == 0
    write(folder, {"content/nl-NL/mast.md": "# M\n\nna√Øef\n", "content/en-US/mast.md": "# M\n\nNaive.\n"})
    assert run_cli("check", folder).code == 1
    write(folder, CLEAN | {"content/nl-NL/mast.md": "# M\n\nNaïef.\n"})
    ran = run_cli("check", folder)
    assert ran.code == 0, ran.output
    assert "--write-baseline" in ran.stdout
    run_cli("check", folder, "--write-baseline")
    assert not (folder / "site/baseline/nl-NL.json").exists()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"version": 9, "locale": "nl-NL", "findings": []}', b"\xff\x00"]
)
def test_damaged_baseline(run_cli: Cli, tmp_path: Path, damage: bytes) -> None:
    """It is said, and ignored."""
    folder = write(tmp_path, DAMAGED | {"site/baseline/nl-NL.json": damage})
    ran = run_cli("check", folder)
    assert ran.code == 1, ran.output
    assert "`nl-NL.json`" in ran.stdout


@pytest.mark.parametrize("damage", [b"", b"{", b"\x91\xc0", b"\xff" * 100])
@pytest.mark.parametrize("name", ["pages.msgpack", "last.msgpack"])
def test_damaged_memory(run_cli: Cli, tmp_path: Path, name: str, damage: bytes) -> None:
    """What a check remembers is made anew where it cannot be read, and gives the same report."""
    folder = write(tmp_path, DAMAGED)
    whole = run_cli("check", folder, "--format", "json", "--no-cache")
    run_cli("check", folder)
    write(folder, {f".diglot/check/{name}": damage})
    # An article is touched, so that the last run does not answer for all.
    os.utime(folder / "content/nl-NL/anchor.md", (1_000_000_000, 1_000_000_000))
    ran = run_cli("check", folder, "--format", "json")
    assert ran.code == 1, ran.output
    assert json.loads(ran.stdout)["findings"] == json.loads(whole.stdout)["findings"]


def test_memory_gives_the_same_report(run_cli: Cli, tmp_path: Path) -> None:
    """Whether pages are remembered or not, the report is the same, byte for byte; a change is seen at once."""
    folder = write(tmp_path, DAMAGED)
    for path in folder.rglob("*.md"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    cold = run_cli("check", folder, "--format", "json", "--no-cache")
    for _ in range(2):
        assert run_cli("check", folder, "--format", "json").stdout == cold.stdout
    write(folder, {"content/en-US/mast.md": "# Mast\n\ncaf√©\n", "content/nl-NL/mast.md": "# Mast\n\nKoffie.\n"})
    warm = run_cli("check", folder, "--format", "json")
    assert warm.stdout == run_cli("check", folder, "--format", "json", "--no-cache").stdout
    assert len(json.loads(warm.stdout)["findings"]) == 2


def test_configuration_above_the_articles_is_watched(run_cli: Cli, tmp_path: Path) -> None:
    """A repository's own file, above its docset, changes what is found as much as an article does."""
    config = {"docsets_to_publish": [{"docset_name": "nl", "build_source_folder": "docs", "locale": "nl-NL"}]}
    files = {
        "content/nl-NL/.openpublishing.publish.config.json": json.dumps(config),
        "content/nl-NL/docs/docfx.json": "{}",
        "content/nl-NL/docs/anchor.md": CLEAN["content/nl-NL/anchor.md"],
        "content/en-US/anchor.md": CLEAN["content/en-US/anchor.md"],
    }
    folder = write(tmp_path, files)
    for path in folder.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert run_cli("check", folder).stdout == "no findings\n"
    redirects = {"redirections": [{"source_path": "docs/old.md"}]}
    write(folder, {"content/nl-NL/.openpublishing.redirection.json": json.dumps(redirects)})
    ran = run_cli("check", folder)
    assert " LNK204 this redirection has no address" in ran.stdout, ran.output
    assert ran.stdout == run_cli("check", folder, "--no-cache").stdout


def test_folder_elsewhere_is_watched(run_cli: Cli, tmp_path: Path) -> None:
    """What a docset takes from beside it changes what is found as much as its own articles do."""
    build = {"content": [{"files": ["**/*.md"]}, {"files": ["**/*.md"], "src": "../../shared", "dest": "shared"}]}
    files = {
        "content/nl-NL/docfx.json": json.dumps({"build": build}),
        "content/nl-NL/anchor.md": CLEAN["content/nl-NL/anchor.md"],
        "shared/mast.md": "# Mast\n",
    }
    folder = write(tmp_path, files)
    for path in folder.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = run_cli("check", folder, "--verbose").stdout
    write(folder, {"shared/mast.md": "# Mast\n\n[away](missing.md)\n"})
    ran = run_cli("check", folder, "--verbose")
    assert ran.stdout != before, ran.output
    assert ran.stdout == run_cli("check", folder, "--verbose", "--no-cache").stdout


def test_unchanged_project_is_not_read(tmp_path: Path) -> None:
    """A check without anything new needs neither parser nor rules: importing them took longer than all else."""
    folder = write(tmp_path, DAMAGED)
    slow = ("markdown_it", "lxml", "jinja2", "diglot.build", "diglot.rules.registry")
    code = (
        "import sys\nfrom diglot.cli import diglot\n"
        "try: diglot(['check', sys.argv[1], '--format', 'json'], standalone_mode=False)\n"
        f"except SystemExit: print(*(name for name in {slow} if name in sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    reports = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(2)]
    assert reports[0].stdout == reports[1].stdout
    assert "markdown_it" in reports[0].stderr
    assert reports[1].stderr.splitlines()[1:] == [""]


def test_page_that_is_no_text(run_cli: Cli, tmp_path: Path) -> None:
    """Any bytes give a page and findings, the second time too."""
    folder = write(tmp_path, CLEAN | {"content/nl-NL/mast.md": b"# Mast\n\nDe mast \xff \xfe is hoog.\n"})
    os.utime(folder / "content/nl-NL/mast.md", (1_000_000_000, 1_000_000_000))
    for kind in ("json", "sarif", "junit", "github", "html", "text"):
        ran = run_cli("check", folder, "--format", kind)
        assert ran.code == 1, ran.output
        assert "Traceback" not in ran.output
        assert "CHR603" in ran.stdout


def test_project_that_cannot_be_written_to(run_cli: Cli, tmp_path: Path) -> None:
    """A check needs no place of its own."""
    folder = write(tmp_path / "p", DAMAGED)
    before = tree(folder)
    assert run_cli("check", folder, "--no-cache").code == 1
    assert tree(folder) == before


def test_rule_that_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named with its page, and everything else is found all the same."""

    def breaks(page: object) -> None:
        raise KeyError("of ours")

    rule = Rule("CHR699", "breaks", Severity.ERROR, "x", PAGE, breaks)  # type: ignore[arg-type]
    monkeypatch.setattr(runner, "RULES", (rule, *RULES))
    report = check_project(open_project(write(tmp_path, DAMAGED), None, None), Request(jobs=1), lambda *_: None)
    assert [found.code for found in report.diagnostics] == ["CHR601"]
    assert [failure.partition(":")[0] for failure in report.failures] == [
        "breaks failed on `content/en-US/anchor.md`",
        "breaks failed on `content/nl-NL/anchor.md`",
    ]


def test_fix(run_cli: Cli, tmp_path: Path) -> None:
    """A dry run shows what a real one does; afterwards nothing is left to do, and all other bytes are the same."""
    text = DAMAGED["content/nl-NL/anchor.md"].replace("\n", "\r\n")
    folder = write(tmp_path, DAMAGED | {"content/nl-NL/anchor.md": text})
    (folder / "content/nl-NL/anchor.md").chmod(0o640)
    shown = run_cli("fix", folder, "--diff")
    assert shown.code == 0, shown.output
    assert tree(folder)["content/nl-NL/anchor.md"].decode() == text
    assert "+" in shown.stdout
    ran = run_cli("fix", folder)
    assert ran.stdout.splitlines()[0] == "mended content/nl-NL/anchor.md"
    assert tree(folder)["content/nl-NL/anchor.md"].decode() == text.replace("caf√©", "café")
    assert (folder / "content/nl-NL/anchor.md").stat().st_mode & 0o777 == 0o640
    assert run_cli("check", folder).code == 0
    assert run_cli("fix", folder).stdout == "0 findings mended in 0 files\n"


def test_fix_of_one_rule(run_cli: Cli, tmp_path: Path) -> None:
    """Other rules' fixes wait."""
    folder = write(tmp_path, DAMAGED)
    assert run_cli("fix", folder, "--rule", "LNK").stdout == "0 findings mended in 0 files\n"
    assert run_cli("fix", folder, "--rule", "CHR601").stdout.splitlines()[-1] == "1 finding mended in 1 file"


def test_explain(run_cli: Cli) -> None:
    """A rule by name or code, a family, all of them; an unknown one is named with the nearest."""
    page = run_cli("explain", "mojibake")
    assert page.stdout.startswith("# mojibake (CHR601)")
    assert run_cli("explain", "CHR601").stdout == page.stdout
    assert len(run_cli("explain", "--all").stdout.splitlines()) == len(RULES)
    assert {line[:3] for line in run_cli("explain", "LNK").stdout.splitlines()} == {"LNK"}
    wrong = run_cli("explain", "mojibakke")
    assert (wrong.code, "did you mean `mojibake`" in wrong.stderr) == (2, True)


def test_stats(run_cli: Cli, tmp_path: Path) -> None:
    """A row per locale, for people and for programs."""
    folder = write(tmp_path, DAMAGED)
    assert "nl-NL" in run_cli("stats", folder).stdout
    rows = json.loads(run_cli("stats", folder, "--format", "json").stdout)["locales"]
    assert [row["locale"] for row in rows] == ["en-US", "nl-NL"]

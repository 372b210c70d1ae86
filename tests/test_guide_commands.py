"""Every command and every file that the guide and the README show does what is said, in a project like theirs.

Those that publish do it in `publish/test_guide_publishing.py`, against servers.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from diglot.scaffold import make_project
from guide_runs import WRITTEN, blocks, fences, run_blocks, run_script
from sites import PLAIN, article, build_here, write
from support import ROOT, run_diglot

WRONG = article("Anker", "Anchor", ("Het caf√©.", "The café."))
STANDS_FOR = {
    "command-line": {
        "diglot new DIR": "diglot new other",
        "[PROJECT]": ".",
        "diglot build my-help": "diglot build .",
        "/tmp/site": "../elsewhere",
        "[TARGET]": "file:$HOME/../target",
        "[FILE]...": "content/nl-NL/index.md",
        "[RULE]": "CHR601",
        "LOCALE": "fi-FI",
    },
    "README": {"path/to/articles": ".", "s3://my-bucket": "file:$HOME/../target"},
}
"""Article -> what words of the reader's own stand for here."""
ELSEWHERE = {"first-site", "open-publishing", "plain-markdown"}
"""They begin in a folder of their own, see below."""
SHOWN = {"", "html", "markdown", "python", "text"}
"""Languages of blocks that are articles, what commands print, and addresses; some of them are run all the same."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as `diglot new` makes it, with a mistake in it."""
    make_project(tmp_path / "my-help")
    return write(tmp_path / "my-help", {"content/nl-NL/boats/anchor.md": WRONG})


def test_no_block_is_left_out() -> None:
    """What is no example of an article or of output is in one of the languages that the tests run."""
    run = {"sh", "toml", "yaml", "css", "nginx"}
    assert {language for name in WRITTEN for language, _ in fences(name)} - SHOWN == run


@pytest.mark.parametrize(
    "name",
    [name for name in WRITTEN if blocks("sh", name) and not name.startswith("publish") and name not in ELSEWHERE],
)
def test_commands_run(name: str, project: Path) -> None:
    """One after the other, as they are written; none of them fails."""
    run_blocks(name, project, STANDS_FOR.get(name))


def test_first_site(tmp_path: Path) -> None:
    """A stranger gets from a clone to a site of their own by what the article says."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    write(tmp_path / "home/my-articles", {"nl-NL/a.md": "# Anker\n\nZwaar.\n", "site/site.toml": PLAIN})
    # The environment is the one that the tests run in, which `make test` made in the same way.
    stands_for = {"REPOSITORY": ROOT.as_uri(), ". .venv/bin/activate": "test -f Makefile"}
    said = run_blocks("first-site", tmp_path / "home", stands_for)
    assert "missing-translation" in said
    assert (tmp_path / "home/my-help/public/nl-nl/index.html").is_file()
    assert (tmp_path / "home/my-articles/public/nl-nl/a/index.html").is_file()


def test_open_publishing(tmp_path: Path) -> None:
    """The folders and the settings of the article, one beside the other."""
    folders, (settings, more) = blocks("text", "open-publishing")[0], blocks("toml", "open-publishing")
    for folder in folders.split():
        page = "# Harbor\n\nIt is large.\n" if "en-us" in folder else article("Haven", "Harbor")
        if folder.endswith("/"):
            write(tmp_path, {f"{folder}index.md": page})
    write(tmp_path, {"my-site/site/site.toml": settings.replace("[links]\n", more)})
    run_blocks("open-publishing", tmp_path)
    assert sorted(path.parent.name for path in (tmp_path / "my-site/public").glob("*-*/index.html")) == [
        "en-us",
        "ja-jp",
        "nl-nl",
    ]


def test_plain_markdown(tmp_path: Path) -> None:
    """Articles in one folder say of themselves which locale they belong to."""
    heading = blocks("markdown", "plain-markdown")[0]
    write(tmp_path, {"my-help/anchor.md": f"{blocks('yaml', 'plain-markdown')[0]}\n# Anker\n\n{heading}"})
    run_blocks("plain-markdown", tmp_path)
    page = (tmp_path / "my-help/public/nl-nl/anchor/index.html").read_text("utf-8")
    assert 'id="drop-the-anchor"' in page


def test_files_of_a_theme(project: Path) -> None:
    """Each file that the article about the looks of a site shows is put where it says, and is seen on a page."""
    named = re.compile(r"^(?:/\*|\{#) (site/\S+) ")
    files = {match[1]: text for _, text in fences("themes") if (match := named.match(text))}
    assert len(files) == 3
    write(project, files | {"locales/nl-NL/messages.po": blocks("text", "themes")[0]})
    write(project, {"site/site.toml": blocks("toml", "themes")[0]})
    run_blocks("themes", project)
    page = (project / "public/nl-nl/add-a-boat/index.html").read_text("utf-8")
    style = next((project / "public/assets").glob("style.*.css")).read_text("utf-8")
    assert "<p>Contoso, " in page
    assert "<p>Ask us in the harbor.</p>" in page
    assert "Zoek in de haven" in page
    assert "50rem" in style
    assert "#7a1f5c" in style


CONFIGURATIONS = [
    pytest.param(text, id=f"{name}-{number}")
    for name in WRITTEN
    for number, text in enumerate(blocks("toml", name))
    if not tomllib.loads(text).keys() & {"term", "forms"}
]


@pytest.mark.parametrize("text", CONFIGURATIONS)
def test_configuration_builds(text: str, project: Path) -> None:
    """What the articles show of `site.toml` has no mistake, and a project builds with it."""
    write(project, {"site/site.toml": text})
    write(project.parent, {f"{locale}/docs/index.md": "# Boat\n" for locale in re.findall(r"\.\./(\S+)/docs", text)})
    build_here(project)
    assert (project / "public/index.html").is_file()


def test_terms_are_taken(project: Path) -> None:
    """The forms that an article shows excuse a name that is translated; one that is lost is found."""
    term, forms = (text for text in blocks("toml", "checking") if tomllib.loads(text).keys() & {"term", "forms"})
    write(project, {"locales/en-US/terms.toml": term, "locales/nl-NL/terms.toml": forms})
    for words, found in (("Contoso Haven", False), ("een plaats", True)):
        page = article("Welkom", "Welcome", (f"Welkom in {words}.", "Welcome to Contoso Harbor."))
        write(project, {"content/nl-NL/harbor.md": page})
        ran = run_diglot("check", "--select", "TRM", "--verbose", cwd=project)
        assert ("TRM501" in ran.stdout) is found, ran.output


def yaml_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields (name of the article, content) of files for CI and for pre-commit."""
    for name in ("checking", "checking-in-ci"):
        for text in blocks("yaml", name):
            yield name, yaml.safe_load(text)


def scripts(found: object) -> Iterator[str]:
    """Yields the lines that a file for CI has run."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key in {"run", "script"}:
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)
    elif isinstance(found, list):
        for value in found:
            yield from scripts(value)


JOBS = [pytest.param("\n".join(scripts(found)), id=name) for name, found in yaml_files() if [*scripts(found)]]


@pytest.mark.parametrize("script", JOBS)
def test_jobs_find_what_a_change_brings_in(script: str, project: Path) -> None:
    """What they run in a clone whose branch adds a mistake tells of this one and of no other."""
    anchor = project / "content/nl-NL/boats/anchor.md"
    anchor.rename(project / "kept.md")
    git = ("git", "-c", "user.name=writer", "-c", "user.email=writer@example.com", "-C", str(project))
    for command in (("init", "-qb", "main"), ("add", "content", "site"), ("commit", "-qm", "Begin")):
        subprocess.run([*git, *command], check=True)
    subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "main"], check=True)
    (project / "kept.md").rename(anchor)
    script = script.replace("${{ github.base_ref }}", "main")
    ran = run_script(script, project, {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})
    assert ran.code == 0, ran.output
    report = project / "report.xml"
    said = report.read_text("utf-8") if report.exists() else ran.stdout
    assert "CHR601" in said
    assert "STA953" not in said


def test_action_and_hooks_are_ours() -> None:
    """Names in files for GitHub and pre-commit are those of the files that they mean."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    shown = json.loads(json.dumps([found for _, found in yaml_files()], default=str))
    used = [step for found in shown for job in found.get("jobs", {}).values() for step in job["steps"]]
    inputs = {key for step in used if step.get("uses", "").startswith("OWNER/diglot@") for key in step["with"]}
    assert inputs == {"changed-since"} <= action["inputs"].keys()
    wanted = {hook["id"] for found in shown for repo in found.get("repos", []) for hook in repo["hooks"]}
    assert wanted == {hook["id"] for hook in hooks}

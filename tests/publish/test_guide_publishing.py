"""What the guide's articles about publishing show, commands and settings, against servers of this machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest
import yaml

from diglot.scaffold import make_project
from guide_runs import blocks, put_in, run_blocks, run_script
from publish.conftest import ACCOUNT, ACCOUNT_KEY, make_container, s3_place
from publish.daemons import Sshd
from sites import build_here, write

BACK = "diglot publish --rollback"
CHANGED = "printf '\\nOne more sentence.\\n' >> content/en-US/index.md\ndiglot build\ndiglot publish\n"
"""What has to happen before a publish can be taken back."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as `diglot new` makes it."""
    make_project(tmp_path / "my-help")
    return tmp_path / "my-help"


def settings(name: str, stands_for: Mapping[str, str]) -> dict[str, str]:
    """Returns the configuration that an article shows, as a file. Nobody waits in tests."""
    text = next(text for text in blocks("toml", name) if "\ntarget = " in text)
    return {"site/site.toml": f"{put_in(text, stands_for)}grace = 0.0\n"}


def test_bucket(project: Path, s3_server: str) -> None:
    """One that is named on the command line, then as the settings name it, and back."""
    place = s3_place(s3_server, "my-bucket")
    write(project, settings("publishing", {}))
    build_here(project)
    run_blocks("publish-s3", project, env=place.env)
    first = place.site()
    assert "en-us/index.html" in first
    said = run_blocks("publishing", project, {BACK: CHANGED + BACK}, place.env)
    assert re.search(r" [1-9]\d* changed, 0 deleted", said)
    # Styles and the like of the version in between stay for readers who have it open.
    assert first.items() <= place.site().items()


def test_azure(project: Path, azure_server: str) -> None:
    """The static website of an account."""
    make_container(azure_server, "$web")
    build_here(project)
    env = {"AZURE_STORAGE_ACCOUNT_KEY": ACCOUNT_KEY, "AZURE_STORAGE_ENDPOINT": f"{azure_server}/{ACCOUNT}"}
    assert "Published to az://$web: " in run_blocks("publish-azure", project, {"myaccount": ACCOUNT}, env)


def test_folder(project: Path, tmp_path: Path) -> None:
    """A folder of this machine, with the rules of its host."""
    write(project, {"site/site.toml": blocks("toml", "publish-folder")[0]})
    build_here(project)
    run_blocks("publish-folder", project, {"/var/www": str(tmp_path)})
    assert (tmp_path / "help/index.html").is_file()
    assert (tmp_path / "help/headers.nginx.conf").is_file()


def test_branches(project: Path, tmp_path: Path) -> None:
    """The addresses are those of the article: git is told where they are here. The job of GitLab has its pages."""
    hosts = {"github": "ssh://git@github.com/", "gitlab": "https://gitlab.com/"}
    env = {"GIT_CONFIG_COUNT": str(len(hosts))}
    for number, (host, address) in enumerate(hosts.items()):
        subprocess.run(["git", "init", "-q", "--bare", tmp_path / host / "USER/REPOSITORY.git"], check=True)
        env[f"GIT_CONFIG_KEY_{number}"] = f"url.{(tmp_path / host).as_uri()}/.insteadOf"
        env[f"GIT_CONFIG_VALUE_{number}"] = address
    write(project, settings("publish-pages", {"https://USER.github.io/REPOSITORY/": ""}))
    run_blocks("publish-pages", project, {BACK: CHANGED + BACK}, env)
    github, gitlab = (tmp_path / host / "USER/REPOSITORY.git" for host in hosts)
    count = ["git", "-C", str(github), "rev-list", "--count", "gh-pages"]
    assert subprocess.check_output(count, text=True) == "3\n"
    subprocess.run(["git", "clone", "-qb", "pages", gitlab, tmp_path / "job"], check=True)
    job: Any = yaml.safe_load(blocks("yaml", "publish-pages")[0])["pages"]
    ran = run_script("\n".join(job["script"]), tmp_path / "job")
    assert ran.code == 0, ran.output
    assert (tmp_path / "job" / job["artifacts"]["paths"][0] / "en-us/index.html").is_file()


def test_own_server(project: Path, ssh_server: Sshd, tmp_path: Path) -> None:
    """A host that takes the key; what is typed there is typed here."""
    folder = f"{tmp_path}/www"
    target = {"sftp://USER@HOST/srv/www": f"{ssh_server.address}{folder}", "https://help.example.com/": ""}
    write(project, settings("publish-server", target))
    connect = f"{ssh_server.git_ssh} -p {ssh_server.port} {getuser()}@127.0.0.1 true"
    stands_for = {"ssh USER@HOST": connect, "/srv/www": folder, BACK: CHANGED + BACK}
    run_blocks("publish-server", project, stands_for, {"HOME": str(ssh_server.home), "SSH_AUTH_SOCK": ""})
    page = (tmp_path / "www/help/en-us/index.html").read_text("utf-8")
    assert "Everything about the harbor app" in page
    assert "One more sentence." not in page
    assert (tmp_path / "www/help/en-us/index.html.gz").is_file()

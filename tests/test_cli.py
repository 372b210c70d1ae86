"""The command line, from outside: what it prints where, and how it ends."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import diglot
from diglot.files import STATE, locked
from sites import PLAIN, article, tree, write
from support import GENERATOR, Ran, run_python

Cli = Callable[..., Ran]

GOOD = {
    "site/site.toml": PLAIN,
    "content/en-US/index.md": "# Harbor\n\n[Anchor](anchor.md)\n",
    "content/en-US/anchor.md": "# Anchor\n\nHeavy.\n",
    "content/nl-NL/index.md": article("Haven", "Harbor", ("[Anker](anchor.md)", "[Anchor](anchor.md)")),
    "content/nl-NL/anchor.md": article("Anker", "Anchor", ("Zwaar.", "Heavy.")),
}
BAD = GOOD | {"content/nl-NL/kiel.md": "# Kiel\n\nZie [mast](mast.md).\n"}


@pytest.mark.parametrize("arguments", [(), ("build",), ("new",)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(run_cli: Cli, arguments: tuple[str, ...], option: str) -> None:
    """Every command explains itself, on stdout."""
    ran = run_cli(*arguments, option)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Usage: ")


def test_version(run_cli: Cli) -> None:
    """The version of the package."""
    ran = run_cli("--version")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == f"diglot, version {diglot.__version__}\n"


def test_imports_are_late() -> None:
    """Asking for help waits for nothing that only a build needs."""
    slow = (
        "babel",
        "jinja2",
        "lxml",
        "markdown_it",
        "msgspec",
        "nh3",
        "pagefind",
        "pydantic",
        "pygments",
        "rich",
        "yaml",
    )
    code = f"import sys, diglot.cli; print(*(name for name in {slow} if name in sys.modules))"
    ran = run_python("-c", code)
    assert (ran.code, ran.stdout) == (0, "\n"), ran.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Usage: "),
        (("bouw",), "No such command 'bouw'"),
        (("build", "--kleur"), "No such option"),
        (("build", "--jobs", "0"), "--jobs"),
        (("build", "--jobs", "veel"), "--jobs"),
        (("build", "gone"), "diglot: there is no folder `gone`"),
        (("build", "--config", "gone.toml"), "diglot: there is no file `gone.toml`"),
        (("build", "--locale", "fr-FR"), "diglot: the content has no locale `fr-FR`"),
        (("build", "empty"), "diglot: there are no articles in `empty`"),
        (("build", "wrong"), "diglot: 2 mistakes in the configuration:\n  wrong/site.toml:1: unknown key `titel`"),
        (("new",), "Missing argument 'DIR'"),
        (("new", "content"), "diglot: `content` exists and is not empty"),
    ],
)
def test_mistakes_of_usage(run_cli: Cli, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """They are told on stderr, without a traceback, and end with 2; nothing is built."""
    write(tmp_path, GOOD | {"empty/readme.txt": "x", "wrong/site.toml": 'titel = "x"\nsearch = 1\n'})
    before = tree(tmp_path)
    ran = run_cli(*arguments, cwd=tmp_path)
    assert ran.code == 2, ran.output
    assert ran.stdout == ""
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr
    assert tree(tmp_path) == before


def test_build(run_cli: Cli, tmp_path: Path) -> None:
    """Results go to stdout; where no one watches, nothing goes to stderr, and there is no colour."""
    write(tmp_path, GOOD)
    ran = run_cli("build", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (0, ""), ran.output
    assert "\x1b" not in ran.stdout
    for words in ("en-US", "nl-NL", "Findings: none", "Folder: public; ", "`diglot serve`", "Set `base_url`"):
        assert words in ran.stdout
    assert (tmp_path / "public/nl-nl/anchor/index.html").is_file()


def test_folders_without_regions(run_cli: Cli, tmp_path: Path) -> None:
    """`en` is the source of `de` where the configuration names none, so what is not translated is no dead link."""
    files = {"content/en/a.md": "# One\n\n[Two](b.md)\n", "content/en/b.md": "# Two\n"}
    write(tmp_path, files | {"content/de/a.md": "# Eins\n\n[Zwei](b.md)\n", "site.toml": PLAIN})
    ran = run_cli("build", "--strict", cwd=tmp_path)
    assert ran.code == 0, ran.output
    page = (tmp_path / "public/de/a/index.html").read_text(encoding="utf-8")
    assert 'value="side-by-side"' in page
    assert '<a href="../../en/b/"' in page
    write(tmp_path, {"site.toml": PLAIN + 'source_locale = "en-US"\n'})
    assert run_cli("build", "--strict", cwd=tmp_path).code == 1


def test_options_of_a_build(run_cli: Cli, tmp_path: Path) -> None:
    """Another project, output, configuration, and only some locales."""
    write(tmp_path / "project", GOOD | {"other.toml": PLAIN + 'base_url = "https://a.example"\n'})
    options = ("--output", "out", "--config", "project/other.toml", "--locale", "nl-NL", "--jobs", "2")
    ran = run_cli("build", "project", *options, cwd=tmp_path)
    assert ran.code == 0, ran.output
    assert "Folder: out; " in ran.stdout
    assert "`diglot serve project`" in ran.stdout
    assert "Set `base_url`" not in ran.stdout
    assert not (tmp_path / "project/public").exists()
    assert (tmp_path / "out/nl-nl/anchor/index.html").is_file()
    assert not (tmp_path / "out/en-us").exists()


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [(GOOD, (), 0), (GOOD, ("--strict",), 0), (BAD, (), 0), (BAD, ("--strict",), 1), (BAD, ("--strict", "--quiet"), 1)],
)
def test_strict(run_cli: Cli, tmp_path: Path, files: Mapping[str, str], options: tuple[str, ...], code: int) -> None:
    """Findings fail a build that is asked to be strict, after the site is built."""
    write(tmp_path, files)
    ran = run_cli("build", *options, cwd=tmp_path)
    assert ran.code == code, ran.output
    if "--quiet" in options:
        assert (ran.stdout, ran.stderr) == ("", "")
    elif files is BAD:
        assert "content/nl-NL/kiel.md:3:12 error LNK205 " in ran.stdout
        assert "    3 │ Zie [mast](mast.md).\n      │            ^^^^^^^\n" in ran.stdout
        assert "Findings: 1 error\n" in ran.stdout
    assert (tmp_path / "public/nl-nl/anchor/index.html").is_file()


@pytest.mark.parametrize(("wrong", "told"), [(30, ""), (31, "… and 1 more finding: "), (33, "… and 3 more findings: ")])
def test_findings_that_are_too_many(run_cli: Cli, tmp_path: Path, wrong: int, told: str) -> None:
    """A build names some, and counts those that `diglot check` shows besides: no infos."""
    links = "".join(f"[naar {number}](weg-{number}.md)\n\n" for number in range(wrong))
    files = {
        "content/nl-NL/anker.md": f"# Anker\n\n[Hier](boot.md) of [daar](boot.md).\n\n{links}",
        "content/nl-NL/roer.md": "# Roer\n",
        "content/en-US/anker.md": "# Anchor\n",
        "content/en-US/roer.md": "# Rudder\n",
        "content/en-US/boot.md": "# Boat\n",
        "site/site.toml": f'{PLAIN}[check]\nignore = ["missing-translation"]\n',
    }
    write(tmp_path, files)
    ran = run_cli("build", str(tmp_path))
    assert f"Findings: {wrong} errors, 2 info" in ran.stdout
    assert [line for line in ran.stdout.splitlines() if "more finding" in line] == (
        [f"{told}`diglot check` shows all of them"] if told else []
    )


def test_quiet_says_what_is_wrong(run_cli: Cli, tmp_path: Path) -> None:
    """Nothing but errors."""
    write(tmp_path, GOOD)
    assert run_cli("build", "-q", cwd=tmp_path) == Ran(0, "", "")
    ran = run_cli("build", "-q", "gone", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert "no folder `gone`" in ran.stderr


def test_output_that_cannot_be_written(run_cli: Cli, tmp_path: Path) -> None:
    """Exit code 3, and what to do."""
    write(tmp_path, GOOD | {"file": "x"})
    ran = run_cli("build", "--output", "file/out", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert ran.stderr.startswith("diglot: cannot write to `")
    assert "--output" in ran.stderr


def test_foreign_file(run_cli: Cli, tmp_path: Path) -> None:
    """Exit code 2, with its name."""
    write(tmp_path, GOOD | {"public/nl-nl/anchor/index.html": "van mij"})
    ran = run_cli("build", cwd=tmp_path)
    assert ran.code == 2, ran.output
    assert "public/nl-nl/anchor/index.html` was not written by Diglot" in ran.stderr
    assert (tmp_path / "public/nl-nl/anchor/index.html").read_text("utf-8") == "van mij"


def test_second_build_of_one_output(run_cli: Cli, tmp_path: Path) -> None:
    """Exit code 3 while the first one is at it; no lock outlives whoever held it."""
    write(tmp_path, GOOD)
    with locked(tmp_path / "public", tmp_path / STATE):
        ran = run_cli("build", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert "another build is writing to `" in ran.stderr
    assert run_cli("build", cwd=tmp_path).code == 0


HOLDER = """\
import sys, time
from pathlib import Path
from diglot.files import locked
with locked(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_lock_of_a_killed_build(run_cli: Cli, tmp_path: Path) -> None:
    """It is gone with the process."""
    write(tmp_path, GOOD)
    command = [sys.executable, "-c", HOLDER, tmp_path / "public", tmp_path / STATE]
    with subprocess.Popen(
        [str(part) for part in command], env={**os.environ, "PYTHONPATH": str(GENERATOR)}, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert run_cli("build", cwd=tmp_path).code == 3
        holder.kill()
    assert run_cli("build", cwd=tmp_path).code == 0


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt(tmp_path: Path, jobs: str) -> None:
    """Exit code 130 and one line; the next build goes on."""
    write(tmp_path, GOOD)
    write(tmp_path, {f"content/nl-NL/map/{number}.md": f"# {number}\n\n{'woord ' * 200}\n" for number in range(1500)})
    with subprocess.Popen(
        [sys.executable, "-m", "diglot", "build", "--jobs", jobs],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not list(tmp_path.glob(f"{STATE}/public.build/pages/*.bodies")):
            assert process.poll() is None
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (130, ""), stderr
    assert "interrupted" in stderr
    assert "Traceback" not in stderr
    left = {name for name in tree(tmp_path / STATE) if not name.endswith((".bodies", ".unfinished"))}
    assert left <= {"public.journal"}


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_interrupt_at_the_start(tmp_path: Path) -> None:
    """While the command line is still being imported there is no traceback either."""
    write(tmp_path, {"click.py": "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"})
    ran = run_python("-m", "diglot", "build", cwd=tmp_path)
    assert (ran.code, ran.stdout, ran.stderr) == (130, "", "interrupted\n")


def on_a_terminal(cwd: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Runs a command whose streams are terminals; returns its exit code and what it wrote to each."""
    ends = [pty.openpty() for _ in range(2)]
    process = subprocess.Popen(
        [sys.executable, "-m", "diglot", *arguments],
        cwd=cwd,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(GENERATOR),
            "TERM": "xterm-256color",
            "COLUMNS": "120",
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=ends[0][1],
        stderr=ends[1][1],
    )
    for _, end in ends:
        os.close(end)
    os.set_blocking(ends[0][0], False)
    os.set_blocking(ends[1][0], False)
    said = [b"", b""]
    while True:
        done = process.poll() is not None
        for number, (end, _) in enumerate(ends):
            said[number] += drained(end)
        if done:
            break
        time.sleep(0.005)
    for end, _ in ends:
        os.close(end)
    return process.returncode, said[0].decode(), said[1].decode()


def drained(end: int) -> bytes:
    """Returns what can be read from a terminal now."""
    read = b""
    try:
        while chunk := os.read(end, 65536):
            read += chunk
    except OSError:
        pass
    return read


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [((), {}, True), (("--no-color",), {}, False), ((), {"NO_COLOR": "1"}, False)],
)
def test_colours_and_progress(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    """A terminal shows both, progress on stderr; colours only if they are wanted."""
    write(tmp_path, BAD)
    code, stdout, stderr = on_a_terminal(tmp_path, "build", *options, **environment)
    assert code == 0
    assert "error" in stdout
    assert ("\x1b[1;31m" in stdout) is coloured
    assert "Reading pages" in stderr
    assert "Reading" not in stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_quiet_on_a_terminal(tmp_path: Path) -> None:
    """No progress either."""
    write(tmp_path, BAD)
    assert on_a_terminal(tmp_path, "build", "--quiet") == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe that closes")
@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_reader_that_leaves_early(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    """`diglot build | head -1` is no mistake, and hides none."""
    write(tmp_path, BAD)
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "diglot", "build", *options],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(GENERATOR)},
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (code, "")


def test_new(run_cli: Cli, tmp_path: Path) -> None:
    """It names what it made and what to do next, and that works."""
    ran = run_cli("new", "haven", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (0, ""), ran.output
    assert "made haven/site/site.toml" in ran.stdout
    assert "cd haven && diglot build" in ran.stdout
    assert run_cli("build", "--strict", cwd=tmp_path / "haven").code == 0


def test_names_that_terminals_and_disks_find_odd(run_cli: Cli, tmp_path: Path) -> None:
    """A project may be called anything, and so may its files; bytes that are no text harm no report."""
    odd = b"kiel\xff\n\x1b[31m.md".decode(errors="surrogateescape")
    write(tmp_path / "mijn [b]haven[/b] 🚤", BAD | {f"content/nl-NL/{odd}": "# Kiel\n\n[x](gone.md)\n"})
    ran = run_cli("build", "mijn [b]haven[/b] 🚤", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (0, ""), ran.output
    assert "Findings: 2 errors" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert "mijn [b]haven[/b] 🚤/public; " in ran.stdout


def test_streams_that_take_few_letters(run_cli: Cli, tmp_path: Path) -> None:
    """A report in an old encoding has gaps, and is a report."""
    write(tmp_path, GOOD | {"content/ja-JP/anchor.md": "# 錨\n\n[帆](帆.md)\n"})
    ran = run_cli("build", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert (ran.code, ran.stderr) == (0, ""), ran.output
    assert "Findings: 1 error" in ran.stdout

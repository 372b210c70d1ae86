"""The command `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from diglot.console import consoles


@click.command()
@click.argument("project", type=click.Path(path_type=Path), default=".")
@click.option(
    "--port", "-p", type=click.IntRange(0, 65535), default=8000, help="Listen here, or at the next free port."
)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen on this address: 0.0.0.0 for the network.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this file instead of site/site.toml.")
@click.option("--locale", "locales", multiple=True, metavar="L", help="Serve only this locale; may be repeated.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="How many processes read at the same time.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the address and errors.")
@click.option("--no-color", is_flag=True, help="Print without colours; so does the environment variable NO_COLOR.")
def serve(
    project: Path,
    port: int,
    host: str,
    opens: bool,
    config: Path | None,
    locales: tuple[str, ...],
    jobs: int | None,
    quiet: bool,
    no_color: bool,
) -> None:
    """Show the site of PROJECT in a browser while you write; pages follow what you save.

    Ctrl+C ends it, with exit code 130.
    """
    from diglot.run import uncollected

    # What is imported stays: to look through it for cycles is a seventh of the time until the server listens.
    with uncollected():
        from diglot.project import open_project
        from diglot.serve import Wish, serve_project

    results, _ = consoles(no_color)
    opened = open_project(project, config, None)
    serve_project(opened, Wish(config, locales, jobs, host, port, opens, quiet), results)

"""What is served of a project: what a build would read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from diglot.project import Prepared, Project, prepare
from diglot.serve.values import Request


def served(
    project: Project, request: Request, folders: dict[str, Path] | None = None, named: Iterable[str] | None = None
) -> Prepared:
    """Returns what is to be served of a project; `folders` and `named` as in `prepare`. Raises `UserError`."""
    prepared = prepare(project, request.locales, folders, named)
    # What browsers keep for later would stand in the way of what was just saved.
    return prepared._replace(settings=replace(prepared.settings, offline=False))

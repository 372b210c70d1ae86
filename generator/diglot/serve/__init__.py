"""`diglot serve`: the site of a project, drawn on request, which follows the files that it is made from."""

from __future__ import annotations

from diglot.serve.server import Wish, serve_project

__all__ = ["Wish", "serve_project"]

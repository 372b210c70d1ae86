"""What the server answers: files of the site as hosts send them, and what belongs to itself below `/_diglot/`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from importlib.resources import files as resources
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from diglot.errors import UserError
from diglot.files import headers
from diglot.model import Output
from diglot.policy import served_policy
from diglot.render import MisdrawnError
from diglot.serve.hub import Listener
from diglot.serve.problems import problem_of
from diglot.serve.session import NotReadyError, Session
from diglot.serve.tabs import file_of, version_of
from diglot.serve.values import OWN, Problem
from diglot.settings import Settings

Answer = Callable[[Asked], Awaitable[Response]]
_METHODS = ["GET", "HEAD"]
_ASSETS = {"serve.js": "text/javascript; charset=utf-8", "serve.css": "text/css; charset=utf-8"}
_SHORT, _LONG = 1.0, 20.0
"""Seconds that a browser waits for a page: before the project was read, and while it is read again."""
_FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def application(session: Session, hosts: frozenset[str]) -> Starlette:
    """Returns the server's answers; only requests that name one of `hosts` get one."""

    def guarded(answer: Answer) -> Answer:
        async def check(asked: Asked) -> Response:
            if asked.headers.get("host", "").lower() not in hosts:
                return PlainTextResponse("This server does not answer to that name.\n", 421, _FRESH)
            return await answer(asked)

        return check

    async def events(asked: Asked) -> Response:
        query = asked.query_params
        page = query.get("page")
        listener = Listener(
            None if page is None else _below(session, page),
            query.get("version", ""),
            tuple(filter(None, query.get("styles", "").split(","))),
            query.get("problem", ""),
        )
        await session.join(listener)
        return StreamingResponse(session.hub.stream(listener), media_type="text/event-stream", headers=_FRESH)

    async def findings(asked: Asked) -> Response:
        return JSONResponse(session.findings(_below(session, asked.query_params.get("page", ""))), headers=_FRESH)

    async def own(asked: Asked) -> Response:
        name = asked.path_params["name"]
        if name not in _ASSETS:
            return PlainTextResponse("Not found\n", 404, _FRESH)
        data = (resources("diglot.serve") / "assets" / name).read_bytes()
        return Response(data, headers={**_FRESH, "Content-Type": _ASSETS[name]})

    async def site(asked: Asked) -> Response:
        return await _site(session, asked)

    return Starlette(
        routes=[
            Route(f"/{OWN}events", guarded(events), methods=_METHODS),
            Route(f"/{OWN}findings", guarded(findings), methods=_METHODS),
            Route(f"/{OWN}{{name:path}}", guarded(own), methods=_METHODS),
            Route("/{path:path}", guarded(site), methods=_METHODS),
        ]
    )


def _below(session: Session, path: str) -> str:
    """Returns a path below the root of the site, as files of it are named."""
    return path.lstrip("/").removeprefix(session.prefix) if session.prefix else path.lstrip("/")


async def _site(session: Session, asked: Asked) -> Response:
    patience = _patience(session, asked)
    try:
        if alone := await session.alone(file_of(asked.path_params["path"])):
            return _sent(alone.settings, alone.output, 200, fleeting=True)
        settings = await session.ready(patience)
        found = await _found(session, settings, asked)
        if found is None and session.is_glancing:
            # It may be one of those that are only known once all are read, which takes long.
            settings = await session.ready(patience and _SHORT, whole=True)
            found = await _found(session, settings, asked)
        if found is None:
            path = _below(session, f"/{asked.path_params['path']}")
            found = _sent(settings, await session.not_found(path), 404)
        return found
    except NotReadyError:
        return _broken(session.problem) if session.problem and not session.has_pages else _waiting(session)
    except MisdrawnError as error:
        return _broken(session.explained(error))
    except UserError as error:
        return _broken(problem_of(session.root, str(error)))


async def _found(session: Session, settings: Settings, asked: Asked) -> Response | None:
    """Returns the file that somebody asks for, or the way to it; None where there is none."""
    written = asked.path_params["path"]
    path = _below(session, f"/{written}")
    if session.prefix and not written:
        return RedirectResponse(f"/{quote(session.prefix)}", 307, _FRESH)
    if output := await session.output(file_of(path)):
        return _sent(settings, output, 200)
    if not path.endswith("/") and await session.output(f"{path}/index.html"):
        query = f"?{asked.url.query}" if asked.url.query else ""
        return RedirectResponse(f"/{quote(written)}/{query}", 301)
    return None


def _patience(session: Session, asked: Asked) -> float | None:
    """Returns how many seconds a request waits: people are told how far it is, programs want the page."""
    if "text/html" not in asked.headers.get("accept", ""):
        return None
    return _LONG if session.has_pages else _SHORT


def _sent(settings: Settings, output: Output, status: int, *, fleeting: bool = False) -> Response:
    """Returns a file as a host sends it; pages get the script of the server, and `fleeting` ones are not kept."""
    data = output.data
    if output.path.endswith(".html"):
        data = injected(data)
    sent = headers(output.path, served_policy(settings)) | {"X-Content-Type-Options": "nosniff"}
    if fleeting and output.path.endswith(".html"):
        sent |= _FRESH
    return Response(data, status, sent)


def injected(page: bytes) -> bytes:
    """Returns a page with the server's script before the end of its head: nothing else is changed."""
    script = f'<script type="module" src="/{OWN}serve.js" data-version="{version_of(page)}"></script>\n'
    head, end, rest = page.partition(b"</head>")
    return head + script.encode() + end + rest if end else page + script.encode()


def _waiting(session: Session) -> Response:
    progress = session.progress
    said = f"Reading {progress.done:,} of {progress.total:,} pages" if progress.total else "Reading the pages"
    body = f'<main class="diglot-waiting"><h1>{said} …</h1><p>This page shows itself as soon as it is there.</p></main>'
    return _frame("Reading", body, "waiting", {"Retry-After": "1"})


def _broken(problem: Problem) -> Response:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    lines = "".join(
        f'<span class="diglot-line{" diglot-here" if number == problem.line else ""}">'
        f'<span class="diglot-number">{number}</span>{escape(text)}</span>\n'
        for number, text in problem.frame
    )
    frame = f"<pre>{lines}</pre>" if lines else ""
    body = (
        '<main class="diglot-broken" role="alert"><h1>The site cannot be drawn</h1>'
        f'<p class="diglot-place">{escape(place)}</p><p class="diglot-message">{escape(problem.message)}</p>'
        f"{frame}<p>This page shows itself as soon as the mistake is mended.</p></main>"
    )
    return _frame("Mistake", body, "broken", {}, 500)


def _frame(title: str, body: str, version: str, more: dict[str, str], status: int = 503) -> Response:
    """Returns a page of the server's own."""
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} – diglot serve</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/{OWN}serve.css">'
        f'<script type="module" src="/{OWN}serve.js" data-version="{version}"></script></head>'
        f'<body class="diglot-own">{body}</body></html>\n'
    )
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"}
    return Response(page, status, {**_FRESH, **policy, **more, "Content-Type": "text/html; charset=utf-8"})

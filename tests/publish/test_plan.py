"""What is planned, what addresses and settings may say, and what hosts take: without any target."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from diglot.errors import UserError
from diglot.options import parse_options
from diglot.publish.caches import changed_paths
from diglot.publish.git import Folders
from diglot.publish.invalidation import invalidate
from diglot.publish.limits import exceeded
from diglot.publish.manifests import File, Leaving, Published, read_target, write_target
from diglot.publish.plan import Phase, Target, known, make_plan, phase_of
from diglot.publish.store import StoreError
from diglot.publish.targets import open_target
from diglot.publish.verifying import wrong_answers
from publish.conftest import Place, Shop
from publish.shops import pages

LASTING = {"cache-control": "public, max-age=31536000, immutable"}
PLAIN = {"cache-control": "public, max-age=0, must-revalidate"}


@pytest.mark.parametrize(
    ("path", "phase"),
    [
        ("assets/style.1.css", Phase.ASSETS),
        ("nl-nl/pagefind/fragment/a.pf_fragment", Phase.ASSETS),
        ("nl-nl/pagefind/pagefind.js", Phase.ASSETS),
        ("nl-nl/picture.png", Phase.ASSETS),
        ("nl-nl/a/index.html", Phase.PAGES),
        ("nl-nl/a/index.md", Phase.PAGES),
        ("nl-nl/index.html", Phase.ENTRIES),
        ("index.html", Phase.ENTRIES),
        ("sitemap-nl-nl.xml", Phase.ENTRIES),
        ("nl-nl/pagefind/pagefind-entry.json", Phase.ENTRIES),
        ("_headers", Phase.ENTRIES),
        (".htaccess", Phase.ENTRIES),
    ],
)
def test_phases(path: str, phase: Phase) -> None:
    """What pages need comes before them, what leads to them after."""
    assert phase_of(path) == phase


def test_what_is_in_doubt_is_not_known() -> None:
    """A path of an unfinished publish counts only as what the journal says, and only in its size."""
    one, two = File("1", 5, PLAIN), File("2", 6, PLAIN)
    target = Target(Published(1, 1, {"a": one, "b": one, "c": one}), {"a": 5, "b": 6, "c": 9}, frozenset("b"))
    assert known(target, "a") == one
    assert known(target, "b") is None
    assert known(target._replace(sent={"b": two}), "b") == two
    assert known(target, "c") is None
    assert known(target, "d") is None


def test_what_leaves_comes_back_without_being_sent() -> None:
    """An asset of an earlier version that is wanted again is still there."""
    asset, page = File("1", 5, LASTING), File("2", 6, PLAIN)
    published = Published(4, 4, {"x.html": page}, {"assets/a.css": Leaving(asset, 3)})
    target = Target(published, {"x.html": 6, "assets/a.css": 5})
    plan = make_plan({"x.html": page, "assets/a.css": asset}, target, 3)
    assert plan.is_nothing
    assert plan.next.leaving == {}


def test_a_manifest_survives() -> None:
    """What is written is read."""
    file, left = File("ab", 3, PLAIN), Leaving(File("cd", 4, LASTING), 7)
    published = Published(8, 6, {"é.html": file}, {"assets/a.css": left}, {"ef": 7})
    assert read_target(write_target(published), "m") == published


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"version": 1}', b"\xff"])
def test_a_damaged_manifest_is_said(data: bytes) -> None:
    """With what to do."""
    with pytest.raises(UserError, match="remove it by hand"):
        read_target(data, "m")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("s3://user:secret@bucket/x", "no password"),
        ("az://site?sv=1&sig=secret", "no password and no key"),
        ("sftp://user:secret@host/x", "has a password"),
        ("git+https://user:secret@host/x.git", "no password and no token"),
        ("ftp://host/x", "is no target"),
        ("public", "did you mean `file:///"),
        ("file://host/x", "three slashes .* did you mean `file:///.*/host/x`"),
        ("file://pub", "three slashes .* did you mean `file:///.*/pub`"),
        ("file:pub", "three slashes .* did you mean `file:///.*/pub`"),
        ("file:///", "three slashes .* write one as in"),
        ("file://user:secret@host/x", "no password"),
        ("s3://", "is no target"),
    ],
)
def test_addresses_are_refused(address: str, message: str, tmp_path: Path) -> None:
    """Those that mean nothing, and those with a secret, which is not repeated."""
    with pytest.raises(UserError, match=message) as caught:
        asyncio.run(open_target(address, 5, Folders(tmp_path, tmp_path)))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "files", "expected"),
    [
        ("cloudflare", {"a": File("", 26 << 20, {})}, [(False, "`a`")]),
        ("cloudflare", {str(n): File("", 1, {}) for n in range(20_001)}, [(True, "without a paid plan")]),
        ("cloudflare", {"_redirects": File("", 1, {})}, [(False, "2,000 redirects"), (False, "1,000 characters")]),
        ("azure", {str(n): File("", 1, {}) for n in range(15_001)}, [(False, "15,000 files")]),
        ("azure", {"staticwebapp.config.json": File("", 30_000, {})}, [(False, "20,480 bytes")]),
        ("nginx", {"a": File("", 26 << 30, {})}, []),
    ],
)
def test_limits_of_hosts(host: str, files: dict[str, File], expected: list[tuple[bool, str]]) -> None:
    """Files, sizes and rules."""
    lines = "".join(f"/a{n} /b 301\n" for n in range(2_000)) + f"/{'x' * 1_000} /b 301\n"
    found = list(exceeded(host, files, lambda _: lines.encode()))
    assert [is_note for is_note, _ in found] == [is_note for is_note, _ in expected]
    assert all(words in message for (_, message), (_, words) in zip(found, expected, strict=True))


def test_caches_know_pages_by_two_names() -> None:
    """By their folder, and by their file; encoded, below the path of the site."""
    paths = changed_paths(["index.html", "nl-nl/é/index.html", "a.css"], "https://example.com/help/")
    folder = "/help/nl-nl/%C3%A9/"
    assert paths == ["/help/", "/help/index.html", folder, f"{folder}index.html", "/help/a.css"]


def test_a_command_makes_caches_forget(tmp_path: Path) -> None:
    """Each path is a word of its own; a command that fails is told with what it said."""
    how = f"sh -c 'echo \"$@\" > {tmp_path}/said' - {{urls}}"
    asyncio.run(invalidate(how, ["a b.css"], "https://example.com/"))
    assert (tmp_path / "said").read_text() == "https://example.com/a%20b.css\n"
    with pytest.raises(StoreError, match="ended with 3: no way; mend"):
        asyncio.run(invalidate("sh -c 'echo no way >&2; exit 3' {paths}", ["a"], ""))


@pytest.mark.parametrize("how", ["purge", "cloudfront:", "purge '{paths}"])
def test_a_setting_that_cannot_work_is_a_mistake(how: str) -> None:
    """Before anything is published."""
    with pytest.raises(UserError, match=r"publish\.invalidate"):
        parse_options(f'[publish]\ninvalidate = "{how}"\n', "site.toml")


def test_cloudfront_forgets_what_changed(shop: Shop, bucket: Place, s3_server: str) -> None:
    """Exactly the changed paths."""
    import boto3

    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "x", "region_name": "us-east-1"}
    client = boto3.client("cloudfront", endpoint_url=s3_server, **keys)
    origin = {"Id": "o", "DomainName": "o.example.com", "CustomOriginConfig": _ORIGIN}
    behaviour = {"TargetOriginId": "o", "ViewerProtocolPolicy": "allow-all", "MinTTL": 0, "ForwardedValues": _FORWARDED}
    made = client.create_distribution(
        DistributionConfig={
            "CallerReference": bucket.address,
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": behaviour,
        }
    )
    number = made["Distribution"]["Id"]
    shop.configure(f'[publish]\ngrace = 0.0\ninvalidate = "cloudfront:{number}"\n')
    first = shop.leave(pages(3, 1))
    assert shop.publish(bucket).code == 0
    shop.leave(first | {"nl-nl/page-1/index.html": b"<p>edited"})
    ran = shop.publish(bucket)
    assert ran.code == 0, ran.output
    listed = client.list_invalidations(DistributionId=number)["InvalidationList"]["Items"]
    batches = [client.get_invalidation(DistributionId=number, Id=one["Id"])["Invalidation"] for one in listed]
    found = [sorted(batch["InvalidationBatch"]["Paths"]["Items"]) for batch in batches]
    assert ["/nl-nl/page-1/", "/nl-nl/page-1/index.html"] in found


_ORIGIN = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}
_FORWARDED = {"QueryString": False, "Cookies": {"Forward": "none"}}


def test_the_public_address_is_asked(shop: Shop, tmp_path: Path, serve: object) -> None:
    """What the public gets is compared with what was published."""
    from publish.conftest import folder_place

    assert callable(serve)
    place = folder_place(tmp_path / "target")
    shop.leave(pages(3, 1))
    shop.configure("[publish]\ngrace = 0.0\npatience = 1\n")
    (tmp_path / "target").mkdir()
    address = serve(tmp_path / "target")
    ran = shop.publish(place, "--url", address, "--verify-all")
    assert ran.code == 0, ran.output
    assert "Verified: 9 files" in ran.stdout
    (tmp_path / "target/nl-nl/page-1/index.html").write_bytes(b"x" * len("<link rel=stylesheet"))
    other = serve(tmp_path / "project")
    ran = shop.publish(place, "--url", other)
    assert ran.code == 3
    assert "are not what the public gets" in ran.stderr


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("help.example.com", "did you mean `https://help.example.com`?"),
        ("help.example.com:8080/de/", "did you mean `https://help.example.com:8080/de/`?"),
        ("ftp://help.example.com", "write one as in `https://"),
        ("https://help example.com", "write one as in `https://"),
        ("https:///x", "write one as in `https://"),
        ("https://help.example.com/?a=1", "write one as in `https://"),
    ],
)
def test_a_public_address_that_is_none(shop: Shop, tmp_path: Path, url: str, message: str) -> None:
    """It is said before anything is sent."""
    from publish.conftest import folder_place

    shop.leave(pages(1, 1))
    ran = shop.publish(folder_place(tmp_path / "target"), "--url", url)
    assert ran.code == 2
    assert message in ran.stderr
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize(
    ("base", "message"),
    [("https://h h/", "is no address of the web"), ("http://bücher.invalid/", "does not answer")],
)
def test_a_host_that_cannot_be_asked(base: str, message: str) -> None:
    """It is said like any other that does not answer."""
    [told] = asyncio.run(wrong_answers(base, {"a": File("1", 5, PLAIN)}, ["a"], kinds=False, patience=0))
    assert message in told


def test_a_target_with_two_slashes(shop: Shop, tmp_path: Path) -> None:
    """What is wrong with it is said first, not where it would lie."""
    from publish.conftest import folder_place

    shop.leave(pages(1, 1))
    ran = shop.publish(replace(folder_place(tmp_path), address="file://pub"))
    assert ran.code == 2
    assert "three slashes" in ran.stderr


@pytest.mark.parametrize("what", ["changed", "missing", "unfinished", "absent"])
def test_a_stale_folder_is_not_published(shop: Shop, tmp_path: Path, what: str) -> None:
    """What is not what the last build wrote is an error that says to build."""
    from publish.conftest import folder_place

    place = folder_place(tmp_path / "target")
    shop.leave(pages(3, 1))
    page = shop.root / "public/nl-nl/page-1/index.html"
    if what == "changed":
        page.write_bytes(bytes(reversed(page.read_bytes())))
    elif what == "missing":
        page.unlink()
    elif what == "unfinished":
        (shop.root / ".diglot").mkdir()
        (shop.root / ".diglot/public.journal").write_text("x\0")
    else:
        (shop.root / "public/diglot-manifest.json").unlink()
    ran = shop.publish(place)
    assert ran.code == 2
    assert "run `diglot build`" in ran.stderr
    assert place.site() == {}

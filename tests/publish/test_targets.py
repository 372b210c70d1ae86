"""Publishing to servers of each kind: objects, headers and bytes are as planned, each time."""

from __future__ import annotations

import json
from pathlib import Path

from publish.conftest import Place, Shop
from publish.shops import pages


def test_objects_are_as_planned(shop: Shop, place: Place) -> None:
    """A site is published, three articles change, one goes, and all of it is taken back."""
    first = shop.leave(pages(8, 1))
    ran = shop.publish(place)
    assert ran.code == 0, ran.output
    place.expect(first)

    second = shop.leave(first | {f"nl-nl/page-{n}/index.html": b"<p>edited %d" % n for n in (1, 3, 5)})
    planned = json.loads(shop.publish(place, "--dry-run", "--format", "json").stdout)
    changed = [f"nl-nl/page-{n}/index.html" for n in (1, 3, 5)]
    assert planned == {"new": [], "changed": changed, "deleted": [], "kept": len(first) - 3}
    assert shop.publish(place).code == 0
    place.expect(second)

    third = shop.leave({path: data for path, data in second.items() if path != "nl-nl/page-3/index.html"})
    planned = json.loads(shop.publish(place, "--dry-run", "--format", "json").stdout)
    assert planned == {"new": [], "changed": [], "deleted": ["nl-nl/page-3/index.html"], "kept": len(third)}
    assert shop.publish(place).code == 0
    place.expect(third)

    for expected in (second, first):
        ran = shop.publish(place, "--rollback")
        assert ran.code == 0, ran.output
        place.expect(expected)
    ran = shop.publish(place, "--rollback")
    assert ran.code == 3
    assert "keeps nothing earlier" in ran.stderr
    assert shop.publish(place).code == 0
    place.expect(third)


def test_a_lock_that_is_not_enforced_is_said(shop: Shop, place: Place) -> None:
    """Where a host refuses conditional writes, publishing goes on, each time with a word about it."""
    for version in (1, 2):
        shop.leave(pages(2, version))
        ran = shop.publish(place)
        assert ran.code == 0, ran.output
        assert ("does not enforce its lock" in ran.stdout) is not place.enforces_lock


def test_a_dry_run_touches_nothing(shop: Shop, place: Place) -> None:
    """Neither the target nor the project."""
    shop.leave(pages(3, 1))
    ran = shop.publish(place, "--dry-run", "--format", "json")
    assert ran.code == 0, ran.output
    assert len(json.loads(ran.stdout)["new"]) == len(pages(3, 1))
    assert place.look() == {}
    assert not (shop.root / ".diglot").exists()


def test_old_assets_stay_for_some_manifests(shop: Shop, place: Place) -> None:
    """What the last two manifests name stays, and what only older ones name goes."""
    shop.configure("[publish]\ngrace = 0.0\nkeep = 2\n")
    sites = [pages(2, version) for version in range(1, 5)]
    for site in sites:
        shop.leave(site)
        assert shop.publish(place).code == 0
    kept = {path: data for site in sites[1:3] for path, data in site.items() if _is_lasting(path)}
    place.expect(sites[3], besides=kept)


def _is_lasting(path: str) -> bool:
    return path.startswith("assets/") or path.endswith("_fragment")


def test_names_survive(shop: Shop, place: Place) -> None:
    """Letters of all kinds, blanks and percent signs."""
    files = shop.leave({"nl-nl/é ü/100%25+ &.html": b"<p>a", "nl-nl/ウ.png": b"b", "index.html": b""})
    assert shop.publish(place).code == 0
    place.expect(files)
    files = shop.leave({"nl-nl/ウ.png": b"c", "index.html": b""})
    assert shop.publish(place).code == 0
    place.expect(files)


def test_what_is_there_is_not_touched(shop: Shop, place: Place) -> None:
    """Files of others stay; where they are in the way, nothing is published until somebody says so."""
    place.put("notes/own.txt", b"mine")
    place.put("index.html", b"old site")
    files = shop.leave(pages(2, 1))
    ran = shop.publish(place)
    assert ran.code == 2
    assert "`index.html`" in ran.stderr
    assert "--replace" in ran.stderr
    assert shop.publish(place, "--replace").code == 0
    found = {path: data for path, (data, _) in place.site().items()}
    assert found == {**files, "notes/own.txt": b"mine"}


def test_headers_alone_are_a_change(shop: Shop, bucket: Place) -> None:
    """What a manifest says of headers counts like content."""
    shop.leave(pages(2, 1))
    assert shop.publish(bucket).code == 0
    manifest = shop.root / "public" / "diglot-manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"application/xml", b"text/xml"))
    ran = shop.publish(bucket, "--dry-run", "--format", "json")
    assert json.loads(ran.stdout)["changed"] == ["sitemap.xml"]
    assert shop.publish(bucket).code == 0
    assert bucket.site()["sitemap.xml"][1]["Content-Type"] == "text/xml"


def test_too_many_deletes_stop(shop: Shop, place: Place) -> None:
    """A cap is an error, and nothing happens."""
    first = shop.leave(pages(6, 1))
    assert shop.publish(place).code == 0
    shop.leave({path: data for path, data in first.items() if "page-" not in path})
    ran = shop.publish(place, "--max-deletes", "5")
    assert ran.code == 2
    assert "--max-deletes 6" in ran.stderr
    place.expect(first)
    assert shop.publish(place, "--max-deletes", "6").code == 0
    assert len(place.site()) == len(first) - 6


def test_somebody_is_asked(shop: Shop, place: Place) -> None:
    """`--confirm` without an answer publishes nothing."""
    shop.leave(pages(2, 1))
    ran = shop.publish(place, "--confirm")
    assert ran.code == 130
    assert "8 new" in ran.stdout
    assert place.site() == {}


def test_a_log_says_what_was_done(shop: Shop, bucket: Place) -> None:
    """Every file, and no secret."""
    files = shop.leave(pages(2, 1))
    assert shop.publish(bucket).code == 0
    log = Path(shop.root / ".diglot" / "publish.log").read_text()
    assert all(f" sent {path}\n" in log for path in files)
    assert "not-to-be-seen" not in log

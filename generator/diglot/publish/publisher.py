"""Publishes a site: lock, plan, phases with barriers, manifest, deletes. What fails stops it before the next barrier.

Any run may end anywhere. Until the manifest is replaced the old site is whole, since all that its pages name stays; and
the intent on the target, and the journal on this machine, tell the next run what is in doubt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from diglot.errors import UserError
from diglot.files import MANIFEST
from diglot.publish.journal import Journal, Log
from diglot.publish.lock import STATE_HEADERS, Lock, held_lock
from diglot.publish.manifests import File, Published, write_paths, write_target
from diglot.publish.plan import Plan, Target, make_plan, original_of, phases, superfluous, withdrawn
from diglot.publish.store import Store, StoreError
from diglot.publish.survey import INTENT, KEPT, MANIFESTS, KeptSite, Survey, earlier, survey_target

_T = TypeVar("_T")
_AT_ONCE = 32

Tell = Callable[[str, int, int], None]
"""(what is being done, how much of it is done, of how much)."""


class Site(Protocol):
    """Files with their content."""

    @property
    def files(self) -> Mapping[str, File]:
        """All files of the site."""

    async def read(self, path: str) -> bytes:
        """Returns the content of one of them."""


class Wishes(NamedTuple):
    """How to publish."""

    keep: int = 3
    """So many earlier manifests can be returned to."""
    grace: float = 10
    """Seconds between the new manifest and deletes."""
    max_deletes: int = 256
    replaces: bool = False
    """Files that Diglot did not write are replaced."""
    lists: bool = False
    """All files at the target are looked at, however many there are."""


class Helpers(NamedTuple):
    """What a publish uses besides the site and its target."""

    run: str
    journal: Journal
    log: Log
    tell: Tell
    agree: Callable[[Plan], bool]
    invalidate: Callable[[list[str]], Awaitable[None]]
    """Tells caches in front of the target which paths they have to forget."""


class Outcome(NamedTuple):
    """What was done."""

    plan: Plan
    is_done: bool
    """False where nobody agreed."""
    is_locked: bool
    """Whether the target enforces its lock."""
    files: Mapping[str, File]


async def planned(site: Site | None, store: Store, wishes: Wishes, sent: Mapping[str, File]) -> Plan:
    """Returns what publishing would do; for no site, what going back to the earlier one would do."""
    survey = await survey_target(store, sent, lists=wishes.lists)
    return (await _planned(site, store, survey, wishes))[1]


async def publish(site: Site | None, store: Store, wishes: Wishes, helpers: Helpers) -> Outcome:
    """Makes of a target the site; or the earlier one, if there is no site. Raises `UserError`."""
    helpers.journal.begin(helpers.run)
    async with held_lock(store, helpers.run) as lock:
        sent = helpers.journal.recall(lock.before)
        if not sent:
            helpers.journal.restart(helpers.run)
        helpers.tell("looking at the target", 0, 0)
        survey = await survey_target(store, sent, lists=wishes.lists)
        site, plan = await _planned(site, store, survey, wishes)
        _check(plan, survey, store, wishes)
        if not plan.is_nothing and not await asyncio.to_thread(helpers.agree, plan):
            return Outcome(plan, False, store.conditional, site.files)
        await _Work(store, site, survey, plan, lock, helpers).do(wishes)
        helpers.journal.end()
        return Outcome(plan, True, store.conditional, site.files)


async def _planned(site: Site | None, store: Store, survey: Survey, wishes: Wishes) -> tuple[Site, Plan]:
    target = survey.target
    if site:
        return site, make_plan(site.files, target, wishes.keep, has_headers=store.has_headers)
    before = await earlier(store, target)
    kept = KeptSite(store, target, before.files)
    plan = make_plan(kept.files, target, wishes.keep, has_headers=store.has_headers)
    if missing := kept.missing((*plan.new, *plan.changed)):
        raise StoreError(
            f"`{store.name}` does not keep all of the earlier site, among it `{missing[0]}`; "
            "build what you want and publish that"
        )
    return kept, plan._replace(next=plan.next._replace(content=before.content))


def _check(plan: Plan, survey: Survey, store: Store, wishes: Wishes) -> None:
    check_deletes(plan, wishes)
    if plan.foreign and not wishes.replaces:
        raise UserError(
            f"`{store.name}` holds {len(plan.foreign):,} files that Diglot did not write where the site has its own, "
            f"such as `{plan.foreign[0]}`; choose another target, or replace them with `--replace`"
        )


def check_deletes(plan: Plan, wishes: Wishes) -> None:
    """Raises `UserError` where more would be deleted than anybody expects; a file with its compressed ones is one."""
    known = {*plan.deleted, *plan.next.files}
    deleted = [path for path in plan.deleted if (original := original_of(path)) == path or original not in known]
    if len(deleted) > wishes.max_deletes:
        raise UserError(
            f"{len(deleted):,} files would be deleted, such as `{deleted[0]}`, and at most {wishes.max_deletes:,} may "
            f"be; if that is what you want, allow it with `--max-deletes {len(deleted)}`"
        )


class _Work:
    """One publish, from the plan to the end."""

    def __init__(self, store: Store, site: Site, survey: Survey, plan: Plan, lock: Lock, helpers: Helpers) -> None:
        self.store = store
        self.site = site
        self.survey = survey
        self.plan = plan
        self.lock = lock
        self.helpers = helpers

    async def do(self, wishes: Wishes) -> None:
        """Does what is planned, in an order that leaves the site whole wherever it ends."""
        plan, target = self.plan, self.survey.target
        is_changed = not plan.is_nothing or plan.next.files != target.published.files
        if not is_changed and not plan.expired and not self.survey.is_unfinished:
            return
        touched = {*plan.new, *plan.changed, *plan.deleted, *plan.expired} | target.doubtful
        if touched:
            await self.store.put(INTENT, write_paths(touched), STATE_HEADERS)
        await self._all("keeping", plan.copies, self._keep)
        if early := withdrawn(plan):
            await self.store.delete(early)
        for phase, paths in phases(plan):
            await self._all(f"sending {phase.name.lower()}", paths, self._send)
        if is_changed:
            self.lock.check()
            await self._commit()
        await self._delete(wishes, target)
        await self.helpers.invalidate(sorted(touched))
        self.helpers.log.note(f"published {plan.next.number if is_changed else target.published.number}")
        await self.store.delete([INTENT])

    async def _keep(self, entry: tuple[str, str]) -> None:
        path, digest = entry
        await self.store.copy(path, f"{KEPT}/{digest}")
        self.helpers.log.note(f"kept {path} as {digest}")

    async def _send(self, path: str) -> None:
        file = self.site.files[path]
        await self.store.put(path, await self.site.read(path), file.headers)
        self.helpers.journal.sent(path, file)
        self.helpers.log.note(f"sent {path}")

    async def _commit(self) -> None:
        """Replaces the manifest, if it is still the one that the plan was made for."""
        published: Published = self.plan.next
        data = write_target(published)
        await self.store.put(f"{MANIFESTS}/{published.number}.json", data, STATE_HEADERS)
        headers = {"content-type": "application/json", "cache-control": "public, max-age=0, must-revalidate"}
        if await self.store.swap(MANIFEST, data, headers, self.survey.tag):
            return
        # An answer may have been lost on its way, and the manifest be in place.
        held = await self.store.read(MANIFEST)
        if held is None or held.data != data:
            raise StoreError(f"another publish to `{self.store.name}` was faster; publish again")

    async def _delete(self, wishes: Wishes, target: Target) -> None:
        plan = self.plan
        gone = [*plan.deleted, *plan.expired]
        digests, numbers = superfluous(plan, target, wishes.keep)
        if plan.is_nothing:
            digests, numbers = [], []
        if plan.deleted and wishes.grace:
            self.helpers.tell("waiting before deletes", 0, 0)
            await asyncio.sleep(wishes.grace)
        self.lock.check()
        if gone:
            await self.store.delete(gone)
            self.helpers.log.note("deleted", gone)
        own = [*(f"{KEPT}/{digest}" for digest in digests), *(f"{MANIFESTS}/{number}.json" for number in numbers)]
        if own:
            await self.store.delete(own)

    async def _all(self, what: str, entries: Sequence[_T], work: Callable[[_T], Awaitable[None]]) -> None:
        """Does `work` for all entries, many at once. After the first failure no other is begun."""
        waiting, done, count = iter(entries), 0, len(entries)

        async def worker() -> None:
            nonlocal done
            while (entry := next(waiting, None)) is not None:
                self.lock.check()
                await work(entry)
                done += 1
                self.helpers.tell(what, done, count)

        workers = [asyncio.create_task(worker()) for _ in range(min(_AT_ONCE, count))]
        try:
            await asyncio.gather(*workers)
        finally:
            # What is under way arrives and is noted; nothing else is begun.
            waiting = iter(())
            await asyncio.gather(*workers, return_exceptions=True)

"""Random histories: whatever is edited, undone, redone, reopened, each state is the one that a plain model says."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.schema import TRACKED
from models.store import Act, Store, open_store

State = dict[str, dict[int, tuple[Any, ...]]]
QUERIES = {
    "engagement": "SELECT id, client FROM engagement",
    "phase": "SELECT id, engagement, kind, start FROM phase",
    "setting": "SELECT id, key, value FROM setting",
}
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
KINDS = st.sampled_from(["kickoff", "dev_upgrade", "prod_upgrade"])
NUMBERS = st.integers(1, 4)


class Histories(RuleBasedStateMachine):
    """Two programs on one file against a list of states."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "e2e-tracker.db"
        self.stores = [open_store(self.path, busy_ms=0), open_store(self.path, busy_ms=0, origin="cli")]
        with self.stores[0].step("Playbook") as db:
            db.table("playbook").insert({"name": "e2e", "version": "1", "digest": "d", "body": "{}"})
        self.model: State = {table: {} for table in QUERIES}
        self.past: list[State] = []
        self.future: list[State] = []
        self.told: list[set[tuple[str, int]]] = [set(), set()]
        self.shown: list[State] = [deepcopy(self.model), deepcopy(self.model)]
        self.listen()

    def listen(self) -> None:
        for index, store in enumerate(self.stores):
            store.subscribe(lambda changed, index=index: self.told[index].update(changed.rows))

    def commit(self, after: State) -> None:
        if after != self.model:
            self.past.append(self.model)
            self.future.clear()
            self.model = after

    @rule(who=st.integers(0, 1), engagement=NUMBERS, client=TEXTS)
    def save_client(self, who: int, engagement: int, client: str) -> None:
        after = deepcopy(self.model)
        after["engagement"][engagement] = (client,)
        row = {"id": engagement, "uid": f"u{engagement}", "client": client, "playbook": 1, "created_utc": "t"}
        with self.stores[who].step("Save client") as db:
            db.table("engagement").upsert(row, pk="id")
        self.commit(after)

    @rule(who=st.integers(0, 1), phase=st.integers(1, 6), engagement=NUMBERS, kind=KINDS, start=TEXTS)
    def save_phase(self, who: int, phase: int, engagement: int, kind: str, start: str) -> None:
        taken = any(row[:2] == (engagement, kind) and key != phase for key, row in self.model["phase"].items())
        if engagement not in self.model["engagement"] or taken:
            return
        after = deepcopy(self.model)
        after["phase"][phase] = (engagement, kind, start)
        row = {"id": phase, "engagement": engagement, "kind": kind, "start": start}
        with self.stores[who].step("Save phase") as db:
            db.table("phase").upsert(row, pk="id")
        self.commit(after)

    @rule(who=st.integers(0, 1), engagement=NUMBERS)
    def delete_client(self, who: int, engagement: int) -> None:
        after = deepcopy(self.model)
        after["engagement"].pop(engagement, None)
        after["phase"] = {key: row for key, row in after["phase"].items() if row[0] != engagement}
        with self.stores[who].step("Delete client") as db:
            db.table("engagement").delete_where("id = ?", [engagement])
        self.commit(after)

    @rule(who=st.integers(0, 1), first=TEXTS, second=TEXTS)
    def swap_settings(self, who: int, first: str, second: str) -> None:
        """Several changes of one row in one step, through a unique key."""
        after = deepcopy(self.model)
        after["setting"] = {1: ("a", second), 2: ("b", first)}
        with self.stores[who].step("Swap settings") as db:
            db.table("setting").delete_where()
            db.table("setting").insert_all([{"id": 1, "key": "b", "value": first}, {"id": 2, "key": "a", "value": ""}])
            db.table("setting").update(1, {"key": "c"})
            db.table("setting").update(2, {"key": "b", "value": first})
            db.table("setting").update(1, {"key": "a", "value": second})
        # The rows are written anew, so the log has changes even where the end is the beginning.
        self.past.append(self.model)
        self.future.clear()
        self.model = after

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        undone = self.stores[who].undo()
        assert (undone is not None) is bool(self.past)
        if self.past:
            self.future.append(self.model)
            self.model = self.past.pop()

    @rule(who=st.integers(0, 1))
    def redo(self, who: int) -> None:
        redone = self.stores[who].redo()
        assert (redone is not None) is bool(self.future)
        if self.future:
            self.past.append(self.model)
            self.model = self.future.pop()

    @precondition(lambda self: self.past)
    @rule(who=st.integers(0, 1))
    def take_back_the_newest(self, who: int) -> None:
        store = self.stores[who]
        newest: Act = store.history()[0]
        assert store.can_take_back(newest)
        store.take_back(newest)
        self.past.append(self.model)
        self.future.clear()
        self.model = self.past[-2]

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.look(who)
        self.stores[who].close()
        self.stores[who] = open_store(self.path, busy_ms=0)
        self.stores[who].subscribe(lambda changed: self.told[who].update(changed.rows))

    @rule(who=st.integers(0, 1))
    def look(self, who: int) -> None:
        """What a window shows, refreshed only by what it was told, is what the file holds."""
        self.stores[who].poll()
        shown, held = self.shown[who], self.model
        for table, row in self.told[who]:
            if row in held[table]:
                shown[table][row] = held[table][row]
            else:
                shown[table].pop(row, None)
        self.told[who].clear()
        assert shown == held

    @invariant()
    def both_programs_read_what_the_model_says(self) -> None:
        for store in getattr(self, "stores", ()):
            assert state(store) == self.model

    def teardown(self) -> None:
        for store in getattr(self, "stores", ()):
            store.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()


def state(store: Store) -> State:
    return {table: {row[0]: row[1:] for row in store.records(query)} for table, query in QUERIES.items()}


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_every_column_of_every_tracked_table_is_logged(store: Store) -> None:
    with store.step("The first write"):
        pass
    for table in TRACKED:
        columns = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info(?)", [table])]
        sql = store.records("SELECT sql FROM sqlite_temp_master WHERE name = ?", [f"log_{table}_UPDATE"])[0][0]
        assert all(f"'{column}', old.\"{column}\"" in sql for column in columns)

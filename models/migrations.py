"""Every change of the database's schema, one function each, never edited after a release."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlite_utils import Database, Migrations

__all__ = ["MIGRATIONS", "Database", "end_undo", "transform_tracked"]

MIGRATIONS = Migrations("e2e-tracker")

_FIRST = (
    # Playbooks as they were when an engagement began; the digest is of the body.
    """CREATE TABLE playbook (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT""",
    """CREATE TABLE engagement (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        client TEXT NOT NULL,
        consultant TEXT NOT NULL DEFAULT '',
        parent TEXT NOT NULL DEFAULT '',
        zone TEXT NOT NULL DEFAULT '',
        zone_confirmed INTEGER NOT NULL DEFAULT 0,
        country TEXT NOT NULL DEFAULT '',
        subdivision TEXT NOT NULL DEFAULT '',
        dev_instance TEXT NOT NULL DEFAULT '',
        prod_instance TEXT NOT NULL DEFAULT '',
        projector_project TEXT NOT NULL DEFAULT '',
        billable INTEGER NOT NULL DEFAULT 1,
        experienced_developer INTEGER NOT NULL DEFAULT 0,
        service_partner INTEGER NOT NULL DEFAULT 0,
        notes TEXT NOT NULL DEFAULT '',
        backup_taken_utc TEXT NOT NULL DEFAULT '',
        password_changed_utc TEXT NOT NULL DEFAULT '',
        entered_utc TEXT NOT NULL DEFAULT '',
        conversion_utc TEXT NOT NULL DEFAULT '',
        ctask_appeared_utc TEXT NOT NULL DEFAULT '',
        ctask_closed_utc TEXT NOT NULL DEFAULT '',
        scheduled_elsewhere TEXT NOT NULL DEFAULT '',
        skip_reason TEXT NOT NULL DEFAULT '',
        skip_approver TEXT NOT NULL DEFAULT '',
        skip_approved_on TEXT NOT NULL DEFAULT '',
        skip_told_on TEXT NOT NULL DEFAULT '',
        imported_stage TEXT NOT NULL DEFAULT '',
        playbook INTEGER NOT NULL REFERENCES playbook(id),
        created_utc TEXT NOT NULL,
        archived_utc TEXT NOT NULL DEFAULT '',
        deleted_utc TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE contact (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
        zone TEXT NOT NULL DEFAULT '') STRICT""",
    # start and end: wall time in zone ("2026-12-03T19:00"), a date alone ("2026-12-07"), or '' for undated.
    """CREATE TABLE phase (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        start TEXT NOT NULL DEFAULT '', "end" TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT '',
        start_utc TEXT NOT NULL DEFAULT '', end_utc TEXT NOT NULL DEFAULT '',
        actual_start_utc TEXT NOT NULL DEFAULT '', actual_end_utc TEXT NOT NULL DEFAULT '',
        UNIQUE (engagement, kind)) STRICT""",
    """CREATE TABLE roadmap (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        start TEXT NOT NULL, zone TEXT NOT NULL, start_utc TEXT NOT NULL,
        agreed_utc TEXT NOT NULL, agreed_with TEXT NOT NULL DEFAULT '',
        recorded_by TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE step (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        done_utc TEXT NOT NULL DEFAULT '', done_by TEXT NOT NULL DEFAULT '',
        origin TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        UNIQUE (engagement, key)) STRICT""",
    """CREATE TABLE ticket (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, number TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT '', state_utc TEXT NOT NULL DEFAULT '',
        confirmed_text TEXT NOT NULL DEFAULT '', confirmed_utc TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE UNIQUE INDEX ticket_identity ON ticket (engagement, kind) WHERE kind <> 'INC'""",
    """CREATE TABLE message (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}',
        subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '',
        created_utc TEXT NOT NULL, sent_utc TEXT NOT NULL DEFAULT '', sent_how TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE time_entry (
        id INTEGER PRIMARY KEY,
        engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
        day TEXT NOT NULL, minutes INTEGER NOT NULL, billable INTEGER NOT NULL DEFAULT 1,
        note TEXT NOT NULL DEFAULT '', step TEXT NOT NULL DEFAULT '', made_utc TEXT NOT NULL) STRICT""",
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
        initials TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE setting (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT""",
    # Evidence refers to the engagement by uid, without a foreign key, so that nothing deletes it (trap 14).
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT, engagement TEXT NOT NULL, kind TEXT NOT NULL,
        subject TEXT NOT NULL, value TEXT NOT NULL, instant_utc TEXT NOT NULL DEFAULT '',
        zone TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', at_utc TEXT NOT NULL,
        recorded_by TEXT NOT NULL DEFAULT '', rehearsal INTEGER NOT NULL DEFAULT 0,
        body TEXT NOT NULL DEFAULT '{}', previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TABLE ui_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    """CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
        engagement INTEGER, made_utc TEXT NOT NULL, made_by TEXT NOT NULL DEFAULT '',
        origin TEXT NOT NULL DEFAULT 'window', rehearsal INTEGER NOT NULL DEFAULT 0,
        barrier TEXT NOT NULL DEFAULT '', undone INTEGER NOT NULL DEFAULT 0,
        sealed INTEGER NOT NULL DEFAULT 0, touched INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE change (
        id INTEGER PRIMARY KEY, history INTEGER NOT NULL REFERENCES history(id) ON DELETE CASCADE,
        tbl TEXT NOT NULL, row INTEGER NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX history_engagement ON history (engagement)",
    "CREATE INDEX history_touched ON history (touched)",
    "CREATE INDEX change_history ON change (history)",
    "CREATE INDEX evidence_subject ON evidence (engagement, subject)",
    "CREATE INDEX contact_engagement ON contact (engagement)",
    "CREATE INDEX roadmap_engagement ON roadmap (engagement)",
    "CREATE INDEX message_engagement ON message (engagement)",
    "CREATE INDEX time_entry_engagement ON time_entry (engagement)",
    "CREATE INDEX time_entry_day ON time_entry (day)",
)


@MIGRATIONS()
def first_tables(db: Database) -> None:
    """Create everything that the spine needs."""
    for statement in _FIRST:
        db.execute(statement)


@MIGRATIONS()
def decisions(db: Database) -> None:
    """Keep what was decided about an observation that differs from the plan; `observation` is a row of evidence."""
    db.execute(
        """CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            observation INTEGER NOT NULL, choice TEXT NOT NULL, decided_utc TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX decision_engagement ON decision (engagement)")


@MIGRATIONS()
def time_log(db: Database) -> None:
    """Keep internal work, timers, and what stands on an exported card of Projector.

    `exported_minutes` is what the card said, rounded; `corrects` is the row of the exported piece, 0 for none.
    """
    kept = (
        "exported_utc TEXT NOT NULL DEFAULT ''",
        "exported_minutes INTEGER NOT NULL DEFAULT 0",
        "corrects INTEGER NOT NULL DEFAULT 0",
    )
    for column in kept:
        db.execute(f"ALTER TABLE time_entry ADD COLUMN {column}")
    db.execute(
        """CREATE TABLE internal_project (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL DEFAULT '') STRICT"""
    )
    db.execute(
        f"""CREATE TABLE internal_entry (
            id INTEGER PRIMARY KEY,
            project INTEGER NOT NULL REFERENCES internal_project(id) ON DELETE CASCADE,
            day TEXT NOT NULL, minutes INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '', made_utc TEXT NOT NULL,
            {", ".join(kept)}) STRICT"""
    )
    # started_utc is empty while it is paused; counted_seconds are those before the last start.
    db.execute(
        """CREATE TABLE timer (
            id INTEGER PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            note TEXT NOT NULL DEFAULT '', started_utc TEXT NOT NULL DEFAULT '',
            counted_seconds INTEGER NOT NULL DEFAULT 0, made_utc TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX internal_entry_project ON internal_entry (project)")
    db.execute("CREATE INDEX internal_entry_day ON internal_entry (day)")
    db.execute("CREATE INDEX timer_engagement ON timer (engagement)")


@MIGRATIONS()
def calendar_entries(db: Database) -> None:
    """Keep the SEQUENCE of every calendar entry outside undo: a calendar program ignores one that goes back (N12)."""
    db.execute(
        """CREATE TABLE calendar_entry (
            uid TEXT PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL, content TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX calendar_entry_engagement ON calendar_entry (engagement)")


@MIGRATIONS()
def session_requests(db: Database) -> None:
    """Keep every request to push Best Practices off, every cancellation and every no-show (N25).

    `what` is request, cancelled or missed; `answer` agreed, refused or empty; `planned` is the start that the session
    had then, as the phase stores it.
    """
    db.execute(
        """CREATE TABLE session_request (
            id INTEGER PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            what TEXT NOT NULL, day TEXT NOT NULL, asked_by TEXT NOT NULL DEFAULT '',
            wanted TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
            planned TEXT NOT NULL DEFAULT '', made_utc TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX session_request_engagement ON session_request (engagement)")


@MIGRATIONS()
def videos(db: Database) -> None:
    """Keep the training videos, their moments, where each file lies, and every move into the library (N14).

    A video is its content: size and SHA-256. Place and position follow the file, not undo; so do the moves, which are
    the journal of what was begun and the way to put everything back.
    """
    db.execute(
        """CREATE TABLE video (
            id INTEGER PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL,
            speaker TEXT NOT NULL DEFAULT '', recorded_on TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',
            stage TEXT NOT NULL DEFAULT '', length_ms INTEGER NOT NULL DEFAULT 0, added_utc TEXT NOT NULL,
            UNIQUE (sha256, size)) STRICT"""
    )
    # step_words is the text of the step when the moment was noted: another text means that the step has changed.
    db.execute(
        """CREATE TABLE moment (
            id INTEGER PRIMARY KEY, video INTEGER NOT NULL REFERENCES video(id) ON DELETE CASCADE,
            at_ms INTEGER NOT NULL, title TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
            step TEXT NOT NULL DEFAULT '', step_words TEXT NOT NULL DEFAULT '') STRICT"""
    )
    db.execute(
        """CREATE TABLE video_place (
            sha256 TEXT NOT NULL, size INTEGER NOT NULL, path TEXT NOT NULL DEFAULT '',
            position_ms INTEGER NOT NULL DEFAULT 0, watched_utc TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (sha256, size)) STRICT"""
    )
    db.execute(
        """CREATE TABLE video_move (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, part TEXT NOT NULL DEFAULT '',
            target TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0, sha256 TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL, made_utc TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX moment_video ON moment (video)")
    db.execute("CREATE INDEX moment_step ON moment (step)")


@MIGRATIONS()
def colleagues(db: Database) -> None:
    """Keep the newest snapshot of each colleague; `body` is JSON of lines of the lead overview."""
    db.execute(
        """CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY, consultant TEXT NOT NULL UNIQUE, made_utc TEXT NOT NULL,
            body TEXT NOT NULL) STRICT"""
    )


@MIGRATIONS()
def survey_scores(db: Database) -> None:
    """Keep survey and CSAT scores (N33); `engagement_uid` is empty for a client that has no engagement here.

    `hundredths` is the score, `lowest` and `highest` its scale, `told` who was told of a low one; `import_key` finds
    an imported score again when its file comes a second time.
    """
    db.execute(
        """CREATE TABLE survey_score (
            id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, engagement_uid TEXT NOT NULL DEFAULT '',
            client TEXT NOT NULL, day TEXT NOT NULL, hundredths INTEGER NOT NULL,
            lowest INTEGER NOT NULL, highest INTEGER NOT NULL, kind TEXT NOT NULL,
            stage TEXT NOT NULL DEFAULT '', comment TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '',
            told_utc TEXT NOT NULL DEFAULT '', import_key TEXT NOT NULL DEFAULT '', made_utc TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX survey_score_engagement ON survey_score (engagement_uid)")


@MIGRATIONS()
def client_questions(db: Database) -> None:
    """Keep client questions (N32): `timer` is the row of the timer that counts for it, 0 for none.

    `minutes` are those logged, `tried` are the steps that were taken with the client, `follow_up` is a date of your
    calendar.
    """
    texts = ("asked_by", "tried", "ended_utc", "incident", "handed_off_utc", "follow_up", "followed_up_utc")
    columns = ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in (*texts, "remote_admin_utc", "remote_admin"))
    db.execute(
        f"""CREATE TABLE client_question (
            id INTEGER PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            text TEXT NOT NULL, began_utc TEXT NOT NULL,
            timer INTEGER NOT NULL DEFAULT 0, minutes INTEGER NOT NULL DEFAULT 0, {columns}) STRICT"""
    )
    db.execute("CREATE INDEX client_question_engagement ON client_question (engagement)")


@MIGRATIONS()
def client_language(db: Database) -> None:
    """Keep the language in which an engagement's client is written to; empty for that of their country."""
    db.execute("ALTER TABLE engagement ADD COLUMN language TEXT NOT NULL DEFAULT ''")


@MIGRATIONS()
def handovers(db: Database) -> None:
    """Keep who an engagement came from and went to (N36), and what its former consultants did.

    `taken_over` is JSON of `models.takeover.Taken`; `given_to` and `given_utc` make an engagement read-only until it
    is taken back.
    """
    for column in ("taken_over", "given_to", "given_utc"):
        db.execute(f"ALTER TABLE engagement ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE earlier_act (
            id INTEGER PRIMARY KEY,
            engagement INTEGER NOT NULL REFERENCES engagement(id) ON DELETE CASCADE,
            label TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', made_utc TEXT NOT NULL,
            made_by TEXT NOT NULL DEFAULT '') STRICT"""
    )
    db.execute("CREATE INDEX earlier_act_engagement ON earlier_act (engagement)")


def end_undo(db: Database) -> None:
    """End undo for the steps so far, which stay as history: their row images don't fit a changed tracked table."""
    db.execute("UPDATE history SET sealed = 1")


def transform_tracked(db: Database, table: str, **changes: Any) -> None:
    """Change the columns of a tracked table and end undo for the steps so far (trap 1).

    Foreign keys are off around it, for else the rows that refer to the table would be deleted with it: register the
    migration with `transactional=False`. It happens wholly or not at all.

    Args:
        db: the file, outside a transaction.
        table: one of `schema.TRACKED`.
        changes: what `sqlite_utils` calls the arguments of `Table.transform`.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.atomic():
            db.table(table).transform(**changes)
            if db.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"rows that refer to {table} would lose it")
            end_undo(db)
    finally:
        db.execute("PRAGMA foreign_keys = ON")

"""`e2e-tracker triple-check`: the engine of the triple check on the command line, one verdict a reading."""

from __future__ import annotations

import sys
from typing import Final

import click
import msgspec

from models.errors import UserError
from models.readings import decode
from models.triple_check import check
from models.verdict import Verdict, invalid

_EXIT: Final = {"pass": 0, "ask": 1, "mismatch": 1, "invalid": 2}
_HELP: Final = """Compare the agreed roadmap, what ServiceNow shows and a work note's stamp with this computer's clock.

Standard input is one reading as a JSON object, or JSON Lines: one reading a line, one verdict a line out.

\b
{"agreed": {"date": "2026-12-03", "time": "19:00", "weekday": "Thu",
            "zone": "America/Los_Angeles"},
 "plan_start_utc": "2026-12-04T03:00:00Z",
 "shown": {"start": "2026-12-03 22:00:00", "end": "2026-12-04 01:00:00"},
 "stamp": "2026-11-24 07:43:10", "clock": "2026-11-24T10:43:24-05:00",
 "zones": {"you": "America/New_York", "client": "America/Los_Angeles",
           "system": "America/Los_Angeles"},
 "gate": "after_saving", "before_saving": null}

Dates are read in every format of ServiceNow. "plan_start_utc", "zones" and "before_saving" may be left out; "gate" is
before_scheduling (an empty "shown" means: not typed yet), after_saving or ctask; "before_saving" holds the start and
end shown before the last save, "change" the window of the change for the gate ctask, and "answers" what was asked:
"order" (mdy or dmy), "session_zone", "fold" (0 or 1).

\b
The verdict is pass (exit code 0), mismatch or ask (1), or invalid (2, a text
can't be read); of several lines the worst one counts.
"""


@click.command(
    "triple-check", help=_HELP, short_help="Compare roadmap, ServiceNow and clock; readings on standard input."
)
@click.option("--json", "as_json", is_flag=True, help="Write the whole verdict as JSON.")
@click.pass_context
def triple_check_command(context: click.Context, *, as_json: bool) -> None:
    """Read readings from standard input, write verdicts, exit with the worst one's code (N17)."""
    readings = split_readings(sys.stdin.buffer.read())
    worst = 0
    for number, reading in enumerate(readings, start=1):
        verdict = _answer(reading)
        worst = max(worst, _EXIT[verdict.verdict])
        if as_json or len(readings) == 1:
            text = msgspec.json.encode(verdict).decode() if as_json else describe(verdict)
        else:
            text = f"{number}. {verdict.verdict}: {verdict.title} {verdict.question or verdict.detail}".rstrip()
        click.echo(text)
        if verdict.verdict == "invalid":
            _complain(verdict, f"reading {number}" if len(readings) > 1 else "", as_json=as_json)
    context.exit(worst)


def split_readings(data: bytes) -> list[bytes]:
    """Return the readings in the input: the whole of it, or its lines where they are JSON Lines.

    Lines are readings of their own where the whole is no JSON and at least one line looks like an object.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines = [line.strip() for line in data.split(b"\n") if line.strip()]
    if _is_json(data) or not any(line.startswith(b"{") and line.endswith(b"}") for line in lines):
        return [data]
    return lines


def describe(verdict: Verdict) -> str:
    """Return a verdict as lines of plain text."""
    lines = [f"{verdict.verdict}: {verdict.title}", verdict.detail, verdict.question or ""]
    lines += [f"  {row.row:13} {row.a:30} {row.b:30} {row.text}" for row in verdict.rows]
    if verdict.correct and verdict.verdict != "pass":
        lines.append(f"Right in this session: {verdict.correct.start} to {verdict.correct.end}")
    return "\n".join(line.rstrip() for line in lines if line)


def _answer(reading: bytes) -> Verdict:
    try:
        return check(decode(reading))
    except UserError as error:
        return invalid(error)


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return False
    return True


def _complain(verdict: Verdict, where: str, *, as_json: bool) -> None:
    """Say on standard error what can't be read: what, where, what to do."""
    if as_json:
        text = msgspec.json.encode({"error": {"what": verdict.title, "where": where, "do": verdict.detail}}).decode()
    else:
        text = str(UserError(verdict.title, where, verdict.detail))
    click.echo(text, err=True)

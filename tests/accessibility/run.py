"""Creates, plans, moves, ticks, checks and signs in the real window by keys alone, hearing what a screen reader hears.

Started by run.sh. Nothing is looked at: each step goes on by what has the focus and by what is announced, and the
program is left and found again by names. A control that can't be reached with Tab, has no name or keeps the focus
stops it with what was heard last.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyatspi
from gi.repository import GLib

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T10:42-05:00"
WAIT = 15
MOST = 60
"""How often Tab may be needed to come to a control."""


class NotHeardError(Exception):
    """What a person needs to go on was not said."""


class Ear:
    """Hears what has the focus and what is announced, as the accessibility bus says it."""

    def __init__(self) -> None:
        self.focus = ""
        self.said: list[str] = []
        pyatspi.Registry.registerEventListener(self._on_focus, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self._on_descendant, "object:active-descendant-changed")
        pyatspi.Registry.registerEventListener(self._on_said, "object:announcement")
        threading.Thread(target=pyatspi.Registry.start, daemon=True).start()

    def _on_focus(self, event: pyatspi.event.Event) -> None:
        if event.detail1:
            self._hear(event.source)

    def _on_descendant(self, event: pyatspi.event.Event) -> None:
        if event.any_data is not None:
            self._hear(event.any_data)

    def _hear(self, thing: pyatspi.Accessible.Accessible) -> None:
        with contextlib.suppress(GLib.GError):  # it may be gone before its name is asked for
            self.focus = f"{thing.name} [{thing.getRoleName()}]"

    def _on_said(self, event: pyatspi.event.Event) -> None:
        self.said.append(str(event.any_data))

    def wait(self, pattern: str, *, since: int = 0) -> str:
        """Return what was announced after `since` announcements and fits a pattern."""
        found = until(lambda: next((words for words in self.said[since:] if re.search(pattern, words)), ""))
        if not found:
            raise NotHeardError(f"nothing announced like {pattern!r}; heard {self.said[-5:]}, focus {self.focus!r}")
        return found

    def wait_focus(self, pattern: str) -> str:
        """Return the name of what has the focus once it fits a pattern."""
        if not until(lambda: re.search(pattern, self.focus) is not None):
            raise NotHeardError(f"the focus never came to {pattern!r}; it is at {self.focus!r}")
        return self.focus


def until(holds: Callable[[], object]) -> object:
    """Wait until something holds, and return it; what it was at the end where it never did."""
    end = time.monotonic() + WAIT
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


class Hands:
    """The keyboard, and no mouse."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            time.sleep(0.12)

    def type(self, text: str) -> None:
        """Type words."""
        subprocess.run(["xdotool", "type", "--delay", "25", text], check=True)
        time.sleep(0.2)

    def go(self, pattern: str, key: str = "Tab") -> None:
        """Press Tab until what has the focus fits a pattern."""
        seen = []
        for _ in range(MOST):
            if re.search(pattern, self._ear.focus):
                return
            self.press(key)
            seen.append(self._ear.focus)
        raise NotHeardError(f"{pattern!r} can't be reached with {key}; came by {list(dict.fromkeys(seen))}")


class Program:
    """The program as another process."""

    def __init__(self, python: str, *arguments: str) -> None:
        self.process = subprocess.Popen([python, str(ROOT / "main.py"), *arguments], cwd=ROOT)

    def leave(self, hands: Hands) -> None:
        """Quit by keys, as a person does."""
        hands.press("ctrl+q")
        if self.process.wait(WAIT):
            raise NotHeardError(f"the program ended with {self.process.returncode}")


def first_day(python: str, ear: Ear, hands: Hands) -> None:
    """Begin with nothing: say who you are, create an engagement, move its Prod Upgrade, tick a step."""
    with tempfile.TemporaryDirectory() as folder:
        program = Program(python, "--data-dir", folder, "--now", NOW)
        ear.wait_focus("^Your name")
        hands.type("Sam Ito")
        hands.press("Return")
        until(lambda: "Your name" not in ear.focus)
        time.sleep(2)
        hands.press("ctrl+n")
        ear.wait_focus("^Client")
        hands.type("Aster Labs")
        hands.go("^Client's time zone")
        hands.type("Los Angeles")
        hands.press("Return")
        hands.go("^Prod upgrade, in the client's time|^Date")
        hands.type("2026-12-10 19:00")
        hands.go("^Add engagement")
        hands.press("Return")
        print("created:", ear.wait("Aster Labs") if ear.said else ear.focus)
        bar = to_bar(ear, hands, "^Prod Upgrade")
        print("bar:", bar)
        move(ear, hands)
        tick(ear, hands)
        program.leave(hands)
        program = Program(python, "--data-dir", folder, "--now", NOW)
        time.sleep(3)
        again = to_bar(ear, hands, "^Prod Upgrade")
        if again == bar:
            raise NotHeardError(f"the move was lost: {again}")
        print("after a restart:", again)
        program.leave(hands)


def to_bar(ear: Ear, hands: Hands, pattern: str) -> str:
    """Come to a bar of the timeline by F6 and the arrows, and return its name."""
    for _ in range(8):
        if "2026" in ear.focus:
            break
        hands.press("F6")
    for key in [*["Up"] * 8, *["Down"] * 8]:
        if re.search(pattern, ear.focus, re.IGNORECASE):
            return ear.focus
        hands.press(key)
    raise NotHeardError(f"no bar like {pattern!r}; the focus is at {ear.focus!r}")


def move(ear: Ear, hands: Hands) -> None:
    """Move the bar that has the focus two days on, and agree to the review with a reason."""
    before = len(ear.said)
    hands.press("m")
    print("move:", ear.wait("[Mm]ov", since=before))
    before = len(ear.said)
    hands.press("Right", "Right")
    print("place:", ear.wait("Dec", since=before))
    hands.press("Return")
    until(lambda: "2026" not in ear.focus)
    time.sleep(1)
    print("review:", ear.wait_focus("^Reason"))
    hands.type("The client asked for the weekend")
    hands.go("^Move")
    print("agree:", ear.focus)
    hands.press("Return")
    until(lambda: not ear.focus.startswith("Move"))
    time.sleep(1)


def tick(ear: Ear, hands: Hands) -> None:
    """Come to the checklist by F6 and Tab, and tick the first step that is open."""
    hands.go(r"^Checklist \[radio", "F6")
    hands.press("Tab")
    hands.go("^Request the clone|^Checklist [^r]|^Ask for the password|^Dev upgrade,", "Tab")
    print("first line:", ear.focus)
    hands.go("^Request the clone", "Down")
    before = len(ear.said)
    hands.press("space")
    print("ticked:", ear.wait("^Request the clone, done", since=before))


def check(python: str, ear: Ear, hands: Hands) -> None:
    """Compare three sources that don't agree, hear it, put it right, and sign gate 1."""
    program = Program(python, "--demo", "--now", NOW)
    time.sleep(3)
    hands.press("ctrl+k")
    hands.type("kestrel")
    hands.press("Return")
    time.sleep(1.5)
    hands.press("ctrl+t")
    time.sleep(1.5)
    print("check opens at:", ear.focus)
    for words in ("2026-12-03", "21:00", "Thu", "2026-12-03 21:00:00", "2026-12-04 01:00:00"):
        hands.type(words)
        hands.press("Tab")
    hands.go("^Work note time stamp")
    hands.type("2026-11-24 10:42:20")
    before = len(ear.said)
    hands.go("^Compare")
    hands.press("Return")
    print("mismatch:", ear.wait("(?i)stop|match|agree|differ", since=before), "| focus:", ear.focus)
    hands.go("^Check again")
    hands.press("Return")
    hands.go("^Planned start date")
    for words in ("2026-12-03 21:00:00", "2026-12-04 00:00:00"):
        hands.press("ctrl+a")
        hands.type(words)
        hands.press("Tab")
    hands.go("^Work note time stamp")
    hands.press("ctrl+a")
    hands.type("2026-11-24 10:42:20")
    before = len(ear.said)
    hands.go("^Compare")
    hands.press("Return")
    print("match:", ear.wait("(?i)all|same|match|agree", since=before), "| focus:", ear.focus)
    hands.go("^Sign")
    before = len(ear.said)
    hands.press("Return")
    print("signed:", ear.wait("(?i)signed", since=before))
    hands.press("Escape")
    program.leave(hands)


def main() -> int:
    """Run all of it and say what was heard; 1 where something was not."""
    ear = Ear()
    hands = Hands(ear)
    try:
        first_day(sys.argv[1], ear, hands)
        check(sys.argv[1], ear, hands)
    except NotHeardError as error:
        print("NOT HEARD:", error, "| announced:", ear.said[-8:])
        subprocess.run(["import", "-window", "root", "/tmp/not-heard.png"], check=False)
        return 1
    print("everything was heard")
    return 0


if __name__ == "__main__":
    sys.exit(main())

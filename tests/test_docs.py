"""What README, CONTRIBUTING and RELEASING name is there: every command and option, every file, every folder."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import main
from models.cli import Program
from ui.shot_command import shot

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "packaging/RELEASING.md")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^[\w./-]+/[\w./*-]*$|^[\w-]+\.(py|toml|md|txt|qss)$")
ELSEWHERE = ("dist/", "build/", ".venv/", "/opt", "/usr", "backups/", "*")
"""What is made by running something, or lies on the reader's computer."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def program() -> Program:
    return Program(main.open_window, (shot,))


def options(command: click.Command) -> set[str]:
    return {name for item in command.params for name in (*item.opts, *item.secondary_opts) if name.startswith("--")}


def named_commands() -> list[str]:
    """Lines of README that begin with the program's name."""
    blocks = "".join(FENCE.findall(text("README.md")))
    return [line for line in blocks.splitlines() if line.startswith("e2e-tracker ")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = {item.split("::")[0] for item in CODE.findall(FENCE.sub("", text(name))) if FILE.match(item)}
    missing = [
        item
        for item in sorted(named)
        if not any(part in item for part in ELSEWHERE)
        and not list(ROOT.glob(f"{item.rstrip('/')}"))
        and not _placed(item)
    ]
    assert not missing, f"{name} names what is not there"


def _placed(item: str) -> bool:
    """A bare name stands for a file somewhere; a name in capitals for what the reader puts there."""
    return bool(re.search(r"(?<![A-Za-z])(?:CODE|N)(?![A-Za-z])", item)) or ("/" not in item and any(ROOT.rglob(item)))


def test_every_command_of_readme_is_there_with_its_options_and_no_other_is_missing() -> None:
    group = program()
    context = click.Context(group)
    told = {}
    for line in named_commands():
        words = line.split()[1]
        command = group.get_command(context, words)
        assert command is not None, line
        told[words] = command
        usage = line.split("    ")[0]
        wrong = set(re.findall(r"--[a-z][a-z-]*", usage)) - options(command) - options(group)
        assert not wrong, line
    assert set(group.list_commands(context)) == set(told)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_options_in_the_running_text_are_there(name: str) -> None:
    group = program()
    context = click.Context(group)
    known = options(group) | {"--help"}
    for command in group.list_commands(context):
        found = group.get_command(context, command)
        assert found is not None
        known |= options(found)
    said = {
        option
        for item in CODE.findall(FENCE.sub("", text(name)))
        if item.startswith(("e2e-tracker", "--")) or ".venv/bin/e2e-tracker" in item
        for option in re.findall(r"--[a-z][a-z-]*", item)
    }
    assert said <= known


def test_the_pictures_of_readme_are_there_and_say_what_they_show() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text("README.md"))
    assert pictures
    for words, place in pictures:
        assert len(words) > 20, place
        assert (ROOT / place).is_file(), place

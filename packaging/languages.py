"""Takes the words of the interface out of the sources into the catalogues, and compiles them.

python packaging/languages.py update    every catalogue gets the words that are new, and loses those that are gone
python packaging/languages.py compile   writes the compiled file beside each complete catalogue: those are offered

A catalogue is resources/locale/CODE/LC_MESSAGES/e2e-tracker.po. For a new language: make that folder, run `update`,
translate what is empty, run `compile`.
"""

from __future__ import annotations

import ast
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "resources" / "locale"
PLAYBOOKS = ROOT / "resources" / "playbooks"
KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2)}
SPOKEN = {"phases": ("name", "short"), "groups": ("name",), "steps": ("text",)}
"""Tables of a playbook with the keys whose values are words, as `models.playbook_words` translates them."""


def catalogue() -> Catalog:
    """Return every message of the sources and the shipped playbooks, without translations."""
    made = Catalog(project="E2E Tracker", charset="utf-8")
    for folder in ("models", "ui"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for file, line, message, comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
            made.add(message, locations=[(f"{folder}/{file}", line)], auto_comments=comments)
        for source in sorted((ROOT / folder).rglob("*.py")):
            for line, words in within_strings(source.read_text(encoding="utf-8")):
                made.add(words, locations=[(source.relative_to(ROOT).as_posix(), line)])
    for playbook in sorted(PLAYBOOKS.glob("*.toml")):
        for words in spoken(tomllib.loads(playbook.read_text(encoding="utf-8"))):
            made.add(words, locations=[(playbook.relative_to(ROOT).as_posix(), 1)])
    return made


def within_strings(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of every `_("…")` inside an f-string, which the extraction of older Pythons passes over."""
    for outer in ast.walk(ast.parse(source)):
        for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
                yield from ((call.lineno, item.value) for item in call.args if _is_text(item))


def _is_text(item: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(item, ast.Constant) and isinstance(item.value, str)


def spoken(playbook: dict[str, Any]) -> Iterator[str]:
    """Yield the words of a playbook; a hint has alternatives, each a message of its own."""
    yield playbook["title"]
    for table, keys in SPOKEN.items():
        for row in playbook[table]:
            yield from (row[key] for key in keys)
            yield from (part.strip() for part in row.get("hint", "").split("|") if part.strip())


def files() -> list[Path]:
    """Return the catalogues."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/e2e-tracker.po"))


def read(file: Path) -> Catalog:
    """Read one catalogue."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parent.parent.name)


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def update() -> None:
    """Bring every catalogue up to the sources; nothing is guessed from messages that are like a new one."""
    for folder in LOCALE.glob("*"):
        (folder / "LC_MESSAGES").mkdir(exist_ok=True)
        file = folder / "LC_MESSAGES" / "e2e-tracker.po"
        known = read(file) if file.exists() else Catalog(locale=folder.name, charset="utf-8")
        known.update(catalogue(), no_fuzzy_matching=True)
        known.obsolete.clear()
        with file.open("wb") as target:
            write_po(target, known, width=120, no_location=True, omit_header=False, sort_output=False)
        empty = untranslated(known)
        print(f"{file.relative_to(ROOT)}: {len(known)} messages, {len(empty)} to be translated")


def complete(catalog: Catalog) -> bool:
    """Whether every message has a translation."""
    return not untranslated(catalog)


def untranslated(catalog: Catalog) -> list[object]:
    """Return the messages that have no translation yet."""
    return [message.id for message in catalog if message.id and not filled(message.string)]


def filled(words: object) -> bool:
    """Whether a message has a translation, in every plural form."""
    return all(words) if isinstance(words, tuple | list) else bool(words)


def compile_all() -> None:
    """Write the compiled file beside each catalogue; one that is not complete gets none, and so is not offered."""
    for file in files():
        known, target = read(file), file.with_suffix(".mo")
        if complete(known):
            target.write_bytes(compiled(known))
        else:
            target.unlink(missing_ok=True)


PARTS = {"update": update, "compile": compile_all}

if __name__ == "__main__":
    wanted = PARTS.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if wanted is None:
        raise SystemExit(__doc__)
    wanted()

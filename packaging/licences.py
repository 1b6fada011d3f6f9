"""Renews packaging/licenses/ from what is installed: a text for each part that ships, and the index that About shows.

python packaging/licences.py     run it after a dependency came, went or changed its licence

Texts that no package carries (LGPL, GPL, FFmpeg's notice) are written by hand and stay: see `BESIDE` and `FAMILY`.
"""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "packaging" / "licenses"
INDEX = FOLDER / "index.json"
NOT_SHIPPED = frozenset({"pip"})
"""What only installs other packages: sqlite-utils asks for it, and no part of the program imports it."""
FAMILY = {
    "pyside6": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "pyside6-essentials": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "pyside6-addons": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "shiboken6": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "fontpkg": ["MIT.txt"],
}
"""Packages without a text of their own, and the texts that hold for them."""
NAMED = {
    "click-default-group": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "sqlite-fts4": "Apache-2.0",
}
"""Licences of packages whose metadata name none, or not as others do; read from their texts."""
BESIDE = (
    {"name": "Qt", "licence": "LGPL-3.0-only", "files": ["LGPL-3.0.txt", "GPL-3.0.txt", "Qt.txt"]},
    {"name": "FFmpeg", "licence": "LGPL-2.1-or-later", "files": ["FFmpeg.txt", "LGPL-2.1.txt"]},
    {"name": "Inter", "licence": "OFL-1.1", "files": ["fontpkg-inter.txt"]},
    {"name": "Python", "licence": "PSF-2.0", "files": ["Python.txt"]},
    {"name": "SQLite", "licence": "blessing", "files": ["SQLite.txt"]},
)
"""What ships beside the Python packages: inside PySide6, inside a package of fonts, and below them all."""


def shipped() -> dict[str, metadata.Distribution]:
    """Return every package of the program by its plain name: what pyproject names, and what that needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        wanted = Requirement(waiting.pop())
        name = plain(wanted.name)
        if name in found or name in NOT_SHIPPED or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.distribution(name)
        waiting += found[name].requires or []
    return dict(sorted(found.items()))


def plain(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(name: str, found: metadata.Distribution) -> str:
    """Return the licence that a package names."""
    said = found.metadata
    return NAMED.get(name) or str(said["License-Expression"] or said["License"])


def text_of(found: metadata.Distribution) -> str:
    """Return the texts of the licences that a package carries, one below the other; empty where it has none."""
    names = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
    texts = {}
    for file in found.files or ():
        inside = ".dist-info/" in str(file)
        if names.search(file.name) and inside and file.suffix.lower() in ("", ".txt", ".rst", ".md", ".python"):
            texts[file.name] = file.read_text(encoding="utf-8").replace("\r\n", "\n").strip()
    return "\n\n\n".join(dict.fromkeys(texts.values()))


def index() -> list[dict[str, object]]:
    """Return what is in `index.json`: name, licence and files of each part."""
    parts: list[dict[str, object]] = list(BESIDE)
    for name, found in shipped().items():
        files = FAMILY.get(name, [f"{name}.txt"])
        parts.append({"name": found.metadata["Name"], "licence": licence_of(name, found), "files": files})
    return parts


def renew() -> None:
    """Write the texts of the installed packages and the index."""
    for name, found in shipped().items():
        if name not in FAMILY:
            (FOLDER / f"{name}.txt").write_text(text_of(found) + "\n", encoding="utf-8")
    INDEX.write_text(json.dumps(index(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()
    print(f"{len(index())} parts, {len(list(FOLDER.glob('*.txt')))} texts")

"""Builds what is installed on a computer; each part by one command.

python packaging/build.py folder   the program with all that it needs, in dist/e2e-tracker (macOS: the bundle beside it)
python packaging/build.py deb      the same as a Debian package, dist/e2e-tracker_VERSION_ARCH.deb

Needed: the extra `build` (pip install ".[build]") and, for the package, dpkg-deb. Both commands print size and place.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
DIST = ROOT / "dist"
WORK = ROOT / "build" / "packaging"
NAME = "e2e-tracker"
SCALABLE = "usr/share/icons/hicolor/scalable/apps"
NEEDED = (
    "libc6, libegl1, libgl1, libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, "
    "libdbus-1-3, libfontconfig1"
)
WISHED = "libpulse0, libcups2 | libcups2t64"
"""What playing sound and printing need; the program works without."""


def version() -> str:
    """Return the version, from the one place that has it."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def build_folder() -> Path:
    """Build the one-folder program and return its folder."""
    icons = WORK / "icons"
    _run(sys.executable, HERE / "icons.py", icons)
    environment = os.environ | {"E2E_TRACKER_ICONS": str(icons), "E2E_TRACKER_VERSION": version()}
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", WORK / "pyinstaller")
    _run(sys.executable, "-m", "PyInstaller", *options, HERE / f"{NAME}.spec", env=environment)
    return DIST / NAME


def build_deb() -> Path:
    """Build the Debian package around the one-folder program and return its file."""
    program, tree = build_folder(), WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "opt" / NAME, symlinks=True)
    _link(tree / "usr" / "bin" / NAME, f"/opt/{NAME}/{NAME}")
    _share(tree)
    (tree / "DEBIAN").mkdir()
    architecture = _run("dpkg", "--print-architecture").strip()
    (tree / "DEBIAN" / "control").write_text(_control(tree, architecture), encoding="utf-8")
    target = DIST / f"{NAME}_{version()}_{architecture}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, target)
    return target


def size(place: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; links count nothing."""
    files = [place] if place.is_file() else place.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink())


def metainfo(released: date) -> str:
    """Return the AppStream metadata of this version, released on that day."""
    text = (HERE / "linux" / f"{NAME}.metainfo.xml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", version()).replace("@DATE@", released.isoformat())


def _share(tree: Path) -> None:
    """Put desktop entry, metadata, file type, licence and icons where a Linux desktop looks for them."""
    share = tree / "usr" / "share"
    for source, place in (
        (HERE / "linux" / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop"),
        (HERE / "linux" / f"{NAME}-mime.xml", share / "mime" / "packages" / f"{NAME}.xml"),
        (ROOT / "LICENSE", share / "doc" / NAME / "copyright"),
        (ROOT / "resources" / "brand" / f"{NAME}.svg", tree / SCALABLE / f"{NAME}.svg"),
    ):
        _copy(source, place)
    place = share / "metainfo" / f"{NAME}.metainfo.xml"
    place.parent.mkdir(parents=True)
    place.write_text(metainfo(datetime.now(UTC).date()), encoding="utf-8")
    for icon in (WORK / "icons").glob("*.png"):
        pixels = icon.stem.rpartition("-")[2]
        _copy(icon, share / "icons" / "hicolor" / f"{pixels}x{pixels}" / "apps" / f"{NAME}.png")


def _control(tree: Path, architecture: str) -> str:
    lines = {
        "Package": NAME,
        "Version": version(),
        "Architecture": architecture,
        "Maintainer": "E2E Tracker contributors <e2e-tracker@users.noreply.github.com>",
        "Installed-Size": str(size(tree) // 1024),
        "Depends": NEEDED,
        "Recommends": WISHED,
        "Section": "misc",
        "Priority": "optional",
        "Description": "plans, checks and carries out Express to Enterprise upgrades\n"
        " A timeline on which dates are moved by dragging, a checklist that knows order and reasons, both time zones\n"
        " beside every time, and rules that say which planned date is wrong. All data stays on this computer.",
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)


def _link(place: Path, target: str) -> None:
    place.parent.mkdir(parents=True)
    place.symlink_to(target)


def _run(*command: object, env: dict[str, str] | None = None) -> str:
    """Run a program, let its complaints through and return what it printed; a failure ends the build."""
    parts = [str(part) for part in command]
    return subprocess.run(parts, check=True, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout


PARTS = {"folder": build_folder, "deb": build_deb}

if __name__ == "__main__":
    wanted = PARTS.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if wanted is None:
        raise SystemExit(__doc__)
    made = wanted()
    print(f"{made.relative_to(ROOT)}: {size(made) / 1_000_000:.0f} MB")

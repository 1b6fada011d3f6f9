#!/usr/bin/env bash
# The bundle for macOS as a disk image: dist/e2e-tracker-VERSION.dmg. Run on a Mac, with the extra `build` installed.
# E2E_TRACKER_IDENTITY names the certificate to sign with; without it the bundle is signed for this computer alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
python packaging/build.py folder
version=$(python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
app="dist/E2E Tracker.app"
codesign --force --deep --options runtime --sign "${E2E_TRACKER_IDENTITY:--}" "$app"
codesign --verify --deep --strict "$app"
hdiutil create -volname "E2E Tracker" -srcfolder "$app" -ov -format UDZO "dist/e2e-tracker-$version.dmg"

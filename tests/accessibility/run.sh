#!/bin/sh
# The work of a day by keys alone, read as a screen reader reads it: run.sh PYTHON
# Needs Xvfb, openbox, xdotool, dbus-run-session, at-spi2-core, and pyatspi for the system's python3.
set -eu
number=90
while [ -e "/tmp/.X$number-lock" ]; do number=$((number + 1)); done
Xvfb ":$number" -screen 0 1600x1000x24 >/dev/null 2>&1 &
screen=$!
trap 'kill $screen' EXIT
export DISPLAY=":$number" QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb
sleep 1
dbus-run-session -- sh -c '
    /usr/libexec/at-spi-bus-launcher --launch-immediately & bus=$!
    openbox & manager=$!
    sleep 1
    status=0
    /usr/bin/python3 "$@" || status=$?
    kill $bus $manager
    exit $status' run "$(dirname "$0")/run.py" "$1"

"""What every test may use: an offscreen platform, a fixed moment, a store in a temporary folder."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

"""A file that is taken out is whole, or as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import whole_files
from models.errors import UserError


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "week.csv"
    target.write_bytes(b"before")
    whole_files.write(target, b"after")
    assert target.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [target]


def test_what_can_not_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "week.csv"
    target.write_bytes(b"before")
    (tmp_path / ".week.csv.part").mkdir()
    with pytest.raises(UserError, match="can't be written") as refused:
        whole_files.write(target, b"after")
    assert target.read_bytes() == b"before"
    assert (refused.value.where, refused.value.do) == (str(target), "Choose another folder.")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file or directory"):
        whole_files.write(tmp_path / "none" / "week.csv", b"")

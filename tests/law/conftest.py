"""Fixtures of the law's tests."""

from pathlib import Path

import pytest

from tests.law.folder import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a small law folder that is in order."""
    return write_folder(tmp_path)

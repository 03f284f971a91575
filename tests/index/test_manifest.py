"""The plain file from which an archive can be made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import DamagedArchiveError, NewerArchiveError, NoArchiveError
from index.manifest import MANIFEST, Manifest, manifest_bytes, read_manifest


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, NoArchiveError),
        ("[]", NoArchiveError),
        ('{"name": "a web page"}', NoArchiveError),
        ('{"newsmorgue": 99}', NewerArchiveError),
        ('{"newsmorgue"', DamagedArchiveError),
        ('{"newsmorgue": 1, "roots": "/a"}', DamagedArchiveError),
        ('{"newsmorgue": 1, "roots": [1]}', DamagedArchiveError),
        ('{"newsmorgue": 1, "options": []}', DamagedArchiveError),
        ("[" * 100_000, DamagedArchiveError),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str | None, error: type[Exception]) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text)

    with pytest.raises(error, match=str(tmp_path)):
        read_manifest(tmp_path)


def test_a_manifest_names_roots_options_and_what_was_forgotten(tmp_path: Path) -> None:
    value = {"newsmorgue": 1, "roots": ["/a\udcff"], "options": {"map": "x"}, "forgotten": ["/a/b"]}
    (tmp_path / MANIFEST).write_text(json.dumps(value))

    assert read_manifest(tmp_path) == Manifest(("/a\udcff",), {"map": "x"}, ("/a/b",))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest = Manifest(("/a\udcff", "/b"), {"map": "x"}, ("/a/b",))
    (tmp_path / MANIFEST).write_bytes(manifest_bytes(manifest))

    assert read_manifest(tmp_path) == manifest

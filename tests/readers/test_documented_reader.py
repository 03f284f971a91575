"""The reader that the documentation shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ReadError
from archive.readers import Reader, readers
from tests.readers.support import copies, read

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
DIARY = b"@ 2019-03-09 ASTREL\nThe lock closed.\nRain.\n@ 2019-03-10 VELL\nBells.\n"


@pytest.fixture
def shown() -> Reader:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code.count("\n") <= 32
    names: dict[str, Any] = {}
    exec(compile(code, "docs/formats.md", "exec"), names)
    reader: Reader = names["DiaryReader"]()
    return reader


def test_the_reader_shown_reads_its_format(shown: Reader) -> None:
    first, second = copies(read(shown, DIARY))

    assert shown.recognises(DIARY, "a.diary") > 0.5
    assert shown.recognises(b"Dear diary\n", "a.diary") == 0
    assert (first.text, second.text) == ("The lock closed.\nRain.", "Bells.")
    assert first.raw + second.raw == DIARY
    assert first.stated.published is not None
    assert first.stated.published.isoformat() == "2019-03-09"
    assert second.stated.dateline is not None
    assert second.stated.dateline.place == "Vell"


def test_the_reader_shown_names_what_is_broken(shown: Reader) -> None:
    with pytest.raises(ReadError, match="the last entry is cut off"):
        read(shown, DIARY[:-1])


def test_every_reader_is_documented() -> None:
    assert [reader.name for reader in readers() if f"`{reader.name}`" not in PAGE] == []

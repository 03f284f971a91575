"""What the weights of reported speech are fitted to, and that fitting tells right from wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.extract.reported import chance
from training.reported import FORMS, Told, fit, main, near, report, told_in

TEXT = (
    "LORN - Mayor Ana Ruiz said on Monday that the old dock would be closed before the winter. "
    "Peter Harrow, a pilot, told reporters that nobody had asked him."
)


def record(*told: tuple[str, str]) -> dict[str, Any]:
    def span(part: str) -> tuple[int, int]:
        return TEXT.index(part), TEXT.index(part) + len(part)

    return {
        "text": TEXT,
        "attributions": [
            {
                "kind": "indirect",
                "source": dict(zip(("start", "end"), span(source), strict=True)),
                "cue_spans": [],
                "content_spans": [span(content)],
            }
            for source, content in told
        ],
    }


DOCK = ("Ana Ruiz", "that the old dock would be closed before the winter")
ASKED = ("Peter Harrow, a pilot", "that nobody had asked him")


def test_a_run_is_right_where_words_and_source_are() -> None:
    for told, right in (((DOCK, ASKED), 2), ((DOCK,), 1), ((("Peter Harrow", DOCK[1]), ASKED), 1)):
        found = [one.right for one in told_in([record(*told)]) if one.gaps == "marked"]
        assert len(found) == 2
        assert sum(found) == right


def test_places_are_near_that_share_four_fifths_of_their_words() -> None:
    assert near((0, 10), (2, 10))
    assert not near((0, 10), (3, 10))


def test_fitting_tells_right_from_wrong() -> None:
    told = [Told(n, "marked", [("always", 1.0), ("that", float(n % 2))], bool(n % 2)) for n in range(40)]
    table = fit(told)
    assert chance(table, told[1].signs) > 0.8 > 0.25 > chance(table, told[0].signs)
    assert next(report(told, table)).split()[:2] == ["marked", "40"]


def test_the_command_writes_weights_and_tells_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(json.dumps(record(DOCK, ASKED)) + "\n" for _ in range(3))
    (tmp_path / "lorn.jsonl").write_text(lines, encoding="utf-8")

    assert main([str(tmp_path / "lorn.jsonl"), "--out", str(tmp_path / "reported.json")]) == 0

    assert json.loads((tmp_path / "reported.json").read_text())["right"]["always"] > 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FORMS)

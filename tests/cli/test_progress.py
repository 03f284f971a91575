"""What the bar of ``index`` counts."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from archive.cli import output, progress
from archive.ingest.values import Found, Plan

HUGE, SMALL, EMPTY = Found("/a/huge.jsonl", 4_000_000_000, 0), Found("/a/b.txt", 1_000_000, 0), Found("/a/c.txt", 0, 0)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Console:
    console = Console(file=io.StringIO(), force_terminal=True, width=110, no_color=True)
    monkeypatch.setattr(output, "console", lambda **_: console)
    return console


def line(bar: progress.Bar, console: Console) -> str:
    with console.capture() as captured:
        console.print(bar._progress.get_renderable())
    return captured.get()


def test_bytes_within_a_large_file_move_the_bar(shown: Console) -> None:
    bar = progress.Bar()
    bar.walked(3)
    assert "looking for files: 3" in line(bar, shown)
    bar.planned(Plan(new=(HUGE, SMALL, EMPTY)))
    bar.reading(HUGE, 1_500_000_000)

    assert "1.5 GB of 4.0 GB" in line(bar, shown)
    assert "0/3 files" in line(bar, shown)


def test_a_reader_that_goes_back_or_past_the_end_does_not(shown: Console) -> None:
    bar = progress.Bar()
    bar.planned(Plan(new=(HUGE,)))
    bar.reading(HUGE, 3_000_000_000)
    bar.reading(HUGE, 100)
    assert "3.0 GB of 4.0 GB" in line(bar, shown)
    bar.reading(HUGE, 5_000_000_000)
    assert "4.0 GB of 4.0 GB" in line(bar, shown)


def test_a_file_counts_once_when_it_is_done(shown: Console) -> None:
    bar = progress.Bar()
    bar.planned(Plan(new=(HUGE, SMALL, EMPTY)))
    bar.reading(HUGE, 4_000_000_000)
    bar.done(HUGE, 1_000_000)
    bar.done(SMALL, 1)
    assert "reading" in line(bar, shown) and "2/3 files" in line(bar, shown)
    bar.done(EMPTY, 0)

    assert "writing" in line(bar, shown)
    assert "4.0 GB of 4.0 GB" in line(bar, shown)

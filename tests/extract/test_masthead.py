from __future__ import annotations

import pytest

from archive.extract.masthead import masthead_of
from archive.restore.words import words_of


def parts(text: str) -> tuple[str, str | None, str] | None:
    words = words_of(text)
    found = masthead_of(words, None)
    if found is None:
        return None
    writer = words.words_of(found.writer[0], found.writer[1] - 1) if found.writer else None
    return words.words_of(0, found.headline - 1), writer, words.words_of(found.day[0], found.day[1] - 1)


def test_headline_writer_and_day_of_one_line_are_parted() -> None:
    assert parts("Ferry sold again, by Agnes Thorley, Wednesday, April 17, 2019, Brackwater. The company") == (
        "Ferry sold again",
        "Agnes Thorley",
        "Wednesday, April 17, 2019",
    )


def test_a_day_alone_parts_a_headline_too() -> None:
    assert parts("Rovers break record for Park, 2019-03-07, Kestren. They signed") == (
        "Rovers break record for Park",
        None,
        "2019-03-07",
    )


def test_a_line_end_that_was_kept_parts_as_well_as_a_comma() -> None:
    assert parts("Ferry sold again\nby Agnes Thorley, April 17, 2019. The company") == (
        "Ferry sold again",
        "Agnes Thorley",
        "April 17, 2019",
    )


def test_by_of_a_headline_is_no_writer() -> None:
    assert parts("Dredging to resume, bucket by inspected bucket. Feb 24, 2020, Astrel. The") == (
        "Dredging to resume, bucket by inspected bucket",
        None,
        "Feb 24, 2020",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The board met on April 17, 2019, and closed the dock.",
        "Two ferries sank in March 2019 and nobody was hurt at all.",
        "The album of the choir was sold at the gates.\nOn May 24, 2019, the tour began in Vell.",
        "A car is towed out of the canal under the bridge in Vell, Saturday, Feb. 13, 2016. Five people drowned.",
        "Published on November 4th, 2019, at 7 p.m. The dock closed.",
        "Ferry sold again\nFourth time lucky\nApril 17, 2019. The company",
    ],
)
def test_a_day_that_the_story_tells_of_parts_nothing(text: str) -> None:
    assert parts(text) is None

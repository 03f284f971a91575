from __future__ import annotations

import pytest

from archive.extract.masthead import masthead_of
from archive.restore.values import Gaps
from archive.restore.words import words_of
from tests.gold.damage import stripped


def parts(text: str, gaps: Gaps = "marked") -> tuple[str, str | None, str | None] | None:
    words = words_of(text)
    found = masthead_of(words, None, gaps=gaps)
    if found is None:
        return None

    def of(part: tuple[int, int] | None) -> str | None:
        return words.words_of(part[0], part[1] - 1) if part else None

    return words.words_of(0, found.headline - 1), of(found.writer), of(found.day)


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


@pytest.mark.parametrize(
    ("above", "writer", "day"),
    [
        ("By Agnes Thorley", "agnes thorley", None),
        ("Agnes Thorley\nStaff Writer", "agnes thorley staff writer", None),
        ("By Agnes Thorley, Peter Harrow and Maria Lorn", "agnes thorley peter harrow and maria lorn", None),
        ("By Agnes Thorley\n\nApril 17, 2019", "agnes thorley", "april 17 2019"),
        ("Wednesday, April 17, 2019", None, "wednesday april 17 2019"),
        ("17 April 2019", None, "17 april 2019"),
        ("Apr 17, 2019 7:14 PM EST", None, "apr 17 2019 7 14 pm est"),
    ],
)
@pytest.mark.parametrize("gaps", ["wide", "bare"])
def test_parts_come_apart_where_marks_were_lost(above: str, writer: str | None, day: str | None, gaps: Gaps) -> None:
    text = stripped(f"Old ferry sold again after storm\n\n{above}\n\nThe company said it would sail on.")
    if gaps == "bare":
        text = " ".join(text.split())
    found = parts(text, gaps)

    assert found is not None
    assert tuple(" ".join(part.split()) if part else None for part in found) == (
        "old ferry sold again after storm",
        writer,
        day,
    )


def test_what_an_initial_leaves_is_no_line_end() -> None:
    text = "Old ferry sold again after storm\n\nBy Agnes T. Thorley and Jo Harrow\n\nThe company said it would sail on."
    found = parts(stripped(text), "wide")

    assert found is not None and found[1] == "agnes t  thorley and jo harrow"


@pytest.mark.parametrize("line", ["Agnes Thorley\nStaff Writer", "Agnes Thorley in Vienna", "By Agnes Thorley"])
def test_a_writer_stands_on_a_line_of_clean_copy(line: str) -> None:
    found = parts(f"Old ferry sold again\n\n{line}\n\nThe company said it would sail on.")

    assert found is not None
    assert found[0] == "Old ferry sold again"
    assert found[1] == line.removeprefix("By ")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry sold again: I am ‘horrified’ by Agnes Thorley.\n\nThe company said it would sail on.",
        "The dock was closed by the board yesterday, April 17, 2019, after a storm.",
        "Standing with pilots, Agnes Thorley blames the board’s broken record.\n\nThe company will sail on.",
    ],
)
def test_sentences_hold_no_writer_and_no_day(text: str) -> None:
    assert parts(stripped(text), "wide") is None

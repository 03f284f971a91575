"""Headlines above datelines and in front of them, with and without their line, in every state of the copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.heads import STORY, dateline, place
from tests.gold.damage import stripped


@pytest.mark.parametrize("damage", [stripped, str.upper, str.lower])
@pytest.mark.parametrize("head", ['Board calls dock "rotten"', "Quill joins Harrow", "Ada Quill"])
def test_a_headline_is_no_place_of_the_dateline_below_it(head: str, damage: Callable[[str], str]) -> None:
    found = dateline(damage(f"{head}\n\nMOSCOW. March 12 (Interfax) - {STORY} {STORY}"))

    assert found and (found.places, found.region) == (("Moscow",), None)


@pytest.mark.parametrize("damage", [str, stripped, str.upper])
@pytest.mark.parametrize(
    ("head", "printed", "expected"),
    [
        ("BOARD VOTES TO SHUT THE OLD DOCK", "LAGOS, March 14 - ", "Lagos"),
        ("PILOTS FEAR RECORD TIDES IN 1986", "LA PAZ, Bolivia (EFE) - ", "La Paz"),
        ("STORM HITS COAST", "MIAMI, Sept. 3 (AP) - ", "Miami"),
        ("Storm shuts ports across the north", "ABERDEEN, Scotland (Reuters) - ", "Aberdeen"),
        ("Board faults pilots' 'early' tides", "NEW YORK (AP) - ", "New York"),
        ("Tide tables late: board", "LOUISVILLE, Ky. (Reuters) - ", "Louisville"),
    ],
)
def test_a_headline_that_lost_its_line_runs_into_the_dateline(
    head: str, printed: str, expected: str, damage: Callable[[str], str]
) -> None:
    assert place(damage(f"{head} {printed}{STORY}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"BOARD VOTES TO SHUT THE OLD DOCK LONDON, March 14 - {STORY}\n", "London"),
        (f"BOARD VOTES TO SHUT THE OLD DOCK QUERN, Conn., March 14 - {STORY}\n", "Quern"),
        (f"Board heeds UK LONDON (Reuters) - {STORY}\n", "London"),
        (f"On Tuesday the shares of BHP (Reuters) and others rose. {STORY}\n", None),
        (f"The board met at the BHP - {STORY}\n", None),
        (f"By MARIA QUILL and PETER HARROW (AP) - {STORY}\n", None),
        (f"Five things about FIFA (AP) - {STORY}\n", None),
        (f"What is NATO, March 4 - {STORY}\n", None),
    ],
)
def test_capitals_and_a_dash_tell_where_a_headline_runs_into_the_dateline(text: str, expected: str | None) -> None:
    assert place(text) == expected


def test_a_headline_that_ends_with_a_place_is_no_part_of_the_dateline_below_it() -> None:
    assert place(stripped(f"Floods hit Egypt\n\nCAIRO (Reuters) - {STORY}\n")) == "Cairo"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Mayor's bill hits pilots; ferries largely unscathed\n\n(Reuters) - ", None),
        ("Storm to leave port: boarding\n\nCAIRO/GENEVA (Reuters) - ", "Cairo"),
        ("Mayor to sue harbour board: filing\n\nWASHINGTON (Reuters) - ", "Washington"),
        ("Mayor meets pilots\n\nPORT SELWYN (Reuters) - ", "Port Selwyn"),
        ("Mayor meets pilots\n\nABOARD THE HERON (Reuters) - ", "Aboard the Heron"),
    ],
)
def test_the_end_of_a_headline_is_no_place_in_front_of_an_agency(above: str, expected: str | None) -> None:
    assert place(stripped(above + STORY + " " + STORY)) == expected

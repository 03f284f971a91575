"""Pages in ALTO: words, lines and blocks, and words that two lines share."""

from __future__ import annotations

import time

import pytest

from archive.errors import ReadError
from tests.readers.support import only

SPACE = 'xmlns="http://www.loc.gov/standards/alto/ns-v2#"'


def words(text: str) -> str:
    return "<SP/>".join(f'<String CONTENT="{word}"/>' for word in text.split())


def page(*blocks: str, space: str = SPACE) -> str:
    inner = "".join(f"<TextBlock>{block}</TextBlock>" for block in blocks)
    return f"<?xml version='1.0'?>\n<alto {space}><Layout><Page><PrintSpace>{inner}</PrintSpace></Page></Layout></alto>"


def line(inner: str) -> str:
    return f"<TextLine>{inner}</TextLine>"


@pytest.mark.parametrize("space", [SPACE, ""])
def test_the_lines_of_a_block_are_a_paragraph(space: str) -> None:
    first = line(words("Alder floods the")) + line(words("lower town."))
    copy = only(page(first, line(words("Rain is forecast.")), space=space), "a.xml")

    assert (copy.format, copy.text) == ("alto", "Alder floods the lower town.\n\nRain is forecast.")
    assert copy.warnings == ("the articles of the page are not told apart",)


def test_a_word_that_two_lines_share_is_whole_where_it_is_told() -> None:
    told = 'SUBS_CONTENT="harbour"'
    parts = [f'<String CONTENT="{part}" SUBS_TYPE="HypPart{n}" {told}/>' for n, part in ((1, "har"), (2, "bour"))]
    block = line(f'{words("The")}{parts[0]}<HYP CONTENT="-"/>') + line(f"{parts[1]}<SP/>{words('board met.')}")

    assert only(page(block), "a.xml").text == "The harbour board met."


def test_a_hyphen_at_the_end_of_a_line_is_left_to_be_judged_by_its_words() -> None:
    block = line(f'{words("The har")}<HYP CONTENT="-"/>') + line(words("bour board met."))

    assert only(page(block), "a.xml").text == "The har-\nbour board met."


def test_a_page_that_is_cut_off_is_an_error_with_its_place() -> None:
    with pytest.raises(ReadError, match=r"^a\.xml:2: not well-formed ALTO"):
        only(page(line(words("Alder floods")))[:-60], "a.xml")


def test_a_page_that_is_meant_to_hang_it_takes_no_time_and_no_room() -> None:
    hyphens = line('<HYP CONTENT="-"/>' * 10_000)
    nested = "<TextBlock>" * 100 + line(words("Alder " * 2_000)) + "</TextBlock>" * 100
    begun = time.process_time()
    text = only(page(hyphens, nested), "a.xml").text

    assert time.process_time() - begun < 2
    assert text.count("Alder") == 2_000

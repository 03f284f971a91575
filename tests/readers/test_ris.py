"""References in RIS, as databases of newspapers export them."""

from __future__ import annotations

import pytest

from tests.readers.support import FIRST, SECOND, copies, found, known_as, only

REFERENCE = (
    "TY  - NEWS\nT1  - Alder floods\nA1  - Ruiz, Ana\nA1  - Hale, Tom\nY1  - 2019///\nDA  - 2019/03/09/\nJF  - The "
    "Lorn Gazette\nKW  - Floods\nKW  - Rivers\nLA  - English\nUR  - https://lorn.example/1\nAN  - 2190\n{}ER  - \n\n"
)


def test_a_reference_with_an_abstract_is_an_article_with_nothing_more() -> None:
    copy = only(REFERENCE.format(f"N2  - {FIRST}\n\n{SECOND}\n"), "export.ris")

    assert (copy.format, copy.text) == ("ris", f"{FIRST}\n\n{SECOND}")
    assert copy.warnings == ("no text but 'abstract'",)
    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")
    assert (copy.stated.byline, copy.stated.keywords) == (("Ana Ruiz", "Tom Hale"), ("Floods", "Rivers"))
    assert (copy.stated.language, copy.stated.url) == ("en", "https://lorn.example/1")
    assert copy.stated.published
    assert copy.stated.published.isoformat() == "2019-03-09"
    assert copy.raw.startswith(b"TY  - NEWS")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_references_without_an_abstract_hold_no_text(ends: str) -> None:
    data = (REFERENCE.format("") + REFERENCE.format(f"AB  - {FIRST}\n")).replace("\n", ends)

    assert [(copy.ordinal, copy.text) for copy in copies(found(data, "a.txt"))] == [(1, FIRST)]


def test_a_paper_as_libraries_list_it_is_called_as_it_is_printed() -> None:
    listed = REFERENCE.format(f"AB  - {FIRST}\n").replace("The Lorn Gazette", "Lorn Gazette, The (WA)")

    assert only(listed, "a.ris").stated.publication == "The Lorn Gazette"


def test_what_is_no_reference_is_left_alone() -> None:
    assert known_as(b"TY - the ferry\n\nIt is late.\n", "a.txt") == "text"

"""Text exports of databases of newspapers: many articles in a file, with fields as each of them writes them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from archive.readers import Reader, exports
from archive.readers.ebsco import EbscoReader
from archive.readers.exports import labelled, paragraphs, stretches
from archive.readers.factiva import FactivaReader
from archive.readers.newsbank import NewsbankReader
from archive.readers.nexis import NexisReader
from archive.readers.proquest import ProquestReader
from tests.readers.support import copies, failures, known_as, read

Make = Callable[[int], str]
FIRST = "The river Alder rose over its banks on Friday and flooded forty houses in the lower town."
SECOND = '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisherman.'
STORY = f"{FIRST}\n\n{SECOND}"


def nexis(number: int, text: str = STORY, *, count: int = 3) -> str:
    return (
        f"                  {number} of {count} DOCUMENTS\n\n\n            The Lorn Gazette\n\n"
        f"             March {number}, 2019 Friday\n\nAlder floods {number}\n\nLENGTH: 30 words\n\n\n   {text}\n\n"
        f"LOAD-DATE: March {number}, 2019\n\n\n           Copyright 2019 The Lorn Gazette\n\n\n"
    )


def factiva(number: int, text: str = STORY) -> str:
    return (
        f"HD  Alder floods {number}\nWC  30 words\nPD  {number} March 2019\nSN  The Lorn Gazette\nLA  English\n\nLP  "
        f"\n{text}\n\nAN  Document LORNG0002019030{number}ef380000p\n\n"
    )


def proquest(number: int, text: str = STORY) -> str:
    return (
        f"{'_' * 60}\n\nDocument {number} of 3\n\nAlder floods {number}\n\nAuthor: Ruiz, Ana\n\nFull text: {text}\n\n"
        f"Publication title: The Lorn Gazette; Lorn\n\nPublication date: Mar {number}, 2019\n\nProQuest document ID: "
        f"21{number}\n\n"
    )


def ebsco(number: int, text: str = STORY) -> str:
    return (
        f"Record: {number}\nTitle: Alder floods {number}.\nAuthors: Ruiz, Ana\nSource: Lorn Gazette, The (WA). "
        f"03/0{number}/2019, pA1.\nDocument Type: Article\nAccession Number: 2W6{number}\nDatabase: Newspaper Source"
        f"\n\n{text}\n\n{'_' * 60}\n\n"
    )


def newsbank(number: int, text: str = STORY) -> str:
    return (
        f"Alder floods {number}\nLorn Gazette, The (WA) - March {number}, 2019\n\nAuthor/Byline: ANA RUIZ\n"
        f"Section: News\nPage: A1\n\n{text}\n\nRecord: 16F8B{number}\n\n"
        "Copyright: Copyright (c) 2019 The Lorn Gazette\n\n"
    )


def labelled_newsbank(number: int, text: str = STORY) -> str:
    return (
        f"Paper: Lorn Gazette, The (WA)\nTitle: Alder floods {number}\nDate: March {number}, 2019\nAuthor: ANA RUIZ\n"
        f"Page: A1\n\n{text}\n\nRecord Number: 190300{number}\nCopyright 2019 The Lorn Gazette\n\n"
    )


def test_a_paper_in_the_list_of_a_library_is_called_as_it_is_printed() -> None:
    (copy,) = copies(read(ProquestReader(), proquest(1).replace("The Lorn Gazette;", "Lorn Gazette, The;").encode()))

    assert copy.stated.publication == "The Lorn Gazette"


EXPORTS = [
    pytest.param(NexisReader(), nexis, id="nexis"),
    pytest.param(FactivaReader(), factiva, id="factiva"),
    pytest.param(ProquestReader(), proquest, id="proquest"),
    pytest.param(EbscoReader(), ebsco, id="ebsco"),
    pytest.param(NewsbankReader(), newsbank, id="newsbank"),
    pytest.param(NewsbankReader(), labelled_newsbank, id="newsbank-labelled"),
]


@pytest.mark.parametrize(("reader", "make"), EXPORTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_article_is_read_whatever_wrote_the_file(reader: Reader, make: Make, ends: str, encoding: str) -> None:
    data = "".join(map(make, (1, 2, 3))).replace("\n", ends).encode(encoding)
    found = copies(read(reader, data, "export.txt"))

    assert known_as(data, "export.txt") == reader.name
    assert [copy.stated.headline for copy in found] == ["Alder floods 1", "Alder floods 2", "Alder floods 3"]
    assert [copy.stated.published and copy.stated.published.isoformat() for copy in found] == [
        "2019-03-01", "2019-03-02", "2019-03-03",
    ]  # fmt: skip
    assert {copy.stated.publication for copy in found} == {"The Lorn Gazette"}
    assert {copy.text for copy in found} == {STORY}
    assert not any("byte order" in told for copy in found for told in copy.warnings)
    assert [copy.ordinal for copy in found] == [0, 1, 2]
    assert all(data.find(copy.raw) >= 0 for copy in found)


@pytest.mark.parametrize(("reader", "make"), EXPORTS)
def test_an_article_is_the_same_in_another_export(reader: Reader, make: Make) -> None:
    first, second = "".join(map(make, (1, 2))), "".join(map(make, (2, 3)))

    assert copies(read(reader, first.encode()))[1].raw == copies(read(reader, second.encode()))[0].raw


@pytest.mark.parametrize(("reader", "make"), EXPORTS)
def test_the_first_article_is_the_same_whether_the_file_is_marked_or_not(reader: Reader, make: Make) -> None:
    plain, marked = make(1).encode(), make(1).encode("utf-8-sig")

    assert known_as(marked, "a.txt") == known_as(plain, "a.txt") == reader.name
    assert [copy.raw for copy in copies(read(reader, marked))] == [copy.raw for copy in copies(read(reader, plain))]


@pytest.mark.parametrize(("reader", "make"), EXPORTS)
def test_a_broken_article_costs_itself(reader: Reader, make: Make) -> None:
    found = read(reader, (make(1) + make(2).replace(STORY, "") + make(3)).encode())

    assert [copy.stated.headline for copy in copies(found)] == ["Alder floods 1", "Alder floods 3"]
    (failed,) = failures(found)
    assert failed.ordinal == 1
    assert failed.reason.startswith("line ")


@pytest.mark.parametrize(("reader", "make"), EXPORTS)
def test_an_article_larger_than_any_costs_itself(reader: Reader, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST", 8_000)
    monkeypatch.setattr(exports, "_CHUNK", 1_000)
    found = read(reader, (make(1) + make(2).replace(STORY, f"{STORY}\n\n" * 120) + make(3)).encode())

    assert [copy.stated.headline for copy in copies(found)] == ["Alder floods 1", "Alder floods 3"]
    assert [failed.reason.partition(": ")[2] for failed in failures(found)] == ["larger than 0 MB, which no article is"]


def test_stretches_are_the_same_however_much_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "".join(map(nexis, (1, 2, 3))).encode()
    border = re.compile(rb"\n *\d of \d DOCUMENTS$", re.MULTILINE)
    whole = list(stretches(io.BytesIO(data), border))
    for chunk in (1, 7, 100):
        monkeypatch.setattr(exports, "_CHUNK", chunk)
        assert list(stretches(io.BytesIO(data), border)) == whole
    assert [data.split(b"\n")[piece.line - 1].strip() for piece in whole] == [b"The Lorn Gazette"] * 3


def test_what_looks_like_a_field_within_a_text_is_a_part_of_it() -> None:
    text = "SOURCE: the harbour office.\n\n   TYPE: none."
    (copy,) = copies(read(NexisReader(), nexis(1, f"{FIRST}\n\n   {text}").encode()))

    assert copy.text == f"{FIRST}\n\nSOURCE: the harbour office.\n\nTYPE: none."


def test_a_paragraph_that_begins_like_a_field_below_the_text_ends_it_nowhere() -> None:
    text = f"{FIRST}\n\nSTATE: {SECOND}\n\n{FIRST}"
    below = "\n\nSTATE: CALDERRA\n\nLOAD"
    (copy,) = copies(read(NexisReader(), nexis(1, text).replace("\n\nLOAD", below).encode()))
    assert (copy.text, copy.stated.places) == (text, ("Calderra",))

    text = f"{FIRST}\n\nAuthor: Ana Ruiz\n\n{SECOND}"
    (copy,) = copies(read(ProquestReader(), proquest(1, text).encode()))
    assert (copy.text, copy.stated.publication) == (text, "The Lorn Gazette")


def test_fields_that_are_unknown_above_the_text_are_no_part_of_it() -> None:
    fields = f"BYLINE: Ana Ruiz\n\nGUESTS: Joss Tarrow\n\nBODY:\n\n{STORY}"
    show = "SHOW: LORN TONIGHT 8:00 PM EST\n\n             March"
    (copy,) = copies(read(NexisReader(), nexis(1, fields).replace("March", show, 1).encode()))

    assert (copy.text, copy.stated.byline) == (STORY, ("Ana Ruiz",))
    assert (copy.stated.publication, copy.stated.headline) == ("The Lorn Gazette", "Alder floods 1")


def test_what_is_noted_below_the_day_is_no_headline_where_that_stands_above_all() -> None:
    data = (
        "Alder floods\n\nThe Lorn Gazette\n\nMarch 9, 2019 Saturday\n\nCorrection Appended\n\nLate Edition - Final"
        f"\n\nSection: NEWS\n\nLength: 30 words\n\nBody\n\n{STORY}\n\nLoad-Date: March 9, 2019\n\nEnd of Document\n"
    )
    (copy,) = copies(read(NexisReader(), data.encode()))

    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")


def test_a_line_that_begins_with_a_code_by_chance_is_a_part_of_the_text() -> None:
    lines = "IN 1931 THE BRIDGE WAS BUILT.\n\nAN OLD MAN REMEMBERS.\n\nBY NOON IT WAS OVER.\n\nRE the letter: no."
    (copy,) = copies(read(FactivaReader(), factiva(1, lines).encode()))

    assert copy.text == lines


def test_a_headline_without_a_day_above_the_fields_is_found() -> None:
    data = f"1 of 1 DOCUMENTS\n\nAlder floods\n\nLENGTH: 30 words\n\n{STORY}\n\nLANGUAGE: ENGLISH\n"
    (copy,) = copies(read(NexisReader(), data.encode()))

    assert (copy.stated.headline, copy.stated.published, copy.text) == ("Alder floods", None, STORY)


def test_an_export_in_german_is_parted_too() -> None:
    data = nexis(1).replace("1 of 3 DOCUMENTS", "Dokument 1 von 2") + nexis(2).replace(
        "2 of 3 D", "Dokument 2 von 2\nD"
    )
    found = copies(read(NexisReader(), data.encode()))

    assert [copy.stated.headline for copy in found] == ["Alder floods 1", "Alder floods 2"]


@pytest.mark.parametrize(
    ("lines", "headline", "byline", "section"),
    [
        (["Alder floods the lower town"], "Alder floods the lower town", (), None),
        (["News", "Alder floods the lower town"], "Alder floods the lower town", (), "News"),
        (["Alder floods the lower town", "Ana Ruiz"], "Alder floods the lower town", ("Ana Ruiz",), None),
        (["News", "Alder floods", "By Ana Ruiz"], "Alder floods", ("Ana Ruiz",), "News"),
        (["News", "Alder floods the", "lower town again today", "ANA RUIZ"],
         "Alder floods the lower town again today", ("Ana Ruiz",), "News"),
    ],
)  # fmt: skip
def test_lines_above_the_count_of_words_are_told_apart(
    lines: list[str], headline: str, byline: tuple[str, ...], section: str | None
) -> None:
    below = f"30 words\n1 March 2019\n18:02\nThe Lorn Gazette\nLORNG\nEnglish\n(c) 2019 The Lorn Gazette\n\n{STORY}"
    data = "\n".join([*lines, below, "", "Document LORNG00020190301ef380000p", ""])
    (copy,) = copies(read(FactivaReader(), data.encode()))

    assert (copy.stated.headline, copy.stated.byline, copy.stated.section) == (headline, byline, section)
    assert (copy.stated.publication, copy.stated.guid) == ("The Lorn Gazette", "LORNG00020190301ef380000p")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03-01T18:02:00"
    assert copy.text == STORY


def test_an_article_of_factiva_that_is_cut_off_says_so() -> None:
    (_, copy) = copies(read(FactivaReader(), (factiva(1) + factiva(2).partition("AN ")[0]).encode()))

    assert copy.warnings == ("cut off: the number that ends an article is missing",)
    assert copy.text == STORY


@pytest.mark.parametrize(
    "text",
    [
        "A letter to all.\n\nLENGTH: 3 words were enough.\n",
        "Document 1 of 3 was lost, the clerk said.\n",
        "Abstract: a painting.\n\nFull text: none.\n",
        "HD is a label. BY the sea.\nPD Smith wrote this.\n",
        "30 words\n\nDocument ABC lay on the table.\n",
        "Record: 1\n\nSource: a spring above the town.\n\nDatabase: none.\n",
        "Record: 12\nwins, the most since 1931.\n\nAccession Number: 7\n",
        "The talks\n\nLorn - March 9, 2019\n\nSection: 4 of the treaty stands.\n",
        "Tide tables\nThe Lorn Gazette - March 9, 2019\nPage: 3\n\nHigh water is at noon.\n",
        "Author/Byline: a question of taste.\n\nThe Lorn Gazette (WA) said so.\n",
    ],
)
def test_prose_is_no_export(text: str) -> None:
    assert known_as(text.encode(), "a.txt") == "text"


def test_fields_begin_behind_a_blank_line_or_another_field() -> None:
    label = re.compile("(A|B):")

    assert labelled("x\nA: 1\nB: 2\nB: 3\nmore\nA: no", label) == [
        ("", "x"),
        ("A", " 1"),
        ("B", " 2"),
        ("B", " 3\nmore\nA: no"),
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("one two three\nfour five six\nseven.", "one two three four five six seven."),
        ("One.\nTwo is a longer line than one.\nThree is so as well, nearly.", None),
        ("One\n\nTwo", "One\n\nTwo"),
        ("", ""),
    ],
)
def test_paragraphs_are_told_by_whether_the_next_word_had_room(text: str, right: str | None) -> None:
    assert paragraphs(text) == (text.replace("\n", "\n\n") if right is None else right)


@pytest.mark.parametrize(
    ("names", "day", "language"),
    [
        (("AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE"), "samedi 9 mars 2019", "FRENCH; FRANÇAIS"),
        (("AUTOR", "RUBRIK", "LÄNGE", "UPDATE", "SPRACHE"), "9. März 2019 Samstag", "GERMAN; DEUTSCH"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_exports_in_other_languages_name_the_same_fields(
    names: tuple[str, ...], day: str, language: str, encoding: str
) -> None:
    by, section, length, loaded, tongue = names
    data = (
        f"        Document 1 de 2\n\n        Le Courrier\n\n        {day}\n\nFlut an der Alder\n\n{by}: Ana Ruiz\n\n"
        f"{section}: Politik; S. 4\n\n{length}: 90 mots\n\n   {FIRST}\n\n{loaded}: {day}\n\n{tongue}: {language}\n"
    ).encode(encoding)
    (copy,) = copies(read(NexisReader(), data))

    assert known_as(data, "a.txt") == "nexis"
    assert (copy.stated.headline, copy.stated.byline, copy.text) == ("Flut an der Alder", ("Ana Ruiz",), FIRST)
    assert (copy.stated.publication, copy.stated.section) == ("Le Courrier", "Politik")
    assert copy.stated.language == language[:2].lower().replace("ge", "de")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03-09"


def test_headings_of_nexis_uni_stand_on_lines_of_their_own_without_blank_ones() -> None:
    data = (
        f"Alder floods\nThe Lorn Gazette\nMarch 9, 2019 Saturday 2:12 PM GMT\n\nSection: NEWS; Version:1\n"
        f"Length: 30 words\nBody\n\n{FIRST}\n"
        f"{SECOND}\nClassification\n\nLanguage: ENGLISH\nLoad-Date: March 9, 2019\nEnd of Document\n"
    )
    (copy,) = copies(read(NexisReader(), data.encode()))

    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")
    assert (copy.stated.section, copy.text) == ("NEWS", STORY)
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03-09T14:12:00+00:00"


def test_what_an_agency_writes_around_its_copy_in_factiva() -> None:
    text = f"             {FIRST}\n\n             (END) Dow Jones Newswires\n\n             March 01, 2019 09:12 ET"
    data = factiva(1, text).replace("HD  Alder", "HD  DJ Alder")
    (copy,) = copies(read(FactivaReader(), data.encode()))

    assert (copy.stated.headline, copy.text) == ("Alder floods 1", FIRST)


def test_a_label_in_capitals_within_a_full_text_is_a_part_of_it() -> None:
    (copy,) = copies(read(ProquestReader(), proquest(1, f"{FIRST}\n\nPEOPLE: {SECOND}").encode()))

    assert copy.text == f"{FIRST}\n\nPEOPLE: {SECOND}"


def test_lines_of_spaces_are_blank_lines() -> None:
    data = re.sub(r"^$", "  ", nexis(1) + nexis(2), flags=re.MULTILINE).encode()
    found = copies(read(NexisReader(), data))

    assert [(copy.stated.headline, copy.text) for copy in found] == [
        ("Alder floods 1", STORY),
        ("Alder floods 2", STORY),
    ]

"""ANPA 1312 and IPTC 7901 beyond the samples: versions of one story, kills, and messages that are cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.readers import anpa
from archive.readers.anpa import AnpaReader
from archive.readers.copy import Copy
from index.visible import version_key
from tests.readers.support import FIRST, SECOND, copies, failures, found, known_as, only, read

READER = AnpaReader()


def message(
    text: str, marks: str = "", foot: str = "AP-WF-03-09-19 1615GMT", slug: str = "BC-Lock", heads: str = "^Tide<\n"
) -> bytes:
    return (
        f"\x16\x16\x01a0417\x1f-----\nr i\x13\x11 {slug} {marks.replace(' ', '')}   03-09 0140\n"
        f"\x02^{slug}{', ' if marks else ''}{marks},140<\n{heads}\t   {text}\n\n\t   \x03{foot}<\n\n\x0c\n\x04"
    ).encode("latin-1")


def versions(found: list[Copy]) -> list[str | None]:
    return [copy.stated.version for copy in sorted(found, key=lambda copy: version_key(copy.stated.version))]


def test_a_spool_is_known_by_its_header() -> None:
    assert known_as(message("x"), "a.txt") == "anpa"
    assert known_as(message("x").lstrip(b"\x16"), "a") == "anpa"
    assert known_as(b"\x01not a wire", "a.txt") != "anpa"


def test_every_message_is_its_own_bytes() -> None:
    spool = message("One.") + b"\r\n\0\0\n" + message("Two.", "1st Ld") + b"\n"

    assert [copy.raw for copy in copies(read(READER, spool))] == [message("One."), message("Two.", "1st Ld")]


@pytest.mark.parametrize(
    "marks",
    [
        ["", "1st Ld", "2nd Ld-Writethru", "10th Ld-Writethru"],
        ["", "1st Add", "2nd Add", "1st Ld-Writethru", "1st Ld-Writethru, 1st Add", "2nd Ld"],
        ["", "Take 2", "Take 3", "Writethru"],
        ["", "2nd Ld", "KILL"],
    ],
)
def test_what_follows_on_the_wire_is_a_later_version_of_one_story(marks: list[str]) -> None:
    found = copies(read(READER, b"".join(message(f"Text {n}.", mark) for n, mark in enumerate(marks))))

    assert len({copy.stated.guid for copy in found}) == 1
    assert versions(found) == [copy.stated.version for copy in found]
    assert len(set(versions(found))) == len(marks)


def test_an_add_carries_the_story_so_far() -> None:
    first, add, writethru = copies(
        read(
            READER,
            message("One.")
            + message("Two.", "1st Add", heads="^VELL: one.<\n")
            + message("Three.", "1st Ld-Writethru"),
        )
    )

    assert [first.text, add.text, writethru.text] == ["One.", "One.\n\nTwo.", "Three."]
    assert add.stated.headline == "Tide"


def test_an_add_without_its_story_hides_no_version_of_it() -> None:
    (alone,), (whole,) = copies(read(READER, message("Two.", "1st Add"))), copies(read(READER, message("One.")))

    assert alone.stated.guid == whole.stated.guid
    assert version_key(alone.stated.version) < version_key(whole.stated.version)


def test_a_kill_withdraws_every_version() -> None:
    first, kill = copies(read(READER, message("One.", "9th Ld") + message("Kill it.", "KILL")))

    assert kill.stated.status == "canceled"
    assert version_key(kill.stated.version) > version_key(first.stated.version)


@pytest.mark.parametrize("slug", ["BC-Flights Canceled", "BC-Take 2 Theater", "BC-Schools Add Teachers"])
def test_words_of_a_slug_are_no_marks_of_a_version(slug: str) -> None:
    spool = message("One.", slug="BC-Tide") + message("Two.", slug=slug) + message("Three.", "KILL", slug="BC-Tide")
    _, named, killed = copies(read(READER, spool))

    assert (named.stated.version, named.stated.status, named.stated.headline) == ("1", "usable", "Tide")
    assert killed.stated.status == "canceled"


def test_a_header_alone_names_the_whole_slug() -> None:
    def bare(slug: str, marks: str = "") -> bytes:
        return message("x", marks, slug=slug).replace(f"^{slug}".encode(), b"", 1)

    spool = bare("BC-Tennis Results") + bare("BC-Tennis Scores") + bare("BC-Tennis Scores", "2nd Ld")
    results, scores, lead = copies(read(READER, spool))

    assert [copy.stated.keywords for copy in (results, scores)] == [("BC-Tennis Results",), ("BC-Tennis Scores",)]
    assert (lead.stated.guid, lead.stated.version) == (scores.stated.guid, "3")


def test_a_story_of_no_known_year_hides_none_of_another_year() -> None:
    (copy,) = copies(read(READER, message("x", foot="")))

    assert (copy.stated.guid, copy.stated.keywords) == (None, ("BC-Lock",))


def test_cycles_and_days_are_stories_of_their_own() -> None:
    spool = (
        message("x", slug="AM-Lock")
        + message("x", slug="PM-Lock")
        + message("x", foot="AP-WF-03-09-20 1615GMT", slug="AM-Lock")
    )

    assert len({copy.stated.guid for copy in copies(read(READER, spool))}) == 3


def test_the_footer_states_agency_and_time() -> None:
    (copy,) = copies(read(READER, message("x", foot="AP-NY-03-09-19 1615EST")))

    assert copy.stated.agency == "AP"
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03-09T16:15:00-05:00"


def test_notes_and_offices_are_neither_headline_nor_byline() -> None:
    heads = "^AP Photo X1<\n^Eds: With photos.<\n^A long headline that runs\nover two lines<\n"
    heads += "^By ANA RUIZ=\n^Associated Press Writer=\n"
    (copy,) = copies(read(READER, message("x", heads=heads)))

    assert copy.stated.headline == "A long headline that runs over two lines"
    assert copy.stated.byline == ("Ana Ruiz",)
    assert copy.text == "x"


def test_a_message_that_is_cut_off_is_told() -> None:
    whole = message("One.")
    records = read(READER, whole[: whole.index(b"\x02")] + whole.partition(b"\x03")[0] + whole)

    assert [failed.reason for failed in failures(records)] == ["line 1: cut off: no text between STX and ETX"]
    assert [copy.warnings for copy in copies(records)] == [("cut off: there is no ETX",), ()]


def test_a_message_longer_than_any_story_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anpa, "MOST", 2 << 20)

    with pytest.raises(ReadError, match=r"^file:\d+: a message of more than 2 MB"):
        read(READER, message("x" * (9 << 20)))


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_whatever_is_on_the_wire_there_are_records(text: bytes, between: bytes) -> None:
    read(READER, message("One.") + between + b"\x16\x16\x01a0001" + text + message("Two."))


def iptc(text: str, sent: str = "081042 GMT MAR 97") -> str:
    return f"\x01RTR0123 3 OVR 45\r\nFLOOD-ALDER\r\n\x02\r\n{text}\r\n\x03\r\n{sent}\r\n\x04"


@pytest.mark.parametrize(("sent", "day"), [("081042 GMT MAR 97", "1997-03-08"), ("081042 Mar 19", "2019-03-08")])
def test_a_message_of_iptc_7901_has_its_headline_its_day_and_who_sent_it(sent: str, day: str) -> None:
    copy = only(iptc(f"Alder floods\r\n    LORN (Reuters) - {FIRST}\r\n    {SECOND}\r\n REUTERS", sent), "a.txt")

    assert (copy.format, copy.text) == ("iptc7901", f"LORN (Reuters) - {FIRST}\n\n{SECOND}")
    assert (copy.stated.headline, copy.stated.agency) == ("Alder floods", "Reuters")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat().startswith(day)


def test_the_keywords_of_iptc_7901_are_in_the_encoding_of_its_text() -> None:
    data = iptc(f"Alder floods\r\n    {FIRST} São Lorn").replace("FLOOD-", "SÃO-")
    (copy,) = copies(found(data.encode("latin-1"), "a.txt"))

    assert "SÃO" in copy.stated.keywords


def test_a_message_of_iptc_7901_without_a_text_costs_itself() -> None:
    got = found(iptc("") + iptc(FIRST), "a.txt")

    assert [copy.text for copy in copies(got)] == [FIRST]
    assert [each.reason for each in failures(got)] == ["line 1: no text between STX and ETX"]

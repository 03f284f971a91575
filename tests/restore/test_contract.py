"""Restoring never moves a character, whatever comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.restore import Restored, restore, restore_many
from archive.restore.restorer import CHUNK, chunks, finished
from archive.restore.values import Mention
from index.article import Damage
from tests.gold.damage import stripped

STORY = (
    'PORT HALE, July 14 (AP) - Harbour chief Mara Lindqvist, 52, said the dock "cannot be saved" and that U.S. '
    "engineers agreed. The ships won't wait, she added.\n\n"
    "\"It's time to go,\" said Olaf O'Rourke, the pilots' spokesman. \"We've lost enough.\"\n"
)

words = st.sampled_from(
    [
        "said",
        "the",
        "Kerry",
        "kerry",
        "U.S.",
        "mara",
        "lindqvist",
        '"',
        "'",
        ",",
        ".",
        "  ",
        "   ",
        " ",
        "\n\n",
        "(",
        "-",
    ]
)
texts = st.one_of(
    st.text(max_size=300), st.lists(words, max_size=60).map(" ".join), st.lists(words, max_size=60).map("".join)
)


def letters(text: str) -> str:
    return "".join(c.casefold() for c in text if c.isalnum())


def assert_contract(text: str, read: Restored) -> None:
    assert len(read.body) == len(text)
    for before, after in zip(text, read.body, strict=True):
        assert before == after or before == " " or before.casefold() == after.casefold()
    assert letters(read.body) == letters(text)
    assert all(0 <= at <= len(text) for at, _ in read.inserted)
    for m in read.mentions:
        assert 0 <= m.start < m.end <= len(text)
    for r in read.runs:
        assert 0 <= r.start < r.end <= len(text)
    assert list(read.runs) == sorted(read.runs, key=lambda r: (r.start, r.end))


@given(texts)
@settings(deadline=None, max_examples=60)
def test_reading_keeps_every_character_in_its_place(text: str) -> None:
    assert_contract(text, restore(text))


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_stripped_copy_keeps_every_character_in_its_place(text: str) -> None:
    hurt = stripped(text + " " + STORY)
    assert_contract(hurt, restore(hurt))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "ß" * 40, "İstanbul " * 30, "\ud800 x", "ŉ ŉ ŉ " * 30, "\x1b[31mred\x1b[0m", "a" * 5000]
)
def test_odd_text_is_read_without_an_error(text: str) -> None:
    assert_contract(text, restore(text))


def test_clean_copy_comes_back_as_it_was() -> None:
    assert restore(STORY).body == STORY
    assert restore(STORY).inserted == ()
    assert restore(STORY).damage == ()


def test_clean_passages_of_a_mixed_file_come_back_as_they_were() -> None:
    read = restore(STORY + stripped(STORY) + "\n" + STORY)
    assert read.body.startswith(STORY)
    assert read.body.endswith(STORY)
    assert [d.kind for d in read.damage] == ["stripped"]


def test_many_texts_are_read_as_each_by_itself() -> None:
    several = [STORY, stripped(STORY), "", STORY.upper()]
    assert [r.body for r in restore_many(several)] == [restore(t).body for t in several]


@given(st.text(alphabet="ab \n", max_size=400), st.integers(min_value=4, max_value=50))
def test_pieces_cover_a_text_without_a_gap(text: str, size: int) -> None:
    cuts = chunks(text, size)
    assert "".join(text[a:b] for a, b in cuts) == text
    assert all(b - a <= size for a, b in cuts)


def test_a_long_text_is_read_in_pieces_with_offsets_that_hold() -> None:
    several = ((STORY + "\n") * (2 * CHUNK // len(STORY)))[: CHUNK + 5_000]
    read = restore(several)
    assert_contract(several, read)
    assert "Mara Lindqvist" in {read.body[m.start : m.end] for m in read.mentions}
    pieces = [restore(several[a:b]) for a, b in chunks(several)]
    told = [(run.kind, run.probability, run.sure) for piece in pieces for run in piece.runs]
    assert [(run.kind, run.probability, run.sure) for run in read.runs] == told
    assert any(run.sure < 1 for run in read.runs)


def test_lost_quotation_marks_are_seen_by_the_room_they_left() -> None:
    story = (
        'PORT HALE (Reuters) - The board met on Tuesday. "We have no choice but to close it," said Maria Lindqvist. '
        '"The piles are rotten, and the sea is not patient." Her deputy agreed. "It is time to go," he told reporters.'
    )
    read = restore(story.replace('"', " "))
    assert [d.kind for d in read.damage] == ["unquoted"]
    assert read.body.count('"') >= 4


@pytest.mark.parametrize("damage", [str, str.lower, str.upper])
def test_quotation_marks_that_were_deleted_are_given_back_beside_the_text(damage: Callable[[str], str]) -> None:
    story = (
        'PORT HALE (Reuters) - The board met on Tuesday.\n\n"We have no choice but to close it," said Maria Lindqvist. '
        '"The piles are rotten, and I do not trust them."\n\nHer deputy agreed. "We should go," he told reporters. '
        "Repairs would cost 4 million, the board said.\n"
    )
    text = damage(story.replace('"', ""))
    read = restore(text)
    assert_contract(text, read)
    whole = read.body
    for at, mark in reversed(read.inserted):
        whole = whole[:at] + mark + whole[at:]
    assert whole.lower() == story.lower()
    said = [read.body[run.start : run.end] for run in read.runs if run.kind == "direct"]
    assert [words[:8].lower() for words in said] == ["we have ", "the pile", "we shoul"]


def test_a_single_quote_shows_that_quotation_marks_were_deleted() -> None:
    story = (
        "PORT HALE (Reuters) - The board of the port said on Tuesday that it would close the dock. Repairs would cost "
        '4 million, it said.\n\n"We have no choice but to close it," said Maria Lindqvist, who leads the board.\n\n'
        "Ships have used the dock since 1911, and its piles are rotten, a report said in May.\n"
    )
    read = restore(story.replace('"', ""))
    assert [d.kind for d in read.damage] == ["unquoted"]
    assert [read.body[at - 4 : at] + mark + read.body[at : at + 3] for at, mark in read.inserted] == [
        'd.\n\n"We ',
        ' it," sa',
    ]


def test_apostrophes_that_alone_were_deleted_are_given_back_and_names_found_without_what_stood_behind_them() -> None:
    text = (
        'PORT HALE (Reuters) - Maria Lindqvist said on Tuesday that the board didnt vote. "We cant wait," she said. '
        "Olaf Berg called Maria Lindqvists plan a risk. Lindqvist doesnt agree."
    )
    read = restore(text)
    assert read.body == text and not read.damage
    assert [text[at - 3 : at] + mark + text[at : at + 1] for at, mark in read.inserted] == [
        "idn't",
        "can't",
        "ist's",
        "esn't",
    ]
    assert {text[m.start : m.end] for m in read.mentions} == {"Maria Lindqvist", "Olaf Berg", "Lindqvist"}


def test_initials_stand_behind_no_apostrophe() -> None:
    text = (
        "PORT HALE (REUTERS) - HORACE T. LINDQVIST AND MINISTER T BERG SAID ON TUESDAY THAT THE BOARD DIDN T VOTE. THE "
        "PLAN OF OLAF S. BERG IS A RISK, AND LINDQVIST DOESN T AGREE WITH BERG S PLAN, HE SAID."
    )
    body = restore(text).body.upper()
    assert [i for i, mark in enumerate(body) if mark == "'"] == [
        text.index(before) + at for before, at in (("DIDN T", 4), ("DOESN T", 5), ("BERG S PLAN", 4))
    ]


def test_marks_that_were_restored_around_and_before_names_are_those_of_names() -> None:
    text = "then sen  maria  cory  quill met referee s  ostro and quill left"
    read = "Then Sen. Maria, Cory. Quill met referee'S. Ostro and Quill left"
    mentions = tuple(
        Mention(read.index(name), read.index(name) + len(name)) for name in ("Maria", "Cory. Quill", "S. Os")
    )
    whole = Damage(0, len(text), "stripped")

    done = finished(text, (whole,), Restored(read, (), (whole,), mentions, ()))

    assert done.body == 'Then Sen. Maria "Cory" Quill met referee S. Ostro and Quill left'
    assert [done.body[m.start : m.end] for m in done.mentions] == ['Maria "Cory" Quill', "S. Ostro", "Quill"]


def test_copy_without_speech_gets_no_quotation_marks() -> None:
    plain = (
        "PORT HALE (Reuters) - The board of the port said on Tuesday that it would close the dock. Repairs would cost "
        "4 million, it said. Ships have used the dock since 1911, and its piles are rotten, a report said in May."
    )
    assert restore(plain).body == plain
    assert not restore(plain).damage and not restore(plain).inserted


def test_who_writes_in_the_first_person_gets_no_quotation_marks() -> None:
    column = (
        "I have kept bees for thirty years, and I have never understood them. My neighbour, Olaf Berg, says that they "
        "understand us.\n\nWe moved to Port Hale in 1988. Our first hive stood behind the dock, and the harbour board "
        "said we could keep it there. I was not so sure.\n\nLast spring I asked Berg what he would do without them. "
        "He told me he would sleep. I do not believe him, and neither do my bees.\n"
    )
    assert not restore(column).damage and not restore(column).inserted


def test_copy_that_never_had_quotation_marks_gets_none() -> None:
    plain = (
        "PORT HALE (Reuters) - The board met on Tuesday.  It closed the dock.  Nobody spoke of it later.  Ships left."
    )
    assert restore(plain).body == plain
    assert restore(plain).damage == ()


def test_a_nickname_gets_its_marks_back_where_marks_were_lost_alone() -> None:
    clean, low = "Maria, Cory, Quill left. ", "maria  cory  quill left "
    body = f"{clean}Maria, Cory, Quill left."
    mentions = tuple(Mention(at, at + 18) for at in (0, len(clean)))
    read = Restored(body, (), (), mentions, ())

    found = finished(clean + low, (Damage(len(clean), len(body), "stripped"),), read)

    assert found.body == f'{clean}Maria "Cory" Quill left.'


def test_the_stop_of_junior_is_part_of_his_name() -> None:
    text = 'VELM (AP) - "We will go," Robert F. Harrow Jr. told reporters, and Ana Ruiz Sr agreed.\n'

    read = restore(text)

    assert [text[m.start : m.end] for m in read.mentions] == ["Robert F. Harrow Jr.", "Ana Ruiz Sr"]
    assert [text[slice(*run.source)] for run in read.runs if run.source][:1] == ["Robert F. Harrow Jr."]


def test_a_surname_in_front_of_junior_is_no_nickname() -> None:
    body = restore(stripped('VELM (AP) - "We will go," R. Harrow, Jr., told reporters on Monday.\n')).body

    assert '"Harrow"' not in body

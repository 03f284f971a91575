from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.restore.damage import find_damage
from archive.restore.restorer import by_rules
from archive.restore.rules.fitting import Marks, fit
from archive.restore.rules.gaps import read_gap
from archive.restore.rules.pairing import pair_marks
from archive.restore.words import words_of


def stripped(text: str) -> str:
    return "".join(c.lower() if c.isalnum() else " " for c in text)


def body(clean: str) -> str:
    hurt = stripped(clean)
    return by_rules(hurt, find_damage(hurt)).body


FILL = " The pilots of the northern harbour waited for the tide to turn and the fog to lift from the water."


@pytest.mark.parametrize(
    "clean",
    [
        "Lindqvist's plan",
        "we don't know",
        "they've gone and we're here",
        "the U.S. engineers",
        "Bashar al-Hadi",
        "a 24-year-old pilot",
        "10,000 ships",
        "4.5 metres",
    ],
)
def test_marks_between_letters_come_back(clean: str) -> None:
    assert clean.lower() in body("So " + clean + " again." + FILL).lower()


def test_a_dateline_gets_its_brackets_and_dash() -> None:
    assert body("WASHINGTON (Reuters) - The harbour closed." + FILL).startswith("WASHINGTON (Reuters) - ")


def test_a_quote_before_its_speaker_gets_its_marks() -> None:
    restored = body('The dock is old. "We have no choice left in this town," Maria Lindqvist said on Tuesday.' + FILL)
    assert '"We have no choice left in this town," Maria Lindqvist said' in restored


def test_a_quote_goes_on_behind_its_speaker() -> None:
    restored = body(
        'The dock is old. "We have no choice," she said. "The sea is not a patient neighbour." Ships left.' + FILL
    )
    assert '"The sea is not a patient neighbour.' in restored


def test_a_few_quoted_words_get_their_marks() -> None:
    assert '"very narrow channel"' in body('The board called it a "very narrow channel" on Tuesday.' + FILL)


@pytest.mark.parametrize(
    ("gap", "marks", "expected"),
    [
        ("   ", Marks(",", '"'), (', "', "")),
        ("  ", Marks(","), (", ", "")),
        (" ", Marks(","), (" ", ",")),
        (" ", Marks("'", joined=True), ("'", "")),
        ("     ", Marks(".", '"'), ('.   "', "")),
        (" ", Marks(".", '"'), (" ", '. "')),
        (" \n\n ", Marks(".", '"'), ('.\n\n"', "")),
        ("\n", Marks("."), ("\n", ".")),
        ("", Marks("."), ("", ".")),
    ],
)
def test_marks_take_the_place_of_spaces(gap: str, marks: Marks, expected: tuple[str, str]) -> None:
    assert fit(gap, marks) == expected


@given(
    st.text(alphabet=" \n,", max_size=8),
    st.text(alphabet='.,"', max_size=3),
    st.text(alphabet='("', max_size=2),
    st.booleans(),
)
def test_fitting_keeps_the_length(gap: str, left: str, right: str, joined: bool) -> None:
    fitted, over = fit(gap, Marks(left, right, joined))
    assert len(fitted) == len(gap)
    assert over == "" or fitted == gap
    assert all(a == b or a == " " for a, b in zip(gap, fitted, strict=True))


def quoted(text: str) -> list[str]:
    return [text[p.start : p.end] for p in pair_marks(words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "no more" and left.', ["no more"]),
        ("She said “no more” and left.", ["no more"]),
        ("She said ''no more'' and left.", ["no more"]),
        ("She said ``no more'' and left.", ["no more"]),
        ("She said «no more» and left.", ["no more"]),
        ("She said 'no more' and left.", ["no more"]),
        ("The pilots' boats, she said, 'won't wait for us.' He left.", ["won't wait for us."]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("\"He told me 'run' twice,\" she said.", ["He told me 'run' twice,"]),
        ('"$40 was enough," she said.', ["$40 was enough,"]),
        ("No marks at all.", []),
        ('"', []),
    ],
)
def test_marks_of_every_style_pair(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_speech_over_two_paragraphs_is_two_runs_of_which_the_first_goes_on() -> None:
    pairs = pair_marks(words_of('"We had no choice.\n\n"We left at dawn," she said.'))
    assert [p.continued for p in pairs] == [True, False]


def test_a_mark_that_never_closes_does_not_swallow_the_paragraph() -> None:
    assert quoted('The 19" screen broke.\n\nShe said "no more" and left.') == ["no more"]


def test_one_wrong_mark_does_not_turn_the_next_paragraph_inside_out() -> None:
    assert quoted('He said "go and left.\n\n"Stay," she said.')[-1] == "Stay,"


@given(st.text(alphabet="ab \n\"'“”.,", max_size=120))
def test_runs_lie_in_order_and_apart(text: str) -> None:
    end = 0
    for p in pair_marks(words_of(text)):
        assert end <= p.start < p.end <= len(text)
        end = p.end


def test_a_gap_tells_which_side_of_a_quote_its_marks_are() -> None:
    assert [m.side for m in read_gap('," ').marks] == ["close"]
    assert [m.side for m in read_gap(' "').marks] == ["open"]
    assert [m.side for m in read_gap('." "').marks] == ["close", "open"]
    assert [m.side for m in read_gap(' " ').marks] == ["either"]

from __future__ import annotations

from index.utterances import statements, utterances
from tests.index.build import Said, article


def test_runs_of_one_utterance_are_joined() -> None:
    body = '"Go," she said. "Now." "Or never." Then: "A sign"'
    made = article(
        "a",
        body=body,
        quotes=[
            Said("Go,", speaker="she", utterance=7, confidence=0.9),
            Said("Now.", utterance=7, confidence=0.6),
            Said("Or never.", utterance=7),
            Said("A sign", kind="quoted", utterance=2),
        ],
    )

    first, second = utterances(made)

    assert (first.number, first.text, first.speaker) == (7, "Go, ... Now. Or never.", "she")
    assert (first.kind, first.confidence, first.start) == ("direct", 0.6, 1)
    assert [body[start:end] for start, end in first.runs] == ["Go,", "Now.", "Or never."]
    assert (second.number, second.text, second.kind, second.person) == (2, "A sign", "quoted", None)


def test_the_run_that_knows_the_person_names_the_speaker() -> None:
    runs = [Said("One", speaker="he", utterance=0), Said("Two", "Tom Marl", speaker="Marl", utterance=0), Said("Three")]
    first, second = utterances(article("a", quotes=runs))

    assert (first.person, first.speaker) == ("Tom Marl", "Marl")
    assert (second.person, second.speaker) == (None, None)


def test_the_kind_is_that_of_the_strongest_run() -> None:
    def kind(*kinds: str) -> str:
        runs = [Said(f"run {number}", kind=kind, utterance=0) for number, kind in enumerate(kinds)]  # type: ignore[arg-type]
        return utterances(article("a", quotes=runs))[0].kind

    assert kind("indirect", "direct") == "direct"
    assert kind("indirect", "quoted") == "quoted"
    assert kind("indirect", "indirect") == "indirect"


def test_an_article_in_which_nobody_speaks_has_none() -> None:
    assert utterances(article("a", body="Silence.")) == ()


def parts(body: str, *quotes: Said) -> list[int]:
    made = article("a", body=body, people=["Ana Ruiz", "Jo Finch"], quotes=quotes)
    return statements(utterances(made), made.body)


REPORTED = Said("the dock was “too old”", "Ana Ruiz", kind="indirect")


def test_words_in_marks_are_a_part_of_what_is_reported_around_them() -> None:
    body = "Ruiz said the dock was “too old” for ships. “Too late,” she said."

    assert parts(body, REPORTED, Said("too old", "Ana Ruiz"), Said("Too late,", "Ana Ruiz")) == [0, 1, 0]


def test_marks_at_the_end_of_words_may_stand_outside_of_what_is_reported() -> None:
    assert parts("She said the dock was “too old”.", REPORTED, Said("too old”.", "Ana Ruiz")) == [0, 1]


def test_words_of_somebody_else_and_words_that_go_on_are_no_part() -> None:
    body = "She said the dock was “too old” ... “and wet,” she said."
    both = [Said("too old", "Ana Ruiz", utterance=5), Said("and wet,", "Ana Ruiz", utterance=5)]

    assert parts(body, REPORTED, Said("too old", "Jo Finch")) == [0, 0]
    assert parts(body, REPORTED, *both) == [0, 0]
    assert parts(body, REPORTED, Said("too old")) == [0, 1]
    assert parts(body, REPORTED, Said("said the dock was", "Ana Ruiz")) == [0, 0]
    assert parts(body, REPORTED, Said("too old” ... “and", "Ana Ruiz")) == [0, 0]


def test_a_statement_is_found_behind_others_that_begin_within_it_and_in_the_middle_of_its_runs() -> None:
    within = [Said("the dock that Finch said was wet was “too old”", "Ana Ruiz", kind="indirect", utterance=9)]
    within += [Said("was wet", "Jo Finch", kind="indirect"), Said("too old", "Ana Ruiz")]
    halves = [Said(part, "Ana Ruiz", kind="indirect", utterance=9) for part in ("The dock", "was “too old”", "for us")]

    assert parts("Ruiz said the dock that Finch said was wet was “too old”.", *within) == [0, 0, 1]
    assert parts("The dock, Ruiz said, was “too old”, and for us.", *halves, Said("too old", "Ana Ruiz")) == [0, 1]

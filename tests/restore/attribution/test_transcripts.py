"""The turns of interviews and debates are speech of those who are named before them."""

from __future__ import annotations

import pytest

from archive.parse import parse
from archive.readers.copy import Copy
from archive.restore.attribution.turns import turns_of
from index.article import Article
from tests.gold.damage import DAMAGE
from tests.restore.telling import names_in

DEBATE = """The candidates for mayor of Velm, Lena Marsh and Jon Harrow, met on Monday. Here is what they said.

ANA RUIZ, VELM RADIO: Good evening. Ms. Marsh, why should the pier be closed?

MARSH: The piles are rotten. My opponent said, "It will stand for ever." It will not stand for one year more.

HARROW: That is nonsense, and she knows it.

RUIZ: Mr. Harrow, you have a minute for your answer.

MODERATOR: Thank you both. We will be back after the news.

MARSH (laughing): If we really must, we shall.

(APPLAUSE)
"""


def read(text: str) -> Article:
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")
    return article


def said(text: str) -> list[tuple[str, str | None, str]]:
    return [(q.speaker or "", q.person, q.text) for q in read(text).quotes if q.kind == "direct"]


def test_each_turn_of_a_debate_is_said_by_whom_its_label_names() -> None:
    turns = said(DEBATE)

    assert [speaker for speaker, _, _ in turns] == ["ANA RUIZ", "MARSH", "HARROW", "RUIZ", "MODERATOR", "MARSH"]
    assert {speaker: person for speaker, person, _ in turns if speaker != "MODERATOR"} == {
        "ANA RUIZ": "ANA RUIZ",
        "MARSH": "Lena Marsh",
        "HARROW": "Jon Harrow",
        "RUIZ": "ANA RUIZ",
    }
    assert turns[1][2].startswith("The piles are rotten.")
    assert turns[1][2].endswith("one year more.")


def test_labels_may_be_names_in_small_letters_and_turns_lines() -> None:
    text = "".join(
        f"{who}: {words}\n"
        for who, words in (
            ("Lena Marsh", "Why was the old pier of Velm closed?"),
            ("Mr. Harrow", "The piles were rotten, and we had no choice."),
            ("Lena Marsh", "When will it be opened again?"),
            ("Mr. Harrow", "Not before the autumn, I am afraid."),
        )
    )

    assert [(speaker, words[:8]) for speaker, _, words in said(text)] == [
        ("Lena Marsh", "Why was "),
        ("Harrow", "The pile"),
        ("Lena Marsh", "When wil"),
        ("Harrow", "Not befo"),
    ]


def test_marks_around_a_turn_are_left_out_of_it() -> None:
    text = DEBATE.replace("That is nonsense, and she knows it.", '"That is nonsense, and she knows it."')

    assert ("HARROW", "Jon Harrow", "That is nonsense, and she knows it.") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "VELM: 4\n\nDUNMERE: 3\n\nVELM: 5\n\nDUNMERE: 2\n",
        "What happened: The old pier fell down.\n\nWhy it matters: The ferry used it.\n\n" * 3,
        "MARSH: We had to go.\n\nMARSH: We had to go.\n\nMARSH: We had to go.\n\nMARSH: We had to go.\n",
    ],
)
def test_other_lists_are_no_transcripts(text: str) -> None:
    assert said(text) == []


BROADCAST = """THE EVENING ROOM

Aired March 3, 2009 - 19:00 ET

[19:00:04] ANA RUIZ, VELM RADIO HOST: Good evening. The pier at Velm is closed.

We have a man at the water -- Jon.

JON HARROW, REPORTER (voice-over): The piles are rotten, Ana.

(BEGIN VIDEOTAPE)

UNIDENTIFIED MALE: I used it every day of my life.

REP. LENA MARSH (D), LORN: We never voted for this.

(END VIDEOTAPE)

RUIZ: Thank you, Jon.
"""


def test_a_broadcast_gives_names_with_roles_and_goes_on_over_paragraphs() -> None:
    article = read(BROADCAST)

    assert [(q.person, q.text) for q in article.quotes] == [
        ("ANA RUIZ", "Good evening. The pier at Velm is closed."),
        ("ANA RUIZ", "We have a man at the water -- Jon."),
        ("JON HARROW", "The piles are rotten, Ana."),
        (None, "I used it every day of my life."),
        ("LENA MARSH", "We never voted for this."),
        ("ANA RUIZ", "Thank you, Jon."),
    ]
    assert article.quotes[0].utterance == article.quotes[1].utterance
    assert {p.name: p.roles for p in article.people} == {
        "ANA RUIZ": ("VELM RADIO HOST",),
        "JON HARROW": ("REPORTER",),
        "LENA MARSH": ("REP.",),
    }


@pytest.mark.parametrize(
    "turns",
    [
        "ANA RUIZ, HOST: The pier is closed now.\n\nJON HARROW: We used it every day.\n\n"
        "RUIZ: Thank you for that, Jon.\n",
        "ANA RUIZ, HOST:\n\nThe pier is closed now.\n\nJON HARROW, BYLINE: We used it every day.\n\n"
        "RUIZ: Thank you for that, Jon.\n",
        "ANA RUIZ, HOST: The pier is closed now. JON HARROW: We used it every day. RUIZ: Thank you for that, Jon.\n",
    ],
)
def test_a_few_turns_under_names_in_capitals_are_a_transcript(turns: str) -> None:
    assert [(person, words) for _, person, words in said(turns)] == [
        ("ANA RUIZ", "The pier is closed now."),
        ("JON HARROW", "We used it every day."),
        ("ANA RUIZ", "Thank you for that, Jon."),
    ]


@pytest.mark.parametrize(
    ("question", "answer"), [("Q: ", "A: "), ("Q. ", "A. "), ("Question: ", "Answer: "), ("Q: ", ""), ("Q ", "A: ")]
)
def test_answers_are_said_by_who_is_interviewed(question: str, answer: str) -> None:
    asked = ("Why did you close the old pier?", "And when will it open again?", "Who is to pay for it?")
    told = ("I had no choice. The piles were rotten.", "Not before we have new ones.", "We all are, I am afraid.")
    turns = "\n\n".join(f"{question}{q}\n\n{answer}{a}" for q, a in zip(asked, told, strict=True))
    article = f"By Ana Ruiz\n\nThe engineer Lena Marsh closed the pier of Velm. She spoke to the Gazette.\n\n{turns}\n"

    assert [words for _, person, words in said(article) if person == "Lena Marsh"] == list(told)
    assert [words for _, person, words in said(article) if person is None] == list(asked)


def test_a_paper_asks_and_first_letters_answer() -> None:
    asked = ("Why did you close the old pier?", "And when will it open again?")
    told = ("I had no choice. The piles were rotten.", "Not before we have new ones.")
    turns = "\n\n".join(f"GAZETTE: {q}\n\nLM: {a}" for q, a in zip(asked, told, strict=True))

    assert [(person, words) for _, person, words in said(f"Engineer Lena Marsh closed the pier.\n\n{turns}\n")] == [
        pair for q, a in zip(asked, told, strict=True) for pair in ((None, q), ("Lena Marsh", a))
    ]


def test_speakers_of_a_conference_call_stand_in_lines_of_their_own() -> None:
    text = (
        "Operator\n\nGood morning, and welcome to the call.\n\n"
        "Lena Marsh -- Chief Executive Officer\n\nThank you. We had a good year at the pier.\n\n"
        "Operator\n\nOur first question is from Jon Harrow.\n\n"
        "Jon Harrow -- Lorn Research -- Analyst\n\nWhat will the new piles cost us?\n\n"
        "Lena Marsh -- Chief Executive Officer\n\nLess than we feared, Jon.\n"
    )

    assert [(speaker, person) for speaker, person, _ in said(text)] == [
        ("Operator", None),
        ("Lena Marsh", "Lena Marsh"),
        ("Operator", None),
        ("Jon Harrow", "Jon Harrow"),
        ("Lena Marsh", "Lena Marsh"),
    ]


def test_a_paper_that_explains_something_to_readers_quotes_nobody() -> None:
    turns = "\n\n".join(
        f"Q: {q}\n\nA: {a}"
        for q, a in (
            ("Why is the pier of Velm closed?", "Its piles are rotten, and boats hit it."),
            ("When will it open again?", "The harbour board names no day."),
            ("Who will pay for the piles?", "The town and the county share the cost."),
        )
    )

    assert said(f"Mayor Lena Marsh closed the pier.\n\n{turns}\n") == []


UNLABELLED = (
    ("What is the first thing that you remember?", "Falling into the harbour. I was three years old."),
    ("And you went back? Were you not afraid?", "My mother was. She never let me out of sight."),
    ("Which of your piers do you like best?", "The one in Lorn, because I built it alone."),
    ("Who would build one now?", "Nobody asks me. The town has no money."),
    ("What would you tell them?", "Use oak. That is all."),
)


def test_questions_alone_in_their_lines_are_answered_by_who_is_interviewed() -> None:
    turns = "\n\n".join(f"{q}\n{a}" for q, a in UNLABELLED)

    assert said(f"Five questions for Lena Marsh\n\nThe engineer, 61, on piers and oak\n\n{turns}\n") == [
        pair for q, a in UNLABELLED for pair in (("", None, q), ("Lena Marsh", "Lena Marsh", a))
    ]


def test_questions_above_what_a_paper_knows_are_headings() -> None:
    facts = (
        "The pier of Velm fell into the harbour.",
        "Its piles were rotten, the town says.",
        "No ferry calls.",
        "In May.",
    )
    turns = "\n\n".join(f"{q}\n\n{a}" for (q, _), a in zip(UNLABELLED, facts, strict=False))

    assert said(f"Mayor Lena Marsh closed the pier.\n\n{turns}\n") == []


HANSARD = """Mr Alan Dorrit (Velm South) (Lab): Will the Minister tell the House when the bridge will be open again?

The Minister for Transport (Helen Crane): I thank the hon. Gentleman for that question. The bridge will open in May.

Mr Dorrit: That is what she said in January.

Helen Crane: In January it had not yet cracked a second time.
"""


def test_who_holds_an_office_is_named_in_brackets_in_the_reports_of_parliaments() -> None:
    article = read(HANSARD)

    assert [(q.person, q.text.split()[0]) for q in article.quotes] == [
        ("Alan Dorrit", "Will"),
        ("Helen Crane", "I"),
        ("Alan Dorrit", "That"),
        ("Helen Crane", "In"),
    ]
    assert {p.name: p.roles for p in article.people}["Helen Crane"] == ("Minister for Transport",)


def test_statements_one_after_another_are_speech_though_nobody_makes_two() -> None:
    text = (
        "What the candidates of Velm said on Monday about the pier.\n\n"
        "Lena Marsh: The piles are rotten, and it must be closed before somebody drowns.\n\n"
        "Jon Harrow: That is nonsense. It has stood for ninety years and will stand for ninety more.\n\n"
        "Ana Ruiz: Nobody has asked the fishermen what they think of it.\n\n"
        "Peter Lund: Sell it and build a library with the money.\n"
    )

    assert [person for _, person, _ in said(text)] == ["Lena Marsh", "Jon Harrow", "Ana Ruiz", "Peter Lund"]


def test_a_story_that_gives_a_few_statements_is_no_transcript() -> None:
    text = (
        "Four people spoke about the pier of Velm on Monday, which the council closed after cracks were found.\n\n"
        "Lena Marsh: closed it as mayor. She has not been seen on it since the spring of last year, neighbours say.\n\n"
        + "The council met on Monday and put off its vote until the engineer has told it what the cracks mean.\n\n"
        * 4
        + "Jon Harrow: leads those who want it open. He owns the ferry that lands there and a house beside it.\n\n"
        "Ana Ruiz: asked for the report. It has not been given to her, and nobody says when it will be.\n\n"
        "Peter Lund: fishes there. He has done so for forty years and says that he will not stop now for anybody.\n"
    )

    assert said(text) == []


def test_lines_with_colons_that_are_nobodys_words_are_no_transcript() -> None:
    text = "Results of the second round.\n\nVelm: two goals.\n\nKestren: one goal.\n\nOrrin: no goal at all.\n"

    assert said(text) == []


def test_one_question_among_names_in_capitals_is_asked_by_nobody_and_a_heading_says_nothing() -> None:
    text = (
        "TRANSCRIPT: Mayor's briefing on the harbour wall of Velm\n\n"
        "MAYOR QUILL: Good morning. The wall held, and the ferries sail again.\n\n"
        "Q: Mayor, when did you know?\n\n"
        "MAYOR QUILL: At about four in the morning.\n"
    )

    assert [speaker for speaker, _, _ in said(text)] == ["MAYOR QUILL", "Q", "MAYOR QUILL"]
    assert [person.name for person in read(text).people] == ["MAYOR QUILL"]


def test_names_are_spelt_out_once_and_then_told_by_their_letters() -> None:
    text = (
        "Dana Orrin: I came to Velm that winter and mended boats.\n\n"
        "Lena Marsh: And did the harbour pay you for them?\n\n"
        "DO: It took them years, but in the end they did.\n\n"
        "LM: What was the hardest of those years?\n\n"
        "DO: The first, when the quay froze over.\n"
    )

    assert [person for _, person, _ in said(text)] == [
        "Dana Orrin",
        "Lena Marsh",
        "Dana Orrin",
        "Lena Marsh",
        "Dana Orrin",
    ]


def test_a_short_name_in_capitals_is_that_of_who_is_labelled_with_it_in_full() -> None:
    text = DEBATE.replace("RUIZ", "FAY").replace("ANA", "ANNA BELLE")

    assert {person for speaker, person, _ in said(text) if speaker.endswith("FAY")} == {"ANNA BELLE FAY"}


BRIEFING = """The mayor of Velm, Lena Marsh, and the pilot Jon Harrow spoke to the harbour board on Monday.

MARSH: We have waited nine years for this pier. I would like to see it built.

HARROW: The piles are rotten, and everybody on this board knows it.

MARSH: Then we must drive new ones. How long would it take?

HARROW: I would say two summers, if the money comes.

MARSH: The money is there. I signed the order on Friday.
"""


@pytest.mark.parametrize("form", ["stripped", "collapsed"])
def test_turns_are_told_by_their_labels_in_copy_that_lost_its_lines(form: str) -> None:
    turns = said(DAMAGE[form](BRIEFING))

    assert [speaker.lower() for speaker, _, _ in turns] == ["marsh", "harrow", "marsh", "harrow", "marsh"]
    assert turns[1][2].lower().startswith("the piles are rotten")


def test_a_label_may_have_lost_its_colon_where_others_have_theirs_and_a_sentence_of_a_story_is_none() -> None:
    text = (
        "Quill: We have waited nine years for it. Harrow: The piles are rotten to the core. Quill said so before. "
        "Quill: Then drive new ones in for us. Harrow, it would take me two summers at most."
    )
    turns = turns_of(text, names_in(text), lost=True)

    assert [text[slice(*turn.said)][:8] for turn in turns] == ["We have ", "The pile", "Then dri", "it would"]
    assert turns_of(text, names_in(text)) == []

"""Whom the words beside a quote mean, and which runs are one utterance."""

from __future__ import annotations

import re

import pytest

from archive.extract.naming import Naming
from archive.extract.people import group_people
from archive.extract.quotes import quotes_of
from archive.extract.whom import NOBODY
from archive.restore.values import Mention
from index.article import Quote
from tests.restore.telling import read


def quotes(text: str) -> tuple[Quote, ...]:
    restored = read(text)
    return quotes_of(restored, restored.mentions, group_people(restored.body, restored.mentions))


def speakers(text: str) -> list[str | None]:
    return [q.person for q in quotes(text) if q.kind == "direct"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Mayor Maria Quill opened the dock. "It is old," she said.', "Maria Quill"),
        ('Maria Quill met Peter Harrow. "The dock is old," he said.', "Peter Harrow"),
        ('Peter Harrow met Maria Quill. "The dock is old," she said.', "Maria Quill"),
        ('John Harrow leads the pilots. Peter Vass is his rival. "The dock is old," Harrow said.', "John Harrow"),
        ('Harbour spokesman Peter Harrow spoke. "The dock is old," the spokesman said.', "Peter Harrow"),
        ('Senator Ann Vass met Mayor Maria Quill. "The dock is old," the senator said.', "Ann Vass"),
        ('Peter Harrow left. "The dock is old," a U.S. official said.', None),
        ('Peter Harrow left. "The dock is old," the Russians said.', None),
        ('Peter Harrow left. "The dock is old," they said.', None),
        ('Peter Harrow left. "The dock is old," said a spokesman for Harrow.', None),
        ('Peter Harrow left. "The dock is old," said Harrow\'s spokesman, Ivan Vass.', "Ivan Vass"),
        ('Maria Quill left. "The dock is old," said Quill campaign spokesman Ivan Vass.', "Ivan Vass"),
        ('Maria Quill left. "The dock is old," said a narrator in the Quill film.', None),
        ('Maria Quill and Ivan Vass met. "The dock is old," Mr. Quill said.', "Quill"),
        ('Father Anton Brandt opened the hall. "The dock is old," the priest said.', "Anton Brandt"),
        ('Peter Harrow, who said the dock was "very old indeed" now, left.', "Peter Harrow"),
        ('Peter Harrow came out first. "The dock is old," the mediator said.', "Peter Harrow"),
        ('Peter Harrow came out first. "The dock is old," the officials said.', None),
        ('Peter Harrow came out first. "The dock is old," the Scot said.', "Peter Harrow"),
        ('Peter Harrow came out first. "The dock is old," said the 25-year-old.', "Peter Harrow"),
        ('Peter Harrow left. "The dock is old," a pilot with the port, Ivan Vass, said.', "Ivan Vass"),
        ('Peter Harrow came out first. The promoter, Dock Hall Events, said: "The dock is old."', None),
        ('Peter Harrow came out first. The town\'s pilot, Officer Ivan Vass, said: "The dock is old."', "Ivan Vass"),
        ('Peter Harrow left. "The dock is old," Harrow\'s statement said.', "Peter Harrow"),
        ('Peter Harrow came. A former pupil, the Olympic rower Ivan Vass, said: "The dock is old."', "Ivan Vass"),
        ('Peter Harrow came. The petitioner, activist Ivan Vass, said: "The dock is old."', "Ivan Vass"),
        ('Peter Harrow came. "The dock is old," his lawyer said.', None),
        ('District attorney Peter Harrow left. "The dock is old," the district attorney\'s office said.', None),
        ('Maria Quill sat by her son. "The dock is old," he said.', None),
        ('Peter Harrow came. "The dock is old," the prime minister\'s spokesman said.', None),
        ('Peter Harrow came out first. "The dock is old," the 25-year-old rower said.', "Peter Harrow"),
        ('Peter Harrow came out first. "The dock is old," the 25-year-old woman said.', None),
        ('Ann Vass met the supporter, Peter Harrow, who left. "The dock is old," the supporter said.', "Peter Harrow"),
        ('Ivan Vass left. "The dock is old," said an aide to Vass.', None),
        (
            'Peter Harrow, the former finance minister, met Prime Minister Ann Vass. "No," the prime minister said.',
            "Ann Vass",
        ),
        (
            'Analyst Xin Jianhua opened her office. She smiled. Peter Harrow left. "The dock is old," she said.',
            "Xin Jianhua",
        ),
    ],
)
def test_whom_the_speaker_means(text: str, expected: str | None) -> None:
    assert speakers(text) == [expected]


def test_a_noun_means_who_spoke_last_where_nobody_else_was_told_of_since() -> None:
    text = 'Peter Harrow spoke. "It is old," Harrow said. "It is. It was. It will be. It rots," the candidate said.'
    assert speakers(text) == ["Peter Harrow", "Peter Harrow"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the former ambassador to Canada Ivan Vass", "Ivan Vass"),
        ("the envoy for New Zealand Ivan Vass", "Ivan Vass"),
        ("Secretary for Trade Ivan Vass", "Ivan Vass"),
        ("an aide to Ivan Vass", None),
        ("a lawyer for Mayor Ivan Vass", None),
        ("a man from Canada", None),
    ],
)
def test_whom_a_source_names(source: str, expected: str | None) -> None:
    at = source.find("Ivan Vass")
    role = (0, at - 1) if source.startswith("Secretary") else None
    mentions = [Mention(at, at + 9, role, 1.0)] if at >= 0 else []
    cast = group_people(source, mentions)

    found = Naming(source, mentions, cast).named((0, len(source)))

    assert (None if found is None else cast.persons[found].name) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Quill Communications Director Ivan Vass", "Ivan Vass"),
        ("Quill Secretary of State Ivan Vass", "Ivan Vass"),
        ("Quill, the friend of Ivan Vass", "Maria Quill"),
        ("Quill and Mayor Ivan Vass", "Maria Quill"),
    ],
)
def test_an_office_named_after_somebody_is_that_of_who_holds_it(source: str, expected: str) -> None:
    text = f"{source} spoke for Maria Quill"
    mentions = [Mention(m.start(), m.end(), None, 1.0) for m in re.finditer("^Quill|Ivan Vass|Maria Quill", text)]
    cast = group_people(text, mentions)

    found = Naming(text, mentions, cast).named((0, len(source)))

    assert found is not None and cast.persons[found].name == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan Vass, who said", "Ivan Vass"),
        ("Ivan Vass, a pilot from Port Vella, Calderra, who said", "Ivan Vass"),
        ("Ivan Vass, the leader of the Pilots' Union, who said", "Ivan Vass"),
        ("Ivan Vass met a pilot, who said", None),
        ("Ivan Vass, a pilot. Later the leaders, who said", None),
    ],
)
def test_whom_who_means(text: str, expected: str | None) -> None:
    mentions = [Mention(0, 9, None, 1.0)]
    cast = group_people(text, mentions)
    at = text.index("who")

    found = Naming(text, mentions, cast).meaning((at, at + 3), ["who"])

    assert found and (cast.persons[found.person].name if found.person != NOBODY else None) == expected


def test_a_pronoun_goes_on_meaning_who_spoke_last() -> None:
    text = 'Peter Harrow leads the pilots. "The dock is old," Harrow said at noon. "The piles are rotten," he added.'
    assert speakers(text) == ["Peter Harrow", "Peter Harrow"]


def test_a_man_who_was_told_of_last_without_a_name_may_be_meant() -> None:
    told = "Maria Quill opened the hall at noon. A man rose at the back and spoke of the dock."
    assert speakers(f'{told} "The dock is old," he said.') == [None]


@pytest.mark.parametrize(
    "then",
    [
        "A baker, Ivan Vass, was hurt when a tree fell.",
        "One baker, named locally as Ivan Vass, was hurt when a tree fell.",
        "The port's deputy pilot, Ivan Vass, agreed with Harrow.",
    ],
)
def test_a_pronoun_means_whom_the_subject_is_explained_by(then: str) -> None:
    told = f'"Stay away," said pilot Peter Harrow.\n\n{then} "The dock is old," he said.'
    assert speakers(told) == ["Peter Harrow", "Ivan Vass"]


@pytest.mark.parametrize("answer", ['"I might," he replied.', 'His response: "I might."'])
def test_who_answers_is_not_who_asked(answer: str) -> None:
    told = f'Peter Harrow turned to Ivan Vass. "Will you close the dock?" Harrow asked Vass. {answer}'
    assert speakers(told) == ["Peter Harrow", "Ivan Vass"]


def test_the_mayor_is_not_the_deputy_mayor() -> None:
    told = 'Mayor Ivan Vass left. Deputy mayor Peter Harrow stayed. "The dock is old," {} said.'
    assert speakers(told.format("the mayor")) == ["Ivan Vass"]
    assert speakers(told.format("the deputy mayor")) == ["Peter Harrow"]


def test_a_pronoun_means_nobody_whom_the_speech_itself_names() -> None:
    text = 'Peter Harrow lost before his caddie, Ivan Vass, spoke. "Ivan told me to slow down," he said. "So I did."'
    assert speakers(text) == ["Peter Harrow", "Peter Harrow"]


@pytest.mark.parametrize("then", ["Mary's brother, Ivan Vass, who came in, sat down.", "Ivan Vass opened the door."])
def test_a_pronoun_means_who_became_the_subject_since(then: str) -> None:
    told = f'Peter Harrow left. "I left at noon," Harrow says.\n\n{then} "The dock is old," he said.'
    assert speakers(told) == ["Peter Harrow", "Ivan Vass"]


def test_a_name_within_speech_is_not_whom_a_pronoun_means() -> None:
    text = 'Peter Harrow leads the pilots. "I never met Ivan Vass or Oleg Brandt," he said.'
    assert speakers(text) == ["Peter Harrow"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Peter Harrow died. A woman said she heard a loud bang. Ann Vass came. "It was loud," she said.',
            ["Ann Vass"],
        ),
        ('Peter Harrow met a woman. A woman said the dock was too old. "It was loud," he said.', ["Peter Harrow"]),
        ('Peter Harrow left. A woman rose. "The dock is old," he said.', ["Peter Harrow"]),
        ('Maria Quill met a woman. "The dock is old," she said.', ["Maria Quill"]),
    ],
)
def test_a_pronoun_may_mean_somebody_without_a_name(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


def test_whom_a_pronoun_means_goes_from_sentence_to_sentence() -> None:
    text = 'Peter Harrow met Ivan Vass at noon. He smiled. He had slept well. "The dock is old," he said.'
    assert speakers(text) == ["Peter Harrow"]


def utterances(text: str) -> list[int]:
    return [q.utterance for q in quotes(text)]


def test_speech_around_its_speaker_is_one_utterance() -> None:
    assert utterances('Peter Harrow left. "The dock is old," Harrow said. "The piles are rotten."') == [0, 0]


def test_speech_over_two_paragraphs_is_one_utterance() -> None:
    text = 'Peter Harrow left.\n\n"The dock is old," Harrow said. "The piles are rotten.\n\n"The sea is not a friend."'
    assert utterances(text) == [0, 0, 0]


def test_two_speakers_are_two_utterances() -> None:
    text = 'Peter Harrow met Ann Vass. "The dock is old," Harrow said. "It is not that old," Vass said.'
    assert utterances(text) == [0, 1]


def test_speech_far_apart_is_two_utterances() -> None:
    between = (
        "The board met for three hours, heard the pilots, the owners and the town, and broke up without a vote. " * 2
    )
    text = f'Peter Harrow left. "The dock is old," Harrow said.\n\n{between}\n\n"The piles are rotten," Harrow said.'
    assert utterances(text)[0] != utterances(text)[-1]


def test_a_title_is_an_utterance_of_its_own_that_nobody_said() -> None:
    text = 'Peter Harrow left. "The dock is old," Harrow said. Then he wrote in his memoir, "A Life at Sea", of it.'
    last = quotes(text)[-1]
    assert (last.kind, last.person) == ("quoted", None)


def test_a_quote_carries_the_words_that_attribute_it() -> None:
    text = 'Mayor Maria Quill spoke. "The dock is old," said Quill.'
    (quote,) = quotes(text)
    assert quote.text == "The dock is old,"
    assert quote.speaker == "Quill"
    assert quote.speaker_span and text[quote.speaker_span[0] : quote.speaker_span[1]] == "Quill"
    assert quote.cue == "said"
    assert 0 < quote.confidence <= 1


@pytest.mark.parametrize("nobody", ["Nobody", "No one", "None of the pilots", "No pilot", "Neither man"])
def test_words_that_nobody_said_are_words_in_marks(nobody: str) -> None:
    (one,) = quotes(f'Peter Harrow came. {nobody} said, "The dock is old."')

    assert (one.kind, one.speaker, one.person, one.cue) == ("quoted", None, None, None)


def test_what_nobody_reported_is_no_quote() -> None:
    assert [q.speaker for q in quotes("Nobody said that the dock was old. Harrow said that the dock was new.")] == [
        "Harrow"
    ]


@pytest.mark.parametrize("somebody", ["None other than Harrow", "No. 10", "Nolan"])
def test_who_only_looks_like_nobody_speaks(somebody: str) -> None:
    (one,) = quotes(f'{somebody} said, "The dock is old."')

    assert one.kind == "direct"

"""Speech between single quotation marks is told from apostrophes, and read as speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parse import parse
from archive.readers.copy import Copy
from archive.restore.single_quotes import doubled, given_back

ARTICLE = """The ferry company's chairman, Alan Whitcombe, resigned on Tuesday after the workers' union threatened
to strike.

‘I have let people down and I am sorry,’ Mr Whitcombe told reporters outside his home in Leeds. ‘It’s time to go.’

‘Nobody believes a word of it,’ said Harriet Osei, who speaks for the passengers. ‘He was asked, and he said “no such
contract exists”.’

The port of Dunmere had accepted the offer ‘with regret’.
"""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("'We had to go,' she said.", '"We had to go," she said.'),
        ("‘We had to go,’ she said.", "“We had to go,” she said."),
        ("`We had to go,' she said.", '“We had to go," she said.'),
        ("He said: 'It's the ports' money,' and left.", "He said: \"It's the ports' money,\" and left."),
        ("She said: 'Was it \"grand\" of him?'", "She said: \"Was it 'grand' of him?\""),
        ("'We had to go,' she said of 'the old place'.", '"We had to go," she said of "the old place".'),
        ("'We go on.\n\n'And on and on,' he said.", '"We go on.\n\n"And on and on," he said.'),
        ("'Take 'em all away,' he said in the '90s.", "\"Take 'em all away,\" he said in the '90s."),
        ("(‘We had to go.’)", "(“We had to go.”)"),
        ("'WE HAD TO GO,' SHE SAID.", '"WE HAD TO GO," SHE SAID.'),
        ("'’Twas the sow that wouldn’t move,' he said.", '"’Twas the sow that wouldn’t move," he said.'),
        ("'I were up t' chimney wi' a cup o' tea,' he said.", "\"I were up t' chimney wi' a cup o' tea,\" he said."),
    ],
)
def test_speech_between_single_marks_is_read_as_if_they_were_double(text: str, read: str) -> None:
    assert doubled(text) == read
    assert given_back(read, text, read) == text


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union and the drivers' union met in the boys' hall.",
        "Rock 'n' roll came back in the '60s, and so did the Beatles' suits.",
        "\"He said 'we had to go,' and went,\" she said.",
        "\"We had to go,\" she said of 'the old place,' her home.",
        "The party 's men said they 'd go, and she 'll see.",
        "It was the 'old place' of the Smiths' house, no more.",
        "'Tis the season, said the singer.",
        "'We had to go.\n\nShe said so.",
        " We had to go,  she said.  He told us 'go away and rest.' ",
        "",
    ],
)
def test_other_text_comes_back_as_it_is(text: str) -> None:
    assert doubled(text) is text


@given(st.text(alphabet="ab s.,?!:'‘’“”\"`\n-—(19", max_size=80))
def test_what_was_doubled_can_be_given_back(text: str) -> None:
    read = doubled(text)

    assert len(read) == len(text)
    assert given_back(read, text, read) == text


def test_an_article_with_single_marks_keeps_them_and_tells_who_says_what() -> None:
    (article,) = parse([Copy(text=ARTICLE, raw=ARTICLE.encode(), format="text")], "a.txt")

    assert article.body == ARTICLE
    said = [(quote.text, quote.person) for quote in article.quotes if quote.kind == "direct"]
    assert said[:3] == [
        ("I have let people down and I am sorry,", "Alan Whitcombe"),
        ("It’s time to go.", "Alan Whitcombe"),
        ("Nobody believes a word of it,", "Harriet Osei"),
    ]
    assert "He was asked, and he said “no such\ncontract exists”." in [text for text, _ in said]

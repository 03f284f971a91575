"""Who took the pictures of a story."""

from __future__ import annotations

import pytest

from archive.extract.pictures import pictures_of
from archive.parse import parse
from archive.readers import Copy
from tests.extract.heads import STORY, byline


def named(text: str) -> list[str]:
    return [text[a:b] for a, b in pictures_of(text)]


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("(AP Photo/Lena J. Vass)", ["Lena J. Vass"]),
        ("The dock on Monday. (AP Photo/Lena Vass, File)", ["Lena Vass"]),
        ("(Photo by Lena Vass/Getty Images)", ["Lena Vass"]),
        ("Photograph: Lena Vass for the Courier", ["Lena Vass"]),
        ("Photo: LENA VASS", ["LENA VASS"]),
        ("Pictures by Lena Vass and Peter van Harrow", ["Lena Vass and Peter van Harrow"]),
        ("Photo courtesy of Lena Vass", ["Lena Vass"]),
        ("REUTERS/Lena Vass", ["Lena Vass"]),
        ("The dock on Monday. Lena Vass/Reuters", ["Lena Vass"]),
        ("(Lena Vass / The Lorn Courier)", ["Lena Vass"]),
        ("Lena Vass/File Photo", ["Lena Vass"]),
        ("Lena Vass, Associated Press", ["Lena Vass"]),
        ("A boat leaves the dock. Lena Vass, USA TODAY", ["Lena Vass"]),
        ("A boat leaves the dock of Lena Vass, Lorn Ferries", []),
    ],
)
def test_who_took_a_picture_is_found(credit: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(named(f"{STORY}\n\n{credit}\n\n{STORY}"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Photographs by Lena Vass show the dock in ruins.",
        "Photo of Lena Vass at the dock.",
        "Lena Vass/Petra Harrow beat Ada Quill/Mia Lorn 6-2 6-1.",
        "The board heard:\nLena Vass, Lorn Ferries\nPetra Vass, Lorn Courier\nMia Vass, Reuters",
        "The Vass/Harrow bill was passed, a Reuters/Lorn poll said.",
    ],
)
def test_sentences_name_no_photographer(text: str) -> None:
    assert not any("Vass" in name for name in named(text))


def test_who_took_a_picture_is_nobody_of_the_story_and_did_not_write_it() -> None:
    text = f"Dock to close\n\n{STORY}\n\n(Photo by Lena Vass/Getty Images)\n\nPhotographs by Jo Harrow\n"
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert (article.people, article.byline) == ((), ())
    assert byline(f"Dock to close\n\nPhotographs by Jo Harrow\n\n{STORY}") == ()

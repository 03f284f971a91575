"""What ``parse`` shows of the quotes of an article."""

from __future__ import annotations

from archive.parse import parse
from archive.readers.copy import Copy
from archive.render.parsed import quotes


def test_reported_speech_keeps_the_marks_at_its_ends_and_words_in_marks_stand_in_one_pair() -> None:
    text = 'Mayor Ana Ruiz said on Monday that the old dock of the port would be "closed for good".'
    (article,) = parse([Copy(text.encode(), text, "text")], "lorn.txt")

    shown = [line.plain.strip() for line in quotes(article, 90)]

    assert 'the old dock of the port would be "closed for good"' in shown
    assert "“closed for good”" in shown

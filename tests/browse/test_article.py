"""The article, its raw file, its quotes, and the pages of people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.browse.screens.choose import Choose
from archive.browse.screens.person import PersonScreen
from archive.browse.state import Question
from index.article import Article
from tests.browse.room import Reader, make, sit
from tests.index.build import Known, Said, article


def test_reading_goes_from_match_to_match(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter")
        assert reader.main.article.view.has_focus
        assert "matches" in reader.main.article.view.told()
        await reader.press("n")
        await reader.until(lambda: "match 1 of" in reader.text(reader.main.article))
        await reader.press("N", "J")
        await reader.until(lambda: reader.main.results.cursor == 1)
        await reader.read()
        await reader.press("K", "j", "k", "G", "g", "space", "left")
        await reader.until(lambda: reader.main.results.has_focus)

    sit(archive, act, question=Question("harbour"))


def test_the_raw_file_and_back(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("r")
        await reader.until(lambda: "port selwyn  northern wire    the ferry" in reader.text(reader.main.article))
        await reader.until(lambda: "Raw file" in reader.text(reader.main.article))
        await reader.press("escape")
        await reader.until(lambda: "PORT SELWYN (Northern Wire)" in reader.text(reader.main.article))
        await reader.until(lambda: "Raw file" not in reader.text(reader.main.article))

    sit(archive, act, question=Question("ferry"))


def test_the_quotes_of_an_article_lead_into_it(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter", "i")
        assert reader.main.article.quotes.has_focus
        await reader.until(lambda: "Ana Ruiz" in reader.text(reader.main.article.quotes))
        await reader.press("y", "j", "k", "enter")
        assert reader.main.article.view.has_focus

    app = sit(archive, act, size=(80, 24), question=Question('"asked for it to be closed"'))
    assert app.clipboard.startswith("“We were told it would hold for another winter, ... ")
    assert "— Ana Ruiz, “Harbour wall gives way at Port Selwyn”, Northern Wire, 14 July 2016," in app.clipboard


def test_the_page_of_a_person_leads_to_articles_quotes_and_companions(archive: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, Choose))
        await reader.press("j", "k", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, PersonScreen))
        await reader.until(lambda: "Appears with" in reader.text())
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, Choose))
        await reader.press("escape", "j", "Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        assert reader.main.question.filters[0].field == "speaker"
        await reader.answered()
        await reader.press("p")
        await reader.until(lambda: isinstance(reader.app.screen, PersonScreen))
        await reader.press("space")
        await reader.until(lambda: reader.main.question.filters[0].field == "person")

    sit(archive, act)


def test_hostile_articles_are_shown_safely_and_aligned(tmp_path: Path) -> None:
    body = "fog \x1b[2J\x1b]0;gone\x07 over שלום עולם and e\u0301te\u0301 and 東京の港\u202e at the quay. " * 30
    bad = [article("bad\x1b[31m", body=body, headline="\x1b[31mRed\x07 東京 headline\u202e", agency="Evil\x1bWire")]

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        shown = reader.text()
        assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
        assert "東京" in shown
        await reader.press("r")
        assert "\x1b" not in reader.text()

    sit(make(tmp_path / "archive", bad), act)


def test_a_line_of_ten_megabytes_does_not_hold_up_the_view(tmp_path: Path) -> None:
    body = "fog " * 2_500_000 + "lighthouse"
    folder = make(tmp_path / "archive", [article("long", body=body, headline="Long")])

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        view = reader.main.article.view
        await reader.until(lambda: "fog fog" in reader.text(view))
        assert not view._set.done  # type: ignore[union-attr]
        await reader.press("enter", "pagedown", "j", "G")
        await reader.until(lambda: "lighthouse" in reader.text(view))

    sit(folder, act, size=(80, 24))


def test_brackets_in_the_name_of_a_source_are_shown_as_they_are(tmp_path: Path) -> None:
    told = [article("one", body="fog on the quay", agency="[/b]Coast [red]Wire")]

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        assert "[/b]Coast [red]Wire" in reader.text(reader.main.article).splitlines()[0]

    sit(make(tmp_path / "archive", told), act)


def test_a_record_of_two_encodings_is_shown_raw(tmp_path: Path) -> None:
    raw = "Zoë said “yes”.\n".encode() + "José’s answer came later.\n".encode("cp1252")
    story = replace(article("one", body="Zoë said yes."), raw=raw, encoding="utf-8+cp1252")

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("r")
        await reader.until(lambda: "José’s answer came later." in reader.text(reader.main.article))

    sit(make(tmp_path / "archive", [story]), act)


SAID = [f"We saw {number} boats on that day" for number in range(80)]


def long_story(name: str = "long") -> Article:
    body = "\n\n".join(f'"{said}," Ana Ruiz told the council of the harbour, of which it knew.' for said in SAID)
    quotes = [Said(said, "Ana Ruiz") for said in SAID]
    return article(name, body=body, headline="Boats", agency="Coast Wire", people=[Known("Ana Ruiz")], quotes=quotes)


def paragraph(reader: Reader) -> int:
    """Return which paragraph stands on top of the view."""
    view = reader.main.article.view
    offset = view._set.offset(view.scroll_offset.y) if view._set else None
    return sum(said.start <= (offset or 0) + 1 for said in reader.main.article.quotes._said)


def test_zoom_another_look_and_another_width_keep_the_place_that_is_read(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter")
        reader.main.article.view.jump(reader.main.article.quotes._said[40].start)
        await reader.until(lambda: f"“{SAID[40]}" in reader.text(reader.main.article).replace('"', "“"))
        seen = paragraph(reader)
        assert seen > 20
        for key in ("z", "t", "z"):
            await reader.press(key)
            await reader.pilot.pause(0.2)
            await reader.until(lambda: paragraph(reader) == seen)
        await reader.pilot.resize_terminal(90, 24)
        await reader.until(lambda: reader.main.article.size.width < 90)
        await reader.until(lambda: paragraph(reader) == seen)
        reader.main.go("facets")
        await reader.until(lambda: not reader.main.article.display)
        reader.main.go("article")
        await reader.until(lambda: reader.main.article.display and paragraph(reader) == seen)

    sit(make(tmp_path / "archive", [long_story()]), act)


def test_the_raw_file_and_the_article_are_each_gone_back_to_where_they_were_left(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        view, said = reader.main.article.view, reader.main.article.quotes._said
        await reader.press("enter")
        view.jump(said[40].start)
        await reader.until(lambda: paragraph(reader) > 20)
        seen = paragraph(reader)
        await reader.press("r", "G")
        await reader.until(lambda: view.scroll_offset.y > 0)
        below = view.scroll_offset.y
        await reader.press("escape")
        await reader.until(lambda: not view.as_raw and paragraph(reader) == seen)
        await reader.press("r")
        await reader.until(lambda: view.as_raw and view.scroll_offset.y == below)

    sit(make(tmp_path / "archive", [long_story()]), act)


@pytest.mark.parametrize("keys", [("r",), ("j", "k", "j", "r"), ("enter", "J", "r")])
def test_the_raw_file_of_an_article_that_was_not_open_yet_is_shown(archive: Path, keys: tuple[str, ...]) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press(*keys)
        await reader.read()
        await reader.until(lambda: "Raw file" in reader.text(reader.main.article))
        assert reader.main.article.view.as_raw
        await reader.press("J")
        await reader.read()
        assert not reader.main.article.view.as_raw

    sit(archive, act, size=(70, 24))


def test_a_quote_leads_out_of_the_raw_file_into_the_article(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        await reader.press("enter", "r", "i", "G", "enter")
        await reader.until(lambda: f"“{SAID[-1]}" in reader.text(reader.main.article).replace('"', "“"))
        assert not reader.main.article.view.as_raw

    sit(make(tmp_path / "archive", [long_story()]), act, size=(140, 50))


def test_a_quote_that_was_found_is_the_one_in_use_among_those_of_its_article(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.read()
        said = reader.main.article.quotes.said
        assert said is not None and said.text == SAID[40]
        await reader.until(lambda: SAID[40] in reader.text(reader.main.article.quotes))

    asked = Question(f'"{SAID[40]}"', of="quotes")
    sit(make(tmp_path / "archive", [long_story()]), act, size=(140, 50), question=asked)


def test_keys_go_to_the_article_when_its_quotes_go(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", [long_story(), article("none", body="Nobody spoke at the harbour.")])

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("enter")
        await reader.read()
        await reader.press("i")
        assert reader.main.article.quotes.has_focus
        reader.main.results.move_to(1)
        await reader.read()
        await reader.until(lambda: reader.main.article.view.has_focus)

    sit(folder, act, size=(60, 20), question=Question("boats OR harbour"))

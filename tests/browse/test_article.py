"""The article, its raw file, its quotes, and the pages of people."""

from __future__ import annotations

from pathlib import Path

from archive.browse.screens.choose import Choose
from archive.browse.screens.person import PersonScreen
from archive.browse.state import Question
from tests.browse.room import Reader, make, sit
from tests.index.build import article


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

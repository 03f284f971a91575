"""Archives in every state: none yet, empty, growing, damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.browse.state import Question
from index.engine import open_engine
from index.request import Filter
from tests.browse.room import Reader, make, sit, stories
from tests.index.build import article, commit


def test_no_archive_says_what_to_run_and_appears_by_itself(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: "newsmorgue index FOLDER" in reader.text())
        make(tmp_path / "archive", stories(4))
        reader.main.look_again()
        await reader.answered()
        await reader.until(lambda: "4 articles" in reader.text())

    sit(tmp_path / "archive", act)


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.until(lambda: "holds no articles yet" in reader.text())

    sit(make(tmp_path / "archive", []), act)


def test_new_articles_of_another_process_appear_with_a_notice(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(4))

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("j")
        before = reader.main.results.hit
        reader.main.look_again()
        await reader.until(lambda: reader.main.articles == 4)
        with open_engine(folder, "write") as engine:
            commit(engine, [article("fresh", body="fog on the quay", published="2030-01-01")])
        await reader.press("ctrl+r")
        await reader.until(lambda: reader.main.articles == 5)
        await reader.answered()
        await reader.until(lambda: "5 articles" in reader.text())
        told = [notice.message for notice in reader.app._notifications]
        assert "1 new article came in: the results are up to date." in told, told
        assert reader.main.results.hit.id == before.id  # type: ignore[union-attr]

    sit(folder, act)


def test_a_damaged_part_is_a_warning_above_the_results(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(6))
    with open_engine(folder, "write") as engine:
        commit(engine, [article("other", body="fog on the quay")])
    segment = sorted((folder / "segments").glob("*.seg"))[-1]
    segment.write_bytes(segment.read_bytes()[:-40] + b"x" * 40)

    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.until(lambda: "! a damaged part of the archive was left out" in reader.text(reader.main.notes))

    sit(folder, act)


def test_what_keeps_the_archive_from_being_looked_at_is_told_once_and_when_asked(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(4))
    told = f"{folder}/people.txt:1: no '=' or '!='"

    async def act(reader: Reader) -> None:
        def notices() -> list[str]:
            return [notice.message for notice in reader.app._notifications]

        await reader.answered()
        await reader.until(lambda: reader.main.articles == 4)
        (folder / "people.txt").write_text("who is who\n")
        for _ in range(3):
            await reader.main._look_again()
        assert len(notices()) == 1 and notices()[0].startswith(told)
        await reader.press("ctrl+r")
        await reader.until(lambda: len(notices()) == 2 and notices()[1].startswith(told))
        assert "4 articles" in reader.text()
        (folder / "people.txt").write_text("Ana Ruiz = Tom Okafor\n")
        await reader.main._look_again()
        await reader.until(lambda: notices()[2:] == ["The archive has changed: the results are up to date."])

    sit(folder, act)


@pytest.mark.parametrize("question", [Question("zzz", (Filter("person", ("Ana Ruiz",)),)), Question()])
def test_what_stands_in_place_of_results_is_set_for_every_width(tmp_path: Path, question: Question) -> None:
    folder = make(tmp_path / "archive", stories(4) if question.text else [])

    async def act(reader: Reader) -> None:
        await reader.until(lambda: reader.main.counted == question)
        results, heights = reader.main.results, []
        for width in (60, 30, 60):
            await reader.pilot.resize_terminal(width, 24)
            await reader.until(lambda: results.size.width == reader.app.size.width - 2)
            heights.append(results.virtual_size.height)
            shown = " ".join(reader.text(results).translate(dict.fromkeys(map(ord, "│┃"))).split())
            assert ("A number takes it" if question.text else "takes a folder into it.") in shown
        assert heights[0] == heights[2] < heights[1]

    sit(folder, act, question=question)


def test_what_is_read_far_down_stays_when_articles_come_in(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", stories(60))

    async def act(reader: Reader) -> None:
        await reader.answered()
        reader.main.look_again()
        await reader.until(lambda: reader.main.articles == 60)
        reader.main.results.move_to(37)
        await reader.until(lambda: reader.main.results.hit is not None)
        await reader.read()
        before, shown = reader.main.results.hit, reader.main.article.view.opened
        with open_engine(folder, "write") as engine:
            commit(engine, [article(f"fresh{n}", body=f"fog on quay {n}", published="2030-01-01") for n in range(4)])
        reader.main.look_again()
        await reader.until(lambda: reader.main.articles == 64)
        await reader.answered()
        assert reader.main.results.cursor == 41
        assert reader.main.results.hit.id == before.id  # type: ignore[union-attr]
        await reader.read()
        assert reader.main.article.view.opened is shown

    sit(folder, act)

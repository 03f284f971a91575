"""Near-identical copies in the results: folded, unfolded, and apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.browse.panes.unfolding import Place, Unfolding
from tests.browse.room import Reader, make, sit
from tests.index.build import Said, article
from tests.index.conformance.test_copies import SAID, STORY, copies, quoting
from tests.render import samples


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """An archive with three copies of one story, and two other articles."""
    others = [
        article("before", body=f"The harbour is open. {STORY[:250]}"),
        article("after", body="Rain at the harbour in June."),
    ]
    return make(tmp_path / "archive", [*copies(), *others])


def test_copies_are_one_entry_that_unfolds_and_folds_again(doubled: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        results = reader.main.results
        assert results.count() == 3
        await reader.until(lambda: "+2 copies" in reader.text(results))
        assert "5 articles · 3 stories" in reader.text()
        assert "Copies" in reader.text(reader.main.keys)
        await reader.press("space")
        await reader.until(lambda: results.count() == 5)
        await reader.until(lambda: "↳" in reader.text(results) and "Paper 2" in reader.text(results))
        assert results.place == Place(0)
        await reader.press("j", "j")
        assert results.place == Place(0, 1)
        await reader.read()
        assert reader.main.article.view.opened is not None
        assert reader.main.article.view.opened.article.agency == "Paper 1"
        await reader.press("space")
        assert results.count() == 3 and results.place == Place(0)
        await reader.press("j")
        await reader.until(lambda: "Copies" not in reader.text(reader.main.keys))
        await reader.press("space")
        assert results.count() == 3

    sit(doubled, act)


def test_quotes_of_copies_are_one_entry_that_unfolds_too(tmp_path: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("Q")
        await reader.until(lambda: reader.main.question.of == "quotes")
        await reader.answered()
        results = reader.main.results
        await reader.until(lambda: results.count() == 2 and "+2 copies" in reader.text(results))
        assert "4 quotes · 2 different" in reader.text()
        await reader.press("space")
        await reader.until(lambda: "↳" in reader.text(results) and "Paper 1" in reader.text(results))
        assert results.count() == 4
        await reader.press("j")
        assert results.place == Place(0, 0)
        await reader.press("space")
        assert results.count() == 2
        await reader.press("u")
        await reader.until(lambda: results.count() == 4)

    others = article("other", body="Rain in June.", quotes=[Said("It rains.", speaker="a diver")])
    sit(make(tmp_path / "archive", [*quoting(SAID, SAID, SAID), others]), act)


def test_every_copy_can_be_listed(doubled: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("u")
        await reader.until(lambda: reader.main.results.count() == 5)
        await reader.answered()
        assert "+2 copies" not in reader.text()
        await reader.press("u")
        await reader.until(lambda: reader.main.results.count() == 3)

    sit(doubled, act)


def test_copies_of_an_article_are_not_like_it(doubled: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        assert reader.main.results.hit is not None
        await reader.press("m")
        await reader.until(lambda: reader.main.question.like)
        await reader.answered()
        found = [hit.path for hit in reader.main.page.hits] if reader.main.page else []
        assert found and not any("copy" in path for path in found)

    sit(doubled, act)


def test_a_new_answer_has_nothing_unfolded(doubled: Path) -> None:
    async def act(reader: Reader) -> None:
        await reader.answered()
        await reader.press("space")
        await reader.until(lambda: reader.main.results.count() == 5)
        await reader.press("s")
        await reader.until(lambda: reader.main.results.count() == 3)

    sit(doubled, act)


def test_rows_are_counted_over_what_is_unfolded() -> None:
    unfolding = Unfolding()
    unfolding.unfold(4, (samples.hit(),) * 2)
    unfolding.unfold(1, (samples.hit(),) * 3)

    every = [Place(0), Place(1), Place(1, 0), Place(1, 1), Place(1, 2), Place(2), Place(3), Place(4), Place(4, 0)]
    assert [unfolding.place(row) for row in range(9)] == every
    assert unfolding.place(10) == Place(5)
    assert [unfolding.row(entry) for entry in range(6)] == [0, 1, 5, 6, 7, 10]
    assert unfolding.extra() == 5
    assert unfolding.fold(1) and not unfolding.fold(1)
    assert unfolding.place(5) == Place(4, 0)

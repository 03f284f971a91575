from __future__ import annotations

import pytest

from archive.restore.learned.copy import Vocabulary, take
from archive.restore.learned.gaps import Classes, Forms
from archive.restore.learned.model import ANY, FOLDED, MARKED, Model
from archive.restore.learned.reader import WEIGHTS, Reader
from archive.restore.learned.words import GapTable
from tests.gold.damage import DAMAGE

STORY = (
    '"We have nothing left to lose," said Ana Ruiz, who leads the fishermen\'s union. "The minister has promised us '
    'help three times, and three times he has forgotten."\n\n'
)


stripped, folded = DAMAGE["stripped"], DAMAGE["collapsed"]


def encoder_of(model: Model, text: str) -> str:
    forms = Forms(GapTable(model.meta.gap_keys), Classes(model.meta.classes))
    return take([text], Vocabulary(model), forms)[0].encoder


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load(WEIGHTS)


@pytest.mark.parametrize(
    ("text", "encoder"),
    [
        pytest.param(STORY, MARKED, id="clean"),
        pytest.param(STORY.upper(), MARKED, id="upper case"),
        pytest.param(STORY.lower(), MARKED, id="lower case"),
        pytest.param(folded(STORY), FOLDED, id="folded"),
        pytest.param(stripped(STORY), ANY, id="stripped"),
        pytest.param(STORY.replace('"', " "), ANY, id="quotation marks lost"),
        pytest.param(STORY.replace('"', ""), MARKED, id="quotation marks deleted"),
        pytest.param(5 * STORY + 5 * stripped(STORY), ANY, id="half stripped"),
        pytest.param(5 * folded(STORY) + 5 * STORY, ANY, id="half folded"),
    ],
)
def test_each_kind_of_copy_is_read_by_the_encoder_that_learned_it(model: Model, text: str, encoder: str) -> None:
    assert encoder_of(model, text) == encoder


def test_copy_without_an_encoder_of_its_own_is_read_by_that_of_any(model: Model) -> None:
    assert model.encoder("unheard of") is model.encoder(ANY)


def test_an_encoder_is_unpacked_once(model: Model) -> None:
    assert model.encoder(FOLDED) is model.encoder(FOLDED)
    assert model.encoder(FOLDED) is not model.encoder(ANY)


def test_texts_of_many_kinds_are_read_together_as_each_is_read_alone(model: Model) -> None:
    texts = [STORY, folded(STORY), stripped(STORY), STORY.upper(), folded(STORY) * 3, STORY.replace('"', " ")]

    together = Reader(model).read(texts)

    assert together == [Reader(model).read([text])[0] for text in texts]

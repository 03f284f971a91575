from __future__ import annotations

import pytest

from tests import unseen_score

FLOORS = {
    "clean": {"mentions": 0.88},
    "stripped": {"capitals": 0.84, "marks_quotation": 0.9, "marks_period": 0.87, "marks_comma": 0.85},
    "collapsed": {"capitals": 0.78, "marks_apostrophe": 0.86},
}
"""A little under what is reached of news that nobody has trained on."""


@pytest.mark.slow
@pytest.mark.parametrize("form", list(FLOORS))
def test_unseen_news_is_read_as_well_as_it_was(form: str) -> None:
    found = unseen_score.figures(form, unseen_score.gold())

    assert {name: found[name] for name, floor in FLOORS[form].items() if found[name] < floor} == {}

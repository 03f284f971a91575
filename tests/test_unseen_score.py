from __future__ import annotations

import pytest

from tests import unseen_score

FLOORS = {
    "clean": {"mentions": 0.89},
    "stripped": {"capitals": 0.87, "marks_quotation": 0.945, "marks_period": 0.905, "marks_comma": 0.89},
    "collapsed": {"mentions": 0.88, "capitals": 0.815, "marks_period": 0.77, "marks_apostrophe": 0.88},
}
"""A little under what is reached of news that nobody has trained on."""


@pytest.mark.slow
@pytest.mark.parametrize("form", list(FLOORS))
def test_unseen_news_is_read_as_well_as_it_was(form: str) -> None:
    found = unseen_score.figures(form, unseen_score.gold())

    assert {name: found[name] for name, floor in FLOORS[form].items() if found[name] < floor} == {}

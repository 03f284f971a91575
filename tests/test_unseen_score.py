from __future__ import annotations

import pytest

from tests import unseen_score

FLOORS = {
    "clean": {"mentions": 0.95, "speakers": 0.925, "said_by": 0.9},
    "stripped": {
        "mentions": 0.935,
        "speakers": 0.92,
        "said_by": 0.865,
        "capitals": 0.89,
        "marks_quotation": 0.955,
        "marks_period": 0.925,
        "marks_comma": 0.915,
        "marks_apostrophe": 0.935,
    },
    "collapsed": {
        "mentions": 0.925,
        "said_by": 0.565,
        "capitals": 0.84,
        "marks_quotation": 0.65,
        "marks_period": 0.81,
        "marks_comma": 0.695,
        "marks_apostrophe": 0.895,
    },
    "dequoted": {"mentions": 0.955, "said_by": 0.64, "marks_quotation": 0.65},
    "deleted": {
        "mentions": 0.89,
        "said_by": 0.62,
        "capitals": 0.83,
        "marks_quotation": 0.705,
        "marks_period": 0.815,
        "marks_comma": 0.66,
        "marks_apostrophe": 0.73,
    },
}
"""A little under what is reached of news that nobody has trained on."""


@pytest.mark.slow
@pytest.mark.parametrize("form", list(FLOORS))
def test_unseen_news_is_read_as_well_as_it_was(form: str) -> None:
    found = unseen_score.figures(form, unseen_score.gold())

    assert {name: found[name] for name, floor in FLOORS[form].items() if found[name] < floor} == {}

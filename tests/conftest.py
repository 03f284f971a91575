"""What holds for every test: timing never decides one, and what helps them says why it is not content."""

from __future__ import annotations

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.golden", "tests.browse", "tests.index", "tests.ingest", "tests.readers")

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

"""Measures the engine against its peers, all in one run; prints figures and ratios, asserts nothing."""

"""Finds the words of a dateline, whatever is left of its capitals and marks."""

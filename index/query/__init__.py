"""Questions: from query text to a tree of conditions that any engine can answer."""

"""Who says what: the words of saying beside speech, and what they and the learned reader make likely together."""

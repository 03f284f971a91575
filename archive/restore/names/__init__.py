"""What becomes of the names that the learned reader found: made whole, parted, doubted, joined by those passed over."""

"""What is read by rules: datelines, roles, and beside the learned reader who says what."""

"""What is read by rules: marks, capitals, datelines, names and speech; beside the learned reader, or alone."""

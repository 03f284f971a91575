"""The learned reader: what the trained network says of copy in any state, decoded jointly."""

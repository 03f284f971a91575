"""From damaged copy to readable English."""

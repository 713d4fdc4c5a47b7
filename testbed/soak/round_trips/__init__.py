"""Round trips with people in the way, and what they leave behind."""

"""Report in, Detection out: spans, attributions, figures, times and places as they stand in the text; nothing of the world."""

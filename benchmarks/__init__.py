"""Speed and memory, as ratios within one run: seconds differ between machines and between hours."""

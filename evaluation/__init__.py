"""Scores on gold, with floors that may only rise: `python -m evaluation.run`."""

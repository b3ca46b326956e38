"""Words, shingles and fingerprints."""

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from retold import OTHER, STORY

from reportedly.compare.shingles import Wording, longest_run, shared
from reportedly.lexicons import table

WORDS = st.lists(st.sampled_from(["the", "army", "took", "twelve", "12", "men", "near", "Zölk", "bridge", "river", "and", "said"]), max_size=60)


def test_words_are_folded_and_keep_their_places():
    text = "“Zelensky’s” men took 1,240 (2.5 km)."
    words = Wording(text)
    assert words.words == ("zelensky's", "men", "took", "1,240", "2.5", "km")
    assert [text[start:end] for start, end in words.places] == ["Zelensky’s", "men", "took", "1,240", "2.5", "km"]


def test_head_lines_are_passed_over():
    assert Wording("outlet: X\n\nTwo words", 11).words == ("two", "words")


def test_punctuation_and_case_do_not_matter_and_order_does():
    assert shared(Wording("The army took twelve men"), Wording("the ARMY, took: “twelve” men!")) == 1
    assert shared(Wording("The army took twelve men"), Wording("men twelve took army the")) == 0


def test_hashes_are_the_same_in_every_process():
    ask = "from reportedly.compare.shingles import Wording; print(Wording('the army took twelve men near the bridge').shingles.tolist())"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(Wording("the army took twelve men near the bridge").shingles.tolist())


def test_the_longest_run_in_common_counts_words():
    one = Wording("he said that seven men were hit near the bridge, and nobody else")
    assert longest_run(one, Wording("seven men were hit near the bridge on a night in May, he said that")) == 7
    assert longest_run(one, Wording("nothing of it at all, in no words")) == 0
    assert longest_run(one, one) == 13


def test_texts_without_words_have_no_shingles():
    for text in ("", "…!\n", "\x00"):
        assert not len(Wording(text).shingles)
        assert not len(Wording(text).fingerprints)


def test_fingerprints_are_few_of_the_shingles():
    text = Wording(f"{STORY} {OTHER}")
    assert np.isin(text.fingerprints, text.shingles).all()
    assert len(text.fingerprints) < len(text.shingles) / 3


@given(WORDS, WORDS)
def test_any_long_enough_run_in_common_gives_a_common_fingerprint(before, after):
    run = [f"word{number}" for number in range(table("compare/copies")["fingerprint_words"])]
    one, other = Wording(" ".join([*before, *run, *after])), Wording(" ".join([*after, *run, *before]))
    assert np.isin(one.fingerprints, other.fingerprints).any()

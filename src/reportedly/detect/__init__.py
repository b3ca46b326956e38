"""Report in, Detection out: spans, attributions, figures, times and places as they stand in the text; nothing of the world."""

from reportedly.detect.actors import actors
from reportedly.detect.attributions import attributions
from reportedly.detect.documents import Document, parse
from reportedly.detect.events import triggers
from reportedly.detect.figures import quantities
from reportedly.detect.models import Model
from reportedly.detect.places import places
from reportedly.detect.sentences import sentences
from reportedly.detect.statements import statements
from reportedly.detect.times import times
from reportedly.records import Detection, Report

__all__ = ["detect"]


def detect(report: Report, model: Model) -> Detection:
    """All that language alone gives of the report: sentences, attributions, actors, times, places and statements."""
    with model.nlp.memory_zone():  # spaCy would keep every word that it ever met
        return _detected(parse(report, model), model)


def _detected(document: Document, model: Model) -> Detection:
    found = attributions(document)
    sents = sentences(document)
    return Detection(
        report=document.report,
        sentences=sents,
        attributions=found,
        actors=actors(document),
        times=times(document),
        places=places(document),
        statements=statements(sents, found, quantities(document), triggers(document)),
        model=model.version,
    )

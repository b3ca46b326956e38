"""Sentences: the parser's, repaired where translated agency copy leads it astray."""

from reportedly.detect.documents import LONGEST, Document
from reportedly.records import Span
from reportedly.spans import span

MOST = 100  # numbers, or statements, of one sentence: more is a table run together, or a flood made to be slow


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences of a document in order, without white space at their ends.

    Rule `lowercase-start`: what begins with a small letter continues the sentence before it in its paragraph, as after an editor's gloss:
    'Today (February 6 - ed.) they lost 230 people'. Nothing longer than LONGEST characters is made of it.
    """
    text, found = document.report.text, list[Span]()
    starts = {paragraph.start for paragraph in document.paragraphs}
    for words in document.doc.sents:
        sentence = document.span_of(words)
        if not sentence.text:
            continue
        goes_on = found and sentence.text[0].islower() and sentence.start not in starts
        if goes_on and sentence.end - found[-1].start <= LONGEST:
            sentence = span(text, found.pop().start, sentence.end)
        found.append(sentence)
    return tuple(found)

"""Sentences: the parser's, repaired where translated agency copy leads it astray."""

from reportedly.detect.documents import Document
from reportedly.records import Span
from reportedly.spans import span


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences of a document in order, without white space at their ends.

    Rule `lowercase-start`: what begins with a small letter continues the sentence before it in its paragraph, as after an editor's gloss:
    'Today (February 6 - ed.) they lost 230 people'.
    """
    text, found = document.report.text, list[Span]()
    starts = {paragraph.start for paragraph in document.paragraphs}
    for words in document.doc.sents:
        sentence = document.span_of(words)
        if not sentence.text:
            continue
        if found and sentence.text[0].islower() and sentence.start not in starts:
            sentence = span(text, found.pop().start, sentence.end)
        found.append(sentence)
    return tuple(found)

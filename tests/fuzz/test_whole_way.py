"""The whole way from bytes to claims: nothing raises, every span is verbatim, the same bytes give the same claims."""

import io
import random
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, seed, settings
from readers import plainly
from wordings import Input, inputs

from reportedly import codec
from reportedly.detect.models import Model
from reportedly.errors import UnreadableInputError
from reportedly.ledger.gate import checked
from reportedly.pipeline import Tools, claims_of
from reportedly.read import make_report, read
from reportedly.read.pages import page_of
from reportedly.records import Report
from reportedly.resolve.gazetteer import Gazetteer

_BLOCK = 2000
_SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


def reports(given: Input) -> Iterator[Report]:
    """What is read of the bytes; a page is parsed here and not in a worker, which would only take longer."""
    if given.kind == "page":
        with suppress(UnreadableInputError):
            page = page_of(given.raw)
            yield make_report(page.text, "a.html", page.said, media_type=page.media_type)
        return
    yield from (item for item in read(["-"], stdin=io.BytesIO(given.raw)) if isinstance(item, Report))


def told(given: Input, tools: Tools) -> list[list[bytes]]:
    """The claims of each report as the ledger would store them; its gate checks every span, id and number."""
    return [checked(report, claims_of(report, tools), tools.made_by) for report in reports(given)]


def whole_way(tools: Tools, examples: int) -> None:
    """Blocks, each with a seed of its own: hypothesis remembers every example of a block, and the numbers of a block say which one failed."""
    for block in range(0, examples, _BLOCK):

        @seed(block)
        @settings(_SETTINGS, max_examples=min(_BLOCK, examples - block))
        @given(inputs)
        def same_claims(given: Input) -> None:
            assert told(given, tools) == told(given, tools)

        same_claims()


def test_rules_only(rules_only: Model, examples: int) -> None:
    whole_way(Tools(rules_only, Gazetteer.open()), examples * 9 // 10)


def test_with_the_language_model(model: Model, examples: int) -> None:
    whole_way(Tools(model, Gazetteer.open()), examples // 10)


@pytest.mark.parametrize("kind", ["text", "lines", "page"])
def test_the_grammar_reaches_the_deep_rules(kind: str, rules_only: Model) -> None:
    """The control: what the strategy makes does give claims, so that a test over it tests something."""
    tools = Tools(rules_only, Gazetteer.open())
    seen: list[int] = []

    @settings(_SETTINGS, max_examples=60, derandomize=True)
    @given(inputs.filter(lambda given: given.kind == kind))
    def count(given: Input) -> None:
        seen.append(sum(len(claims) for claims in told(given, tools)))

    count()
    assert sum(n > 0 for n in seen) > 15


def test_a_claim_that_is_not_verbatim_is_found(rules_only: Model) -> None:
    """The control: the gate that the test leans on refuses a span that lies."""
    report = next(reports(Input("text", b"At least 12 soldiers were killed near Sumy on Monday.")))
    tools = Tools(rules_only, Gazetteer.open())
    (claim,) = claims_of(report, tools)
    lying = codec.decode(codec.encode(claim).replace(b'"text":"12"', b'"text":"13"'), type(claim))
    assert lying != claim
    with pytest.raises(Exception, match=r"claim_id|text"):
        checked(report, [lying], tools.made_by)


def test_the_readers_bear_random_pieces() -> None:
    plainly(300, random.Random(1))

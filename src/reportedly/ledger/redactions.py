"""A report, its claims and other rows as they are once a name has been blocked out: pure functions, ids taken anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from reportedly import codec
from reportedly.errors import ReportedlyError
from reportedly.identity import claim_key, id_of_report, id_of_values, mark_of, text_hash
from reportedly.ledger.chain import Value
from reportedly.ledger.spellings import Spellings
from reportedly.records import Claim, Report

_TEXTS = ("report_ref", "text", "outlet", "url", "title", "own_id")


def redacted_report(report: Report, spellings: Spellings, block: str) -> Report:
    """The report without the name, under the id that it has then; the same one where the name is not in it.

    The id and the hash of the bytes go with the name: whoever has the rest of the text could try names until one gives the hash.
    """
    said = {name: value for name in _TEXTS if (value := getattr(report, name)) is not None}
    blocked = {name: spellings.blocked(value, block) for name, value in said.items()}
    if blocked == said:
        return report
    changed = replace(report, **blocked, raw_sha256=None)  # type: ignore[arg-type]
    return replace(changed, report_id=id_of_report(changed))


def redacted_claim(json: str, report: Report, spellings: Spellings, block: str) -> bytes:
    """The JSON of the claim, whose report is now this one, with words from its text, no name in any value, and the ids that it has then.

    Works on the JSON object as it was stored, also by an older version that knew fewer fields. Raises ReportedlyError where the name is a word that
    the record itself uses, such as 'killed'.
    """
    changed = _Redaction(report, spellings, block).claim(json)
    assert isinstance(changed, dict)
    changed["report_ref"] = report.report_ref
    changed["report"] = changed["report"] | {name: getattr(report, name) for name in ("report_id", "outlet", "url", "title")}
    try:
        claim = codec.decode(codec.encode(changed), Claim)
    except msgspec.ValidationError as error:
        raise ReportedlyError(f"{' '.join(spellings.names)!r}: is a word that the record of a claim itself uses, and cannot be erased") from error
    changed["claim_key"] = claim_key(text_hash(report.text), claim.quote, mark_of(claim.figure, claim.event))
    changed["claim_id"] = id_of_values(changed)
    return codec.encode(changed)


@dataclass(slots=True)
class _Redaction:
    report: Report
    spellings: Spellings
    block: str
    renamed: dict[str, str] = field(default_factory=dict)

    def claim(self, json: str) -> object:
        """The JSON object, its spans first, so that a name that one of them had to give up is given up where it stands alone too (`origin`)."""
        changed = self._spans(msgspec.json.decode(json))
        return self._plain(changed) if self.renamed or any(self.spellings.places(json)) else changed

    def _spans(self, value: object) -> object:
        if isinstance(value, list):
            return [self._spans(item) for item in value]
        if not isinstance(value, dict):
            return value
        return self._span({key: self._spans(item) for key, item in value.items()})

    def _span(self, holder: dict[str, object]) -> dict[str, object]:
        where = "text_" if "text_start" in holder else ""
        start, end, text, name = holder.get(f"{where}start"), holder.get(f"{where}end"), holder.get("text"), holder.get("name")
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
            return holder
        words = self.report.text
        changed = holder | {"text": words[start:end]}
        if isinstance(prefix := holder.get("prefix"), str) and isinstance(suffix := holder.get("suffix"), str):
            changed |= {"prefix": words[start - len(prefix) : start], "suffix": words[end : end + len(suffix)]}
        if isinstance(name, str) and changed["text"] != text:
            blocked = self.spellings.blocked(name, self.block)
            # Words that name the person, under a form of the name that is none of the spellings given: 'Mr T.' for 'T.'
            changed["name"] = self.renamed[name] = blocked if blocked != name else words[start:end]
        return changed

    def _plain(self, value: object) -> object:
        if isinstance(value, str):
            return self.renamed.get(value) or self.spellings.blocked(value, self.block)
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        return {key: self._plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def redacted_values(values: Mapping[str, Value], spellings: Spellings) -> dict[str, Value]:
    """The row's values with the name blocked out of each text."""
    return {name: spellings.blocked(value) if isinstance(value, str) else value for name, value in values.items()}

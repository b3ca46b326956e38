"""Claims in, files out: formats and looks."""

from reportedly.publish.codebooks import claims_as_json_schema, codebook
from reportedly.publish.rows import csv, jsonl

__all__ = ["claims_as_json_schema", "codebook", "csv", "jsonl"]

"""Bytes and URLs in, reports out: formats, nothing of language."""

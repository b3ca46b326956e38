"""Ledger in, findings out: how claims relate."""

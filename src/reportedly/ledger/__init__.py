"""Claims in, rows out: append-only, content-hashed, transactional storage."""

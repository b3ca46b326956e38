"""Claims in, files out: formats and looks."""

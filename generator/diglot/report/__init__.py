"""Turns one list of diagnostics into what people and programs read."""

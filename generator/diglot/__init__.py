"""Diglot turns localized Markdown help articles into a searchable, multilingual help site."""

__version__ = "0.1.0"

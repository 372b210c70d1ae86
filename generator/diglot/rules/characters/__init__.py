"""Rules about characters, each beside its page."""

"""What Diglot knows about localized Markdown: pure helpers over text, one construct a file."""

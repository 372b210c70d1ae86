"""Rules about front matter, files and images, each beside its page."""

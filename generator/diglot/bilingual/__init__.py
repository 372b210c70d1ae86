"""Source articles and their translations, unit by unit: cutting, numbering, carrying changes over. Pure."""

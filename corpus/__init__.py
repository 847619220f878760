"""A file becomes a Document: clean text, clause tree, metadata, passages."""

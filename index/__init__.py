"""Passages become searchable, stay on disk, and are found again."""

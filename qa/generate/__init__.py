"""Generators: evidence becomes the drafted sentences of an answer."""

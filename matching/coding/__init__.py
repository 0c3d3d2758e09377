"""Coding free text to concepts of the vocabulary. Use it through `matching.text`."""

"""Exports: chosen columns of a list as a file, whole or not at all."""

"""The schema's history, applied by ``jobmatch db upgrade``."""

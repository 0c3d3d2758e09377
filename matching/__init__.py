"""The judgement: ranks profiles for vacancies and codes free text. Knows no web and no database."""

ENGINE_VERSION = "1"
"""Stored with every ranking that is kept; raised whenever the same input would rank differently."""

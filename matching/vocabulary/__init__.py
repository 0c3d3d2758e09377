"""The vocabulary: occupations, ISCO-08 groups, skills, licences, their names in many languages, their relations.

The built-in one lies beside this file as CSV tables (one folder a table). An imported ESCO is added with
`Vocabulary.merged`; an ESCO occupation or skill that is the same as a built-in one keeps the built-in key, so that
what was coded before the import stays valid.

``builtin()`` loads the tables once a process.
"""

from matching.vocabulary.concepts import LANGUAGES, Concept, Label, Vocabulary
from matching.vocabulary.tables import VocabularyError, builtin, read_tables

__all__ = ["LANGUAGES", "Concept", "Label", "Vocabulary", "VocabularyError", "builtin", "read_tables"]

"""The judgement: ranks profiles for vacancies and codes free text. Knows no web and no database."""

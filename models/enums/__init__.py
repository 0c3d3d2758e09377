"""The closed lists of the field. Values are what the database, the exports and the command line show."""

"""Papers that the service prints."""

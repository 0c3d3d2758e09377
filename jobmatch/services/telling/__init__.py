"""What people are told, written in the transaction of what it tells of. Services call these functions; no view does."""

"""What the service does, as verbs. Each takes the session first, flushes and never commits; the caller commits."""

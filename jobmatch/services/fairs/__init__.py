"""Job fairs: planned, filled, scheduled, held, and looked back on."""

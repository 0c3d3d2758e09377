"""Messages to people: their kinds and words, how they are made, and the ways to send them."""

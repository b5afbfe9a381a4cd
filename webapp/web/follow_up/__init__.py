"""Pages for people of a provider, after a round: what to work on, and what came of it."""

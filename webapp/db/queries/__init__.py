"""Reading queries: plain rows, one statement each."""

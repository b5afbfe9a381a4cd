"""What inspectors write during a conversation: entries, and the state that they add up to."""

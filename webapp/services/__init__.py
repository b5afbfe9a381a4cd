"""What people do: one verb per file, one commit each."""

"""Pictures of the screens, made by a real browser on the demonstration data."""

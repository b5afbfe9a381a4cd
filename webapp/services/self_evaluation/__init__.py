"""What people of a provider do to begin a self-evaluation, and to share it."""

"""The command `bouwstenen`."""

"""Sealed envelopes, shuffling and the keystore."""

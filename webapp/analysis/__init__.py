"""From tallies to figures that may be shown. Pure."""

"""What browsers get of others: fetched with npm, re-branded, and laid in `static/vendor`."""

"""PURE: what comes out of a printer. Data in, a tagged PDF out; the only user of Typst."""

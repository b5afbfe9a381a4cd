"""The register of providers: list, page, changes, import, networks and merges."""

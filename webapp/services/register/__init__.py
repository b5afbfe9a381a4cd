"""The register of providers: who gives support, in which networks, and what was double."""

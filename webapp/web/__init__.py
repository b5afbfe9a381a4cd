"""Flask: addresses, forms and pages."""

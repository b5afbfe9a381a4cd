"""Results as files: JSON, CSV, XLSX. Pure."""

"""Pages with which people of a provider prepare, lead and share their own rounds."""

"""Made-up data with the report's reach: to try the platform, never to draw a conclusion from."""

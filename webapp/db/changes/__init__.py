"""Writing statements, each inside the transaction of the service that calls it."""

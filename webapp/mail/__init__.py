"""Mail: who gets it, what stands in it, and handing it to a mail server. Knows no database."""

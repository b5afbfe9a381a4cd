"""Around a round: who has it, who answers for it, how long it is kept, and what is stored of it."""

"""What a provider does with its results: focus points, actions, its own judgement."""

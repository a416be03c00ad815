"""The team: who we are, which hat we wear, what we hand to each other, how we judge, and how we keep to one thing."""

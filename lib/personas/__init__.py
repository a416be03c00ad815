"""Who the people of a community are: what they say of themselves, the kinds of people they make, a card for each."""

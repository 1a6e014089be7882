"""Context for what the finders found: one ordered pass over all mentions of a kind."""

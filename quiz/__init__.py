"""Questions to learn from, when to ask them again, and what was answered; nothing of a page."""

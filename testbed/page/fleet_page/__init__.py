"""The fleet's page in a real browser, before a real agent."""

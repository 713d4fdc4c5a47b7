"""Clients that mean harm, and what must be true of the daemon after each."""

"""The fault matrix: every step of every transition, struck by every fault that applies to it."""

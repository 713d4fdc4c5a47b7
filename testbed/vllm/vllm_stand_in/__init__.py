"""A stand-in for vLLM on the simulated GPU: see ../README.md."""

VERSION = "0.11.2"

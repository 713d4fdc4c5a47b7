"""A stand-in for vLLM on the simulated GPU: see ../README.md."""

"""Measurements of the product against bare programs, in the same run: `python -m benchmarks.NAME`."""

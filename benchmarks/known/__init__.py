"""Tables whose number of groups is known, for `benchmarks/choose.py`."""

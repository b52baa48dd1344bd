"""What a phone makes of the ten main pages: `python -m bench.lighthouse`."""

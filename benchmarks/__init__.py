"""What building costs, each figure as a ratio measured in one run: ``make bench`` (README.md here)."""

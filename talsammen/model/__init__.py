"""Frozen values that are handed from one stage of the build to the next."""

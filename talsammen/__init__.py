"""Kits for a dialogue about well-being and leadership: small YAML files in, sites and prints out."""

__version__ = "0.1.0"

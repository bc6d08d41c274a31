"""Differences told: one module a format."""

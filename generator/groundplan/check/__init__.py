"""Faults of a sound model, its translations and its pages: a registry of small rules, run together."""

from groundplan.check.run import run
from groundplan.check.subject import Subject

__all__ = ["Subject", "run"]

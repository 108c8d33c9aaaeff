"""Attempt, send, outcome, history: the one way anything leaves."""

"""Answers about claims, their evidence and spot checks, shaped for pages."""

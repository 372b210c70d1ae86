"""Benchmarks: made-up articles, what a build of them costs, and what the same costs with other tools."""

"""The performance harness: one module a figure, each measured in one run against something everybody has.

A figure is checked before it is timed: where the answers differ, it is an error and no figure. `registry` lists them;
the command `bench` prints what they measured and writes it into docs/performance.md. This file imports nothing, so
that a job in a process of its own pays only for what it does.
"""

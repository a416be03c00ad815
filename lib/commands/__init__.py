"""The command line: one module a command, registered with `APP` as `lib.__main__` imports them."""

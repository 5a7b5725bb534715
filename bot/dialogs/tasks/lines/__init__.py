"""One line for many tasks: read, asked about where it is unclear, echoed, stored on a yes."""

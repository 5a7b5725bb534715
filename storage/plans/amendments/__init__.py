"""Later documents that change a plan, and what its rows said before."""

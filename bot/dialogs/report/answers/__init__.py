"""How a report is begun and filled: the request, labelled answers, what was said before."""

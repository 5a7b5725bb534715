"""Listens and speaks: the only room that touches the network."""

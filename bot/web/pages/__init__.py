"""The planning department's desk: pages made by the server, plain forms, no script needed."""

"""The round as plain data, in the shapes that scripts rely on."""

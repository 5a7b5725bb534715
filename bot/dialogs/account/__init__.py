"""Dialogs about the person: linking, own data, language, leave, handover, help."""

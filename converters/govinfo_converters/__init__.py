"""The file formats of govinfo-schema, one module a format, found by entry point."""

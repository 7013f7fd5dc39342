"""How dates and numbers are read and written, by language (FORMAT_MODULE_PATH)."""

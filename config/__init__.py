"""How Duyệt is put together: settings, addresses, the embedded database. Nothing imports this package but tests."""

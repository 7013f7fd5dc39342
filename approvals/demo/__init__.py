"""The demo: invented people in real offices, and a year of their work played through the engine. Never in production."""

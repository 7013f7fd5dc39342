"""The tests: the mirror of the rooms, then stories, races, faults, browser."""

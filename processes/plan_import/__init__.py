"""A plan document becomes rows with their place, every doubt marked.

Read in this order: sources (file → lines), table (lines → rows), deadlines and agencies (cells → dates and bodies),
findings, reading (all of it together), doubts. Everything but `load` is pure: no database, no clock.
"""

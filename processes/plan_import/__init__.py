"""A plan document becomes rows with their place, every doubt marked.

Read in this order: sources (file of any format → lines and drawn rows), header and columns (which column is which), structure
and rows (groups and tasks), table, heading, deadlines and agencies (cells → dates and bodies), findings, reading (all of it
together), guarded (the same in a process with limits), doubts. Everything but `load` is pure: no database, no clock.
"""

"""Who may open what and do what, proved over every address: closed by default, foreign work is not there."""

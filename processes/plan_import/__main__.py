"""`python -m processes.plan_import`: the process in which a file from outside is read; started by guarded.py."""

from processes.plan_import.guarded import answer_order

if __name__ == "__main__":
    answer_order()

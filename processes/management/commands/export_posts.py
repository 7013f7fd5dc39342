"""`export_posts FILE`: people and their posts as an XLSX file that can be changed and imported again."""

from processes.exchange import PEOPLE
from processes.management.exchanging import ExportCommand


class Command(ExportCommand):
    """Exports people and posts."""

    help = "Xuất người và chức vụ ra tệp .xlsx để sửa và nhập lại."
    exchange = PEOPLE

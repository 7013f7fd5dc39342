"""`export_directory FILE`: the directory of agencies as an XLSX file that can be changed and imported again."""

from processes.exchange import DIRECTORY
from processes.management.exchanging import ExportCommand


class Command(ExportCommand):
    """Exports the directory."""

    help = "Xuất danh mục cơ quan ra tệp .xlsx để sửa và nhập lại."
    exchange = DIRECTORY

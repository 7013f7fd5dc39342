"""`import_directory FILE [--dry-run] --as POST`: the directory of agencies from an XLSX file, whole or not at all."""

from processes.exchange import DIRECTORY
from processes.management.exchanging import ImportCommand


class Command(ImportCommand):
    """Imports the directory."""

    help = "Nhập danh mục cơ quan từ tệp .xlsx: đối chiếu từng dòng, rồi ghi tất cả hoặc không ghi gì."
    right = "keep_directory"
    exchange = DIRECTORY

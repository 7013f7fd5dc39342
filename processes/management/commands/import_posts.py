"""`import_posts FILE [--dry-run] --as POST`: people and their posts from an XLSX file, whole or not at all."""

from processes.exchange import PEOPLE
from processes.management.exchanging import ImportCommand


class Command(ImportCommand):
    """Imports people and posts."""

    help = "Nhập người và chức vụ từ tệp .xlsx: đối chiếu từng dòng, rồi ghi tất cả hoặc không ghi gì."
    right = "keep_people"
    exchange = PEOPLE

"""Evidence files: taken in with suspicion, kept by content hash outside the web root, hashed again on the way out.

`store` is the only way in and `open_verified` the only way out; `page_image` shows a page without handing out the file. What is
only tried out is held (`hold`, `open_held`) until somebody confirms it (`keep`).
The steps of the check are those of the trust rules: type, size, OOXML, PDF, image, marks of secrecy.
"""

from workflow.files.intake import store
from workflow.files.limits import Limits, StoredFile
from workflow.files.pages import page_count, page_image
from workflow.files.vault import Damaged, is_intact, open_verified
from workflow.files.waiting import clear_waiting, hold, keep, open_held

__all__ = [
    "Damaged",
    "Limits",
    "StoredFile",
    "clear_waiting",
    "hold",
    "is_intact",
    "keep",
    "open_held",
    "open_verified",
    "page_count",
    "page_image",
    "store",
]

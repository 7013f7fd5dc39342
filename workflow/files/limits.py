"""What an upload may be at most, and what is known of a file once it is stored."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.errors import NotValid

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, images in pixels; `max_files` and `max_total_bytes` hold for one submission."""

    max_bytes: int = 50 * MEGABYTE
    max_files: int = 20
    max_total_bytes: int = 200 * MEGABYTE
    max_name: int = 200
    max_pixels: int = 50_000_000
    max_entries: int = 2_000
    max_unpacked_bytes: int = 200 * MEGABYTE
    max_ratio: int = 100
    max_pages: int = 2_000
    max_objects: int = 300_000

    def refuse_set(self, sizes: list[int]) -> None:
        """Raise `NotValid` when the files of one submission are too many or too large together."""
        if len(sizes) > self.max_files:
            raise NotValid(_("Mỗi lần trình chỉ gửi được tối đa %(n)d tệp; hãy bớt tệp.") % {"n": self.max_files})
        if sum(sizes) > self.max_total_bytes:
            size = self.max_total_bytes // MEGABYTE
            raise NotValid(_("Tổng dung lượng các tệp vượt quá %(size)d MB; hãy bớt hoặc nén tệp.") % {"size": size})


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: its SHA-256 in hexadecimal is its address, `name` is what the person called it."""

    sha256: str
    size: int
    media_type: str
    name: str

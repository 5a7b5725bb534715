"""The phones of the page as their holders use them, in a browser."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.patience import HANGS_MS


class PhoneOnPage:
    """One phone as its holder sees it."""

    def __init__(self, page: Page, phone_id: str) -> None:
        self.root = page.locator(f'[data-phone="{phone_id}"]')

    def says(self, text: str) -> None:
        self.root.locator('[data-role="text"]').fill(text)
        self.root.locator('[data-role="send"]').click()

    def sends(self, name: str, media_type: str, content: bytes) -> None:
        with self.root.page.expect_file_chooser() as choosing:
            self.root.get_by_role("button", name="Gửi tệp").click()
        file = {"name": name, "mimeType": media_type, "buffer": content}
        choosing.value.set_files(file)  # type: ignore[arg-type]

    def taps(self, label: str) -> None:
        beginning = re.compile(rf"^\s*(\d+\. )?{re.escape(label)}")
        self.root.locator("[data-choice]", has_text=beginning).last.click()

    def chooses(self, label: str) -> None:
        self.taps(label)

    def newest(self) -> Locator:
        return self.root.locator('[data-message][data-from="bot"]').last

    def sees(self, *words: str) -> None:
        for text in words:
            expect(self.newest()).to_contain_text(text, timeout=HANGS_MS)

    def has_read(self, *words: str) -> None:
        """Somewhere in what the bot said: a long message comes in parts."""
        for text in words:
            said = self.root.locator('[data-message][data-from="bot"]', has_text=text)
            expect(said).not_to_have_count(0, timeout=HANGS_MS)

    def links(self) -> None:
        self.root.locator('[data-role="code"]').click()
        self.root.locator('[data-role="send"]').click()
        self.sees("đúng không ạ?")
        self.chooses("Đúng")
        self.sees("Anh/chị có đồng ý không?")
        self.chooses("Đồng ý")
        self.sees("Đã liên kết")


class ZaloPhoneOnPage(PhoneOnPage):
    """A phone without buttons: a choice is typed by its number."""

    def chooses(self, label: str) -> None:
        expect(self.root.locator("[data-choice]")).to_have_count(0)
        line = re.compile(rf"^(\d+)[.)] {re.escape(label)}", re.MULTILINE)
        found = line.search(self.newest().inner_text())
        assert found, self.newest().inner_text()
        self.says(found[1])

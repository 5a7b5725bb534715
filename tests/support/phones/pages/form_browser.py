"""Somebody at the form: a browser that opens a link from the chat and fills tasks in."""

import re
from html import unescape

import httpx

from tests.support.phones.pages.desk_browser import HOST, Browser, words_of
from tests.support.worlds.world import PUBLIC_URL, World

_LINK = re.compile(re.escape(PUBLIC_URL) + r"(/f/\S+)")
_WORD = re.compile(r"([A-Z0-9]{4}-[A-Z0-9]{4})")
_TASK = re.compile(r'<details class="task" id="t(\d+)".*?</summary>', re.DOTALL)
_WAS = r'name="{key}\.was" value="(\w+)"'


def link_in(text: str) -> str:
    """The path of the link in a message."""
    found = _LINK.search(text)
    assert found, text
    return found[1]


def word_in(text: str) -> str:
    found = _WORD.search(text)
    assert found, text
    return found[1]


class FormBrowser(Browser):
    """`page` is what was seen last."""

    def __init__(self, world: World) -> None:
        super().__init__(world.runtime)
        self.world = world
        self.page = httpx.Response(200)

    def looks(self, path: str = "/form") -> str:
        """What can be read there."""
        self.page = self.gets(path)
        return words_of(self.page)

    def opens(self, who: str) -> None:
        """By a link and a word from the chat."""
        path = link_in(self.world.says(who, "gửi link")[-1].text)
        self.gets(path)
        word = word_in(self.world.says(who, "mật khẩu một lần")[-1].text)
        self.page = self.posts(path, word=word)
        assert self.page.headers["location"] == "/form"
        self.looks()

    def key(self, code: str) -> str:
        """The task of that code, as its fields are called."""
        for found in _TASK.finditer(self.page.text):
            if f"<strong>{code} " in found[0]:
                return found[1]
        raise AssertionError(f"{code} is not on the page")

    def mark(self, key: str) -> str:
        found = re.search(_WAS.format(key=key), self.page.text)
        assert found, key
        return found[1]

    def fills(self, code: str, go: str = "stay", **fields: str) -> httpx.Response:
        """One task of the page that is shown, and saves."""
        key = self.key(code)
        form: dict[str, str | list[str]] = {"task": key, "page": "1", "go": go}
        form[f"{key}.was"] = self.mark(key)
        form |= {f"{key}.{name}": words for name, words in fields.items()}
        self.page = self.posts("/form", None, **form)
        return self.page

    def brings(self, path: str, *files: tuple[str, bytes], **more: str) -> httpx.Response:
        """A form with files, as a browser sends it."""
        sent = [("file", one) for one in files] or [("file", ("", b""))]
        return self.asks("POST", path, {**more, "csrf": self.csrf}, sent)

    def checks(self) -> str:
        return self.looks("/form/check")

    def sends(self, *sure: str) -> str:
        """All that is on the page to check."""
        keys = re.findall(r'name="task" value="(\d+)"', self.page.text)
        form: dict[str, str | list[str]] = {"task": keys, "sure": list(sure)}
        form |= {f"{key}.was": self.mark(key) for key in keys}
        self.page = self.posts("/form/check", None, **form)
        return words_of(self.page)

    def field(self, code: str, name: str) -> str:
        """What stands in a text field."""
        key = re.escape(f"{self.key(code)}.{name}")
        found = re.search(rf'name="{key}"[^>]*>\n([^<]*)</textarea>', self.page.text)
        found = found or re.search(rf'name="{key}" value="([^"]*)"', self.page.text)
        assert found, name
        return unescape(found[1])


__all__ = ["HOST", "FormBrowser", "link_in", "word_in"]

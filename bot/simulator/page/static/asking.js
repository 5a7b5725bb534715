// Asks the simulator for something, and tells the reader when it refuses.

import { language, words } from "./words.js";

const notice = document.querySelector("[data-role=error]");

// The answer, or null when there is none; then the reader has been told why.
export function post(path, body) {
  return send(path, {}, JSON.stringify(body), "application/json");
}

// The file as it is; null as above.
export function postFile(path, file, caption) {
  return send(path, { name: file.name, caption }, file, file.type || "application/octet-stream");
}

async function send(path, more, body, kind) {
  const asked = new URLSearchParams({ ...more, lang: language });
  try {
    const answer = await fetch(`${path}?${asked}`, {
      method: "POST",
      headers: { "content-type": kind },
      body,
    });
    const told = await answer.json();
    if (answer.ok) {
      hideNotice();
      return told;
    }
    showNotice(told.error);
  } catch {
    showNotice(words.offline);
  }
  return null;
}

export function showNotice(text) {
  notice.textContent = text;
  notice.hidden = false;
}

export function hideNotice() {
  notice.hidden = true;
}

// Asks the simulator for something, and tells the reader when it refuses.

import { language, words } from "./words.js";

const notice = document.querySelector("[data-role=error]");

// The answer, or null when there is none; then the reader has been told why.
export async function post(path, body) {
  try {
    const answer = await fetch(`${path}?lang=${language}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
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

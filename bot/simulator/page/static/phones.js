// The page of phones: follows the simulator's state by long polling, sends what the hand does.

import { hideNotice, post, postFile, showNotice } from "./asking.js";
import { connectClock, setClock, weekdayAndDay } from "./clock.js";
import { element, messageElement } from "./message.js";
import { words } from "./words.js";

const LONGEST_PAUSE = 5000;
const row = document.querySelector("[data-role=row]");
const people = document.querySelector("[data-role=people]");
const holders = [...document.querySelectorAll("[data-phone]")];
const narrow = matchMedia("(max-width: 640px)");
const shown = new Map(holders.map((holder) => [holder.dataset.phone, new Map()]));
let first = true;
let revision = 0;

async function follow() {
  let after = "";
  let pause = 0;
  for (;;) {
    const state = await nextState(after);
    if (state) {
      if (pause) hideNotice();
      pause = 0;
      // A simulator that began anew knows nothing of what is shown here
      if (state.revision < revision) location.reload();
      revision = state.revision;
      after = "?after=" + revision;
      show(state);
    } else {
      showNotice(words.offline);
      after = "";
      pause = Math.min(pause * 2 + 500, LONGEST_PAUSE);
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

async function nextState(after) {
  try {
    const answer = await fetch("/api/state" + after, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function show(state) {
  setClock(state.clock);
  for (const phone of state.phones) {
    const holder = holders.find((one) => one.dataset.phone === phone.id);
    if (holder) showPhone(holder, phone);
  }
  first = false;
}

function showPhone(holder, phone) {
  const strip = holder.querySelector(".invitation");
  strip.hidden = !phone.code;
  holder.querySelector("[data-role=code-text]").textContent = phone.code || "";
  holder.toggleAttribute("data-blocked", phone.blocked);
  holder.querySelector(".composer").hidden = phone.blocked;
  holder.querySelector(".stopped").hidden = !phone.blocked;
  const word = phone.blocked ? words.unblock : words.block;
  holder.querySelector("[data-role=block]").textContent = word;
  showMessages(holder, phone.messages);
}

function showMessages(holder, messages) {
  const area = holder.querySelector(".messages");
  const known = shown.get(holder.dataset.phone);
  let newest = null;
  for (const message of messages) {
    const text = JSON.stringify(message);
    const old = known.get(message.id);
    if (old && old.text === text) continue;
    const made = messageElement(message, (data) =>
      post(phonePath(holder, "tap"), { message_id: message.id, data }),
    );
    if (old) {
      old.element.replaceWith(made);
    } else {
      beginDay(area, message.at.slice(0, 10));
      area.append(made);
      newest = message;
    }
    known.set(message.id, { text, element: made });
  }
  if (newest) {
    toEnd(area);
    if (newest.from === "bot" && !first && !attended(holder)) setUnread(holder, true);
  }
}

function beginDay(area, day) {
  if (area.dataset.lastDay === day) return;
  area.dataset.lastDay = day;
  area.append(element("p", "day", weekdayAndDay(day)));
}

// The hand

function phonePath(holder, action) {
  return `/api/phones/${encodeURIComponent(holder.dataset.phone)}/${action}`;
}

function connectPhone(holder) {
  const text = holder.querySelector("[data-role=text]");
  const composer = holder.querySelector(".composer");
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    sendWords(text, (wanted) => post(phonePath(holder, "send"), { text: wanted }));
  });
  text.addEventListener("keydown", (event) => {
    // While a Vietnamese input method is composing, Enter belongs to it
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  holder.querySelector("[data-role=code]").addEventListener("click", () => {
    text.value = holder.querySelector("[data-role=code-text]").textContent;
    text.focus();
  });
  connectFiles(holder, text);
  connectMenu(holder);
  keepAtEnd(holder.querySelector(".messages"));
  for (const sign of ["pointerenter", "pointerdown", "focusin"]) {
    holder.addEventListener(sign, () => setUnread(holder, false));
  }
}

// Nothing typed is lost when the sending fails
async function sendWords(text, send) {
  const wanted = text.value;
  text.value = "";
  if (!(await send(wanted)) && !text.value) text.value = wanted;
}

// What is typed already goes along with the file
function connectFiles(holder, text) {
  const chosen = holder.querySelector("[data-role=file]");
  holder.querySelector("[data-role=attach]").addEventListener("click", () => chosen.click());
  chosen.addEventListener("change", async () => {
    const [file] = chosen.files;
    if (!file) return;
    await sendWords(text, (caption) => postFile(phonePath(holder, "file"), file, caption));
    chosen.value = "";
  });
}

function connectMenu(holder) {
  const menu = holder.querySelector(".menu");
  const block = () => {
    menu.open = false;
    post(phonePath(holder, "block"), { blocked: !holder.hasAttribute("data-blocked") });
  };
  holder.querySelector("[data-role=block]").addEventListener("click", block);
  holder.querySelector("[data-role=unblock]").addEventListener("click", block);
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// The newest message stays in sight, unless the reader has gone back to older ones

function toEnd(area) {
  area.scrollTop = area.scrollHeight;
  area.dataset.atEnd = "true";
}

function keepAtEnd(area) {
  area.dataset.atEnd = "true";
  area.addEventListener("scroll", () => {
    area.dataset.atEnd = area.scrollHeight - area.scrollTop - area.clientHeight < 24;
  });
  const stay = () => {
    if (area.dataset.atEnd === "true") toEnd(area);
  };
  area.addEventListener("grown", stay);
  new ResizeObserver(stay).observe(area);
}

// Unread, and finding one's way when the phones do not all fit

function attended(holder) {
  const alone = narrow.matches && chip(holder).hasAttribute("aria-current");
  return alone || holder.contains(document.activeElement) || holder.matches(":hover");
}

function setUnread(holder, unread) {
  holder.toggleAttribute("data-unread", unread);
  chip(holder).toggleAttribute("data-unread", unread);
}

function chip(holder) {
  return people.querySelector(`[data-goto="${CSS.escape(holder.dataset.phone)}"]`);
}

function connectPeople() {
  for (const holder of holders) {
    chip(holder).addEventListener("click", () => {
      holder.scrollIntoView({ inline: "center", block: "nearest" });
      setUnread(holder, false);
    });
  }
  new ResizeObserver(() => {
    people.hidden = row.scrollWidth <= row.clientWidth + 1;
  }).observe(row);
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        chip(target).toggleAttribute("aria-current", isIntersecting);
        if (isIntersecting && narrow.matches) setUnread(target, false);
      }
    },
    { root: row, threshold: 0.6 },
  );
  for (const holder of holders) watch.observe(holder);
}

for (const holder of holders) connectPhone(holder);
connectClock();
connectPeople();
follow();

// The clock above the phones, and the buttons that move it.

import { post } from "./asking.js";
import { words } from "./words.js";

const dateField = document.querySelector("[data-role=jump-date]");
let clock = null; // {wall: milliseconds as if the local time were UTC, at: performance.now()}
let today = "";

export function connectClock() {
  for (const button of document.querySelectorAll("[data-jump]")) {
    if (button.dataset.jump === "date") continue;
    button.addEventListener("click", () => jump(button.dataset.jump));
  }
  document.querySelector("[data-role=jump-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    jump(dateField.value);
  });
  setInterval(showClock, 1000);
}

// `told` is {iso, today}. Only the digits of the local time are read, never this machine's zone.
export function setClock(told) {
  clock = { wall: Date.parse(told.iso.slice(0, 23) + "Z"), at: performance.now() };
  if (today !== told.today && dateField.value <= told.today) dateField.value = dayAfter(told.today);
  today = dateField.min = told.today;
  showClock();
}

export function weekdayAndDay(day) {
  const date = new Date(day + "T00:00:00Z");
  return `${words.weekdays[date.getUTCDay()]}, ${dayText(date)}`;
}

async function jump(to) {
  const buttons = document.querySelectorAll("[data-jump]");
  for (const button of buttons) button.disabled = true;
  const told = await post("/api/clock", { to });
  if (told) setClock(told);
  for (const button of buttons) button.disabled = false;
}

function showClock() {
  if (!clock) return;
  const now = new Date(clock.wall + performance.now() - clock.at);
  const time = two(now.getUTCHours()) + ":" + two(now.getUTCMinutes());
  document.querySelector(".clock-day").textContent = words.weekdays[now.getUTCDay()];
  document.querySelector(".clock-time").textContent = `${dayText(now)} ${time}`;
  for (const place of document.querySelectorAll(".status-time")) place.textContent = time;
}

function dayText(day) {
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
}

function dayAfter(day) {
  return new Date(Date.parse(day + "T00:00:00Z") + 86400000).toISOString().slice(0, 10);
}

function two(number) {
  return String(number).padStart(2, "0");
}

// One message: its bubble, what it carries, and the buttons under it.

import { words } from "./words.js";

export function messageElement(message, tap) {
  const whole = element("div", "message");
  whole.dataset.message = message.id;
  whole.dataset.from = message.from;
  const bubble = element("div", "bubble");
  if (message.file) bubble.append(fileElement(message.file));
  if (message.text) bubble.append(wordsElement(message.text));
  bubble.append(element("time", "time", message.at.slice(11, 16)));
  whole.append(bubble);
  if (message.buttons.length) whole.append(choicesElement(message, tap));
  return whole;
}

function wordsElement(text) {
  const place = element("span", "words");
  for (const piece of text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)) {
    place.append(/^https?:\/\//.test(piece) ? linkElement(piece, piece) : piece);
  }
  return place;
}

function fileElement(file) {
  if (file.is_photo) {
    const photo = element("img", "photo");
    photo.src = file.url;
    photo.alt = file.name;
    photo.addEventListener("load", () => {
      photo.dispatchEvent(new Event("grown", { bubbles: true }));
    });
    return photo;
  }
  const link = element("a", "file");
  link.href = file.url;
  link.download = file.name;
  const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : "";
  const about = element("span", "");
  about.append(element("span", "file-name", file.name), element("span", "file-size", size(file)));
  link.append(element("span", "file-sign", ending.toUpperCase()), about);
  return link;
}

function size(file) {
  if (file.size < 1024) return words.bytes.replace("{n}", file.size);
  return words.kilobytes.replace("{n}", Math.round(file.size / 1024));
}

function choicesElement(message, tap) {
  const choices = element("div", "choices");
  for (const buttons of message.buttons) {
    const line = element("div", "");
    for (const button of buttons) line.append(choiceElement(button, tap));
    choices.append(line);
  }
  return choices;
}

function choiceElement(button, tap) {
  if (button.url) return linkElement(button.url, button.text);
  const choice = element("button", "", button.text);
  choice.type = "button";
  choice.dataset.choice = button.data;
  choice.addEventListener("click", async () => {
    choice.setAttribute("aria-busy", "true");
    await tap(button.data);
    choice.removeAttribute("aria-busy");
  });
  return choice;
}

function linkElement(address, text) {
  const link = element("a", "", text);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

export function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

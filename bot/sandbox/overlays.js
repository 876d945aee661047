// What lies over the page for a while: a toast, an alert, a photo, a menu, a form.

import { Refusal } from "./api.js";
import { byId, icon, make } from "./dom.js";

const TOAST_MS = 3500;
const EDGE_PX = 8;

let toastEnds = 0;

/** Show a sentence for a few seconds. */
export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => (box.hidden = true), TOAST_MS);
}

/** Say why a wish was not granted; anything else that failed is a fault of the page. */
export function tellFault(fault) {
  if (!(fault instanceof Refusal)) return reportError(fault);
  toast(fault.message);
}

/** Show a sentence until it is put away. */
export function alert(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Show a photo as large as the screen. */
export function enlarge(image, name) {
  Object.assign(byId("viewer-photo"), { src: image.src, alt: image.alt });
  Object.assign(byId("viewer-save"), { href: image.src, download: name });
  byId("viewer").showModal();
}

/** Show a menu at a point; items are [icon, words, what to do]. */
export function openMenu({ x, y }, items) {
  const menu = byId("menu");
  menu.replaceChildren(...items.map(menuItem));
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  const within = (at, length, room) =>
    Math.max(EDGE_PX, Math.min(at, room - length - EDGE_PX));
  menu.style.left = `${within(x, width, innerWidth)}px`;
  menu.style.top = `${within(y, height, innerHeight)}px`;
  menu.querySelector("button").focus();
}

function menuItem([sign, words, act]) {
  const onclick = () => {
    byId("menu").hidePopover();
    act();
  };
  return make("li", {}, make("button", { type: "button", onclick }, icon(sign), words));
}

/** Show a form in a dialog; what was filled in goes to `onDone`. */
export function openForm(id, onDone) {
  const dialog = byId(id);
  const form = dialog.querySelector("form");
  form.reset();
  form.onsubmit = () => onDone(Object.fromEntries(new FormData(form)));
  dialog.showModal();
}

for (const button of document.querySelectorAll("dialog .cancel")) {
  button.onclick = () => button.closest("dialog").close();
}
byId("viewer").onclick = ({ target }) => {
  if (target.id !== "viewer-save") byId("viewer").close();
};
byId("menu").onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...byId("menu").querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  items.at((at + step) % items.length).focus();
};


// The messages of one chat, oldest first: shown, followed, edited in place.

import { byId, make } from "./dom.js";
import { draw } from "./messages.js";
import { enlarge, toast } from "./overlays.js";
import { day, word } from "./words.js";

const NEAR_PX = 80;
const RUN_S = 5 * 60;
const IMAGE_WAIT_MS = 3000;
const FLASH_MS = 1200;

const log = byId("log");
const list = byId("messages");
const newest = byId("newest");

const shown = new Map(); // message id -> the Message as it is shown, or will be
let look = null;
let following = true;

/** Show the messages of a chat, as a person sees it. */
export function show(messages, newLook) {
  look = newLook;
  shown.clear();
  for (const message of messages) shown.set(message.message_id, message);
  list.replaceChildren(...messages.map((message) => draw(message, look)));
  arrange();
  following = true;
  newest.hidden = true;
  goToNewest();
}

/** Add a new message at the end. */
export function add(message) {
  shown.set(message.message_id, message);
  const element = draw(message, look);
  element.classList.add("new");
  list.append(element);
  arrange();
  if (message.from.id === look.person.id) following = true;
  keepUp();
}

/** Put an edited message in the place of the old one, once its photo is there. */
export async function change(message) {
  shown.set(message.message_id, message);
  const fresh = draw(message, look);
  await Promise.all([...fresh.querySelectorAll("img")].map(loaded));
  const old = find(message.message_id);
  // Meanwhile it may have been edited again, or deleted.
  if (!old || shown.get(message.message_id) !== message) return;
  keepOpen(old, fresh);
  const focused = positionOfFocus(old);
  old.replaceWith(fresh);
  fresh.querySelectorAll("button, a")[focused]?.focus();
  arrange();
  keepUp();
}

/** Take a message away. */
export function remove(messageId) {
  shown.delete(messageId);
  find(messageId)?.remove();
  arrange();
}

/** Go to a message and let it light up for a moment. */
export function goTo(messageId) {
  const element = find(messageId);
  if (!element) return toast(word("too_far"));
  element.scrollIntoView({ block: "center" });
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), FLASH_MS);
}

/** Call back when someone presses a button, a command or a message's menu. */
export function onPress({ tap, command, menu }) {
  const message = (element) => shown.get(Number(element.closest(".message").dataset.id));
  const presses = {
    ".buttons [data-tap]": (button) => tap(message(button), button),
    ".buttons [data-copy]": (button) => copy(button.dataset.copy),
    ".photo": (button) => enlarge(button.firstChild, `${message(button).message_id}.png`),
    ".quote": (button) => goTo(button.dataset.original),
    ".command": (said) => command(said.textContent),
    ".spoiler": (said) => said.classList.add("open"),
    ".unfold": read,
    ".expandable:not(.open)": (said) => read(said.querySelector(".unfold")),
    ".more": (button) => menu(message(button), below(button)),
  };
  const press = (event) => {
    const selector = Object.keys(presses).find((one) => event.target.closest(one));
    if (selector) presses[selector](event.target.closest(selector));
    return Boolean(selector);
  };
  log.addEventListener("click", (event) => {
    const bubble = event.target.closest(".bubble");
    if (press(event) || !bubble || event.target.closest("a")) return;
    if (event.pointerType === "touch") menu(message(bubble), event);
  });
  log.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key) || event.target.role !== "button") return;
    event.preventDefault();
    press(event);
  });
  log.addEventListener("contextmenu", (event) => {
    const bubble = event.target.closest(".bubble");
    if (!bubble || event.target.closest("a, img") || String(getSelection())) return;
    event.preventDefault();
    menu(message(bubble), event);
  });
}

/** Put a text on the clipboard. */
export async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(word("copied"));
}

const find = (messageId) => list.querySelector(`.message[data-id="${messageId}"]`);

const below = (button) => {
  const { left: x, bottom: y } = button.getBoundingClientRect();
  return { x, y };
};

/** Wait for a photo, but not for ever. */
function loaded(image) {
  const enough = new Promise((resolve) => setTimeout(resolve, IMAGE_WAIT_MS));
  return Promise.race([image.decode().catch(() => {}), enough]);
}

/** Unfold a quote, or fold it, without running after the newest message. */
function read(button) {
  following = false;
  toggle(button);
}

function toggle(button) {
  const open = button.parentElement.classList.toggle("open");
  button.ariaExpanded = String(open);
  button.ariaLabel = word(open ? "show_less" : "show_more");
}

function keepOpen(old, fresh) {
  const before = old.querySelectorAll(".unfold");
  fresh.querySelectorAll(".unfold").forEach((button, at) => {
    if (before[at]?.ariaExpanded === "true") toggle(button);
  });
}

function positionOfFocus(element) {
  return [...element.querySelectorAll("button, a")].indexOf(document.activeElement);
}

/** Put the days between the messages, and let those of one sender stand together. */
function arrange() {
  for (const separator of list.querySelectorAll(".day")) separator.remove();
  let before = null;
  for (const element of list.querySelectorAll(".message")) {
    const begins = !before || dayOf(before) !== dayOf(element);
    if (begins) element.before(make("p", { className: "day" }, dayOf(element)));
    const joins = !begins && together(before, element);
    element.classList.toggle("joins", joins);
    before?.classList.toggle("last", !joins);
    before = element;
  }
  before?.classList.add("last");
  byId("empty").hidden = Boolean(before);
}

const dayOf = (element) => day(Number(element.dataset.date));

function together(before, after) {
  const near = after.dataset.date - before.dataset.date < RUN_S;
  return near && before.dataset.from === after.dataset.from && !before.matches(".service");
}

function keepUp() {
  if (following) goToNewest();
  else newest.classList.add("unseen");
}

function goToNewest() {
  log.scrollTop = log.scrollHeight;
}

function noteScroll() {
  following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  newest.hidden = following;
  if (following) newest.classList.remove("unseen");
}

log.addEventListener("scroll", noteScroll);
newest.addEventListener("click", goToNewest);
// When the keyboard or the composer takes room, the newest message stays in sight.
const sizes = new ResizeObserver(() => following && goToNewest());
sizes.observe(log);
sizes.observe(list);

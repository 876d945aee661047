// What a person is about to send: words, files, and what it answers or mends.

import { byId, icon, make } from "./dom.js";
import { world } from "./memory.js";
import { gist, sheet } from "./messages.js";
import { toast } from "./overlays.js";
import { inLanguage, size, word } from "./words.js";

const text = byId("text");
const picker = byId("file");
const asPhoto = byId("as-photo");
const list = byId("commands");

let draft = nothing();
let chosen = -1;

function nothing() {
  return { text: "", files: [], mode: null };
}

/** Call back with what is to be sent: {text, files, asPhoto, mode}. */
export function onSend(send, lastOwnMessage) {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const letter = takeDraft();
    if (letter.text.trim() || letter.files.length) send(letter);
    else putDraft(letter);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || text.value || draft.files.length) return;
    const message = lastOwnMessage();
    if (message) edit(message);
  });
}

/** Take what stands in the composer away from it, and leave it empty. */
export function takeDraft() {
  const letter = { ...draft, text: text.value, asPhoto: asPhoto.checked };
  putDraft();
  return letter;
}

/** Put a draft into the composer. */
export function putDraft(letter = nothing()) {
  draft = { ...letter };
  text.value = letter.text;
  redraw();
}

/** Add files to what is to be sent. */
export function attach(files) {
  const mode = draft.mode?.kind === "edit" ? null : draft.mode;
  const empty = [...files].find((file) => !file.size);
  if (empty) toast(word("empty_file", { name: empty.name }));
  const full = [...files].filter((file) => file.size);
  draft = { ...draft, mode, files: [...draft.files, ...full] };
  redraw();
  text.focus();
}

/** Answer a message with what is written next. */
export function reply(message) {
  begin({ kind: "reply", message });
}

/** Write one's own message anew. */
export function edit(message) {
  text.value = message.text ?? message.caption ?? "";
  begin({ kind: "edit", message });
}

function begin(mode) {
  draft = { ...draft, mode, files: mode.kind === "edit" ? [] : draft.files };
  redraw();
  text.focus();
}

function leaveMode() {
  if (draft.mode?.kind === "edit") text.value = "";
  draft = { ...draft, mode: null };
  redraw();
  text.focus();
}

function redraw() {
  drawMode();
  drawFiles();
  drawCommands();
  text.placeholder = word(draft.files.length ? "caption" : "message");
  text.ariaLabel = text.placeholder;
  fit();
}

function drawMode() {
  const { mode } = draft;
  byId("context").hidden = !mode;
  if (!mode) return;
  const name = mode.message.from.first_name;
  const isReply = mode.kind === "reply";
  byId("context-what").textContent = isReply ? word("replying", { name }) : word("editing");
  byId("context-gist").textContent = gist(mode.message);
}

function drawFiles() {
  byId("attached").replaceChildren(...draft.files.map(attached));
  byId("attached").hidden = !draft.files.length;
  const pictures = draft.files.every((file) => file.type.startsWith("image/"));
  byId("photo-choice").hidden = !draft.files.length || !pictures;
  if (!pictures) asPhoto.checked = false;
}

function attached(file) {
  const onclick = () => {
    draft = { ...draft, files: draft.files.filter((one) => one !== file) };
    redraw();
    text.focus();
  };
  const ariaLabel = word("remove", { name: file.name });
  return make(
    "li",
    {},
    sheet(file.name),
    make("span", { className: "name" }, file.name),
    make("span", { className: "size" }, size(file.size)),
    make("button", { type: "button", className: "plain", ariaLabel, onclick }, icon("close")),
  );
}

/** List the commands that go on from what is typed after "/". */
function drawCommands() {
  const typed = /^\/(\w*)$/.exec(text.value)?.[1].toLowerCase();
  const fits = ({ command }) => typed !== undefined && command.startsWith(typed);
  list.replaceChildren(...inLanguage(world.commands).filter(fits).map(commandItem));
  list.hidden = !list.children.length;
  text.ariaExpanded = String(!list.hidden);
  choose(-1);
}

function commandItem({ command, description }, at) {
  return make(
    "li",
    { role: "option", id: `command-${at}`, data: { command }, onclick: () => take(command) },
    make("code", {}, `/${command}`),
    make("span", {}, description),
  );
}

/** Light up a command; -1 is none. */
function choose(at) {
  chosen = at;
  [...list.children].forEach((item, index) => (item.ariaSelected = String(index === at)));
  list.children[at]?.scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", at < 0 ? "" : `command-${at}`);
}

/** Send a command as it is; beside files it becomes their caption, to be finished. */
function take(command) {
  text.value = `/${command}`;
  if (draft.files.length) return complete(command);
  byId("composer").requestSubmit();
}

function complete(command) {
  text.value = `/${command} `;
  redraw();
  text.focus();
}

const COMMAND_KEYS = {
  ArrowDown: () => choose((chosen + 1) % list.children.length),
  ArrowUp: () => choose((Math.max(chosen, 0) || list.children.length) - 1),
  Tab: () => complete(list.children[Math.max(chosen, 0)].dataset.command),
  Escape: () => (list.hidden = true),
};

text.addEventListener("keydown", (event) => {
  // While Hangul is being composed, Enter ends the syllable, not the message.
  if (event.isComposing || event.keyCode === 229) return;
  const act = list.hidden ? null : COMMAND_KEYS[event.key];
  const enter = event.key === "Enter" && !event.shiftKey;
  if (act) act();
  else if (enter && chosen >= 0) take(list.children[chosen].dataset.command);
  else if (enter) byId("composer").requestSubmit();
  else if (event.key === "Escape") leaveMode();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
});

text.addEventListener("input", () => {
  drawCommands();
  fit();
});

text.addEventListener("paste", ({ clipboardData }) => {
  if (clipboardData.files.length) attach(clipboardData.files);
});

/** Let the field be as high as its words. */
function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  byId("send").disabled = !text.value.trim() && !draft.files.length;
}

byId("context-end").addEventListener("click", leaveMode);
byId("slash").addEventListener("click", () => {
  text.value = list.hidden ? "/" : "";
  drawCommands();
  fit();
  text.focus();
});
byId("attach").addEventListener("click", () => picker.click());
picker.addEventListener("change", takePicked);
if (picker.files.length) takePicked(); // chosen before this page's scripts were there

function takePicked() {
  attach([...picker.files]);
  picker.value = ""; // so that the same file can be chosen again
}

/** Take files that are dropped onto the chat. */
const chat = byId("chat");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
chat.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  byId("drop").hidden = false;
});
chat.addEventListener("dragleave", (event) => {
  if (!chat.contains(event.relatedTarget)) byId("drop").hidden = true;
});
chat.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  byId("drop").hidden = true;
  attach(event.dataTransfer.files);
});

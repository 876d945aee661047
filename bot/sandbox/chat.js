// The page's first room: what is known, what the sandbox tells, what a person does.

import { get, listen, post, postFiles } from "./api.js";
import * as composer from "./composer.js";
import { avatar, byId } from "./dom.js";
import * as log from "./log.js";
import { alert, openForm, openMenu, tellFault, toast } from "./overlays.js";
import { drawPeople, drawPlaces, isIn, placesOf } from "./places.js";
import { speak, word } from "./words.js";

const ACTION_MS = 5000;
const ANSWER_WAIT_MS = 30_000;

let world = { bot: {}, people: [], chats: [], commands: {} };
let person = null; // who writes
let place = null; // where: a chat, or a topic of a forum

const messages = new Map(); // chat id -> (message id -> Message)
const read = new Map(); // person and place -> id of the newest message read
const drafts = new Map(); // person and place -> what was begun there
const actions = new Map(); // place -> {action, ends}
const answers = new Map(); // callback query id -> {promise, resolve}

/* What is known */

const messagesIn = (where) =>
  [...(messages.get(where.chat.id)?.values() ?? [])].filter((one) => isIn(where, one));

const newestIn = (where) => messagesIn(where).at(-1);

const mark = (who, where) => `${who.id} ${where.key}`;

const markRead = (who, where) => read.set(mark(who, where), newestIn(where)?.message_id ?? 0);

const unread = (who, where) =>
  messagesIn(where).filter(
    (one) => one.from.id !== who.id && one.message_id > (read.get(mark(who, where)) ?? 0),
  ).length;

async function learnWorld() {
  world = await get("world");
  await Promise.all(world.chats.map(learnMessages));
  composer.offer(world.commands);
}

async function learnMessages(chat) {
  const all = await get(`messages?chat=${chat.id}`);
  messages.set(chat.id, new Map(all.map((one) => [one.message_id, one])));
}

/* What is shown */

function drawSides() {
  const places = placesOf(person, world);
  drawPeople(world.people, {
    current: person,
    unread: (who) => placesOf(who, world).some((where) => unread(who, where)),
    onChoose: (who) => enter(who),
  });
  drawPlaces(places, {
    current: place,
    newestOf: newestIn,
    unread: (where) => unread(person, where),
    onChoose: (where) => enter(person, where),
  });
  const count = places.reduce((sum, where) => sum + unread(person, where), 0);
  byId("open-side").classList.toggle("unseen", count > 0);
  document.title = count ? `(${count}) ${place.title}` : place.title;
}

function drawHead() {
  byId("sign").replaceChildren(avatar(place.sign));
  byId("title").textContent = place.topic ? `${place.title} › ${place.topic.name}` : place.title;
  byId("about").textContent = about();
  drawAction();
}

function about() {
  if (place.isGroup) return word("how_many", { count: place.chat.members.length });
  return person.blocked ? word("blocked") : word("bot");
}

function drawAction() {
  const action = actions.get(place.key)?.action;
  const known = ["upload_photo", "upload_document"].includes(action) ? action : "typing";
  byId("action").textContent = action ? word(known, { name: world.bot.first_name }) : "";
}

function drawChat() {
  const look = { person, isGroup: place.isGroup };
  log.show(messagesIn(place), look);
  byId("start").hidden = place.isGroup;
}

/** Let someone write somewhere; a person's first place is the chat with the bot. */
function enter(who, where = placesOf(who, world)[0]) {
  if (place) drafts.set(mark(person, place), composer.takeDraft());
  person = who;
  place = where;
  speak(person.language_code);
  composer.putDraft(drafts.get(mark(person, place)));
  markRead(person, place);
  redraw();
  closeSide();
  const { id: topic } = place.topic ?? {};
  const query = new URLSearchParams({ person: person.id, chat: place.chat.id });
  if (topic) query.set("topic", topic);
  history.replaceState(null, "", `?${query}`);
}

function redraw() {
  drawHead();
  drawChat();
  drawSides();
}

/* What the sandbox tells */

const EVENTS = {
  message: ({ message }) => {
    const chat = messages.get(message.chat.id);
    if (!chat || chat.has(message.message_id)) return;
    chat.set(message.message_id, message);
    if (message.from.id === world.bot.id) endAction(message);
    if (!isIn(place, message)) return drawSides();
    log.add(message);
    if (!document.hidden) markRead(person, place);
    drawSides();
  },
  edit: ({ message }) => {
    messages.get(message.chat.id)?.set(message.message_id, message);
    if (isIn(place, message)) log.change(message);
    drawSides();
  },
  delete: ({ chat, message_id: id }) => {
    messages.get(chat)?.delete(id);
    if (place.chat.id === chat) log.remove(id);
    drawSides();
  },
  action: ({ chat, thread, action }) => {
    const where = { chat: { id: chat }, message_thread_id: thread, is_topic_message: Boolean(thread) };
    for (const one of placesOf(person, world).filter((each) => isIn(each, where))) {
      clearTimeout(actions.get(one.key)?.ends);
      const ends = setTimeout(() => forgetAction(one), ACTION_MS);
      actions.set(one.key, { action, ends });
    }
    drawAction();
  },
  answer: (answer) => {
    if (answer.person === person.id) answerTo(answer.callback_query_id).resolve(answer);
  },
  world: async () => {
    await learnWorld();
    settle();
  },
};

function endAction(message) {
  placesOf(person, world).filter((where) => isIn(where, message)).forEach(forgetAction);
}

function forgetAction(where) {
  clearTimeout(actions.get(where.key)?.ends);
  actions.delete(where.key);
  drawAction();
}

/** Find oneself again after the world has changed. */
function settle() {
  person = world.people.find(({ id }) => id === person.id) ?? world.people[0];
  const places = placesOf(person, world);
  place = places.find(({ key }) => key === place.key) ?? places[0];
  drawHead();
  drawSides();
}

/** Return the promise of an answer; the answer itself may come first. */
function answerTo(id) {
  if (!answers.has(id)) answers.set(id, Promise.withResolvers());
  return answers.get(id);
}

/* What a person does */

const here = () => ({ chat: place.chat.id, person: person.id });

async function send({ text, files, asPhoto, mode }) {
  const thread = place.topic?.id ?? undefined;
  const reply_to = mode?.kind === "reply" ? mode.message.message_id : undefined;
  const common = { ...here(), thread, reply_to };
  if (mode?.kind === "edit") {
    return post("edit", { ...here(), message: mode.message.message_id, text });
  }
  if (!files.length) return post("send", { ...common, text });
  const as = asPhoto ? "photo" : "document";
  return postFiles("send", { ...common, caption: text || undefined, as }, files);
}

async function sendOrGiveBack(letter) {
  try {
    await send(letter);
  } catch (fault) {
    tellFault(fault);
    if (!byId("text").value) composer.putDraft(letter);
  }
}

async function tap(message, button) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await showAnswer(await ask(message, button.dataset.tap));
  } catch (fault) {
    tellFault(fault);
  } finally {
    button.ariaBusy = "false";
  }
}

async function ask(message, data) {
  const { callback_query_id: id } = await post("tap", { ...here(), message: message.message_id, data });
  const late = new Promise((resolve) =>
    setTimeout(resolve, ANSWER_WAIT_MS, { text: word("slow") }),
  );
  const answer = await Promise.race([answerTo(id).promise, late]);
  answers.delete(id);
  return answer;
}

function showAnswer({ text, show_alert: isAlert }) {
  if (text) (isAlert ? alert : toast)(text);
}

function openMessageMenu(message, at) {
  const text = message.text ?? message.caption;
  const mine = message.from.id === person.id;
  openMenu(at, [
    ["reply", word("reply"), () => composer.reply(message)],
    ...(text ? [["copy", word("copy"), () => log.copy(text)]] : []),
    ...(mine ? [["edit", word("edit"), () => composer.edit(message)]] : []),
  ]);
}

function lastOwnMessage() {
  return messagesIn(place).findLast(({ from }) => from.id === person.id);
}

async function makePerson({ first_name, language_code }) {
  const made = await post("people", { first_name, language_code });
  await learnWorld();
  enter(world.people.find(({ id }) => id === made.id));
}

async function makeGroup({ title, is_forum, topics = "" }) {
  const names = topics.split(",").map((name) => name.trim()).filter(Boolean);
  const members = world.people.map(({ id }) => id);
  const made = await post("chats", { title, is_forum: Boolean(is_forum), topics: is_forum ? names : [], members });
  await learnWorld();
  enter(person, placesOf(person, world).find(({ chat }) => chat.id === made.id));
}

async function toggleBlock() {
  await post("block", { person: person.id, blocked: !person.blocked });
  await EVENTS.world();
}

function openChatMenu() {
  const { left: x, bottom: y } = byId("chat-menu").getBoundingClientRect();
  const words = word(person.blocked ? "unblock" : "block");
  openMenu({ x, y }, [["block", words, () => toggleBlock().catch(tellFault)]]);
}

function openSide() {
  document.body.classList.add("side-open");
  byId("people").querySelector("[aria-pressed=true]").focus();
}

function closeSide() {
  document.body.classList.remove("side-open");
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === "dark" ||
    (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

/* The beginning */

function listenToPerson() {
  composer.onSend(sendOrGiveBack, lastOwnMessage);
  const command = (text) => sendOrGiveBack({ text, files: [] });
  log.onPress({ tap, command, menu: openMessageMenu });
  const make = (fault) => (wish) => fault(wish).catch(tellFault);
  const presses = {
    start: () => command("/start"),
    "choose-file": () => byId("file").click(),
    "new-person": () => openForm("person-form", make(makePerson)),
    "new-group": () => openForm("group-form", make(makeGroup)),
    "chat-menu": openChatMenu,
    "open-side": openSide,
    shade: closeSide,
    theme: toggleTheme,
  };
  for (const [id, act] of Object.entries(presses)) byId(id).addEventListener("click", act);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) markRead(person, place);
    drawSides();
  });
}

async function begin() {
  await learnWorld();
  for (const who of world.people) {
    for (const where of placesOf(who, world)) markRead(who, where);
  }
  const query = new URLSearchParams(location.search);
  const who = world.people.find(({ id }) => String(id) === query.get("person")) ?? world.people[0];
  const where = placesOf(who, world).find(
    ({ chat, topic }) =>
      String(chat.id) === query.get("chat") && String(topic?.id ?? "") === (query.get("topic") ?? ""),
  );
  enter(who, where);
}

async function catchUp() {
  byId("offline").hidden = true;
  await learnWorld();
  settle();
  drawChat();
}

document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";
await begin();
listenToPerson();
listen({
  onEvent: (event) => EVENTS[event.event]?.(event),
  onOpen: catchUp,
  onBreak: () => (byId("offline").hidden = false),
});

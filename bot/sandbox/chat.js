// The page's first room: what is shown, what the sandbox tells, what a person does.

import { Refusal, listen, post, postFiles } from "./api.js";
import * as composer from "./composer.js";
import { avatar, byId } from "./dom.js";
import * as log from "./log.js";
import {
  forget, keep, learn, markRead, messagesIn, newestIn, seat, unread, world,
} from "./memory.js";
import { alert, openForm, openMenu, tellFault, toast } from "./overlays.js";
import { drawPeople, drawPlaces, isIn, placesOf } from "./places.js";
import { speak, word } from "./words.js";

const ACTION_MS = 5000;
const ANSWER_WAIT_MS = 30_000;

let person = null; // who writes
let place = null; // where: a chat, or a topic of a forum

const drafts = new Map(); // person and place -> what was begun there
const actions = new Map(); // place -> {action, ends}
const answers = new Map(); // callback query id -> {promise, resolve}

const placeOf = (message) => placesOf(person, world).find((where) => isIn(where, message));

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
  const { isGroup, chat } = place;
  if (isGroup) return word(chat.member ? "how_many" : "bot_away", { count: chat.members.length });
  return person.blocked ? word("blocked") : word("bot");
}

function drawAction() {
  const action = actions.get(place.key)?.action;
  const known = ["upload_photo", "upload_document"].includes(action) ? action : "typing";
  byId("action").textContent = action ? word(known, { name: world.bot.first_name }) : "";
}

function drawChat() {
  log.show(messagesIn(place), { person, isGroup: place.isGroup });
  byId("start").hidden = place.isGroup;
}

/** Let someone write somewhere; a person's first place is the chat with the bot. */
function enter(who, where = placesOf(who, world)[0]) {
  const written = composer.takeDraft();
  const first = !place;
  if (!first) drafts.set(seat(person, place), written);
  person = who;
  place = where;
  speak(person.language_code);
  // What someone in haste chose before the chat was there is theirs to send.
  composer.putDraft(first ? written : drafts.get(seat(person, place)));
  markRead(person, place);
  drawHead();
  drawChat();
  drawSides();
  closeSide();
  // On a phone the focus would bring up the keyboard unasked.
  if (matchMedia("(hover: hover)").matches) byId("text").focus();
  noteAddress();
}

/** Let the page's address name the place, so that a reload comes back to it. */
function noteAddress() {
  const query = new URLSearchParams({ person: person.id, chat: place.chat.id });
  if (place.topic?.id) query.set("topic", place.topic.id);
  history.replaceState(null, "", `?${query}`);
}

/* What the sandbox tells */

const EVENTS = {
  message: ({ message }) => {
    if (!keep(message)) return;
    endAction(message);
    if (isIn(place, message)) addHere(message);
    drawSides();
  },
  edit: ({ message }) => {
    keep(message);
    endAction(message);
    if (isIn(place, message)) log.change(message);
    drawSides();
  },
  delete: ({ chat, message_id: id }) => {
    forget(chat, id);
    if (place.chat.id === chat) log.remove(id);
    drawSides();
  },
  action: ({ chat, thread, action }) => {
    const topic = { message_thread_id: thread, is_topic_message: Boolean(thread) };
    const where = placeOf({ chat: { id: chat }, ...topic });
    if (!where) return;
    forgetAction(where);
    const ends = setTimeout(() => forgetAction(where), ACTION_MS);
    actions.set(where.key, { action, ends });
    drawAction();
  },
  answer: (answer) => {
    if (answer.person === person.id) answerTo(answer.callback_query_id).resolve(answer);
  },
  world: async () => {
    await learn();
    settle();
  },
};

function addHere(message) {
  log.add(message);
  if (!document.hidden) markRead(person, place);
}

/** The bot has done what it said it was about to do. */
function endAction(message) {
  const where = placeOf(message);
  if (where && message.from.id === world.bot.id) forgetAction(where);
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
  if (!place.isGroup && person.blocked) throw new Refusal(word("blocked_send"));
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
  const press = { ...here(), message: message.message_id, data };
  const { callback_query_id: id } = await post("tap", press);
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
  await inTurn(learn);
  enter(world.people.find(({ id }) => id === made.id));
}

async function makeGroup({ title, is_forum, topics = "" }) {
  const names = topics.split(",").map((name) => name.trim()).filter(Boolean);
  const members = world.people.map(({ id }) => id);
  const forum = { is_forum: Boolean(is_forum), topics: is_forum ? names : [] };
  const made = await post("chats", { title, members, ...forum });
  await inTurn(learn);
  enter(person, placesOf(person, world).find(({ chat }) => chat.id === made.id));
}

function openChatMenu() {
  const { left: x, bottom: y } = byId("chat-menu").getBoundingClientRect();
  openMenu({ x, y }, [place.isGroup ? memberItem(place.chat) : blockItem()]);
}

function blockItem() {
  const { id, blocked } = person;
  const act = () => post("block", { person: id, blocked: !blocked }).catch(tellFault);
  return ["block", word(blocked ? "unblock" : "block"), act];
}

function memberItem({ id, member }) {
  const act = () => post("member", { chat: id, member: !member }).catch(tellFault);
  return ["block", word(member ? "bot_out" : "bot_in"), act];
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
  const carryOut = (act) => (wish) => act(wish).catch(tellFault);
  const presses = {
    start: () => command("/start"),
    "choose-file": () => byId("file").click(),
    "new-person": () => openForm("person-form", carryOut(makePerson)),
    "new-group": () => openForm("group-form", carryOut(makeGroup)),
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
  await learn();
  for (const who of world.people) {
    for (const where of placesOf(who, world)) markRead(who, where);
  }
  const query = new URLSearchParams(location.search);
  const asked = (name, value) => String(value ?? "") === (query.get(name) ?? "");
  const who = world.people.find(({ id }) => asked("person", id)) ?? world.people[0];
  const isAsked = ({ chat, topic }) => asked("chat", chat.id) && asked("topic", topic?.id);
  enter(who, placesOf(who, world).find(isAsked));
}

async function catchUp() {
  await learn();
  settle();
  drawChat();
}

/** Do one thing after the other, so that nothing is told of before it is known. */
let turn = Promise.resolve();
function inTurn(act) {
  turn = turn.then(act).catch(tellFault);
  return turn;
}

document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";
speak(navigator.language);
listenToPerson();
listen({
  onEvent: (event) => inTurn(() => EVENTS[event.event]?.(event)),
  onOpen: () => {
    byId("offline").hidden = true;
    inTurn(() => (person ? catchUp() : begin()));
  },
  onBreak: () => (byId("offline").hidden = false),
});

// What is known of the sandbox's world, and what each person has read of it.

import { get } from "./api.js";
import { isIn } from "./places.js";

export let world = { bot: {}, people: [], chats: [], commands: {} };

const messages = new Map(); // chat id -> (message id -> Message)
const read = new Map(); // person and place -> id of the newest message read

/** Ask for everything anew: people, chats, commands and messages. */
export async function learn() {
  const news = await get("world");
  await Promise.all(news.chats.map(learnMessages));
  world = news; // only now, so that every chat in it has its messages
}

async function learnMessages({ id }) {
  const all = await get(`messages?chat=${id}`);
  messages.set(id, new Map(all.map((message) => [message.message_id, message])));
}

/** Keep a message, new or edited, and tell whether it is new. */
export function keep(message) {
  // A new group's first messages may come before the news that there is a group.
  const chat = messages.get(message.chat.id) ?? new Map();
  const isNew = !chat.has(message.message_id);
  messages.set(message.chat.id, chat.set(message.message_id, message));
  return isNew;
}

/** Forget a message that was deleted. */
export function forget(chatId, messageId) {
  messages.get(chatId)?.delete(messageId);
}

/** Return the messages of a place, oldest first. */
export function messagesIn(place) {
  return [...messages.get(place.chat.id).values()].filter((message) => isIn(place, message));
}

export const newestIn = (place) => messagesIn(place).at(-1);

/** Name a person in a place, such as for what they have read there. */
export const seat = (person, place) => `${person.id} ${place.key}`;

/** Take all messages of a place as read by a person. */
export function markRead(person, place) {
  read.set(seat(person, place), newestIn(place)?.message_id ?? 0);
}

/** Count what others wrote in a place since a person looked there. */
export function unread(person, place) {
  const seen = read.get(seat(person, place)) ?? 0;
  const isUnread = ({ from, message_id: id }) => from.id !== person.id && id > seen;
  return messagesIn(place).filter(isUnread).length;
}

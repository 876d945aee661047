// Who writes, and where: the people, their chats, and the topics of a forum.

import { avatar, byId, make } from "./dom.js";
import { gist } from "./messages.js";
import { clock, word } from "./words.js";

/**
 * List where a person can write.
 *
 * A place is a chat or, in a forum, one of its topics; `key` tells places apart.
 */
export function placesOf(person, { bot, chats }) {
  const isOpen = (chat) =>
    chat.type === "private" ? chat.id === person.id : chat.members.includes(person.id);
  return chats.filter(isOpen).flatMap((chat) => placesIn(chat, bot));
}

function placesIn(chat, bot) {
  const isGroup = chat.type !== "private";
  const title = isGroup ? chat.title : bot.first_name;
  const sign = { id: chat.id, name: title, isBot: !isGroup };
  const place = { key: String(chat.id), chat, isGroup, title, sign, topic: null };
  if (!chat.is_forum) return [place];
  const topics = [{ id: null, name: word("general") }, ...chat.topics];
  return topics.map(({ id, name }) => ({
    ...place,
    key: `${chat.id}/${id ?? ""}`,
    topic: { id, name },
  }));
}

/** Tell whether a message stands in a place. */
export function isIn(place, message) {
  if (message.chat.id !== place.chat.id) return false;
  const topic = message.is_topic_message ? message.message_thread_id : null;
  return !place.topic || place.topic.id === topic;
}

/** Draw the people to write as; `unread` says who has something to read. */
export function drawPeople(people, { current, unread, onChoose }) {
  const drawn = people.map((person) => {
    const data = { id: person.id };
    const sign = avatar({ id: person.id, name: person.first_name });
    const name = make("span", { className: "name" }, person.first_name);
    const chosen = person.id === current.id;
    const onclick = () => onChoose(person);
    const item = make("button", { type: "button", data, onclick, ariaPressed: String(chosen) });
    item.append(sign, name, !chosen && unread(person) ? dot() : "");
    return item;
  });
  fill(byId("people"), drawn);
}

/** Draw the places; `newestOf` and `unread` say what each shows of its messages. */
export function drawPlaces(places, { current, newestOf, unread, onChoose }) {
  const drawn = places.map((place) => {
    const item = make("button", {
      type: "button",
      className: place.topic ? "place topic" : "place",
      data: { key: place.key },
      ariaCurrent: String(place.key === current.key),
      onclick: () => onChoose(place),
    });
    item.append(...summary(place, newestOf(place), unread(place)));
    const heads = place.topic && place.topic.id === null;
    return heads ? [forumHead(place), item] : [item];
  });
  fill(byId("chats"), drawn.flat());
}

/** Put items into a box anew, and the focus where it was. */
function fill(box, items) {
  const at = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  box.replaceChildren(...items);
  box.querySelectorAll("button")[at]?.focus();
}

function summary(place, newest, unread) {
  const name = place.topic ? `# ${place.topic.name}` : place.title;
  return [
    place.topic ? "" : avatar(place.sign),
    make("span", { className: "name" }, name),
    newest ? make("span", { className: "when" }, clock(newest.date)) : "",
    make("span", { className: "gist" }, newest ? gist(newest) : word("no_messages")),
    unread ? badge(unread) : "",
  ];
}

function forumHead({ sign, title }) {
  return make("p", { className: "forum" }, avatar(sign), make("span", {}, title));
}

function badge(count) {
  return make("span", { className: "unread", title: word("unread", { count }) }, String(count));
}

function dot() {
  return make("span", { className: "dot", role: "img", ariaLabel: word("unread", { count: "" }) });
}

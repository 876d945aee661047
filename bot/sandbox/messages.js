// A Message of the Bot API becomes an element.  What a press does is log.js's part.

import { fileAddress } from "./api.js";
import { avatar, hue, icon, make } from "./dom.js";
import { clock, size, word } from "./words.js";

const SAFE_LINK = /^(https?|tg|ton|mailto|tel):/i;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

const MARKS = {
  bold: () => make("strong"),
  italic: () => make("em"),
  underline: () => make("u"),
  strikethrough: () => make("s"),
  code: () => make("code"),
  pre: () => make("pre"),
  blockquote: () => make("blockquote"),
  expandable_blockquote: () => make("blockquote", { className: "expandable" }, unfold()),
  spoiler: () => make("span", spoken("button", "spoiler", word("spoiler"))),
  bot_command: (said) => make("span", spoken("button", "command", said)),
  text_link: (said, { url }) => link(url),
  url: (said) => link(SAFE_LINK.test(said) ? said : `https://${said}`),
  email: (said) => link(`mailto:${said}`),
  phone_number: (said) => link(`tel:${said}`),
};

/**
 * Draw a message as one person sees it.
 *
 * @param {object} message - a Message object
 * @param {{person: object, isGroup: boolean}} look - who looks, and where
 */
export function draw(message, look) {
  const data = { id: message.message_id, from: message.from.id, date: message.date };
  const happening = occasion(message);
  if (happening) return make("article", { className: "message service", data }, happening);

  const mine = message.from.id === look.person.id;
  const className = `message ${mine ? "mine" : "theirs"}`;
  const more = make("button", { className: "more", type: "button", ariaLabel: word("more") });
  more.append(icon("more"));
  return make(
    "article",
    { className, data },
    look.isGroup && !mine && avatar(signOf(message.from)),
    make("div", { className: "column" }, bubble(message, { ...look, mine }), buttons(message)),
    more,
  );
}

/** Return a message in a few words, for lists and quotes. */
export function gist(message) {
  const text = message.text ?? message.caption ?? "";
  const file = message.document?.file_name ?? (message.photo && word("photo"));
  const line = [file, text.trim().replace(/\s+/g, " ")].filter(Boolean).join(" · ");
  return line || occasion(message) || word("unsupported");
}

/** Return a text as nodes, with its entities (in UTF-16 units, as strings are). */
export function formatted(text, entities = []) {
  const order = (a, b) => a.offset - b.offset || b.length - a.length;
  const body = document.createDocumentFragment();
  write(body, text, { entities: [...entities].sort(order), from: 0, to: text.length });
  return body;
}

function write(parent, text, { entities, from, to }) {
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const begin = Math.max(at, entity.offset);
    const end = Math.min(to, entity.offset + entity.length);
    const element = mark(entity, text.slice(begin, end));
    write(element, text, { entities, from: begin, to: end });
    parent.append(text.slice(at, begin), element);
    // A block ends its line by itself; the line break behind it would be a second.
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  parent.append(text.slice(at, to));
}

function mark(entity, said) {
  const marked = MARKS[entity.type] ?? (() => make("span"));
  return marked(said, entity);
}

function unfold() {
  const spoken = { ariaLabel: word("show_more"), ariaExpanded: "false" };
  return make("button", { className: "unfold", type: "button", ...spoken }, icon("down"));
}

function spoken(role, className, ariaLabel) {
  return { role, className, ariaLabel, tabIndex: 0 };
}

function link(address) {
  if (!SAFE_LINK.test(address)) return make("span");
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

/** Say what happened, for a message that tells of the chat itself. */
function occasion(message) {
  const name = message.from.first_name;
  const { new_chat_members: come, left_chat_member: gone } = message;
  if (come) return word("joined", { name: come.map((one) => one.first_name).join(", ") });
  if (gone) return word("left", { name: gone.first_name });
  if (message.pinned_message) return word("pinned", { name });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return word("upgraded");
  const topic = message.forum_topic_created;
  return topic ? word("created", { title: topic.name }) : "";
}

function bubble(message, { isGroup, mine }) {
  const { text = message.caption, entities = message.caption_entities } = message;
  const media = [photo(message), attachment(message)].filter(Boolean);
  const written = { className: "words", dir: "auto" };
  const words = text && make("div", written, formatted(text, entities));
  const ordered = message.show_caption_above_media ? [words, ...media] : [...media, words];
  const shape = message.photo ? "bubble with-photo" : "bubble";
  return make(
    "div",
    { className: shape },
    isGroup && !mine && author(message.from),
    quote(message.reply_to_message),
    ...ordered,
    !words && !media.length && make("em", { className: "words" }, word("unsupported")),
    stamp(message),
  );
}

function author({ id, first_name: name }) {
  return make("div", { className: "author", style: { "--hue": hue(id) } }, name);
}

function quote(original) {
  // In a topic, a message that answers nothing answers the topic's beginning.
  if (!original || original.forum_topic_created) return null;
  const data = { original: original.message_id };
  const name = make("strong", {}, original.from.first_name);
  const line = make("span", {}, gist(original));
  const style = { "--hue": hue(original.from.id) };
  return make("button", { className: "quote", type: "button", data, style }, name, line);
}

function photo({ photo: sizes, caption }) {
  if (!sizes) return null;
  const { file_id, width, height } = sizes.at(-1);
  const alt = caption?.split("\n")[0] || word("photo");
  const image = make("img", { src: fileAddress(file_id), alt, width, height });
  const style = { "--wide": width, "--high": height };
  const ariaLabel = word("open_photo");
  return make("button", { className: "photo", type: "button", style, ariaLabel }, image);
}

function attachment({ document: file }) {
  if (!file) return null;
  const name = file.file_name ?? word("file");
  const facts = { href: fileAddress(file.file_id), download: name, className: "document" };
  return make(
    "a",
    { ...facts, ariaLabel: word("download", { name }) },
    sheet(name),
    make("span", { className: "name" }, name),
    make("span", { className: "size" }, size(file.file_size ?? 0)),
  );
}

/** Make the sign of a file: a sheet with the ending of its name. */
export function sheet(name) {
  const ending = /\.(\w{1,4})$/.exec(name)?.[1] ?? "";
  const sign = ending.toLowerCase() || icon("file");
  return make("span", { className: "sheet", ariaHidden: "true" }, sign);
}

function stamp({ date, edit_date: edited }) {
  const time = make("time", { dateTime: new Date(date * 1000).toISOString() }, clock(date));
  return make("div", { className: "stamp" }, edited && make("span", {}, word("edited")), time);
}

function buttons({ reply_markup: markup }) {
  if (!markup?.inline_keyboard) return null;
  const row = (keys) => make("div", { className: "row" }, ...keys.map(button));
  return make("div", { className: "buttons" }, ...markup.inline_keyboard.map(row));
}

function button({ text, url, callback_data: tap, copy_text: copy }) {
  if (url) return Object.assign(link(url), { textContent: text });
  const data = copy ? { copy: copy.text } : { tap };
  return make("button", { type: "button", data }, text);
}

function signOf({ id, first_name: name, is_bot: isBot }) {
  return { id, name, isBot };
}

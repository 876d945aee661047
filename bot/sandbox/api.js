// The person's side of the sandbox: asking over HTTP, hearing over a WebSocket.

import { word } from "./words.js";

const FIRST_WAIT_MS = 250;
const LAST_WAIT_MS = 5000;

/** A wish that the sandbox refused or did not hear; its message says so to a person. */
export class Refusal extends Error {}

/** Ask the sandbox and return its answer; a refusal is thrown, in one sentence. */
async function ask(path, options) {
  const answer = await fetch(path, options).catch(() => {
    throw new Refusal(word("unreachable"));
  });
  const body = await answer.json().catch(() => ({ error: word("unreachable") }));
  if (!answer.ok) throw new Refusal(body.error);
  return body;
}

export const get = (path) => ask(`/person/${path}`);

export const post = (path, body) =>
  ask(`/person/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** Send fields and files, as a form does; a field without a value stays out. */
export function postFiles(path, fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, value);
  }
  for (const file of files) form.append("file", file);
  return ask(`/person/${path}`, { method: "POST", body: form });
}

export const fileAddress = (fileId) => `/person/files/${encodeURIComponent(fileId)}`;

/** Hear of everything that happens, and go on hearing when the line breaks. */
export function listen({ onEvent, onOpen, onBreak }) {
  let wait = FIRST_WAIT_MS;
  const connect = () => {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/person/live`);
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      onOpen();
    };
    socket.onmessage = ({ data }) => onEvent(JSON.parse(data));
    socket.onclose = () => {
      onBreak();
      setTimeout(connect, wait);
      wait = Math.min(2 * wait, LAST_WAIT_MS);
    };
  };
  connect();
}

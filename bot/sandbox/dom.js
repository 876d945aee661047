// Making elements.  Text goes in as text nodes alone, so nothing needs escaping.

export const byId = (id) => document.getElementById(id);

/** Make an element with properties ("data" fills its dataset) and children. */
export function make(tag, { data = {}, style = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(style)) {
    element.style.setProperty(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

/** Make one of the drawings that chat.html defines; it says nothing by itself. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Make the round sign of someone: the bot's own, or a coloured first letter. */
export function avatar({ id, name, isBot }) {
  const sign = isBot ? icon("bot") : [...name][0];
  const className = isBot ? "avatar bot" : "avatar";
  return make("span", { className, ariaHidden: "true", style: { "--hue": hue(id) } }, sign);
}

/** Return the colour of someone, as an angle: far apart for ids that follow on. */
export const hue = (id) => (Math.abs(id) * 137.5) % 360;

// Texts come from the page; this fills in the {names} of one.

export function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

// Several versions of a text as one: what they share once, what differs under each other.

export function together(versions) {
  const lines = versions.map((text) => text.split("\n"));
  const shortest = Math.min(...lines.map(({ length }) => length));
  const isShared = (at) => lines.every((one) => one.at(at) === lines[0].at(at));
  let head = 0;
  while (head < shortest && isShared(head)) head += 1;
  let tail = 0;
  while (tail < shortest - head && isShared(-1 - tail)) tail += 1;
  const middles = lines.map((one) => one.slice(head, one.length - tail)).filter((middle) => middle.some((line) => line.trim()));
  const first = lines[0];
  return [...first.slice(0, head), ...middles.flat(), ...first.slice(first.length - tail)].join("\n");
}

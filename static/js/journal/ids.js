// Random ids of the signs that webapp/sealing/codes.py uses.

const SIGNS = "23456789bcdfghjkmnpqrstvwxyz";
const FAIR = 256 - (256 % SIGNS.length); // a byte beyond it would favour some signs

export function newId(length) {
  let id = "";
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < FAIR && id.length < length) id += SIGNS[byte % SIGNS.length];
    }
  }
  return id;
}

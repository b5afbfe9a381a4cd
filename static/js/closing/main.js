// The closing questions on the leader's screen. Everything works without these scripts, but for
// what waits on the device, and for keys.

import { startBoard } from "./board.js";
import { startCards } from "./cards.js";
import { openQueue } from "./queue.js";
import { startTyping } from "./typing.js";

async function start(root) {
  const board = startBoard(root);
  startCards(board);
  const keys = root.querySelector("[data-keys]");
  if (keys) keys.hidden = false;
  if (root.querySelector("[data-typing]")) await startTyping(root, await openQueue(root.dataset.meeting), board);
  root.dataset.started = "";
}

document.querySelectorAll("[data-closing]").forEach(start);

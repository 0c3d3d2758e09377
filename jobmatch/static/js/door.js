// The door on a phone: recognise badges and names, keep what cannot be sent yet, and send it once.
"use strict";

const page = document.getElementById("scanner");
const words = JSON.parse(page.dataset.words);
const part = (id) => document.getElementById(id);
const MOST_CHECK_INS = 200;
const MOST_WALK_INS = 50;
let guests = [];
let sending = false;
let askedAgain = false;
let folding = null;
let ended = false;  // everything was removed: nothing is opened or asked for any more

function say(key, values = {}, tone = "") {
  let text = words[key];
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  part("message").textContent = text;
  part("message").dataset.tone = tone;
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Names are found in any script: folded as the server folds them. While little is typed, by the letters on the screen.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function named(typed) {
  if (!typed) return guests;
  const folded = folding ? folding.bestNamed(typed, guests, (guest) => (guest.key ?? "").split(" ").filter(Boolean)) : [];
  const written = guests.filter((guest) => plain(`${guest.name} ${guest.other}`).includes(plain(typed)));
  return [...new Set([...folded, ...written])];
}

function show() {
  const rows = named(part("find").value.trim());
  part("list").replaceChildren(...rows.slice(0, 100).map(line));
  const here = guests.filter((guest) => guest.here).length;
  part("count").textContent = words.count.replace("{here}", here).replace("{all}", guests.length);
}

function line(guest) {
  const item = document.createElement("li");
  item.className = "list-group-item slot-row";
  const name = document.createElement("bdi");
  name.textContent = guest.other && guest.other !== guest.name ? `${guest.name} · ${guest.other}` : guest.name;
  const button = document.createElement("button");
  button.className = guest.here ? "btn btn-sm btn-success" : "btn btn-sm";
  button.textContent = guest.here ? words.here : words.check;
  button.disabled = guest.here;
  button.addEventListener("click", () => arrive(guest.token, "name"));
  item.append(name, button);
  return item;
}

async function arrive(token, way) {
  const guest = guests.find((one) => one.token === token);
  if (!guest) return say("unknown", {}, "bad");
  if (guest.here) return say("again", { name: guest.name }, "seen");
  await doorStore.arrive(guest, { client_id: newId(), token, way, at: new Date().toISOString() });
  guest.here = true;
  say("welcome", { name: guest.name }, "good");
  show();
  await send();
}

async function register(form) {
  if (ended) return say("over");
  const [name, phone, language] = ["name", "phone", "language"].map((field) => form.elements[field].value.trim());
  if (!name) return form.elements.name.focus();
  if (!form.elements.consents.checked) return say("unasked", {}, "bad");
  const row = { client_id: newId(), name, consents: true, at: new Date().toISOString() };
  if (phone || language) {
    row.sealed = await seal(page.dataset.seal, { phone: phone || null, language: language || null }, row.client_id);
  }
  await doorStore.walkIn(asGuest(row), row);
  guests.push(asGuest(row));
  form.reset();
  form.hidden = true;
  say("registered", { name }, "good");
  show();
  await send();
}

// Somebody who is not sent yet stands in the list like a guest; the code of a badge comes with the next list.
function asGuest(row) {
  return { token: row.client_id, name: row.name, other: "", key: folding ? folding.wordsOf(row.name).join(" ") : "", here: true };
}

const unsentNumber = async () => (await doorStore.unsent()).length + (await doorStore.walkIns()).length;

async function showUnsent() {
  const number = await unsentNumber();
  part("unsent").textContent = number ? words.waiting.replace("{number}", number) : words.sent;
}

// Only a fair that is neither held nor over ends everything; any other conflict, such as two doors at once, is tried again.
async function post(url, body) {
  const token = (await doorStore.fact("csrf")) ?? "";
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.headers.get("Content-Type")?.includes("json")) return null;
  const told = await answer.json();
  if (told.error === "fair_not_held") return { ended: true };
  return answer.ok ? told : null;
}

// Each row has its own id, so that an answer lost on the way costs nothing: the same is sent again and counts once.
async function send() {
  askedAgain = true;  // a sending that goes on already looks once more before it ends
  if (sending) return;
  sending = true;
  while (askedAgain && !ended) {
    askedAgain = false;
    try {
      await sendRows();
    } catch {
      say("offline", {}, "seen");
    }
  }
  sending = false;
  if (!ended) await showUnsent();
}

// As many times as it takes: one request takes so many rows, and a fair that is over leaves only when none is left.
async function sendRows(again = true) {
  await showUnsent();
  const checkIns = (await doorStore.unsent()).slice(0, MOST_CHECK_INS);
  const walkIns = (await doorStore.walkIns()).slice(0, MOST_WALK_INS);
  const before = await unsentNumber();
  let fairOver = false;
  if (checkIns.length) {
    const answer = await post(page.dataset.sync, { check_ins: checkIns });
    if (answer?.ended) return over();
    if (!answer) return again ? load() : null;  // for a newer token, or the sign-in
    await doorStore.drop([...(answer.kept ?? []), ...(answer.refused ?? [])]);
    if (answer.refused?.length) say("refused", { number: answer.refused.length }, "bad");
    fairOver = answer.over;
  }
  if (walkIns.length) {
    const answer = await post(page.dataset.walkIns, { walk_ins: walkIns });
    if (answer?.ended) return over();
    if (!answer) return again ? load() : null;
    await doorStore.dropWalkIns([...(answer.kept ?? []), ...(answer.refused ?? [])]);
    if (answer.refused?.length) say("walk_ins_refused", { number: answer.refused.length }, "bad");
    if (answer.unread) say("unread", { number: answer.unread }, "bad");
    showDoubtful(answer.doubtful ?? []);
    fairOver = answer.over;
  }
  const left = await unsentNumber();
  if (left && left < before) return sendRows(again);
  if (fairOver && !left) return over();
  if (walkIns.length && !fairOver) await load();
}

function showDoubtful(rows) {
  for (const { name, url } of rows) {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    [link.href, link.textContent, link.dir] = [url, name, "auto"];
    item.append(link);
    part("doubtful").querySelector("ul").append(item);
    part("doubtful").hidden = false;
  }
}

async function over() {
  ended = true;
  guests = [];
  await wipeDoor();
  show();
  say("over");
}

async function loadRules() {
  try {
    const answer = await fetch(page.dataset.rules, { headers: { Accept: "application/json" } });
    folding = nameFolding(await answer.json());
  } catch {
    folding = null;  // without them, names are found as they are written
  }
}

async function load() {
  try {
    const answer = await fetch(page.dataset.guests, { headers: { Accept: "application/json" } });
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    const found = await answer.json();
    if (!found.held) {
      if (found.csrf) {  // over: what was gathered while it was held may still be sent
        await doorStore.keepFacts({ csrf: found.csrf });
        await sendRows(false);
        if (await unsentNumber()) return say("offline", {}, "seen");
      }
      return over();
    }
    const mine = new Set((await doorStore.unsent()).map((row) => row.token));
    const rows = found.guests.map((guest) => ({ ...guest, here: guest.here || mine.has(guest.token) }));
    rows.push(...(await doorStore.walkIns()).map(asGuest));
    const facts = { csrf: found.csrf, fair: page.dataset.fair, last_day: page.dataset.lastDay };
    await doorStore.keepGuests(rows, facts);
  } catch {
    say("offline", {}, "seen");
  }
  if (!ended && (await doorStore.fact("fair")) === page.dataset.fair) {
    const waiting = new Set((await doorStore.unsent()).map((row) => row.token));  // one may have come in meanwhile
    guests = (await doorStore.guests()).map((guest) => ({ ...guest, here: guest.here || waiting.has(guest.token) }));
    guests.sort((one, other) => one.name.localeCompare(other.name));
  }
  show();
}

async function scan() {
  const video = part("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return say("camera", {}, "bad");
  }
  video.hidden = false;
  await video.play();
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  let last = "";
  let lastAt = 0;
  const look = () => {
    if (video.readyState >= HTMLMediaElement.HAVE_ENOUGH_DATA) {
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      drawing.drawImage(video, 0, 0);
      const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
      const code = window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
      if (code && (code !== last || Date.now() - lastAt > 4000)) {
        [last, lastAt] = [code, Date.now()];
        arrive(code, "qr");
      }
    }
    window.setTimeout(look, 150);
  };
  look();
}

// Nothing is sent beside it: whether the fair goes on comes first, and a fair that is over is wiped once.
async function begin() {
  sending = true;
  try {
    await prepare();
  } finally {
    sending = false;
  }
  await send();
}

async function prepare() {
  const lastDay = await doorStore.fact("last_day");
  // A fair of the day before yesterday is over, wherever the phone's clock stands.
  if (lastDay && Date.now() - Date.parse(lastDay) > 2 * 86_400_000) {
    await load();  // the last chance to send what was gathered
    await wipeDoor();
  }
  if (navigator.serviceWorker) {
    await navigator.serviceWorker.register(page.dataset.worker, { scope: "/organiser/" });
    const ready = await navigator.serviceWorker.ready;
    const files = Array.from(document.querySelectorAll("script[src], link[rel=stylesheet]"), (one) => one.src || one.href);
    ready.active.postMessage({ keep: [window.location.pathname, page.dataset.rules, ...files] });
  }
  await loadRules();
  await load();
}

part("walks-in").addEventListener("click", () => {
  if (!window.isSecureContext) return window.location.assign(page.dataset.walkIn);  // nothing can be sealed here
  part("walk-in").hidden = !part("walk-in").hidden;
  part("walks-in").setAttribute("aria-expanded", String(!part("walk-in").hidden));
  if (!part("walk-in").hidden) part("name").focus();
});
part("walk-in").addEventListener("submit", (event) => {
  event.preventDefault();
  register(event.target);
});
part("find").addEventListener("input", show);
part("camera").addEventListener("click", scan);
part("wipe").addEventListener("click", async (event) => {
  if (window.confirm(event.target.dataset.confirmWipe)) await over();
});
window.addEventListener("online", send);
window.setInterval(send, 15_000);
begin();

// The door on a phone: recognise badges and names, keep what cannot be sent yet, and send it once.
"use strict";

const page = document.getElementById("scanner");
const words = JSON.parse(page.dataset.words);
const part = (id) => document.getElementById(id);
let guests = [];
let sending = false;

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

// Names are compared without marks and case; the list holds each name in both of its scripts.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function show() {
  const wanted = plain(part("find").value.trim());
  const rows = guests.filter((guest) => !wanted || plain(`${guest.name} ${guest.other}`).includes(wanted));
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

async function showUnsent() {
  const rows = await doorStore.unsent();
  part("unsent").textContent = rows.length ? words.waiting.replace("{number}", rows.length) : words.sent;
  return rows;
}

// Each check-in has its own id, so that an answer lost on the way costs nothing: the same is sent again and counts once.
async function send() {
  if (sending) return;
  sending = true;
  try {
    const rows = (await showUnsent()).slice(0, 200);
    if (rows.length) {
      const answer = await fetch(page.dataset.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": (await doorStore.fact("csrf")) ?? "" },
        body: JSON.stringify({ check_ins: rows }),
      });
      if (answer.status === 409) return over();
      if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) {
        const { kept, refused } = await answer.json();
        await doorStore.drop([...kept, ...refused]);
        if (refused.length) say("refused", { number: refused.length }, "bad");
      } else {
        await load();  // a newer token, or the sign-in
      }
    }
  } catch {
    say("offline", {}, "seen");
  } finally {
    sending = false;
  }
  await showUnsent();
}

async function over() {
  guests = [];
  await wipeDoor();
  show();
  say("over");
}

async function load() {
  try {
    const answer = await fetch(page.dataset.guests, { headers: { Accept: "application/json" } });
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    const found = await answer.json();
    if (!found.held) return over();
    const mine = new Set((await doorStore.unsent()).map((row) => row.token));
    const rows = found.guests.map((guest) => ({ ...guest, here: guest.here || mine.has(guest.token) }));
    const facts = { csrf: found.csrf, fair: page.dataset.fair, last_day: page.dataset.lastDay };
    await doorStore.keepGuests(rows, facts);
  } catch {
    say("offline", {}, "seen");
  }
  if ((await doorStore.fact("fair")) === page.dataset.fair) guests = (await doorStore.guests()).sort((one, other) => one.name.localeCompare(other.name));
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

async function begin() {
  const lastDay = await doorStore.fact("last_day");
  // A fair of the day before yesterday is over, wherever the phone's clock stands.
  if (lastDay && Date.now() - Date.parse(lastDay) > 2 * 86_400_000) await wipeDoor();
  if (navigator.serviceWorker) {
    await navigator.serviceWorker.register(page.dataset.worker, { scope: "/organiser/" });
    const ready = await navigator.serviceWorker.ready;
    const files = Array.from(document.querySelectorAll("script[src], link[rel=stylesheet]"), (one) => one.src || one.href);
    ready.active.postMessage({ keep: [window.location.pathname, ...files] });
  }
  await load();
  await send();
}

part("find").addEventListener("input", show);
part("camera").addEventListener("click", scan);
part("wipe").addEventListener("click", async (event) => {
  if (window.confirm(event.target.dataset.confirmWipe)) await over();
});
window.addEventListener("online", send);
window.setInterval(send, 15_000);
begin();

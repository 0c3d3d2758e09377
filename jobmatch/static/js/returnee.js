// Comforts for the job seekers' pages; everything works without this file.
"use strict";

const worker = document.documentElement.dataset.worker;
const controls = document.querySelector("[data-offline]");

async function keptCopy() {
  return "caches" in window && (await caches.has("offers"));
}

async function showState() {
  if (!controls) return;
  const kept = await keptCopy();
  controls.hidden = false;
  controls.querySelector("[data-keep]").hidden = kept;
  controls.querySelector("[data-kept]").hidden = !kept;
}

async function keep() {
  const store = await caches.open("offers");
  await store.addAll(JSON.parse(controls.dataset.offline));
  await showState();
}

async function forget() {
  if ("caches" in window) await caches.delete("offers");
  await showState();
}

if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).then(showState, () => {});
controls?.querySelector("[data-keep] button").addEventListener("click", keep);
controls?.querySelector("[data-kept] button").addEventListener("click", forget);

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]") && "caches" in window) caches.delete("offers");
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// Small comforts; every page works without them.
"use strict";

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A summary of errors says which field each is about.
function nameFields(root) {
  for (const link of root.querySelectorAll(".alert-danger a[href^='#']")) {
    const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`)?.firstChild?.textContent.trim();
    if (label && !link.dataset.named) link.prepend(`${label}: `);
    link.dataset.named = "yes";
  }
}

// The field that was there stays for the form alone; its explanation goes with the one that is used instead.
function takeOver(made) {
  const described = made.input.getAttribute("aria-describedby");
  made.input.setAttribute("aria-hidden", "true");
  if (described) made.control_input.setAttribute("aria-describedby", described);
}

// What is wider than its place can be scrolled with the keyboard too.
function reachScrollers(root) {
  for (const box of root.querySelectorAll(".table-wrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

function enhance(root) {
  for (const select of root.querySelectorAll("select[data-enhance]")) {
    if (select.tomselect || !window.TomSelect) continue;
    const source = select.dataset.source;
    takeOver(new window.TomSelect(select, {
      plugins: select.multiple ? ["remove_button"] : [],
      maxOptions: 50,
      create: select.dataset.create === "yes",
      load: source ? (query, done) => {
        fetch(`${source}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } })
          .then((answer) => answer.json()).then((found) => done(found.results)).catch(() => done());
      } : null,
      shouldLoad: (query) => query.length > 1,
    }));
  }
}

function enhanceTags(root) {
  for (const input of root.querySelectorAll("input[data-tags]")) {
    if (input.tomselect || !window.TomSelect) continue;
    const source = input.dataset.source;
    takeOver(new window.TomSelect(input, {
      delimiter: ";", create: true, createOnBlur: true, persist: false, plugins: ["remove_button"], maxOptions: 20,
      splitOn: /[;؛\n]/,
      load: source ? (query, done) => {
        fetch(`${source}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } })
          .then((answer) => answer.json()).then((found) => done(found.results)).catch(() => done());
      } : null,
      shouldLoad: (query) => query.length > 1,
    }));
  }
}

function ready(root) {
  enhance(root);
  enhanceTags(root);
  reachScrollers(document);
  nameFields(root);
}

document.addEventListener("DOMContentLoaded", () => ready(document));
document.addEventListener("htmx:load", (event) => ready(event.target));
window.addEventListener("resize", () => reachScrollers(document));
document.addEventListener("toggle", () => reachScrollers(document), true);

// The number beside a slider follows it.
document.addEventListener("input", (event) => {
  const output = event.target.matches("input[type=range]") && event.target.form?.querySelector(`output[for="${event.target.id}"]`);
  if (output) output.value = event.target.value;
});

// One key presses the button or follows the link that names it; never while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const named = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!named) return;
  event.preventDefault();
  named.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Tick every box of a list.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (button) for (const box of button.form.querySelectorAll("input[type=checkbox][name=ids]")) box.checked = true;
});

// Whoever signs out leaves nothing of a fair's door on the device, and is asked first where something is not sent yet.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.action?.endsWith("/sign-out") || event.defaultPrevented || !window.indexedDB) return;
  event.preventDefault();
  if ((await unsentAtTheDoor()) && !window.confirm(form.dataset.unsent ?? "")) return;
  window.indexedDB.deleteDatabase("jobmatch-door");
  window.caches?.delete("jobmatch-door");
  form.submit();
});

async function unsentAtTheDoor() {
  const known = (await window.indexedDB.databases?.()) ?? [];
  if (!known.some((one) => one.name === "jobmatch-door")) return 0;
  const database = await new Promise((done) => {
    const asked = window.indexedDB.open("jobmatch-door");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  });
  const stores = ["unsent", "walk_ins"].filter((name) => database?.objectStoreNames.contains(name));
  const counts = stores.map((name) => new Promise((done) => {
    const asked = database.transaction(name).objectStore(name).count();
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(0);
  }));
  const number = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  database?.close();
  return number;
}

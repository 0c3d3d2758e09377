// Choosing columns without a round trip: the same buttons, and the lines move at once. Keyboard and pointer alike.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const chosen = document.getElementById("chosen-columns");
  const others = document.getElementById("other-columns");
  const news = document.getElementById("column-news");
  if (!chosen || !others) return;
  const name = (line) => line.querySelector(".column-name").textContent.trim();
  const say = (kind, line) => {
    const place = [...chosen.children].indexOf(line) + 1;
    news.textContent = news.dataset[kind].replace("{column}", name(line)).replace("{place}", place);
  };
  const settle = () => {
    document.querySelector(".column-none").hidden = chosen.children.length > 0;
    document.getElementById("other-count").textContent = others.children.length;
  };
  const put = (line, list) => {
    list.append(line);
    line.querySelector("input").disabled = list !== chosen;
    settle();
  };
  const focus = (line, steps) => {
    for (const step of steps) {
      const button = line?.querySelector(`[data-step="${step}"]`);
      if (button && button.offsetParent) return button.focus();
    }
  };

  document.getElementById("export-form").addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    const line = button.closest(".column-line");
    if (!line) {
      if (button.value === "usual:") return; // the server knows which these are
      event.preventDefault();
      if (button.value === "all:") for (const one of [...others.children]) put(one, chosen);
      if (button.value === "none:") for (const one of [...chosen.children]) put(one, others);
      return;
    }
    event.preventDefault();
    const step = button.dataset.step;
    if (step === "up" && line.previousElementSibling) line.previousElementSibling.before(line);
    if (step === "down" && line.nextElementSibling) line.nextElementSibling.after(line);
    if (step === "up" || step === "down") {
      button.focus({ preventScroll: true });
      say("moved", line);
      return;
    }
    const neighbour = line.nextElementSibling || line.previousElementSibling;
    put(line, step === "add" ? chosen : others);
    say(step === "add" ? "added" : "removed", line);
    focus(neighbour, step === "add" ? ["add"] : ["remove"]);
  });

  // Dragging a line puts it before the line that it is dropped on.
  let dragged = null;
  for (const line of document.querySelectorAll(".column-line")) line.draggable = true;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".column-line");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest(".column-list")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const list = event.target.closest(".column-list");
    if (!dragged || !list) return;
    event.preventDefault();
    const onto = event.target.closest(".column-line");
    if (onto !== dragged) {
      put(dragged, list);
      if (onto) onto.before(dragged);
      if (list === chosen) say("moved", dragged);
    }
    dragged = null;
  });
  document.addEventListener("dragend", () => { dragged = null; });
});

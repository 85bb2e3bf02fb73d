// Small conveniences. Every page also works without them.
"use strict";

// A choice that opens under its word closes when the eye goes elsewhere.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.choice[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
  const found = document.getElementById("found");
  if (found && !event.target.closest(".search")) found.replaceChildren();
});

// The groups of the menu stay as they were left; that of the page itself is always open.
const rail = "luodi-rail";
function openGroups() {
  try { return JSON.parse(localStorage.getItem(rail)) || []; } catch { return []; }
}
for (const group of document.querySelectorAll(".rail details[data-kept]")) {
  if (openGroups().includes(group.dataset.kept)) group.open = true;
  group.querySelector("summary").addEventListener("click", () => {
    const others = openGroups().filter((one) => one !== group.dataset.kept);
    try { localStorage.setItem(rail, JSON.stringify(group.open ? others : [...others, group.dataset.kept])); } catch { /* not kept */ }
  });
}

// A long menu shows where one is.
const menu = document.querySelector(".rail-in");
const here = menu?.querySelector("[aria-current]");
if (here && here.offsetTop + here.offsetHeight > menu.clientHeight) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing) {
    const box = document.getElementById("search");
    if (box) { event.preventDefault(); box.focus(); }
  }
  if (event.key === "Escape") {
    for (const open of document.querySelectorAll("details.choice[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    document.getElementById("found")?.replaceChildren();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") moveWithinFound(event);
});

function moveWithinFound(event) {
  const links = [...document.querySelectorAll("#found a")];
  if (!links.length || !event.target.closest(".search")) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  (links[next] || document.getElementById("search")).focus();
}

// A form that asks to be sent as soon as a choice is made.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=date]")) form.requestSubmit();
  const all = event.target.closest("[data-check-all]");
  if (all) {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.checkAll}"]`)) box.checked = all.checked;
  }
  countChecked();
});

function countChecked() {
  for (const place of document.querySelectorAll("[data-count-checked]")) {
    const n = document.querySelectorAll(`input[name="${place.dataset.countChecked}"]:checked`).length;
    place.textContent = n ? `已选 ${n} 项` : "";
    for (const button of place.closest("form").querySelectorAll("button[data-needs-checked]")) button.disabled = !n;
  }
}

// A form is sent once; an address built from a form leaves out what is empty.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get") {
    for (const field of form.elements) {
      if (field.name && field.value === "" && !field.disabled) {
        field.disabled = true;
        setTimeout(() => { field.disabled = false; }, 0);
      }
    }
  } else if (form.dataset.sent) {
    event.preventDefault();
  } else {
    form.dataset.sent = "yes";
    form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  }
});

// What a figure says of itself, at once and in full.
let tip = null;
function showTip(link) {
  const text = link.dataset.tip || link.title;
  if (!text) return;
  link.dataset.tip = text;
  link.removeAttribute("title");
  hideTip();
  tip = document.createElement("div");
  tip.className = "tip";
  tip.role = "tooltip";
  tip.textContent = text;
  document.body.append(tip);
  const box = link.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = box.bottom + tip.offsetHeight + 12 < window.innerHeight;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + window.scrollY}px`;
}
function hideTip() { tip?.remove(); tip = null; }
const TIPPED = ".fig, .tile[href]";
document.addEventListener("mouseover", (event) => { const link = event.target.closest?.(TIPPED); if (link) showTip(link); });
document.addEventListener("mouseout", (event) => { if (event.target.closest?.(TIPPED)) hideTip(); });
document.addEventListener("focusin", (event) => { const link = event.target.closest(TIPPED); if (link) showTip(link); });
document.addEventListener("focusout", hideTip);

// A file that is dragged over its field shows where it would fall.
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    if (event.target.matches?.("input[type=file]")) event.target.classList.toggle("is-over", name === "dragover");
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
countChecked();
document.addEventListener("htmx:afterSettle", countChecked);

// What a form leaves empty does not stand in its address.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const sent = event.detail.parameters;
  for (const name of [...new Set(Object.keys(sent))]) if (sent[name] === "") delete sent[name];
});

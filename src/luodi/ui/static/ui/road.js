// The record of a meeting, kept on the phone until the server has it: written down first, then sent, exactly once.
// Without this script the form is sent like any other.
"use strict";
(() => {
const road = document.getElementById("road");
const form = document.getElementById("record");
if (!road || !form) return;

const CURRENT = "current";
const MOST = 20 * 1024 * 1024;
const remembered = read("road-account") || {};
const login = road.dataset.login || remembered.login || "";
const done = [];
let photos = [];
let named = ""; // the name of a draft taken back for mending that the server may have after all
let busy = false;
let underway = "";

function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}
function write(name, value) {
  try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
}

// Drafts lie in IndexedDB, with their pictures; where there is none, in localStorage without them.
const opened = new Promise((resolve) => {
  let request = null;
  try { request = indexedDB.open("luodi-road", 1); } catch { resolve(null); return; }
  request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "id" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => resolve(null);
});
function within(mode, act) {
  return opened.then((base) => new Promise((resolve, reject) => {
    const request = act(base.transaction("drafts", mode).objectStore("drafts"));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }));
}
async function everyDraft() {
  if (await opened) return within("readonly", (store) => store.getAll());
  return Object.values(read("road-drafts") || {});
}
async function put(draft) {
  if (await opened) return within("readwrite", (store) => store.put(draft));
  const kept = read("road-drafts") || {};
  kept[draft.id] = { ...draft, photos: [] };
  if (!write("road-drafts", kept)) throw new Error("full");
}
async function remove(id) {
  if (await opened) return within("readwrite", (store) => store.delete(id));
  const kept = read("road-drafts") || {};
  delete kept[id];
  write("road-drafts", kept);
}

// What was typed is kept while it is typed, and is there again after the page has been closed or reloaded.
const SKIPPED = new Set(["csrfmiddlewaretoken", "once", "photos"]);
function fields() {
  return [...form.elements]
    .filter((one) => one.name && !SKIPPED.has(one.name) && (one.type !== "checkbox" || one.checked))
    .map((one) => [one.name, one.type === "checkbox" ? "on" : one.value]);
}
function fill(values) {
  const said = new Map(values);
  for (const one of form.elements) {
    if (!one.name || SKIPPED.has(one.name)) continue;
    if (one.type === "checkbox") one.checked = said.has(one.name);
    else if (said.has(one.name)) choose(one, said.get(one.name));
  }
}
function choose(field, value) {
  if (field.tagName === "SELECT" && value && ![...field.options].some((one) => one.value === value)) {
    field.add(new Option(value.replace(/^[A-Z]+:/, ""), value));
  }
  field.value = value;
}
let timer = 0;
function keepCurrent() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    await putCurrent();
    tell("已保存在这部设备上");
  }, 300);
}
function putCurrent() {
  return put({ id: CURRENT, login, fields: fields(), photos, named });
}
function tell(text) { document.getElementById("kept").textContent = text; }

async function restore() {
  if (form.querySelector(".wrongs")) return;
  const found = (await everyDraft()).find((one) => one.id === CURRENT && one.login === login);
  if (!found || !new Map(found.fields).get("firm") && !new Map(found.fields).get("result")) return;
  fill(found.fields);
  photos = found.photos || [];
  named = found.named || "";
  showPhotos();
  tell("已恢复上次没有登记完的内容");
}

// Pictures: chosen one by one or many at a time; one that is too large is left out and said so.
const chooser = form.querySelector("input[type=file]");
const chosen = document.getElementById("chosen");
const tooLarge = [];
chooser.addEventListener("change", () => {
  tooLarge.length = 0;
  for (const file of chooser.files) {
    const size = (file.size / 1048576).toFixed(1);
    if (file.size > MOST) tooLarge.push(`“${file.name}”有 ${size} MB，超过 20 MB，没有加入`);
    else photos.push({ name: file.name, blob: file });
  }
  chooser.value = "";
  showPhotos();
  keepCurrent();
});
function showPhotos() {
  chosen.replaceChildren(
    ...photos.map((photo) => line(`${photo.name}　${(photo.blob.size / 1048576).toFixed(1)} MB`, "去掉", () => {
      photos = photos.filter((one) => one !== photo);
      showPhotos();
      keepCurrent();
    })),
    ...tooLarge.map((text) => { const item = line(text); item.className = "wrong"; return item; }),
  );
}
function line(text, act, acts) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (act) item.append(button(act, acts));
  return item;
}
function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}

// Written down: from here on the draft has its name, under which the server takes it once.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const missing = [["firm", "请填写见了谁"], ["result", "请写会谈情况，一句话也可以"]]
    .filter(([name]) => !form.elements[name].value.trim()).map(([, text]) => text);
  if (form.elements.next_title.value.trim() && !form.elements.next_on.value) missing.push("请填写办理期限");
  refuse(missing);
  if (missing.length) return;
  clearTimeout(timer);
  const id = named || newName();
  const draft = { id, login, fields: fields(), photos, at: Date.now(), path: "", wrong: [], refused: [] };
  try {
    await put(draft);
  } catch {
    form.submit();
    return;
  }
  await remove(CURRENT);
  clear();
  await show();
  document.getElementById("drafts").scrollIntoView({ block: "nearest" });
  send();
});
function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}
function refuse(texts) {
  const place = document.getElementById("refused");
  place.replaceChildren();
  if (!texts.length) return;
  const box = Object.assign(document.createElement("div"), { className: "wrongs" });
  box.setAttribute("role", "alert");
  box.append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  place.append(box);
  place.scrollIntoView({ block: "nearest" });
}
const CLEARED = ["firm", "firm_code", "theirs", "result", "about", "next_title", "next_on", "held_at", "credit_code", "origin", "place"];
function clear() {
  for (const name of CLEARED) if (form.elements[name]) form.elements[name].value = "";
  form.elements.not_firm.checked = false;
  form.elements.outcome.selectedIndex = 0;
  form.querySelectorAll(".wrong").forEach((one) => one.remove());
  for (const one of form.querySelectorAll(".suggestions")) one.replaceChildren();
  photos = [];
  named = "";
  showPhotos();
  tell("");
}

// Sent: the meeting first, then its pictures one by one; whatever the server has is not sent again.
class Away extends Error {}
async function send() {
  if (busy) return;
  busy = true;
  try {
    for (const one of await everyDraft()) {
      if (one.id === CURRENT || one.login !== login || one.wrong.length) continue;
      const draft = (await everyDraft()).find((other) => other.id === one.id);
      if (!draft) continue;
      underway = draft.id;
      await sendOne(draft);
    }
    note = "";
  } catch (problem) {
    note = problem instanceof Away ? problem.message : "暂时发送不了，稍后自动重试";
  } finally {
    busy = false;
    underway = "";
  }
  await show();
}
let note = "";
async function ask(path, options) {
  if (navigator.onLine === false) throw new Away("没有网络，恢复后自动发送");
  let answer = null;
  try {
    answer = await fetch(path, { ...options, redirect: "manual", cache: "no-store", credentials: "same-origin" });
  } catch {
    throw new Away("没有网络，恢复后自动发送");
  }
  if (answer.type === "opaqueredirect") throw new Away("登录已过期，请重新登录后再打开本页，内容不会丢");
  return answer;
}
async function told(answer) {
  try { return await answer.json(); } catch { return {}; }
}
async function sendOne(draft) {
  const known = await told(await ask(road.dataset.token));
  if (known.login !== draft.login) throw new Away(`请用账号 ${draft.login} 登录后发送`);
  const headers = { "X-Draft": "yes", "X-CSRFToken": known.token };
  if (!draft.path) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    body.append("once", draft.id);
    const answer = await ask(road.dataset.send, { method: "POST", body, headers });
    const said = await told(answer);
    if (said.errors) {
      draft.wrong = said.errors;
      await put(draft);
      return;
    }
    if (!answer.ok || !said.path) throw new Away("服务器暂时没有接受，稍后自动重试");
    Object.assign(draft, { path: said.path, code: said.code, title: said.title, refused: said.refused || [], twins: said.twins || [] });
    await put(draft);
  }
  while (draft.photos.length) {
    const photo = draft.photos[0];
    const body = new FormData();
    body.append("photos", photo.blob, photo.name);
    const answer = await ask(`${draft.path}photos/`, { method: "POST", body, headers });
    const said = await told(answer);
    if (!answer.ok) {
      if (answer.status >= 500) throw new Away("照片暂时传不上去，稍后自动重试");
      draft.refused.push(...(said.refused || [`“${photo.name}”没有保存`]));
    }
    draft.photos = draft.photos.slice(1);
    await put(draft);
  }
  await remove(draft.id);
  done.unshift(draft);
  await show();
}

async function show() {
  const every = (await everyDraft()).filter((one) => one.id !== CURRENT);
  const own = every.filter((one) => one.login === login);
  const others = [...new Set(every.filter((one) => one.login !== login).map((one) => one.login))];
  const place = document.getElementById("drafts");
  place.hidden = !own.length && !others.length && !done.length;
  place.querySelector("h2").textContent = own.length ? `待发送 ${own.length} 条` : "已发送";
  const items = own.map(waiting);
  for (const name of others) {
    const n = every.filter((one) => one.login === name).length;
    items.push(line(`另有 ${n} 条由账号 ${name} 填写，用该账号登录后自动发送`));
  }
  place.querySelector("ul").replaceChildren(...items, ...done.map(sentItem));
}
function waiting(draft) {
  const said = new Map(draft.fields);
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("b"), { textContent: said.get("firm") || draft.title }));
  const extra = draft.photos.length ? `　照片 ${draft.photos.length} 张` : "";
  item.append(`　${said.get("held_on")}${extra}`);
  const texts = draft.wrong.length ? draft.wrong : [note || "正在发送……"];
  for (const text of texts) {
    item.append(Object.assign(document.createElement("p"), { textContent: text, className: draft.wrong.length ? "wrong" : "quiet" }));
  }
  if (!draft.path) item.append(button("修改", () => mend(draft)), button("删除", () => discard(draft)));
  return item;
}
// Taken back into the form at once, and kept as what is being typed before the draft goes. One that may have reached
// the server keeps its name: sent again, it is still recorded once.
async function mend(draft) {
  if (isUnderway(draft)) return;
  if (form.elements.firm.value.trim() || form.elements.result.value.trim()) {
    refuse(["正在填写的一条还没有登记，请先登记，再修改这一条"]);
    return;
  }
  clearTimeout(timer);
  refuse(draft.wrong);
  fill(draft.fields);
  tellFolded();
  if (draft.wrong.length) for (const one of form.querySelectorAll("details")) one.open = true;
  photos = draft.photos;
  named = draft.wrong.length ? "" : draft.id;
  showPhotos();
  form.elements.firm.focus();
  await putCurrent();
  await remove(draft.id);
  await show();
}
async function discard(draft) {
  if (isUnderway(draft)) return;
  if (!window.confirm("这条会谈还没有发送，删除后不能恢复。确定删除吗？")) return;
  if (isUnderway(draft)) return;
  await remove(draft.id);
  await show();
}
function isUnderway(draft) {
  if (underway === draft.id) refuse(["这一条正在发送，请稍候"]);
  return underway === draft.id;
}
function sentItem(draft) {
  const item = document.createElement("li");
  item.append("已登记 ", Object.assign(document.createElement("a"), { href: draft.path, textContent: `${draft.code} ${draft.title}` }));
  for (const text of draft.refused) item.append(Object.assign(document.createElement("p"), { textContent: text, className: "wrong" }));
  for (const text of draft.twins || []) item.append(Object.assign(document.createElement("p"), { textContent: text }));
  return item;
}

// What is typed is looked up, where there is a network. A firm that is chosen is named by its code as well; of projects
// and leads there may be several, a line for each, and what is chosen takes the place of the last line.
for (const place of form.querySelectorAll("[data-suggest]")) {
  const field = place.querySelector("input, textarea");
  const code = form.elements[place.dataset.into];
  const offers = place.querySelector(".suggestions");
  const isLines = field.tagName === "TEXTAREA";
  const typed = () => (isLines ? field.value.split("\n").at(-1) : field.value).trim();
  let waitingFor = 0;
  field.addEventListener("input", () => {
    if (code) code.value = "";
    clearTimeout(waitingFor);
    waitingFor = setTimeout(async () => {
      const text = typed();
      if (text.length < 2 || navigator.onLine === false) { offers.replaceChildren(); return; }
      const answer = await fetch(`${place.dataset.suggest}?q=${encodeURIComponent(text)}`).catch(() => null);
      if (answer?.ok && !answer.redirected && typed() === text) offers.innerHTML = await answer.text();
    }, 150);
  });
  offers.addEventListener("click", (event) => {
    const offer = event.target.closest("button");
    if (!offer) return;
    if (isLines) field.value = [...field.value.split("\n").slice(0, -1), offer.dataset.text, ""].join("\n");
    else field.value = offer.dataset.text;
    if (code) code.value = offer.dataset.value;
    offers.replaceChildren();
    if (isLines) field.focus();
    keepCurrent();
  });
}

// The trip that is chosen says how we met and who of us was there.
let given = form.elements.ours?.dataset.own || "";
form.elements.occasion.addEventListener("change", () => {
  const option = form.elements.occasion.selectedOptions[0];
  if (option?.dataset.way) form.elements.form.value = option.dataset.way;
  if (option?.dataset.people && form.elements.ours.value === given) form.elements.ours.value = given = option.dataset.people;
});

// What is folded away says what it holds.
function tellFolded() {
  const said = [form.elements.held_on.value, form.elements.form.selectedOptions[0]?.text];
  if (form.elements.occasion.value) said.push(form.elements.occasion.selectedOptions[0].text);
  document.getElementById("told").textContent = said.filter(Boolean).join("　");
}
form.addEventListener("change", tellFolded);

// What the page needs without a network it remembers from when there was one.
function day(of) { return `${of.getFullYear()}-${String(of.getMonth() + 1).padStart(2, "0")}-${String(of.getDate()).padStart(2, "0")}`; }
function options(select) { return [...select.options].map((one) => [one.value, one.text]); }
if (road.dataset.offline) {
  for (const select of form.querySelectorAll("[data-remembered]")) {
    for (const [value, text] of remembered[select.dataset.remembered] || []) select.add(new Option(text, value));
  }
  form.elements.occasion.value = remembered.chosen || "";
  form.elements.form.value = remembered.way || form.elements.form.value;
  form.elements.unit.value = remembered.unit || "";
  form.elements.ours.value = remembered.ours || "";
  const passed = Date.now() - (remembered.at || Date.now());
  const then = remembered.today ? new Date(`${remembered.today}T12:00:00`) : new Date();
  form.elements.held_on.value = day(new Date(then.getTime() + passed));
  if (!login) refuse(["这部设备还没有登录过。请在有网络时登录并打开本页一次"]);
} else {
  write("road-account", {
    login, today: road.dataset.today, at: Date.now(), chosen: form.elements.occasion.value, way: form.elements.form.value,
    unit: form.elements.unit.value, ours: form.elements.ours.value,
    outcome: options(form.elements.outcome), form: options(form.elements.form), occasion: options(form.elements.occasion),
  });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(road.dataset.worker).catch(() => {});
}

form.addEventListener("input", keepCurrent);
form.addEventListener("change", keepCurrent);
window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
setInterval(send, 30000);
restore().then(tellFolded).then(show).then(send);
})();

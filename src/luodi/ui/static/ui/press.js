// The editor of the press check: the number of a remark leads to its words in the text.
"use strict";

// Corrections are put into the text by hand of this script; without it they wait until the text is saved.
function offerCorrections() {
  for (const button of document.querySelectorAll("#beside [data-correction]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const text = document.getElementById("id_text");
  const one = event.target.closest("#beside [data-start], #beside [data-correction]");
  if (!one || !text) return;
  event.preventDefault();
  const start = unitsBefore(text.value, Number(one.dataset.start ?? one.dataset.from));
  const end = unitsBefore(text.value, Number(one.dataset.end ?? one.dataset.to));
  text.focus();
  text.setSelectionRange(start, end);
  text.scrollTop = Math.max(0, heightBefore(text, start) - text.clientHeight / 2);
  if (one.dataset.correction !== undefined) {
    text.setRangeText(one.dataset.correction, start, end, "select");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
document.addEventListener("htmx:afterSettle", offerCorrections);
offerCorrections();

// Rare characters are two units in a browser, and one for us.
function unitsBefore(value, n) {
  return [...value].slice(0, n).join("").length;
}

// How far down the words stand: the same text in a box of the same width.
function heightBefore(text, start) {
  const box = document.createElement("div");
  const look = getComputedStyle(text);
  for (const name of ["font", "lineHeight", "padding", "border", "boxSizing", "letterSpacing", "textIndent"]) box.style[name] = look[name];
  box.style.cssText += ";position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word";
  box.style.width = `${text.clientWidth}px`;
  box.textContent = text.value.slice(0, start);
  document.body.append(box);
  const height = box.offsetHeight;
  box.remove();
  return height;
}

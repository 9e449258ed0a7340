// What the preview adds to a page: it listens for changes, loads the page anew when it differs, and says what is wrong.
"use strict";

const { version, lang, name, lost } = document.currentScript.dataset;

const add = (parent, tag, text = "") => {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
};
const list = (parent, lines) => {
  const items = add(parent, "ul");
  for (const line of lines) {
    const [place, ...rest] = line.split(": ");
    const item = add(items, "li");
    add(item, "strong", rest.length ? `${place}: ` : "");
    item.append(rest.length ? rest.join(": ") : line);
  }
};

const panel = document.createElement("aside");
panel.className = "preview";
panel.lang = lang;
panel.setAttribute("aria-label", name);
const alarm = add(panel, "div");
alarm.setAttribute("role", "alert");
const warnings = add(panel, "details");
warnings.hidden = true;
const status = add(panel, "p");
status.setAttribute("role", "status");
const skip = document.querySelector(".skip");
if (skip) skip.after(panel); else document.body.prepend(panel);

let source = null;
let told = "";
const show = (state) => {
  if (state.version !== version) {
    source.close();
    location.reload();
    return;
  }
  const wrong = state.errors.length > 0;
  panel.classList.toggle("is-wrong", wrong);
  const text = JSON.stringify([state.errors, state.warnings]);
  if (text !== told) {
    told = text;
    alarm.replaceChildren();
    if (wrong) { add(alarm, "strong", state.heading); list(alarm, state.errors); }
    warnings.hidden = state.warnings.length === 0;
    warnings.replaceChildren();
    add(warnings, "summary", state.summary);
    list(warnings, state.warnings);
  }
  if (status.textContent !== state.status) status.textContent = state.status;
};

// A page nobody looks at lets go of its line: a browser has few of them.
const listen = () => {
  if (source) source.close();
  source = null;
  if (document.hidden) return;
  source = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
  source.onmessage = (event) => show(JSON.parse(event.data));
  source.onerror = () => { status.textContent = lost; };
};
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
addEventListener("pagehide", () => { if (source) source.close(); });
listen();

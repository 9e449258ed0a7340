// The dialogue clock: shows one item of the programme at a time and how long is left of it. All words stand in the page.
// What is remembered of a dialogue, in localStorage and so across reloads and windows of one computer, are moments and never
// ticks, so that sleep and slow tabs do no harm: {index, begun, paused, minutes, due, auto, plan}. `begun` is when the item
// began (moved on by pauses), `minutes` the items' lengths as they now are, `due` when the meeting should end.
"use strict";
{
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHANGED = "clock-changed";

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);
const isDone = (state) => state.index >= state.minutes.length;
const endOfItem = (state) => state.begun + state.minutes[state.index] * MINUTE;
const leftOf = (state, now) => endOfItem(state) - (state.paused ?? now);
const endOf = (state, now) => now + Math.max(0, leftOf(state, now)) + sum(state.minutes.slice(state.index + 1)) * MINUTE;

// Where a clock that changes items by itself has come to.
function settled(state, now) {
  const moved = { ...state };
  while (moved.auto && moved.paused === null && !isDone(moved) && leftOf(moved, now) <= 0) {
    moved.begun = endOfItem(moved);
    moved.index += 1;
  }
  return moved;
}

// Whose turn it is when `count` people or groups share an item: which one, whether the others respond, or time to spare.
function turnOf({ count, tell, respond }, minutes, elapsed) {
  const each = Math.min(tell + respond, minutes / count) * MINUTE;
  const turn = Math.floor(Math.max(0, elapsed) / each);
  return { turn, spare: turn >= count, telling: elapsed - turn * each < (each * tell) / (tell + respond) };
}

// Two soft tones. Browsers let a page sound only after somebody has clicked in it.
let audio;
function chime() {
  audio ??= new AudioContext();
  audio.resume();
  for (const [pitch, after] of [[523, 0.05], [392, 0.55]]) {
    const tone = audio.createOscillator(), volume = audio.createGain(), start = audio.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.25, start + 0.06);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 1.8);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 1.9);
  }
}

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Storage may be closed (a private window); then the clock lasts as long as the page.
const store = {
  own: new Map(),
  get(key) { try { return localStorage.getItem(key); } catch { return this.own.get(key) ?? null; } },
  set(key, value) {
    try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch { this.own.set(key, value); }
  },
};

class Dialogue {
  constructor(article, workplace) {
    this.article = article;
    this.id = article.dataset.dialogue;
    this.key = `clock:${workplace}:${this.id}`;
    this.scenes = [...article.querySelectorAll("[data-scene]")];
    this.items = this.scenes.map(({ dataset }) => ({ minutes: +dataset.minutes, name: dataset.name, kind: dataset.kind }));
    this.total = sum(this.items.map((item) => item.minutes)) * MINUTE;
    const { date, start } = article.dataset;
    this.start = date && start ? new Date(`${date}T${start}`).getTime() : null;
    this.day = date ? new Date(`${date}T12:00`).getTime() : Infinity;
  }

  // What is remembered, unless it is of another day or of another programme.
  read() {
    const state = JSON.parse(store.get(this.key) ?? "null");
    return state && state.plan === this.plan && Math.abs(Date.now() - state.begun) < 12 * HOUR ? state : null;
  }

  get plan() { return this.items.map((item) => item.minutes).join(); }

  // From an hour before until the end one can go by the programme's clock times.
  followable(now) { return this.start !== null && now > this.start - HOUR && now < this.start + this.total; }

  begin(begun, now, auto) {
    const planned = this.start !== null && Math.abs(now - this.start) < 3 * HOUR ? this.start : begun;
    return { index: 0, begun, paused: null, minutes: this.items.map((item) => item.minutes), due: planned + this.total, auto, plan: this.plan };
  }
}

class Clock {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
    this.dialogues = [...root.querySelectorAll("[data-dialogue]")].map((article) => new Dialogue(article, root.dataset.clock));
    this.soundKey = `clock-sound:${root.dataset.view}`;
    this.control("sound").checked = store.get(this.soundKey) === "on";
    this.choose(this.dialogues.find((one) => one.read()) ?? this.nearest());
    if (this.state && document.activeElement === document.body) root.focus({ preventScroll: true });
    this.listen();
    setInterval(() => this.draw(), 1000);
  }

  listen() {
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("change", (event) => this.switched(event.target));
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("storage", (event) => this.heard(event.key));
    addEventListener(CHANGED, (event) => this.heard(event.detail));
    document.addEventListener("visibilitychange", () => this.draw());
  }

  control(name) { return this.root.querySelector(`[data-do=${name}]`); }

  // The dialogue of today or the next one; when all are held, the last.
  nearest() {
    const now = Date.now();
    const coming = this.dialogues.filter((one) => one.day > now - 12 * HOUR).sort((a, b) => a.day - b.day);
    return coming[0] ?? this.dialogues.reduce((last, one) => (one.day > last.day ? one : last));
  }

  choose(dialogue) {
    this.dialogue = dialogue;
    this.state = dialogue.read();
    if (this.part.choose) this.part.choose.value = dialogue.id;
    this.buildBar();
    this.buildProgramme();
    this.draw();
  }

  save(state) {
    this.state = state;
    store.set(this.dialogue.key, state && JSON.stringify(state));
    dispatchEvent(new CustomEvent(CHANGED, { detail: this.dialogue.key }));
    this.draw();
  }

  // Another window, or another clock on this page, has moved.
  heard(key) {
    const dialogue = this.dialogues.find((one) => one.key === key);
    if (!dialogue) return;
    if (dialogue !== this.dialogue) { if (dialogue.read()) this.choose(dialogue); return; }
    this.state = dialogue.read();
    this.draw();
  }

  // --- What people do ---------------------------------------------------------------------------------------------

  begin() { this.enter(this.dialogue.begin(Date.now(), Date.now(), false)); }

  follow() { this.enter(this.dialogue.begin(this.dialogue.start, Date.now(), true)); }

  enter(state) {
    this.save(state);
    this.root.focus({ preventScroll: true });
    this.root.scrollIntoView();
  }

  toggle() {
    const now = Date.now(), state = settled(this.state, now);
    this.save(state.paused === null ? { ...state, paused: now } : { ...state, begun: state.begun + now - state.paused, paused: null });
  }

  jump(index) {
    const now = Date.now();
    const within = Math.min(Math.max(0, index), this.dialogue.items.length);
    this.save({ ...this.state, index: within, begun: now, paused: this.state.paused === null ? null : now });
  }

  step(by) { this.jump(settled(this.state, Date.now()).index + by); }

  // Minutes come on top of what is left; when the time is up, on top of now.
  add(minutes) {
    const now = Date.now(), state = settled(this.state, now);
    if (isDone(state)) return;
    const spent = ((state.paused ?? now) - state.begun) / MINUTE;
    const length = state.minutes[state.index];
    const changed = Math.max(1, minutes > 0 && spent > length ? Math.ceil(spent) + minutes : length + minutes);
    this.save({ ...state, minutes: state.minutes.with(state.index, changed) });
  }

  restart() {
    if (confirm(this.words.sure)) this.save(null);
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen();
  }

  clicked(event) {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const { do: what, index, minutes } = button.dataset;
    const actions = {
      begin: () => this.begin(), follow: () => this.follow(), toggle: () => this.toggle(), previous: () => this.step(-1), next: () => this.step(1),
      add: () => this.add(+minutes), jump: () => this.jump(+index), restart: () => this.restart(), full: () => this.full(),
    };
    actions[what]();
    if (event.detail || button.hidden) this.root.focus({ preventScroll: true });
  }

  switched(target) {
    if (target === this.part.choose) this.choose(this.dialogues.find((one) => one.id === target.value));
    if (target.dataset.do === "auto") this.save({ ...settled(this.state, Date.now()), auto: target.checked });
    if (target.dataset.do === "sound") {
      store.set(this.soundKey, target.checked ? "on" : null);
      if (target.checked) chime();
    }
  }

  // Keys work while the clock has the focus; a button or a switch keeps its own.
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
    const own = event.target.closest("button, input, summary");
    const running = this.state && (() => this.step(event.key === "ArrowLeft" || event.key === "PageUp" ? -1 : 1));
    const keys = {
      ArrowLeft: running, ArrowRight: running, PageUp: running, PageDown: running,
      "+": this.state && (() => this.add(1)), "-": this.state && (() => this.add(-1)),
      " ": !own && (() => (!this.state ? this.begin() : isDone(settled(this.state, Date.now())) ? null : this.toggle())),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  // --- What is seen -----------------------------------------------------------------------------------------------

  draw() {
    const now = Date.now();
    const state = this.state && settled(this.state, now);
    const mode = !state ? "ready" : isDone(state) ? "done" : state.paused === null ? "on" : "paused";
    const index = { ready: -1, done: this.dialogue.items.length }[mode] ?? state.index;
    this.ring(now);
    this.show(mode, index, now);
    put(this.part.now, this.clock(now));
    if (mode === "on" || mode === "paused") this.drawItem(state, now);
    this.ending = mode === "on" && leftOf(state, now) > 0 ? endOfItem(state) : null;
    this.announce(mode, index, state, now);
    this.stayAwake(mode === "on");
  }

  show(mode, index, now) {
    const active = new Set([mode]);
    if (mode === "ready" && this.dialogue.followable(now)) active.add("follow");
    if (document.fullscreenEnabled) active.add("full");
    for (const element of this.root.querySelectorAll("[data-when]")) {
      element.hidden = !element.dataset.when.split(" ").some((when) => active.has(when));
    }
    for (const { article, scenes } of this.dialogues) {
      article.hidden = article !== this.dialogue.article;
      scenes.forEach((scene, place) => { scene.hidden = place !== index; });
      article.querySelector("[data-ready]").hidden = mode !== "ready";
      article.querySelector("[data-done]").hidden = mode !== "done";
    }
    this.root.dataset.state = mode;
    this.drawBar(index);
  }

  drawItem(state, now) {
    const left = leftOf(state, now), late = endOf(state, now) - state.due;
    const waiting = !state.index && state.begun > now ? state.begun - (state.paused ?? now) : 0;
    this.drawCount(waiting || left, waiting > 0);
    this.drawTurns(state, now);
    this.drawProgramme(state, now);
    const next = this.dialogue.items[state.index + 1];
    put(this.part.coming, next ? this.say("coming", { what: next.name, time: this.clock(now + Math.max(0, left)) }) : this.words.last);
    put(this.part.ends, this.say("ends", { time: this.clock(endOf(state, now)) }));
    const minutes = Math.floor(Math.abs(late) / MINUTE);
    put(this.part.shift, minutes ? `(${this.count(late > 0 ? "later" : "earlier", minutes)})` : "");
    put(this.part.stopped, state.paused === null ? "" : `${this.words.stopped} ${late >= MINUTE ? this.count("behind", minutes) : this.words.on_time}`);
    this.control("auto").checked = state.auto;
    const filled = Math.min(1, Math.max(0, 1 - left / (state.minutes[state.index] * MINUTE)));
    this.segments[state.index].firstChild.style.inlineSize = `${filled * 100}%`;
  }

  // Whole minutes, and after the end those that have gone over: nothing blinks.
  drawCount(left, waiting) {
    const minutes = left > 0 ? Math.ceil(left / MINUTE) : Math.floor(-left / MINUTE);
    const name = waiting ? "before" : left > 0 ? "left" : "over";
    put(this.part.number, left > 0 || !minutes ? `${minutes}` : `+${minutes}`);
    put(this.part.unit, left > 0 || minutes ? this.count(name, minutes) : this.words.time_up);
    this.root.classList.toggle("is-over", left <= 0);
  }

  drawTurns(state, now) {
    const shares = [...this.dialogue.scenes[state.index].querySelectorAll("[data-share]")];
    const lines = shares.map(({ dataset }) => {
      const share = { count: +dataset.count, tell: +dataset.tell, respond: +dataset.respond };
      return { ...share, kind: dataset.share, ...turnOf(share, state.minutes[state.index], (state.paused ?? now) - state.begun) };
    });
    const drawn = JSON.stringify(lines);
    if (drawn === this.turnsDrawn) return;
    this.turnsDrawn = drawn;
    this.part.turns.replaceChildren(...lines.map((line) => this.turnLine(line, lines.length > 1)));
  }

  turnLine({ kind, count, turn, spare, telling }, several) {
    const item = make("li", "clock-turn");
    const dots = make("span", "clock-dots");
    dots.setAttribute("aria-hidden", "true");
    for (let n = 0; n < count; n += 1) dots.append(make("span", n < turn ? "dot dot-past" : n === turn ? "dot dot-now" : "dot"));
    const who = spare ? this.words.spare : this.say(kind, { n: turn + 1, of: count });
    const doing = spare || kind === "group" ? "" : `, ${telling ? this.words.tells : this.words.responds}`;
    item.append(dots, make("span", "", `${several ? `${this.say("people", { n: count })} ` : ""}${who}${doing}`));
    return item;
  }

  buildBar() {
    this.segments = this.dialogue.items.map(({ kind }) => {
      const segment = make("span", kind ? `segment kind-${kind}` : "segment");
      segment.append(make("span", "segment-fill"));
      return segment;
    });
    this.part.bar.replaceChildren(...this.segments);
  }

  drawBar(index) {
    this.segments.forEach((segment, place) => {
      segment.style.flexGrow = this.state?.minutes[place] ?? this.dialogue.items[place].minutes;
      segment.classList.toggle("is-now", place === index);
      segment.firstChild.style.inlineSize = place < index ? "100%" : "0";
    });
  }

  buildProgramme() {
    this.rows = this.dialogue.items.map(({ name, kind }, index) => {
      const row = make("li", ""), button = make("button", "clock-jump"), time = make("span", "clock-jump-time");
      Object.assign(button, { type: "button" });
      Object.assign(button.dataset, { do: "jump", index });
      if (kind) button.append(make("span", `shape shape-${kind}`));
      button.append(make("span", "clock-jump-name", name), time);
      row.append(button);
      return { button, time };
    });
    this.part.programme.replaceChildren(...this.rows.map(({ button }) => button.parentElement));
  }

  // When the items to come begin, as it looks now.
  drawProgramme(state, now) {
    let at = now + Math.max(0, leftOf(state, now));
    this.rows.forEach(({ button, time }, place) => {
      if (place === state.index) button.setAttribute("aria-current", "step"); else button.removeAttribute("aria-current");
      put(time, place > state.index ? this.clock(at) : "");
      if (place > state.index) at += state.minutes[place] * MINUTE;
    });
  }

  announce(mode, index, state, now) {
    const over = mode === "on" && leftOf(state, now) <= 0;
    const seen = `${mode} ${index} ${over}`;
    if (seen === this.seen) return;
    if (this.seen && state) put(this.part.status, over ? this.words.time_up : mode === "paused" ? this.words.stopped : this.dialogue.items[index]?.name ?? "");
    this.seen = seen;
  }

  // Once, when an item's time runs out; not when the computer wakes up long after.
  ring(now) {
    const rings = this.ending && now >= this.ending && now - this.ending < 1.5 * MINUTE;
    if (rings && this.control("sound").checked) chime();
  }

  // The screen stays on while the clock runs, where the browser can do that.
  stayAwake(wanted) {
    if (!wanted) { this.lock?.then((lock) => lock?.release()); this.lock = null; }
    if (!wanted || this.lock || document.visibilityState !== "visible" || !navigator.wakeLock) return;
    const forget = () => { this.lock = null; };
    this.lock = navigator.wakeLock.request("screen").then((lock) => { lock.addEventListener("release", forget); return lock; }, () => null);
  }

  say(name, values) { return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]); }

  count(name, n) { return this.say(n === 1 && this.words[`${name}_one`] ? `${name}_one` : name, { n }); }

  // A moment as this language writes clock times: the pattern of Unicode CLDR, such as "H.mm".
  clock(moment) {
    const day = new Date(moment), hour = day.getHours();
    const two = (n) => String(n).padStart(2, "0");
    const fields = { H: hour, HH: two(hour), h: hour % 12 || 12, hh: two(hour % 12 || 12), mm: two(day.getMinutes()), a: hour < 12 ? "am" : "pm" };
    return this.root.dataset.at.replace("{}", this.root.dataset.pattern.replace(/HH?|hh?|mm|a/g, (field) => fields[field]));
  }
}

for (const root of document.querySelectorAll("[data-clock]")) new Clock(root);
}

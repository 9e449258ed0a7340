// The dialogue clock: shows one item of the programme at a time and how long is left of it. All words stand in the page.
// What is remembered of a dialogue, in localStorage and so across reloads and windows of one computer, are moments and never
// ticks, so that sleep and slow tabs do no harm: {index, begun, paused, minutes, due, auto, plan}. `begun` is when the item
// began (moved on by pauses), `minutes` the items' lengths as they now are and `plan` as the programme has them, `due` when
// the meeting should end, `auto` whether items change by themselves.
"use strict";
{
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);
const isDone = (state) => state.index >= state.minutes.length;
const endOfItem = (state) => state.begun + state.minutes[state.index] * MINUTE;
const leftOf = (state, now) => endOfItem(state) - (state.paused ?? now);

// Where a clock that changes items by itself has come to.
function settled(state, now) {
  const moved = { ...state };
  while (moved.auto && moved.paused === null && !isDone(moved) && leftOf(moved, now) <= 0) {
    moved.begun = endOfItem(moved);
    moved.index += 1;
  }
  return moved;
}

// Whose turn it is when `count` people or groups share an item: `turn` from 0, and `count` when there is time to spare.
function turnOf(numbers, minutes, elapsed) {
  const count = +numbers.count, tell = +numbers.tell, both = tell + +numbers.respond;
  const each = Math.min(both, minutes / count) * MINUTE, turn = Math.floor(Math.max(0, elapsed) / each);
  return { turn: Math.min(turn, count), count, telling: elapsed - turn * each < (each * tell) / both };
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

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Storage may be closed (a private window); then the clock lasts as long as the page.
const own = new Map();
const recall = (key) => { try { return localStorage.getItem(key); } catch { return own.get(key) ?? null; } };
const remember = (key, value) => {
  try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch { own.set(key, value); }
};

class Clock {
  constructor(root) {
    const { clock, date, start, view, words } = root.dataset;
    this.root = root;
    this.key = `clock:${clock}`;
    this.soundKey = `clock-sound:${view}`;
    this.words = JSON.parse(words);
    this.scenes = [...root.querySelectorAll("[data-minutes][data-name]")];
    this.plan = this.scenes.map((scene) => +scene.dataset.minutes);
    this.start = date && start ? new Date(`${date}T${start}`).getTime() : null;
    this.day = date ? new Date(`${date}T12:00`).getTime() : Infinity;
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.segments = [...this.parts.bar.children];
    this.jumps = [...this.parts.programme.querySelectorAll("button")];
    this.does("sound").checked = recall(this.soundKey) === "on";
    this.read();
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("change", (event) => this.switched(event.target));
    root.addEventListener("keydown", (event) => this.pressed(event));
    setInterval(() => this.draw(), 1000);
  }

  does(what) { return this.root.querySelector(`[data-do=${what}]`); }

  // What is remembered, unless it is of another day or of another programme.
  read() {
    const state = JSON.parse(recall(this.key));
    this.saved = state && `${state.plan}` === `${this.plan}` && Math.abs(Date.now() - state.begun) < 12 * HOUR ? state : null;
    this.draw();
  }

  // As it is at this moment; null before the meeting.
  get state() { return this.saved && settled(this.saved, Date.now()); }

  save(state) {
    this.saved = state;
    remember(this.key, state && JSON.stringify(state));
    this.draw();
    dispatchEvent(new StorageEvent("storage", { key: this.key }));
  }

  // --- What people do ---

  begin(begun = Date.now(), auto = false) {
    const near = this.start !== null && Math.abs(Date.now() - this.start) < 3 * HOUR;
    const due = (near ? this.start : begun) + sum(this.plan) * MINUTE;
    this.save({ index: 0, begun, paused: null, minutes: this.plan, plan: this.plan, due, auto });
    this.root.focus({ preventScroll: true });
    this.root.scrollIntoView({ behavior: "instant" });
  }

  toggle() {
    const { state } = this, now = Date.now();
    this.save(state.paused === null ? { ...state, paused: now } : { ...state, begun: state.begun + now - state.paused, paused: null });
  }

  jump(index) {
    const { state } = this, now = Date.now();
    this.save({ ...state, index: Math.min(Math.max(0, index), this.plan.length), begun: now, paused: state.paused && now });
  }

  step(by) { this.jump(this.state.index + by); }

  // Minutes come on top of what is left; when the time is up, on top of now. The last minute cannot be taken away.
  add(more) {
    const { state } = this;
    if (isDone(state) || (more < 0 && leftOf(state, Date.now()) <= MINUTE)) return;
    const spent = Math.ceil(((state.paused ?? Date.now()) - state.begun) / MINUTE);
    const length = Math.max(state.minutes[state.index], spent) + more;
    this.save({ ...state, minutes: state.minutes.with(state.index, length) });
  }

  clicked(event) {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const actions = {
      begin: () => this.begin(),
      follow: () => this.begin(this.start, true),
      toggle: () => this.toggle(),
      step: (by) => this.step(by),
      jump: (index) => this.jump(index),
      add: (minutes) => this.add(minutes),
      restart: () => { if (confirm(this.words.sure)) this.save(null); },
      full: () => { if (document.fullscreenElement) document.exitFullscreen(); else this.root.requestFullscreen(); },
    };
    actions[button.dataset.do](+button.value);
    if (event.detail || button.hidden) this.root.focus({ preventScroll: true });
  }

  switched({ dataset, checked }) {
    if (dataset.do === "auto") this.save({ ...this.state, auto: checked });
    if (dataset.do === "sound") {
      remember(this.soundKey, checked ? "on" : null);
      if (checked) chime();
    }
  }

  // Keys work while the clock has the focus; a button or a switch keeps its own.
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { state } = this, on = event.target.closest("button, input, summary");
    const back = () => this.step(-1), forth = () => this.step(1);
    const moving = { ArrowLeft: back, PageUp: back, ArrowRight: forth, PageDown: forth, "+": () => this.add(1), "-": () => this.add(-1) };
    const space = !on && event.key === " " && (!state ? () => this.begin() : !isDone(state) && (() => this.toggle()));
    const act = space || (state && moving[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  }

  // --- What is seen ---

  draw() {
    const { state } = this, now = Date.now();
    const mode = !state ? "ready" : isDone(state) ? "done" : state.paused === null ? "on" : "paused";
    const running = mode === "on" || mode === "paused";
    this.ring(now);
    this.show(mode, state ? state.index : -1, now);
    put(this.parts.now, this.clock(now));
    if (running) this.drawItem(state, now);
    this.ending = mode === "on" && leftOf(state, now) > 0 ? endOfItem(state) : null;
    put(this.parts.status, mode === "paused" ? this.words.stopped : !running ? "" : this.ending ? this.scenes[state.index].dataset.name : this.words.time_up);
    this.stayAwake(mode === "on" && !this.root.hidden);
  }

  // From an hour before until the end, one can go by the programme's clock times.
  show(mode, index, now) {
    const follow = this.start !== null && now > this.start - HOUR && now < this.start + sum(this.plan) * MINUTE;
    const active = [mode, mode === "ready" && follow && "follow", document.fullscreenEnabled && "full"];
    for (const element of this.root.querySelectorAll("[data-when]")) {
      element.hidden = !element.dataset.when.split(" ").some((when) => active.includes(when));
    }
    this.root.dataset.state = mode;
    this.scenes.forEach((scene, place) => { scene.hidden = place !== index; });
    this.segments.forEach((segment, place) => {
      segment.style.flexGrow = (this.saved?.minutes ?? this.plan)[place];
      segment.classList.toggle("is-now", place === index);
      segment.firstElementChild.style.inlineSize = place < index ? "100%" : "0";
    });
  }

  drawItem(state, now) {
    const { parts, words } = this, left = leftOf(state, now), length = state.minutes[state.index] * MINUTE;
    const rest = Math.max(0, left), end = now + rest + sum(state.minutes.slice(state.index + 1)) * MINUTE;
    const late = Math.floor(end / MINUTE) - Math.floor(state.due / MINUTE), minutes = Math.abs(late);
    const next = this.scenes[state.index + 1];
    this.drawCount(left > length ? left - length : left, left > length);
    this.drawTurns(state, now);
    this.drawProgramme(state, now + rest);
    put(parts.coming, next ? this.say("coming", { what: next.dataset.name, time: this.clock(now + rest) }) : words.last);
    put(parts.ends, this.say("ends", { time: this.clock(end) }));
    put(parts.shift, minutes ? `(${this.count(late > 0 ? "later" : "earlier", minutes)})` : "");
    put(parts.stopped, state.paused === null ? "" : `${words.stopped} ${late > 0 ? this.count("behind", minutes) : words.on_time}`);
    this.does("auto").checked = state.auto;
    this.segments[state.index].firstElementChild.style.inlineSize = `${100 * Math.min(1, Math.max(0, 1 - left / length))}%`;
  }

  // Whole minutes, and after the end those that have gone over: nothing blinks.
  drawCount(left, waiting) {
    const over = left <= 0, minutes = over ? Math.floor(-left / MINUTE) : Math.ceil(left / MINUTE);
    put(this.parts.number, over && minutes ? `+${minutes}` : `${minutes}`);
    put(this.parts.unit, over && !minutes ? this.words.time_up : this.count(waiting ? "before" : over ? "over" : "left", minutes));
    this.root.classList.toggle("is-over", over);
  }

  drawTurns(state, now) {
    for (const share of this.scenes[state.index].querySelectorAll("[data-share]")) {
      const { turn, count, telling } = turnOf(share.dataset, state.minutes[state.index], (state.paused ?? now) - state.begun);
      const name = share.dataset.share + (turn >= count ? "_spare" : telling ? "" : "_responds");
      put(share.lastElementChild, this.say(name, { n: turn + 1, of: count }));
      [...share.firstElementChild.children].forEach((dot, n) => { dot.className = n < turn ? "dot-past" : n === turn ? "dot-now" : ""; });
    }
  }

  // When the items to come begin, as it looks now.
  drawProgramme(state, next) {
    this.jumps.forEach((button, place) => {
      button.ariaCurrent = place === state.index ? "step" : null;
      put(button.lastElementChild, place > state.index ? this.clock(next) : "");
      if (place > state.index) next += state.minutes[place] * MINUTE;
    });
  }

  // Once, when an item's time runs out; not when the computer wakes up long after.
  ring(now) {
    if (this.ending && now >= this.ending && now - this.ending < 1.5 * MINUTE && this.does("sound").checked) chime();
  }

  // The screen stays on while the clock runs, where the browser can do that.
  stayAwake(wanted) {
    if (!wanted) { this.lock?.then((lock) => lock?.release()); this.lock = null; }
    if (!wanted || this.lock || document.hidden || !navigator.wakeLock) return;
    this.lock = navigator.wakeLock.request("screen").then((lock) => {
      lock.onrelease = () => { this.lock = null; };
      return lock;
    }, () => null);
  }

  say(name, values) { return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]); }

  count(name, n) { return this.say(n === 1 ? `${name}_one` : name, { n }); }

  // A moment as this language writes clock times: the pattern of Unicode CLDR, such as "H.mm".
  clock(moment) {
    const { at, pattern } = this.root.dataset, day = new Date(moment), hour = day.getHours();
    const fields = { H: hour, h: hour % 12 || 12, m: day.getMinutes(), a: hour < 12 ? "am" : "pm" };
    return at.replace("{}", pattern.replace(/([Hhm])\1?|a/g, (field) => String(fields[field[0]]).padStart(field.length, "0")));
  }
}

// Where there are several teams, one is chosen: the one that has begun, else the one of today or the next to come.
function together(frame) {
  const clocks = [...frame.querySelectorAll("[data-clock]")].map((root) => new Clock(root));
  const select = frame.querySelector("select");
  const choose = (chosen) => {
    for (const clock of clocks) clock.root.hidden = clock !== chosen;
    if (select) select.selectedIndex = clocks.indexOf(chosen);
  };
  const byDay = [...clocks].sort((a, b) => a.day - b.day);
  const begun = clocks.find((clock) => clock.state);
  choose(begun ?? byDay.find((clock) => clock.day > Date.now() - 12 * HOUR) ?? byDay.at(-1));
  if (begun && document.activeElement === document.body) begun.root.focus({ preventScroll: true });
  if (select) {
    select.closest("[hidden]").hidden = false;
    select.addEventListener("change", () => choose(clocks[select.selectedIndex]));
  }
  // Another window, or another clock on this page, has moved.
  addEventListener("storage", ({ key }) => {
    const moved = clocks.find((clock) => clock.key === key);
    moved?.read();
    if (moved?.state) choose(moved);
  });
}

for (const frame of document.querySelectorAll("[data-clocks]")) together(frame);
}

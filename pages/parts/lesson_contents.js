// The lesson's contents. Notices which section is on the screen and which one was read: its end has been on the screen,
// and the reader stayed with it for at least stay_s seconds. Each section is reported, and again if no answer comes: a
// report that meets another one on its way can be dropped.
const TICK_MS = 500, ANSWER_MS = 5000, FOLLOW_MS = 200, FOLLOW_TICKS = 30;
const states = new WeakMap();

const heading = (section) => document.getElementById(section.id);
const box = (section) => document.querySelector(`.st-key-${section.key}`)?.getBoundingClientRect();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function goTo(section, smooth) {
  const target = heading(section);
  if (!target) return;
  target.scrollIntoView({ behavior: smooth && !calm() ? "smooth" : "auto", block: "start" });
}

// Charts above may still be growing when a link leads to a section: keep to it until the reader moves.
function follow(state, id, smooth) {
  const section = state.sections.find((one) => one.id === id);
  if (!section) return;
  state.following?.abort();
  const following = state.following = new AbortController();
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(event, () => following.abort(), { signal: following.signal, passive: true });
  let left = FOLLOW_TICKS, last = null;
  const again = () => {
    if (following.signal.aborted || left-- <= 0) return following.abort();
    const top = heading(section)?.getBoundingClientRect().top;
    if (top === last && (top < 0 || top > innerHeight / 2)) goTo(section, false); // at rest, in the wrong place
    last = top;
    setTimeout(again, FOLLOW_MS);
  };
  goTo(section, smooth);
  again();
}

function draw(state, root) {
  const done = state.sections.filter((section) => section.read).length;
  const nav = root.querySelector("nav");
  nav.replaceChildren();
  const title = document.createElement("h2");
  title.textContent = "Contents";
  const list = document.createElement("ol");
  for (const section of state.sections) {
    const link = document.createElement("a");
    link.href = `#${section.id}`;
    link.dataset.id = section.id;
    const words = document.createElement("span");
    words.textContent = section.title;
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.textContent = section.read ? "✓ read" : "";
    link.append(words, mark);
    link.onclick = (event) => {
      event.preventDefault();
      follow(state, section.id, true);
      history.replaceState(history.state, "", `#${section.id}`);
      const target = heading(section);
      if (target) { target.tabIndex = -1; target.focus({ preventScroll: true }); }
    };
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  count.textContent = `${done} of ${state.sections.length} sections read`;
  const how = document.createElement("p");
  how.className = "how";
  how.textContent = "A section counts as read when you have stayed with it for a while and reached its end.";
  nav.append(title, list, count, how);
}

function tick(state, root) {
  const seen = [];
  let current = null;
  for (const section of state.sections) {
    const place = box(section);
    if (!place) continue;
    if (place.top < innerHeight * 0.4) current = section.id;
    if (document.hidden || place.bottom < 0 || place.top > innerHeight) continue;
    const mine = (state.stay[section.id] ??= { ms: 0, ended: false });
    mine.ms += TICK_MS;
    if (place.bottom <= innerHeight + 40) mine.ended = true;
    if (mine.ended && mine.ms >= section.stay_s * 1000 && !section.read && !(Date.now() - state.reported.get(section.id) < ANSWER_MS)) seen.push(section.id);
  }
  for (const link of root.querySelectorAll("a")) {
    if (link.dataset.id === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (seen.length) {
    seen.forEach((id) => state.reported.set(id, Date.now()));
    state.report("read", seen);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let state = states.get(parentElement);
  const first = !state;
  if (first) {
    state = { stay: {}, reported: new Map(), sections: [] };
    states.set(parentElement, state);
  }
  const before = JSON.stringify(state.sections);
  state.sections = data.sections;
  state.report = setTriggerValue;
  if (before !== JSON.stringify(data.sections)) draw(state, parentElement);
  if (first) {
    state.timer = setInterval(() => tick(state, parentElement), TICK_MS);
    const wanted = data.go_to || decodeURIComponent(location.hash.slice(1));
    if (state.sections.some((one) => one.id === wanted)) follow(state, wanted, false);
    else document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0); // from another lesson's end to this one's start
  }
  tick(state, parentElement);
  return () => { clearInterval(state.timer); state.following?.abort(); states.delete(parentElement); };
}

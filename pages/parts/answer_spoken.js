// What a screen reader is told, and where the focus goes: a region that is on the page before its words change, and the
// heading of a named part of the page, or that part itself. Each moment is acted on once, however often it is drawn.
const WAIT_MS = 50, WAITS = 60;

function focusOn(name, left) {
  const part = document.querySelector(`.st-key-${name}`), heading = part?.querySelector("h1, h2, h3") ?? part;
  if (!heading) {
    if (left) setTimeout(() => focusOn(name, left - 1), WAIT_MS);
    return;
  }
  heading.tabIndex = -1;
  heading.style.outline = "none";
  heading.focus();
}

export default function ({ data, parentElement }) {
  const memory = document.body.dataset;
  if (!data.moment || memory.batchwiseMoment === data.moment) return;
  memory.batchwiseMoment = data.moment;
  parentElement.querySelector("p").textContent = data.say;
  focusOn(data.focus, WAITS);
}

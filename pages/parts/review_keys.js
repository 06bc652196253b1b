// One key, one button: presses the button inside the named part of the page, unless the key belongs to what has the
// focus. Letters and digits are left to text fields; Enter and Space to whatever they would press or toggle.
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const PRESSED = "button, a[href], summary, [role=button], [role=link], [role=option], [role=switch], [role=tab]";

function belongsElsewhere(event) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return true;
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (document.querySelector("[role=dialog]") || target.closest(TYPED_IN)) return true;
  if (event.key === "Enter") return Boolean(target.closest(PRESSED));
  return event.key === " " && Boolean(target.closest(`${PRESSED}, input`));
}

const buttonIn = (name) => document.querySelector(`.st-key-${name} :is(button, input[type=checkbox])`);
const app = () => document.querySelector("[data-testid=stApp]");
// Asked of the switch itself: the server has yet to hear of it when the next key comes.
const off = () => document.querySelector(`.st-key-${state.switch} input`)?.checked === false;
const busy = () => app()?.dataset.testScriptState !== "notRunning";

// One listener for as long as the page lives: between two cards there is a moment with no instance, or with the buttons
// of the card before, and a key pressed then waits for the next card. GAP_MS: how long at most. SETTLE_MS: so long after
// a run has ended its buttons may still stand beside the last run's, which no longer do anything.
const GAP_MS = 1500, SETTLE_MS = 120;
const state = (window.reviewKeys ??= { here: false, left: -Infinity, keys: {}, held: null, switch: "", listening: false });

function release() {
  if (!state.held || !state.here) return;
  if (busy()) {
    const watch = new MutationObserver(() => { if (!busy()) { watch.disconnect(); setTimeout(release, SETTLE_MS); } });
    watch.observe(app(), { attributeFilter: ["data-test-script-state"] });
    return;
  }
  const { key, at } = state.held;
  const late = performance.now() - at > 2 * GAP_MS;
  const button = buttonIn(state.keys[key]);
  // No such button: the keys are still those of the card before. The next card's instance calls again.
  if (!late && !button) return;
  state.held = null;
  if (!late && !button.disabled) button.click();
}

function listen() {
  if (state.listening) return;
  state.listening = true;
  document.addEventListener("keydown", (event) => {
    const key = event.key in state.keys ? event.key : event.key.toLowerCase();
    const gone = !state.here && performance.now() - state.left > GAP_MS;
    if (gone || off() || !(key in state.keys) || belongsElsewhere(event)) return;
    event.preventDefault();
    state.held = { key, at: performance.now() };
    release();
  });
}

export default function ({ data, parentElement }) {
  Object.assign(state, { owner: parentElement, here: data.on, keys: data.on ? data.keys : {}, switch: data.switch, left: -Infinity });
  for (const [key, name] of Object.entries(state.keys)) {
    buttonIn(name)?.setAttribute("aria-keyshortcuts", key === " " ? "Space" : key);
  }
  listen();
  release();
  // The next card's instance may have come already.
  return () => { if (state.owner === parentElement) Object.assign(state, { here: false, left: performance.now() }); };
}

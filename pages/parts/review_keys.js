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
const busy = () => app()?.dataset.testScriptState !== "notRunning";

// While the page is being drawn anew its buttons may still be those of the card before: the key waits until they are not.
function press(owner, key) {
  owner.held?.disconnect();
  if (busy()) {
    owner.held = new MutationObserver(() => busy() || press(owner, key));
    owner.held.observe(app(), { attributeFilter: ["data-test-script-state"] });
    return;
  }
  const button = buttonIn(owner.keys[key.toLowerCase()] ?? owner.keys[key]);
  if (button && !button.disabled) button.click();
}

export default function ({ data, parentElement: owner }) {
  owner.pressed?.abort();
  owner.keys = data.on ? data.keys : {};
  if (!data.on) return;
  const listening = (owner.pressed = new AbortController());
  for (const [key, name] of Object.entries(data.keys)) {
    buttonIn(name)?.setAttribute("aria-keyshortcuts", key === " " ? "Space" : key);
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (belongsElsewhere(event) || !(event.key.toLowerCase() in owner.keys || event.key in owner.keys)) return;
      event.preventDefault();
      press(owner, event.key);
    },
    { signal: listening.signal },
  );
  return () => { listening.abort(); owner.held?.disconnect(); };
}

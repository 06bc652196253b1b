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

export default function ({ data, parentElement }) {
  parentElement.pressed?.abort();
  if (!data.on) return;
  const listening = (parentElement.pressed = new AbortController());
  for (const [key, name] of Object.entries(data.keys)) {
    buttonIn(name)?.setAttribute("aria-keyshortcuts", key === " " ? "Space" : key);
  }
  document.addEventListener(
    "keydown",
    (event) => {
      const button = belongsElsewhere(event) ? null : buttonIn(data.keys[event.key.toLowerCase()] ?? data.keys[event.key]);
      if (!button || button.disabled) return;
      event.preventDefault();
      button.click();
    },
    { signal: listening.signal },
  );
  return () => listening.abort();
}

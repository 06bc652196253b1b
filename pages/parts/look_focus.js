// The focus is never lost: where a rerun takes away what had it, it goes to the same control drawn anew, else to the
// heading before it; on a new page to its first heading, as after any link. What a chart finds is said when it changes.
(() => {
  if (window.batchwiseFocus) return;
  const HEADINGS = "[data-testid=stMain] :is(h1, h2, h3)", QUIET_MS = 120;
  const FINDINGS = "[class*=st-key-figure_] > :first-child [data-testid=stMarkdownContainer]:not([aria-live])";
  let held = null, path = location.pathname, byKeyboard = false, timer = 0;

  const lost = () => !document.activeElement || document.activeElement === document.body;
  const running = () => !document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  const nameOf = (part) => part.getAttribute("aria-label") || part.textContent.trim();
  const placeOf = (part) => part.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)?.[0];

  function hold(part) {
    if (!part.closest("[data-testid=stMain]")) return (held = { part, headings: [] });
    const before = (heading) => heading.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
    const headings = [...document.querySelectorAll(HEADINGS)].filter(before);
    held = { part, headings, tag: part.tagName, name: nameOf(part), place: placeOf(part) };
  }

  function to(part) {
    if (!part) return;
    if (!part.matches("a, button, input, textarea, select")) {
      part.tabIndex = -1;
      part.style.outline = "none";
    }
    part.focus({ preventScroll: !byKeyboard });
  }

  function again({ tag, name, place }) {
    const parts = place ? document.querySelectorAll(`.${CSS.escape(place)} ${tag}`) : [];
    return [...parts].find((part) => !part.disabled && nameOf(part) === name);
  }

  function mend() {
    if (running()) return later();
    const first = document.querySelector("[data-testid=stMain] h1"), turned = path !== location.pathname;
    if (turned && !first) return later();
    path = location.pathname;
    if (turned && (lost() || !document.activeElement.closest("[data-testid=stMain]"))) return to(first);
    if (!held || !lost() || (held.part.isConnected && !held.part.disabled)) return;
    const before = held.headings.filter((heading) => heading.isConnected);
    to(again(held) ?? before.at(-1) ?? first);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(mend, QUIET_MS);
  }

  window.batchwiseFocus = new MutationObserver(() => {
    for (const words of document.querySelectorAll(FINDINGS)) words.setAttribute("aria-live", "polite");
    if (path !== location.pathname || (held && lost())) later();
  });
  window.batchwiseFocus.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", (event) => hold(event.target));
  document.addEventListener("keydown", () => (byKeyboard = true), true);
  document.addEventListener("pointerdown", () => ((byKeyboard = false), (held = null)), true);
})();

// What has happened is said, and the focus is never lost. A script says where the focus goes (answer_spoken.py); else,
// where a rerun takes away what had it, it goes to the same control drawn anew, or to the heading before it; on a new
// page to its first heading, as after any link. What a chart finds is said when it changes.
(() => {
  if (window.batchwiseFocus) return;
  const HEADINGS = "[data-testid=stMain] :is(h1, h2, h3)", QUIET_MS = 120, WAIT_MS = 50, WAITS = 60;
  // Somebody who has gone on to what the page holds, or to a menu, is left there.
  const ELSEWHERE = "[data-testid=stMain] *, [role=menu], [role=dialog], [data-floating-ui-portal]";
  const FINDINGS = "[class*=st-key-figure_] > :first-child [data-testid=stMarkdownContainer]:not([aria-live])";
  let held = null, path = location.pathname, moment = "", byKeyboard = false, timer = 0;

  const region = document.createElement("p");
  region.setAttribute("aria-live", "polite");
  region.className = "batchwise-heard";
  document.body.prepend(region);

  const lost = () => !document.activeElement || document.activeElement === document.body;
  const running = () => !document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  const nameOf = (part) => part.getAttribute("aria-label") || part.textContent.trim();
  const placeOf = (part) => part.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)?.[0];

  function hold(part) {
    if (!part.closest("[data-testid=stMain]")) return (held = { part, headings: [] });
    const before = (heading) => heading.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
    const headings = [...document.querySelectorAll(HEADINGS)].filter(before);
    const words = headings.map((heading) => heading.textContent);
    held = { part, headings, words, tag: part.tagName, name: nameOf(part), place: placeOf(part) };
  }

  function to(part, quietly) {
    if (!part) return;
    if (!part.matches("a, button, input, textarea, select")) {
      part.tabIndex = -1;
      part.style.outline = "none";
    }
    part.focus({ preventScroll: quietly });
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
    if (turned && !document.activeElement?.closest(ELSEWHERE)) return to(first, true);
    if (!held || !lost() || (held.part.isConnected && !held.part.disabled)) return;
    // The framework draws new words into an old heading: that is another heading.
    const kept = (heading, at) => heading.isConnected && heading.textContent === held.words[at];
    to(again(held) ?? held.headings.filter(kept).at(-1) ?? first, !byKeyboard);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(mend, QUIET_MS);
  }

  function send(name, left) {
    const part = document.querySelector(`.st-key-${CSS.escape(name)}`);
    const target = part?.querySelector("h1, h2, h3") ?? part;
    if (target) to(target, false);
    else if (left) setTimeout(() => send(name, left - 1), WAIT_MS);
  }

  function hear() {
    const { moment: now, say, focus } = document.querySelector(".batchwise-said")?.dataset ?? {};
    if (!now || now === moment) return;
    moment = now;
    region.textContent = say;
    if (focus) send(focus, WAITS);
  }

  window.batchwiseFocus = new MutationObserver(() => {
    for (const words of document.querySelectorAll(FINDINGS)) words.setAttribute("aria-live", "polite");
    hear();
    if (path !== location.pathname || (held && lost())) later();
  });
  const watched = { childList: true, subtree: true, attributeFilter: ["data-moment"] };
  window.batchwiseFocus.observe(document.body, watched);
  hear();
  document.addEventListener("focusin", (event) => hold(event.target));
  document.addEventListener("keydown", () => (byKeyboard = true), true);
  document.addEventListener("pointerdown", () => ((byKeyboard = false), (held = null)), true);
})();

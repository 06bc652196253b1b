// Terms of the glossary: links that carry their meaning. It is shown on hover, on focus and on a tap; it stays while the
// pointer is on it or the term has the focus, and Escape puts it away without moving anything.
(() => {
  if (window.batchwiseTerms) return;
  window.batchwiseTerms = true;
  const TERM = 'a[href^="#term-"]', LEAVE_MS = 250, EDGE = 8;
  const tip = document.createElement("div");
  tip.id = "batchwise-tip";
  tip.setAttribute("role", "tooltip");
  let term = null, leaving = 0;

  const place = () => {
    if (!term) return;
    if (!term.isConnected) return hide();
    const at = term.getBoundingClientRect(), { offsetWidth: wide, offsetHeight: tall } = tip;
    const below = at.bottom + 4 + tall + EDGE < innerHeight, left = term.getClientRects()[0]?.left ?? at.left;
    tip.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - wide - EDGE))}px`;
    tip.style.top = `${below ? at.bottom + 4 : at.top - tall - 4}px`;
  };

  function show(link) {
    clearTimeout(leaving);
    if (link === term) return;
    hide();
    // The browser's own hint would come on top of ours, and neither by keyboard nor by touch.
    if (link.title) { link.dataset.says = link.title; link.removeAttribute("title"); }
    term = link;
    tip.textContent = link.dataset.says;
    (document.querySelector("[data-testid=stMain]") ?? document.body).append(tip);
    link.setAttribute("aria-describedby", tip.id);
    place();
  }

  function hide() {
    clearTimeout(leaving);
    term?.removeAttribute("aria-describedby");
    term = null;
    tip.remove();
  }

  const of = (event) => event.target.closest?.(TERM);
  document.addEventListener("pointerover", (event) => {
    const link = of(event);
    if (link) show(link);
    else if (term && tip.contains(event.target)) clearTimeout(leaving);
    else if (term && document.activeElement !== term) { clearTimeout(leaving); leaving = setTimeout(hide, LEAVE_MS); }
  });
  document.addEventListener("focusin", (event) => { const link = of(event); if (link) show(link); else if (term) hide(); });
  document.addEventListener("focusout", (event) => { if (of(event) === term) hide(); });
  document.addEventListener("click", (event) => {
    const link = of(event);
    if (link) { event.preventDefault(); show(link); } else if (term && !tip.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && term) { event.stopPropagation(); hide(); } }, true);
  // One stop a term is enough by keyboard: the first that can be seen. The others still answer to pointer and finger.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const met = new Set();
    for (const link of document.querySelectorAll(TERM)) {
      const known = met.has(link.hash) && link !== document.activeElement;
      if (link.checkVisibility()) met.add(link.hash);
      if (known) link.tabIndex = -1;
      else link.removeAttribute("tabindex");
    }
  }, true);
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
})();

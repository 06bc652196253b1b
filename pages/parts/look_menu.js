// The menu of a narrow screen, where the framework puts the names of groups among the items of a list. Such a list is
// none to a screen reader, so it is not called one: it stays a navigation of named groups and links.
(() => {
  if (window.batchwiseMenu) return;
  const parts = "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li";
  const mend = () => {
    for (const part of document.querySelectorAll(parts)) {
      if (part.getAttribute("role") !== "none") part.setAttribute("role", "none");
    }
  };
  window.batchwiseMenu = new MutationObserver(mend);
  window.batchwiseMenu.observe(document.body, { childList: true, subtree: true });
  mend();
})();

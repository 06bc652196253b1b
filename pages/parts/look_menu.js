// Roles that the framework gives wrongly. The menu of a narrow screen has the names of groups among the items of a
// list: such a list is none to a screen reader, so it stays a navigation of named groups and links. The place where
// files are dropped has a name and takes the focus, so it is a group and no mere decoration.
(() => {
  if (window.batchwiseMenu) return;
  const roles = {
    none: "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li",
    group: "[data-testid=stFileUploaderDropzone]",
  };
  const mend = () => {
    for (const [role, parts] of Object.entries(roles)) {
      for (const part of document.querySelectorAll(parts)) {
        if (part.getAttribute("role") !== role) part.setAttribute("role", role);
      }
    }
  };
  window.batchwiseMenu = new MutationObserver(mend);
  window.batchwiseMenu.observe(document.body, { childList: true, subtree: true });
  mend();
})();

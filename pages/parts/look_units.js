// A number and its unit stay on one line: where they are shown, the space between them does not break. In addresses, which
// hold the same words, it stays a plain one.
(() => {
  if (window.batchwiseUnits) return;
  window.batchwiseUnits = true;
  const UNIT = /(\d) (?=(?:ms|s|min|h|%|×)(?![\p{L}\d]))/gu, WORDS = "[data-testid=stMarkdownContainer], [data-testid=stMetric]";

  function join(text) {
    if (UNIT.test(text.data) && text.parentElement?.closest(WORDS)) text.data = text.data.replace(UNIT, "$1\u00a0");
    UNIT.lastIndex = 0;
  }

  function all(node) {
    if (node.nodeType === Node.TEXT_NODE) return join(node);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) join(texts.currentNode);
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) type === "characterData" ? join(target) : addedNodes.forEach(all);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  all(document.body);
})();

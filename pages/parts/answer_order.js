// Things to put in order: each has a button up and a button down. The order lives in the browser until it is handed in,
// so a move needs no server; the focus stays on the button that was pressed, and each move is said aloud.
const states = new WeakMap();

// Text with `code` in it, as elements: nothing of it is read as HTML.
function parts(text) {
  return text.split("`").map((part, place) => {
    const element = document.createElement(place % 2 ? "code" : "span");
    element.textContent = part;
    return element;
  });
}

const plain = (text) => text.replaceAll("`", "");

function button(text, way, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset.way = way;
  element.setAttribute("aria-label", `Move ${way}: ${plain(text)}`);
  element.textContent = way === "up" ? "↑" : "↓";
  element.onclick = () => press(way);
  return element;
}

// A button at an end stays where the keyboard can reach it, so that the focus is never lost.
function mark(list) {
  const rows = [...list.children];
  rows.forEach((row, place) => {
    row.querySelector("[data-way=up]").setAttribute("aria-disabled", String(place === 0));
    row.querySelector("[data-way=down]").setAttribute("aria-disabled", String(place === rows.length - 1));
  });
}

export default function ({ data, parentElement, setStateValue }) {
  if (states.get(parentElement) === data.name) return;
  states.set(parentElement, data.name);
  const list = parentElement.querySelector("ol"), said = parentElement.querySelector("[aria-live]");
  const order = [...data.order];

  function press(place, way) {
    const from = order.indexOf(place), to = from + (way === "up" ? -1 : 1), text = plain(data.texts[place]);
    if (to < 0 || to >= order.length) {
      said.textContent = `${text}: already ${to < 0 ? "first" : "last"}`;
      return;
    }
    order.splice(to, 0, ...order.splice(from, 1));
    const row = list.children[from], pressed = row.querySelector(`[data-way=${way}]`);
    list.insertBefore(row, way === "up" ? list.children[to] : list.children[to].nextSibling);
    mark(list);
    pressed.focus();
    said.textContent = `${text}: moved ${way}, now ${to + 1} of ${order.length}`;
    setStateValue("order", [...order]);
  }

  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...order.map((place) => {
    const row = document.createElement("li"), words = document.createElement("span"), text = data.texts[place];
    words.className = "text";
    words.append(...parts(text));
    row.append(words, button(text, "up", (way) => press(place, way)), button(text, "down", (way) => press(place, way)));
    return row;
  }));
  mark(list);
  return () => states.delete(parentElement);
}

// The picture of a moment: texts come from the left, wait, gather in the next batch, are classified, and leave to the right.
const FLIGHT = 0.5e6, LEAVE = 1e6, GLIDE = 85, TOP = 14, NARROW = 480;

// Dots are smaller where there are more of them, and larger in the taller lanes of a phone. Rows fill from the middle
// outwards, columns from the right.
const PITCHES = [[40, 17], [150, 11], [600, 8], [Infinity, 6]];
function gridOf(lane, narrow) {
  const tall = narrow ? 128 : 88, pitch = PITCHES.find(([most]) => lane.crowd <= most)[1] * (narrow ? 1.2 : 1), rows = Math.floor(tall / pitch), order = [];
  for (let k = 0, mid = (rows - 1) >> 1; k < rows; k++) order.push(mid + (k % 2 ? (k + 1) / 2 : -k / 2));
  return { tall, pitch, rows, order, radius: pitch * 0.34 };
}

function layoutOf(lane, w) {
  const narrow = w < NARROW, grid = gridOf(lane, narrow), gap = narrow ? 10 : 34, panel = Math.max(w * (narrow ? 0.28 : 0.3), 84), exit = panel + 1.4 * gap;
  const columns = Math.max(1, Math.min(Math.ceil(lane.largest / grid.rows), Math.floor(w * 0.19 / grid.pitch)));
  const box = Math.max(columns * grid.pitch + 18, narrow ? 50 : 72), server = w - exit - box;
  const tray = lane.largest > 1 ? server - gap - box : server;
  return { ...grid, panel, rest: w - panel, gap, box, server, tray, room: columns * grid.rows, queue: tray - gap * 0.6, inset: (box - columns * grid.pitch) / 2 };
}

const rowY = (lay, k) => TOP + (lay.order[k % lay.rows] + 0.5) * (lay.tall / lay.rows);
const slotX = (lay, right, k) => right - (Math.floor(k / lay.rows) + 0.5) * lay.pitch;

function brushOf(canvas) {
  const scale = devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
  if (canvas.width !== Math.round(w * scale) || canvas.height !== Math.round(h * scale)) { canvas.width = Math.round(w * scale); canvas.height = Math.round(h * scale); }
  const g = canvas.getContext('2d'), style = getComputedStyle(canvas);
  g.setTransform(scale, 0, 0, scale, 0, 0); g.clearRect(0, 0, w, h);
  g.font = `12.5px ${style.getPropertyValue('--st-font') || 'sans-serif'}`;
  return { g, w, h, ink: style.color, edge: style.getPropertyValue('--st-border-color') || '#999' };
}

function shape(g, kind, x, y, r, colour) {
  g.beginPath();
  if (kind === 'filling') { g.moveTo(x, y - r * 1.25); g.lineTo(x + r * 1.25, y); g.lineTo(x, y + r * 1.25); g.lineTo(x - r * 1.25, y); g.closePath(); } else g.arc(x, y, kind === 'waiting' ? r - 0.7 : r, 0, 7);
  if (kind === 'waiting' || kind === 'filling') { g.strokeStyle = colour; g.lineWidth = Math.min(1.7, r * 0.55); g.stroke(); } else { g.fillStyle = colour; g.fill(); }
}

// Draws one lane at t; returns whether any dot is still on its way to its place.
function drawLane(lane, frame, t, { speed, colours, dt, snap }) {
  const { g, w, h, ink, edge } = brushOf(lane.canvas), lay = layoutOf(lane, w), ease = snap ? 1 : 1 - Math.exp(-dt / GLIDE);
  let moving = false; lane.turn = (lane.turn || 0) + 1;
  const put = (id, x, y, kind, colour, alpha = 1, size = 1) => {
    let dot = lane.dots.get(id);
    if (!dot) lane.dots.set(id, dot = { x, y });
    dot.x += (x - dot.x) * ease; dot.y += (y - dot.y) * ease; dot.turn = lane.turn;
    if (Math.abs(x - dot.x) + Math.abs(y - dot.y) > 0.4) moving = true;
    g.globalAlpha = alpha; shape(g, kind, dot.x, dot.y, lay.radius * size, colour);
    if (id === lane.slowest) { g.strokeStyle = ink; g.lineWidth = 1.4; g.beginPath(); g.arc(dot.x, dot.y, lay.radius + 3, 0, 7); g.stroke(); }
    g.globalAlpha = 1;
  };
  drawPlaces(g, lane, frame, t, lay, { edge, colours });
  const waitingRows = drawWaiting(lane, frame, t, lay, put, colours, w);
  drawComing(lane, frame, t, lay, put, colours, FLIGHT / speed, waitingRows.tail);
  if (frame.call >= 0) drawCall(lane, frame.call, lay, put, colours);
  const settled = drawLeaving(lane, frame, t, lay, put, LEAVE / speed);
  drawPile(g, lane, settled, lay, { ink, edge, h });
  for (const [id, dot] of lane.dots) if (dot.turn !== lane.turn) lane.dots.delete(id);
  drawWords(g, lane, frame, lay, { ink, w, h, hidden: waitingRows.hidden });
  return moving;
}

function drawPlaces(g, lane, frame, t, lay, { edge, colours }) {
  const bar = (x, share, colour) => { g.fillStyle = colour; g.fillRect(x, TOP + lay.tall + 9, lay.box * Math.min(1, Math.max(0, share)), 3); };
  g.lineWidth = 1.5; g.strokeStyle = frame.served ? colours.service : edge;
  g.beginPath(); g.roundRect(lay.server, TOP - 8, lay.box, lay.tall + 16, 7); g.stroke();
  if (frame.call >= 0) bar(lay.server, (t - lane.starts[frame.call]) / (lane.finishes[frame.call] - lane.starts[frame.call]), colours.service);
  if (lane.largest === 1) return;
  g.strokeStyle = frame.forBatch ? colours.waiting : edge; g.setLineDash([4, 4]);
  g.beginPath(); g.roundRect(lay.tray, TOP - 8, lay.box, lay.tall + 16, 7); g.stroke(); g.setLineDash([]);
  g.fillStyle = edge; g.beginPath();
  if (lane.largest <= lay.room) for (let k = 0; k < lane.largest; k++) g.rect(slotX(lay, lay.tray + lay.box - lay.inset, k) - 1, rowY(lay, k) - 1, 2, 2);
  g.fill();
  if (frame.forBatch) bar(lay.tray, (t - lane.due[frame.began]) / (lane.starts[frame.next] - lane.due[frame.began]), colours.waiting);
  const x = lay.server - lay.gap / 2, y = TOP + lay.tall / 2;
  g.strokeStyle = edge; g.beginPath(); g.moveTo(x - 3, y - 5); g.lineTo(x + 3, y); g.lineTo(x - 3, y + 5); g.stroke();
}

// The next batch gathers in its tray; all others queue behind it, as far as there is room.
function drawWaiting(lane, frame, t, lay, put, colours, w) {
  const batched = lane.largest > 1, until = batched && frame.next < lane.starts.length ? lane.firsts[frame.next + 1] : frame.began;
  const room = Math.max(1, Math.floor((lay.queue - w * 0.09) / lay.pitch)) * lay.rows;
  let inTray = 0, queued = 0;
  for (let row = frame.began, last = lane.due.length; row < last && queued < room; row++) {
    if (lane.due[row] > t) break;
    if (row < until) { const k = inTray++; if (k < lay.room) put(row, slotX(lay, lay.tray + lay.box - lay.inset, k), rowY(lay, k), frame.forBatch ? 'filling' : 'waiting', colours.waiting); } else { const k = queued++; put(row, slotX(lay, lay.queue, k), rowY(lay, k), 'waiting', colours.waiting); }
  }
  const others = frame.waiting - inTray;
  for (let k = queued; k < Math.min(others, room); k++) put(`b${k}`, slotX(lay, lay.queue, k), rowY(lay, k), 'waiting', colours.waiting);
  const columns = Math.ceil(Math.min(others, room) / lay.rows);
  lane.inTray = inTray;
  return { hidden: Math.max(0, others - room), tail: (batched && !others ? lay.tray + lay.box / 2 : lay.queue - columns * lay.pitch) };
}

function drawComing(lane, frame, t, lay, put, colours, flight, tail) {
  let drawn = 0;
  for (let k = upTo(lane.sorted, t); k < lane.sorted.length && lane.sorted[k] <= t + flight && drawn < 120; k++, drawn++) {
    const share = 1 - (lane.sorted[k] - t) / flight;
    put(k, share * tail, rowY(lay, (k * 5 + 3) % lay.rows), 'waiting', colours.waiting, 0.35 + 0.5 * share);
  }
}

function drawCall(lane, call, lay, put, colours) {
  const first = lane.firsts[call], size = lane.firsts[call + 1] - first;
  const right = size === 1 ? lay.server + lay.box / 2 + lay.pitch / 2 : lay.server + lay.box - lay.inset;
  for (let k = 0; k < Math.min(size, lay.room); k++) put(first + k, slotX(lay, right, k), rowY(lay, k), 'served', colours.service);
}

// A call's texts fly to the pile, each to the column of its latency; the function returns how many have come to rest.
function drawLeaving(lane, frame, t, lay, put, leave) {
  const newest = frame.call >= 0 ? frame.call - 1 : frame.next - 1;
  let call = newest;
  for (; call >= 0 && t - lane.finishes[call] < leave && newest - call < 80; call--) {
    const first = lane.firsts[call], size = lane.firsts[call + 1] - first, age = (t - lane.finishes[call]) / leave, share = age * age * (3 - 2 * age);
    const columns = Math.ceil(Math.min(size, lay.room) / lay.rows), pitch = Math.min(lay.pitch, (lay.panel - 22) / columns);
    for (let k = 0; k < size; k++) {
      const rest = restingPlace(lane, lay, first + k), j = k % lay.room, x = lay.server + lay.box + 14 + (columns - 1 - Math.floor(j / lay.rows)) * pitch, y = rowY(lay, j);
      put(first + k, x + (rest.x - x) * share, y + (rest.y - y) * share, 'answered', lane.colour, 1, 1 - 0.4 * share);
    }
  }
  return lane.firsts[call + 1];
}

function drawWords(g, lane, frame, lay, { ink, w, h, hidden }) {
  const y = h - 5, narrow = w < NARROW;
  g.fillStyle = ink; g.globalAlpha = 0.85; g.textAlign = 'center';
  g.fillText('classifier', lay.server + lay.box / 2, y);
  if (lane.largest > 1) g.fillText(narrow ? `${lane.inTray} of ${lane.largest}` : `next batch: ${lane.inTray} of ${count(lane.largest)}`, lay.tray + lay.box / 2, y);
  g.textAlign = 'right';
  const behind = frame.waiting - (lane.largest > 1 ? lane.inTray : 0);
  if (behind) g.fillText(hidden && narrow ? `… ${count(behind)} in line` : hidden ? `${count(behind)} in line, ${count(hidden)} not drawn` : `${count(behind)} in line`, lay.queue, y);
  g.globalAlpha = 1;
}

// The whole window at a glance, a strip a lane: how many wait (area), and when the classifier is busy (line).
function drawOverview(canvas, lanes, length, colours) {
  const { g, w, h, ink, edge } = brushOf(canvas), inset = 8, inside = w - 2 * inset, strip = h / lanes.length;
  const at = (t) => Math.min(inside - 1, Math.max(0, Math.floor(inside * t / Math.max(length, 1))));
  const heights = lanes.map((lane) => {
    const column = new Float64Array(Math.max(1, Math.ceil(inside)));
    for (let x = 0; x < column.length; x++) column[x] = frameAt(lane, length * x / inside).waiting;
    for (const [t, waiting] of arrivalsOf(lane, length)) column[at(t)] = Math.max(column[at(t)], waiting);
    return column;
  });
  const most = Math.max(1, ...heights.map((column) => Math.max(...column)));
  lanes.forEach((lane, n) => {
    const base = (n + 1) * strip - 6, tall = strip - 20;
    g.fillStyle = colours.waiting; g.globalAlpha = 0.55; g.beginPath(); g.moveTo(inset, base);
    heights[n].forEach((value, x) => { g.lineTo(inset + x, base - tall * value / most); g.lineTo(inset + x + 1, base - tall * value / most); });
    g.lineTo(inset + heights[n].length, base); g.fill(); g.globalAlpha = 1;
    g.fillStyle = edge; g.fillRect(inset, base + 1, inside, 3); g.fillStyle = colours.service;
    lane.starts.forEach((start, k) => { const x = inset + inside * Math.max(0, start) / length; g.fillRect(x, base + 1, Math.max(0.6, inset + inside * Math.min(length, lane.finishes[k]) / length - x), 3); });
    g.fillStyle = ink; g.globalAlpha = 0.85; g.font = g.font.replace('12.5px', '12px');
    g.fillText(`${lanes.length > 1 ? `${lane.name}: ` : ''}waiting, at most ${count(Math.max(...heights[n]))}`, inset + 6, n * strip + 11); g.globalAlpha = 1;
  });
}

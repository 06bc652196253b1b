// The live view of a run: texts come, wait, are served in calls and leave, drawn at the browser's frame rate.
// Python hands over a snapshot two or three times a second; the film plays LAG seconds behind the newest one, so that
// it can move evenly between snapshots. What a snapshot leaves out (very many short calls) is filled in evenly.
const LAG = 0.7, FLIGHT = 0.45, LEAVE = 0.9, ROWS = 8, KEEP = 2;
// Larger on a phone, where the lane is taller.
const WIDE = { pitch: 9, radius: 3.4, call: 92 }, NARROW = { pitch: 12, radius: 4.4, call: 74 };
const views = new WeakMap();

const nice = (least) => { for (let p = 1; ; p *= 10) for (const m of [1, 2, 5]) if (m * p >= least) return m * p; };
const count = (n) => Math.round(n).toLocaleString('en-GB');
const rate = (r) => r == null ? '–' : r < 10 ? r.toPrecision(2) : count(Number(r.toPrecision(3)));
const time = (s) => s == null ? '–' : s < 0.01 ? `${(1000 * s).toPrecision(2)} ms` : s < 1 ? `${count(1000 * s)} ms` : `${s.toPrecision(3)} s`;
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function newLane(side, colours) {
  const box = document.createElement('section');
  box.className = 'lane';
  box.innerHTML = `<header><i></i><strong></strong><span class="state"></span></header><canvas role="img"></canvas>
    <div class="progress"><b></b></div><dl aria-hidden="true">${['answered', 'waiting', 'texts per second', 'recent median', 'recent p95']
    .map((name) => `<div><dt>${name}</dt><dd>–</dd></div>`).join('')}</dl>`;
  box.querySelector('strong').textContent = side.name;
  box.querySelector('i').style.background = side.colour;
  box.querySelector('.progress b').style.background = side.colour;
  return { box, side, colours, canvas: box.querySelector('canvas'), numbers: [...box.querySelectorAll('dd')],
    bar: box.querySelector('.progress b'), label: box.querySelector('.state'),
    marks: [[0, side.at_once ? side.of : 0]], calls: [], last: null, seen: 0, play: 0, unit: nice(Math.max(1, side.at_once ? side.of / 140 : 1)) };
}

// What a snapshot adds: a point of the arrival curve, and the calls that were not known yet.
function take(lane, shot, now) {
  if (!shot || (lane.last && shot.now_s <= lane.last.now_s)) return false;
  lane.last = shot; lane.seen = now;
  lane.marks.push([shot.now_s, shot.arrived]);
  for (const [start, finish, first, size] of shot.batches) {
    const before = lane.calls[lane.calls.length - 1] || { finish: 0, next: 0 };
    if (first < before.next) continue;
    fill(lane, before, start, first, size);
    lane.calls.push({ start, finish, first, next: first + size });
  }
  const flow = (shot.throughput_per_s || 0) / 60, pile = Math.max(shot.arrived - shot.answered, 0) / 140;
  const unit = nice(Math.max(1, flow, pile));
  if (unit > lane.unit || unit < lane.unit / 4) lane.unit = unit;
  return true;
}

function fill(lane, before, until, first, size) {
  const missing = first - before.next;
  if (missing <= 0) return;
  const pieces = Math.min(60, Math.max(1, Math.round(missing / size))), span = (until - before.finish) / pieces;
  for (let k = 0; k < pieces; k++) {
    const start = before.finish + k * span;
    lane.calls.push({ start, finish: start + span, first: before.next + Math.floor(missing * k / pieces), next: before.next + Math.floor(missing * (k + 1) / pieces) });
  }
}

function arrivedBy(lane, t) {
  const marks = lane.marks;
  for (let k = marks.length - 1; k > 0; k--) {
    const [t0, n0] = marks[k - 1], [t1, n1] = marks[k];
    if (t >= t0) return t >= t1 ? n1 : n0 + (n1 - n0) * (t - t0) / (t1 - t0);
  }
  return marks[0][1];
}

// Where the texts are at film time t: how many came, began, are done, and the call that is under way.
function stand(lane, t) {
  let began = 0, done = 0, call = null;
  for (const one of lane.calls) {
    if (one.start > t) break;
    began = one.next;
    if (one.finish <= t) done = one.next; else call = one;
  }
  return { came: Math.max(arrivedBy(lane, t), began), began, done, call };
}

// A side that is through, though its last moments were too short for a snapshot: all are answered.
function over(lane) {
  const { side, last } = lane;
  if (side.state !== 'done' || (last && (lane.play < last.now_s - 0.01 || last.now_s > side.limit_s - 1))) return null;
  return { came: side.of, began: side.of, done: side.of, call: null };
}

function prune(lane) {
  const old = lane.calls.findIndex((one) => one.finish > lane.play - KEEP);
  if (old > 1) lane.calls.splice(0, old - 1);
  while (lane.marks.length > 2 && lane.marks[1][0] < lane.play - KEEP) lane.marks.shift();
}

function brush(lane) {
  const { canvas } = lane, scale = devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
  if (canvas.width !== Math.round(w * scale) || canvas.height !== Math.round(h * scale)) { canvas.width = Math.round(w * scale); canvas.height = Math.round(h * scale); }
  const g = canvas.getContext('2d'), style = getComputedStyle(canvas);
  g.setTransform(scale, 0, 0, scale, 0, 0); g.clearRect(0, 0, w, h);
  g.font = `12px ${style.getPropertyValue('--st-font') || 'sans-serif'}`;
  return { g, w, h, ink: style.color, edge: style.getPropertyValue('--st-border-color') || '#999' };
}

function dot(g, x, y, radius, colour, hollow) {
  g.beginPath(); g.arc(x, y, hollow ? radius - 0.6 : radius, 0, 7);
  if (hollow) { g.strokeStyle = colour; g.lineWidth = 1.5; g.stroke(); } else { g.fillStyle = colour; g.fill(); }
}

function film(lane, t) {
  const { g, w, h, ink, edge } = brush(lane), { unit, colours, side } = lane;
  const now = over(lane) || stand(lane, t), middle = h / 2 - 6;
  const { pitch, radius, call: wide } = w < 480 ? NARROW : WIDE, top = middle - (ROWS - 1) * pitch / 2, left = Math.round(w * 0.6) - wide / 2, right = left + wide;
  const row = (k) => top + (k % ROWS) * pitch;
  // The queue: its head stands at the server.
  const queued = Math.ceil((now.came - now.began) / unit), room = Math.max(1, Math.floor((left - w * 0.12) / pitch)) * ROWS;
  const shown = Math.min(queued, room), head = Math.floor(now.began / unit);
  for (let k = 0; k < shown; k++) dot(g, left - 12 - Math.floor(k / ROWS) * pitch, row(k), radius, colours.waiting, true);
  const tail = left - 12 - Math.ceil(shown / ROWS) * pitch;
  if (!side.at_once && lane.last) for (let j = Math.ceil(now.came / unit), stop = arrivedBy(lane, t + FLIGHT) / unit, drawn = 0; j <= stop && drawn < 60; j++, drawn++) {
    const share = (arrivedBy(lane, t + FLIGHT) - j * unit) / Math.max(arrivedBy(lane, t + FLIGHT) - now.came, 1e-9);
    dot(g, share * tail, row(j * 5 + 3), radius, colours.waiting, true);
  }
  // The server and the call in it.
  g.strokeStyle = edge; g.lineWidth = 1.5; g.beginPath(); g.roundRect(left, top - 12, wide, ROWS * pitch + 15, 6); g.stroke();
  if (now.call) {
    const dots = Math.min(Math.ceil((now.call.next - now.call.first) / unit), Math.floor((wide - 14) / pitch) * ROWS), columns = Math.ceil(dots / ROWS);
    for (let k = 0; k < dots; k++) dot(g, left + wide / 2 + (Math.floor(k / ROWS) - (columns - 1) / 2) * pitch, dots < ROWS ? middle + (k - (dots - 1) / 2) * pitch : row(k), radius, colours.service);
    g.fillStyle = colours.service; g.fillRect(left, top + ROWS * pitch + 6, wide * (t - now.call.start) / (now.call.finish - now.call.start), 3);
  }
  // A side that is through: all its answered texts as a pile, closer together where there are many.
  if (over(lane)) {
    const all = Math.ceil(side.of / unit), near = Math.min(pitch, (w - right - 24) / Math.ceil(all / ROWS));
    for (let k = 0; k < all; k++) dot(g, right + 16 + Math.floor(k / ROWS) * near, row(k), Math.min(radius, near * 0.42), side.colour);
  }
  // The answered ones leave, each call's texts together.
  for (const one of lane.calls) {
    if (one.finish > t || over(lane)) break;
    const age = t - one.finish;
    if (age > LEAVE) continue;
    const from = Math.ceil(one.first / unit), to = Math.ceil(one.next / unit), x = right + 10 + (w - right) * (age / LEAVE);
    g.globalAlpha = 1 - 0.7 * age / LEAVE;
    const few = to - from < ROWS;
    for (let j = from, k = 0; j < to && k < 160; j++, k++) dot(g, x + Math.floor(k / ROWS) * pitch, few ? (to - from === 1 ? row(j * 3) : middle + (k - (to - from - 1) / 2) * pitch) : row(k), radius, side.colour);
    g.globalAlpha = 1;
  }
  g.fillStyle = ink; g.globalAlpha = 0.85; g.textAlign = 'right';
  if (queued > room) g.fillText(`+ ${count((queued - room) * unit)} more`, left - 12, h - 6);
  else if (now.came - now.began >= 0.5) g.fillText(`${count(now.came - now.began)} waiting`, left - 6, h - 6);
  g.textAlign = 'center'; g.fillText('classifier', left + wide / 2, h - 6); g.globalAlpha = 1;
  lane.head = head;
  return now;
}

// Without motion: one bar a snapshot.
function bars(lane) {
  const { g, w, h, edge } = brush(lane); let shot = lane.last || { answered: 0, arrived: lane.marks[0][1] };
  const part = (n) => w * n / lane.side.of, y = h / 2 - 18;
  if (over(lane)) shot = { answered: lane.side.of, arrived: lane.side.of };
  g.fillStyle = lane.side.colour; g.fillRect(0, y, part(shot.answered), 36);
  g.fillStyle = lane.colours.waiting; g.fillRect(part(shot.answered), y + 9, part(shot.arrived - shot.answered), 18);
  g.strokeStyle = edge; g.strokeRect(0.5, y + 0.5, w - 1, 35);
}

function say(lane, now) {
  const { last, side } = lane, done = now ? now.done : last ? last.answered : 0, waiting = now ? now.came - now.began : last ? last.arrived - last.answered : 0;
  const [answered, queue, speed, median, tail] = lane.numbers;
  answered.textContent = `${count(done)} / ${count(side.of)}`; queue.textContent = count(Math.max(waiting, 0));
  lane.bar.style.width = `${100 * done / side.of}%`;
  if (!last) return;
  speed.textContent = rate(last.throughput_per_s); median.textContent = time(last.recent_p50_s); tail.textContent = time(last.recent_p95_s);
}

function describe(lane) {
  const { last, side } = lane;
  lane.canvas.setAttribute('aria-label', !last ? `${side.name}: ${side.words}` :
    `${side.name}: ${count(last.answered)} of ${count(side.of)} texts answered, ${count(Math.max(last.arrived - last.answered, 0))} waiting, ${rate(last.throughput_per_s)} texts per second, median of the latest ${time(last.recent_p50_s)}.`);
}

function frame(view, now) {
  if (!still()) for (const lane of view.lanes) {
    if (lane.last) {
      const target = Math.max(lane.last.now_s - LAG + (now - lane.seen) / 1000, 0), gap = target - lane.play;
      const step = Math.min((now - view.then) / 1000, 0.1);
      lane.play = gap > 2 ? target : Math.min(lane.play + step * Math.min(Math.max(1 + gap, 0.4), 2), lane.last.now_s);
    }
    say(lane, film(lane, lane.play)); prune(lane);
  }
  view.then = now;
  view.raf = requestAnimationFrame((next) => frame(view, next));
}

// Heard by screen readers: the beginning, each half, the end. Nothing more often.
function announce(view, data) {
  const lane = view.lanes.find((one) => one.side.state === 'running');
  const half = lane && lane.last ? Math.floor(2 * lane.last.answered / lane.side.of) : 0;
  const words = lane ? `${lane.side.name}: ${half ? 'half answered' : 'running'}` : 'Warming up';
  if (view.said !== words) { view.said = words; view.root.querySelector('.heard').textContent = words; }
}

export default function ({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view || view.run !== data.run) {
    if (view) cancelAnimationFrame(view.raf);
    const root = parentElement, place = root.querySelector('.lanes');
    view = { run: data.run, root, then: performance.now(), lanes: data.sides.map((side) => newLane(side, data.colours)) };
    place.replaceChildren(...view.lanes.map((lane) => lane.box));
    const sides = `linear-gradient(90deg, ${data.sides[0].colour} 50%, ${data.sides[data.sides.length - 1].colour} 50%)`;
    for (const name of ['waiting', 'served', 'answered']) {
      const mark = root.querySelector(`.dot.${name}`), colour = { waiting: data.colours.waiting, served: data.colours.service, answered: sides }[name];
      if (name === 'waiting') mark.style.border = `2px solid ${colour}`; else mark.style.background = colour;
    }
    views.set(parentElement, view);
    view.lanes[0].box.scrollIntoView({ block: 'nearest', behavior: still() ? 'auto' : 'smooth' });
    view.raf = requestAnimationFrame((now) => frame(view, now));
  }
  data.sides.forEach((side, k) => {
    const lane = view.lanes[k];
    lane.side = side; lane.label.textContent = side.words;
    const fresh = take(lane, side.shot, performance.now());
    if (fresh || !lane.canvas.hasAttribute('aria-label')) describe(lane);
    if (still()) { lane.play = lane.last ? lane.last.now_s : 0; bars(lane); say(lane, over(lane)); }
  });
  const units = [...new Set(view.lanes.map((lane) => lane.unit))];
  view.root.querySelector('.unit').textContent = units.length === 1 && units[0] === 1 ? 'one dot is one text' : `one dot is ${units.map(count).join(' or ')} texts`;
  announce(view, data);
  return () => { cancelAnimationFrame(view.raf); views.delete(parentElement); };
}

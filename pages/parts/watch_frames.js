// Where each text is at a moment, in microseconds from the window's begin; tests/frames.py says what it must be, from the log.
const upTo = (sorted, t) => { let low = 0, high = sorted.length; while (low < high) { const mid = (low + high) >> 1; if (sorted[mid] <= t) low = mid + 1; else high = mid; } return low; };
const count = (n) => Math.round(n).toLocaleString('en-GB');

// A lane as Python sends it, with what is looked up in every frame: firsts[k] is the first row of call k.
function unpackLane(plain) {
  const starts = [], finishes = [], firsts = [0];
  for (const [start, finish, size] of plain.calls) { starts.push(start); finishes.push(finish); firsts.push(firsts[firsts.length - 1] + size); }
  return { ...plain, starts, finishes, firsts, sorted: [...plain.due].sort((a, b) => a - b) };
}

// call: the one being served, or -1. next: the one that leaves next. began, done, come: of the rows that are drawn.
function frameAt(lane, t) {
  const next = upTo(lane.starts, t), last = next - 1, began = lane.firsts[next];
  const served = last >= 0 && lane.finishes[last] > t ? began - lane.firsts[last] : 0;
  const come = upTo(lane.sorted, t), beyond = lane.step * upTo(lane.behind, t), waiting = come - began + beyond;
  let forBatch = 0;
  if (!served && (last >= 0 ? lane.finishes[last] : lane.free) <= t && next < lane.starts.length) {
    for (let row = began; row < lane.firsts[next + 1]; row++) if (lane.due[row] <= t) forBatch++;
  }
  const answered = lane.before + began - served;
  return { call: served ? last : -1, next, began, done: began - served, beyond, served, waiting, forBatch, forServer: waiting - forBatch,
    answered, toCome: lane.of - answered - served - waiting };
}

function frameWords(frame) {
  const fills = frame.forBatch && !frame.forServer ? ' for the batch to fill' : '';
  const served = !frame.served ? 'the classifier is free' : frame.served === 1 ? 'one text is being classified' : `a batch of ${count(frame.served)} is being classified`;
  return `${count(frame.waiting)} waiting${fills}, ${served}, ${count(frame.answered)} answered`;
}

const clockWords = (us) => `${(us / 1000).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ms`;

// One sentence, or one a lane where there are two.
function momentWords(lanes, begin, t) {
  const at = `At ${clockWords(begin + t)}`;
  if (lanes.length === 1) return `${at}: ${frameWords(frameAt(lanes[0], t))}.`;
  return `${at}. ${lanes.map((lane) => `${lane.name}: ${frameWords(frameAt(lane, t))}.`).join(' ')}`;
}

// When a batch leaves or is done, rising, each moment once; the two ends of the window belong to them.
function eventsOf(lanes, length) {
  const all = lanes.flatMap((lane) => [...lane.starts, ...lane.finishes]).filter((t) => t > 0 && t < length);
  return [...new Set([0, ...all, length])].sort((a, b) => a - b);
}
const nextEvent = (events, t) => events[Math.min(upTo(events, t), events.length - 1)];
const previousEvent = (events, t) => { const k = upTo(events, t) - 1; return events[Math.max(0, events[k] < t ? k : k - 1)]; };

// How many wait at each arrival within the window: the peaks of the queue.
const arrivalsOf = (lane, length) => lane.sorted.filter((t) => t <= length).map((t) => [Math.max(t, 0), frameAt(lane, Math.max(t, 0)).waiting]);
const mostWaiting = (lane, length) => arrivalsOf(lane, length).reduce((most, [, waiting]) => Math.max(most, waiting), 0);

// Where answered texts come to rest: piled up by their latency, on one scale for all lanes, in the order of their answers.
const latencyOf = (lane, row, call) => lane.finishes[call] - lane.due[row];
const longestOf = (lane) => lane.finishes.reduce((most, finish, call) => Math.max(most, finish - lane.due[lane.firsts[call]]), 0);

// For each row its column and its height in that column; computed once for each width of the panel.
function pileOf(lane, wide) {
  if (lane.pile && lane.pile.wide === wide) return lane.pile;
  const columns = Math.max(6, Math.floor(wide / 7)), heights = new Int32Array(columns), column = [], level = [];
  for (let call = 0; call < lane.starts.length; call++) {
    for (let row = lane.firsts[call]; row < lane.firsts[call + 1]; row++) {
      const x = Math.min(columns - 1, Math.floor(columns * latencyOf(lane, row, call) / (lane.longest * 1.0001 || 1)));
      column.push(x); level.push(heights[x]++);
    }
  }
  return lane.pile = { wide, column, level, columns, tallest: Math.max(1, ...heights) };
}

// The middle of a row's place in the pile. Every lane stacks by the same step, so that piles can be compared.
function restingPlace(lane, lay, row) {
  const pile = pileOf(lane, lay.panel), step = pile.step ??= Math.min(7, lay.tall / Math.max(...lane.all.map((one) => pileOf(one, lay.panel).tallest)));
  return { x: lay.rest + (pile.column[row] + 0.5) * lay.panel / pile.columns, y: TOP + lay.tall + 4 - (pile.level[row] + 0.5) * step, step };
}

function drawPile(g, lane, settled, lay, { ink, edge, h }) {
  const side = 2 * Math.min(2.7, lay.panel / pileOf(lane, lay.panel).columns * 0.39);
  g.fillStyle = edge; g.fillRect(lay.rest, TOP + lay.tall + 5, lay.panel, 1);
  g.fillStyle = lane.colour; g.beginPath();
  for (let row = 0; row < settled; row++) {
    const { x, y, step } = restingPlace(lane, lay, row), tall = Math.max(0.5, Math.min(side, step * 0.8));
    if (tall < 3) g.rect(x - side / 2, y - tall / 2, side, tall); else g.roundRect(x - side / 2, y - tall / 2, side, tall, tall / 2);
  }
  g.fill();
  if (lane.slowest != null && lane.slowest < settled) { const { x, y } = restingPlace(lane, lay, lane.slowest); g.strokeStyle = ink; g.lineWidth = 1.4; g.beginPath(); g.arc(x, y, 5.5, 0, 7); g.stroke(); }
  g.fillStyle = ink; g.globalAlpha = 0.85;
  const narrow = lay.panel < 120;
  g.textAlign = 'left'; g.fillText(narrow ? 'latency' : '0', lay.rest, h - 5);
  g.textAlign = 'right'; g.fillText(shortTime(lane.longest), lay.rest + lay.panel, h - 5);
  g.textAlign = 'center'; if (!narrow) g.fillText(lay.panel < 220 ? 'latency' : 'answered, by latency', lay.rest + lay.panel / 2, h - 5);
  g.globalAlpha = 1;
}

const shortTime = (us) => us < 1e4 ? `${(us / 1000).toPrecision(2)} ms` : us < 1e6 ? `${count(us / 1000)} ms` : `${(us / 1e6).toPrecision(3)} s`;

// The replay's controls and its clock: play, pause, scrub, step, speed, by mouse and by keyboard, seen and heard.
const PLAY = 'M4 2.5v11l9.5-5.5z', PAUSE = 'M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z', CAPTION_MS = 120;
const views = new WeakMap();
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function newLane(plain) {
  const box = document.createElement('section');
  box.className = 'lane';
  box.innerHTML = '<header><strong><i></i><span></span></strong><dl aria-hidden="true"><div><dt>answered</dt><dd></dd></div><div><dt>waiting</dt><dd></dd></div><div><dt>in the classifier</dt><dd></dd></div></dl></header><canvas aria-hidden="true"></canvas>';
  box.querySelector('strong span').textContent = plain.name;
  box.querySelector('strong i').style.background = plain.colour;
  return { ...unpackLane(plain), box, canvas: box.querySelector('canvas'), numbers: [...box.querySelectorAll('dd')], dots: new Map() };
}

class Replay {
  constructor(root, data) {
    Object.assign(this, { root, run: data.run, data, lanes: data.lanes.map(newLane), t: data.at, playing: false, shown: true, captioned: 0, raf: 0, then: 0 });
    const crowd = Math.max(...this.lanes.map((lane) => Math.max(2 * lane.largest, mostWaiting(lane, data.length))));
    const longest = Math.max(...this.lanes.map(longestOf));
    for (const lane of this.lanes) Object.assign(lane, { crowd, longest, all: this.lanes });
    this.events = eventsOf(this.lanes, data.length);
    this.find = (name) => root.querySelector(name);
    this.find('.lanes').replaceChildren(...this.lanes.map((lane) => lane.box));
    this.find('.replay').classList.toggle('two', this.lanes.length > 1);
    this.find('.replay').classList.toggle('picture', !!data.picture);
    if (data.picture && still()) this.t = data.length; // what there is to see without motion is how it ended
    this.find('.scrub').max = data.length;
    this.legend(); this.speedControl(); this.listen();
    this.setSpeed(data.speed);
    if (still()) this.pause(false); else this.play();
    this.tell(false);
  }

  legend() {
    const { waiting, service } = this.data.colours, both = this.lanes.map((lane) => lane.colour);
    for (const name of ['.dot.waiting', '.dot.diamond']) this.find(name).style.border = `2px solid ${waiting}`;
    this.find('.dot.served').style.background = service;
    this.find('.dot.gone').style.background = `linear-gradient(90deg, ${both[0]} 50%, ${both[both.length - 1]} 50%)`;
    this.find('.item.filling').hidden = this.lanes.every((lane) => lane.largest === 1);
    this.find('.item.ringed').hidden = this.lanes.every((lane) => lane.slowest == null);
    for (const item of this.root.querySelectorAll('.item')) item.style.display = item.hidden ? 'none' : '';
  }

  speedControl() {
    const place = this.find('.speeds');
    for (const old of place.querySelectorAll('label')) old.remove();
    this.radios = this.data.speeds.map((speed) => {
      const label = document.createElement('label');
      label.innerHTML = `<input type="radio" name="speed" value="${speed}" aria-label="${speed === 1 ? 'real speed' : `${speed} times slower`}"><span aria-hidden="true">1/${speed}</span>`;
      place.append(label);
      return label.querySelector('input');
    });
  }

  listen() {
    this.stop = new AbortController();
    const on = (name, event, act) => this.find(name).addEventListener(event, act, { signal: this.stop.signal });
    on('.play', 'click', () => this.toggle());
    on('.next', 'click', () => this.step(1));
    on('.back', 'click', () => this.step(-1));
    on('.again', 'click', () => { this.seek(0); if (!still()) this.play(); else this.tell(); });
    on('.scrub', 'input', (event) => { this.pause(false); this.seek(Number(event.target.value)); });
    on('.scrub', 'change', () => this.tell());
    on('.lanes', 'click', () => this.toggle());
    on('.speeds', 'change', (event) => this.setSpeed(Number(event.target.value)));
    on('.replay', 'keydown', (event) => this.key(event));
    const drag = (event) => { if (event.buttons & 1) { const box = event.currentTarget.getBoundingClientRect(); this.pause(false); this.seek(this.data.length * (event.clientX - box.left - 8) / (box.width - 16)); } };
    on('.overview', 'pointerdown', drag); on('.overview', 'pointermove', drag); on('.overview', 'pointerup', () => this.tell());
    this.sizes = new ResizeObserver(() => { this.overviewOf = ''; this.wake(); });
    for (const canvas of this.root.querySelectorAll('canvas')) this.sizes.observe(canvas);
    this.sight = new IntersectionObserver(([seen]) => { this.shown = seen.isIntersecting; this.wake(); });
    this.sight.observe(this.find('.replay'));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const radio = event.target.type === 'radio', slider = event.target.type === 'range', button = event.target.tagName === 'BUTTON';
    const acts = { Home: () => this.jump(0), End: () => this.jump(this.data.length), '+': () => this.faster(1), '=': () => this.faster(1), '-': () => this.faster(-1), '_': () => this.faster(-1) };
    if (!radio) Object.assign(acts, { ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1) });
    if (slider) Object.assign(acts, { ArrowUp: () => this.step(1), ArrowDown: () => this.step(-1) });
    if (!button) acts[' '] = () => this.toggle();
    const act = acts[event.key];
    if (act) { event.preventDefault(); event.stopPropagation(); act(); }
  }

  setSpeed(speed) {
    this.speed = speed;
    for (const radio of this.radios) radio.checked = Number(radio.value) === speed;
    this.find('.pace').textContent = speed === 1 ? 'at real speed' : `at 1/${speed} of real speed`;
    this.wake();
  }

  faster(by) { const at = this.data.speeds.indexOf(this.speed) - by; if (this.data.speeds[at]) this.setSpeed(this.data.speeds[at]); }
  jump(t) { this.pause(false); this.seek(t); this.tell(); }
  step(by) { this.pause(false); this.seek(by > 0 ? nextEvent(this.events, this.t) : previousEvent(this.events, this.t)); this.tell(); }
  seek(t) { this.t = Math.min(this.data.length, Math.max(0, t)); this.captioned = 0; this.wake(); }
  toggle() { if (this.playing) this.pause(); else this.play(); }

  play() {
    if (this.t >= this.data.length) this.seek(0);
    this.playing = true; this.then = performance.now(); this.button('Pause', PAUSE); this.wake();
  }

  pause(tell = true) { this.playing = false; this.button('Play', PLAY); this.wake(); if (tell) this.tell(); }
  button(words, path) { this.find('.play span').textContent = words; this.find('.play path').setAttribute('d', path); }

  // What a screen reader hears: only when the learner stops somewhere, never while it plays.
  tell(aloud = true) {
    const words = momentWords(this.lanes, this.data.begin, this.t), scrub = this.find('.scrub');
    scrub.setAttribute('aria-valuetext', `${clockWords(this.data.begin + this.t)} of ${clockWords(this.data.begin + this.data.length)}`);
    if (aloud) this.find('.heard').textContent = words;
  }

  wake() { if (!this.raf && this.shown) { this.drawn = performance.now(); this.raf = requestAnimationFrame((now) => this.frame(now)); } }

  frame(now) {
    this.raf = 0;
    const dt = Math.min(100, Math.max(0, now - this.drawn)); this.drawn = now;
    if (this.playing) {
      this.t += 1000 * dt / this.speed;
      if (this.t >= this.data.length) { this.t = this.data.length; this.pause(); }
    }
    const look = { speed: this.speed, colours: this.data.colours, dt, snap: still() };
    let moving = false;
    for (const lane of this.lanes) {
      const frame = frameAt(lane, this.t);
      moving = drawLane(lane, frame, this.t, look) || moving;
      [frame.answered, frame.waiting, frame.served].forEach((n, k) => { lane.numbers[k].textContent = count(n); });
    }
    this.words(now);
    if ((this.playing || moving) && this.shown && !this.raf) this.raf = requestAnimationFrame((next) => this.frame(next));
  }

  words(now) {
    const overview = this.find('.overview'), scrub = this.find('.scrub'), key = `${overview.clientWidth} ${getComputedStyle(overview).color}`;
    if (this.overviewOf !== key) { this.overviewOf = key; drawOverview(overview, this.lanes, this.data.length, this.data.colours); }
    this.find('.now').textContent = clockWords(this.data.begin + this.t);
    this.find('.head').style.left = `${8 + (overview.clientWidth - 16) * this.t / Math.max(this.data.length, 1)}px`;
    scrub.value = Math.round(this.t);
    if (now - this.captioned >= CAPTION_MS || !this.playing) { this.captioned = now; this.find('.caption').textContent = momentWords(this.lanes, this.data.begin, this.t); }
  }

  close() { cancelAnimationFrame(this.raf); this.raf = 0; this.shown = false; this.stop.abort(); this.sizes.disconnect(); this.sight.disconnect(); }
}

export default function ({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view || view.run !== data.run) {
    if (view) view.close();
    views.set(parentElement, view = new Replay(parentElement, data));
  }
  view.overviewOf = ''; view.wake();
  return () => { const last = views.get(parentElement); if (last) last.close(); views.delete(parentElement); };
}

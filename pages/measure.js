// Measuring by a bank card: four corners, then points along what is measured. Runs inside a Gradio
// HTML part (`element`, `trigger`, `watch` are Gradio's). Points are pixels of the picture; what
// they come to is computed by the server (`measuring.py`).
const CORNERS = 4, CLICK = 2, STEP = 1, FAR = 10; // px; CLICK is model.measuring.CLICK_PX
const SVG = 'http://www.w3.org/2000/svg';
let points = [], zoom = 1, spread = 0, held = null;
const told = {};

const find = (query) => element.querySelector(query);
const drawing = () => find('svg.measured');
const size = () => drawing().viewBox.baseVal;
const perScreen = () => size().width / drawing().getBoundingClientRect().width;
const ring = () => find('input[name=way]:checked')?.value === 'ring';

function place(event) {
  const box = drawing().getBoundingClientRect(), { width, height } = size();
  const inside = (value, most) => Math.min(Math.max(value, 0), most);
  return [inside((event.clientX - box.left) * perScreen(), width),
          inside((event.clientY - box.top) * perScreen(), height)];
}

function name(index) {
  return index < CORNERS ? `Corner ${index + 1} of the card` : `Point ${index - CORNERS + 1}`;
}

function shape(kind, attributes) {
  const made = document.createElementNS(SVG, kind);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function draw(focus = null) {
  const layer = find('svg.measured g'), unit = perScreen();
  layer.replaceChildren();
  const path = (some, closed, style) => layer.append(shape(closed ? 'polygon' : 'polyline',
    { points: some.map((point) => point.join()).join(' '), class: style, 'stroke-width': 2 * unit }));
  path(points.slice(0, CORNERS), points.length >= CORNERS, 'card-edge');
  path(points.slice(CORNERS), ring() && points.length > CORNERS + 2, 'object-edge');
  points.forEach(([x, y], index) => layer.append(shape('circle', {
    cx: x, cy: y, r: 7 * unit, 'stroke-width': 2 * unit, 'data-index': index, tabindex: 0,
    role: 'button', 'aria-label': `${name(index)}; arrow keys move it`,
    class: index < CORNERS ? 'corner' : 'point' })));
  if (focus !== null) layer.querySelector(`[data-index="${focus}"]`)?.focus();
  find('.next-step').textContent = next();
}

function next() {
  if (points.length < CORNERS) {
    return `Tap corner ${points.length + 1} of 4 of the card, one after the other all round it.`;
  }
  if (ring()) return 'Tap the edge all round, at least 5 points, better 8 or more.';
  return 'Tap both ends of what you measure; on a bent edge also points between them.';
}

function tell() {
  spread = Math.max(spread, CLICK * perScreen());
  // The same object each time: Gradio's `always_last` sends that of the first tap again.
  const photo = drawing().dataset.photo;
  trigger('select', Object.assign(told, { points, ring: ring(), click_px: spread, photo }));
}

function changed(focus = null) { draw(focus); tell(); }

function enlarge(factor) {
  const view = find('.measure-view'), box = view.getBoundingClientRect();
  const middle = [(view.scrollLeft + box.width / 2) / zoom, (view.scrollTop + box.height / 2) / zoom];
  zoom = Math.min(Math.max(zoom * factor, 1), 8);
  drawing().style.width = `${100 * zoom}%`;
  view.scrollTo(middle[0] * zoom - box.width / 2, middle[1] * zoom - box.height / 2);
  draw();
}

const ACTIONS = {
  closer: () => enlarge(2),
  farther: () => enlarge(0.5),
  undo: () => { points.pop(); changed(); },
  restart: () => { points = []; spread = 0; changed(); },
  add: () => { points.push([size().width / 2, size().height / 2]); changed(points.length - 1); },
};

element.addEventListener('click', (event) => {
  const action = event.target.closest('button[data-action]')?.dataset.action;
  if (action) return ACTIONS[action]();
  if (event.target.closest('circle') || !event.target.closest('svg.measured')) return;
  points.push(place(event));
  changed();
});
element.addEventListener('change', (event) => { if (event.target.name === 'way') changed(); });
element.addEventListener('pointerdown', (event) => {
  const circle = event.target.closest('circle');
  if (!circle) return;
  held = Number(circle.dataset.index);
  event.preventDefault();
});
window.addEventListener('pointermove', (event) => {
  if (held === null || !drawing()) return;
  points[held] = place(event);
  draw();
});
window.addEventListener('pointerup', () => {
  if (held === null) return;
  const index = held;
  held = null;
  changed(index);
});
element.addEventListener('keydown', (event) => {
  const circle = event.target.closest('circle');
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!circle) return;
  const index = Number(circle.dataset.index);
  if (event.key === 'Delete' || event.key === 'Backspace') {
    points.splice(index, 1);
    changed(Math.min(index, points.length - 1));
  } else if (way) {
    const far = event.shiftKey ? FAR : STEP;
    points[index] = points[index].map((value, axis) => value + way[axis] * far);
    changed(index);
  } else return;
  event.preventDefault();
});
window.addEventListener('measure-above', () => { if (drawing() && points.length) tell(); });
watch('value', () => { points = []; zoom = 1; spread = 0; if (drawing()) draw(); });
if (drawing()) draw();

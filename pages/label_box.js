// The box round the good that matters: drawn with mouse, finger or arrow keys, in shares of the
// photo. Part of `label.js`, whose `current`, `say` and `showMarks` it uses.
const SMALLEST = 0.02, STEP = 0.01, FAR = 0.05, HANDLES = ['nw', 'ne', 'sw', 'se'];
let drawing = null; // {from: [x, y]} while a pointer is down
let boxMode = false;

const within = (value, low, high) => Math.min(Math.max(value, low), high);
const frame = () => find('.label-frame');

function pointOf(event) { // shares of the photo, 0..1
  const place = frame().getBoundingClientRect();
  return [within((event.clientX - place.left) / place.width, 0, 1),
          within((event.clientY - place.top) / place.height, 0, 1)];
}

function spanned([x, y], [u, v]) {
  return [Math.min(x, u), Math.min(y, v), Math.abs(u - x), Math.abs(v - y)];
}

function drawBox() {
  const card = current(), old = frame().querySelector('.label-box');
  frame().classList.toggle('drawing', boxMode);
  if (!card?.box) { old?.remove(); return; }
  const box = old ?? made('div', { class: 'label-box', tabindex: 0, role: 'group',
    'aria-roledescription': 'box' }, ...HANDLES.map((at) => made('i', { 'data-corner': at })));
  const [x, y, w, h] = card.box, share = (value) => `${100 * value}%`;
  Object.assign(box.style, { left: share(x), top: share(y), width: share(w), height: share(h) });
  box.setAttribute('aria-label', 'Box round the good that the label means; arrow keys move it, '
    + 'Shift and arrow keys change its size, Delete takes it away');
  if (!old) frame().append(box);
}

function setBox(box) {
  const card = current();
  if (!card) return;
  card.box = box;
  card.marked = true;
  drawBox();
  showMarks();
}

function toggleBox() {
  const card = current();
  if (!card) return;
  boxMode = !boxMode;
  say(boxMode && !card.box ? 'Draw a box with mouse or finger, or press an arrow key for one to move.' : '');
  drawBox();
  showMarks();
  if (boxMode && card.box) frame().querySelector('.label-box').focus({ preventScroll: true });
}

function moveBox([dx, dy], resize) {
  const card = current(), [x, y, w, h] = card.box ?? [0.25, 0.25, 0.5, 0.5];
  if (!card.box) setBox([x, y, w, h]);
  else if (resize) setBox([x, y, within(w + dx, SMALLEST, 1 - x), within(h + dy, SMALLEST, 1 - y)]);
  else setBox([within(x + dx, 0, 1 - w), within(y + dy, 0, 1 - h), w, h]);
  frame().querySelector('.label-box').focus({ preventScroll: true });
}

function boxKey(event) { // whether the key was for the box
  const onBox = event.target.closest?.('.label-box');
  if (!boxMode && !onBox) return false;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way) moveBox(way.map((value) => value * (event.altKey ? FAR : STEP)), event.shiftKey);
  else if (onBox && (event.key === 'Delete' || event.key === 'Backspace')) setBox(null);
  else if (event.key === 'Escape') { boxMode = false; say(''); drawBox(); showMarks(); document.activeElement?.blur(); }
  else return false;
  return true;
}

function startBox(event) {
  if (!boxMode || !current() || event.button > 0 || !event.target.closest('.label-frame')) return;
  const corner = event.target.dataset?.corner, box = current().box;
  const [x, y, w, h] = box ?? [0, 0, 0, 0];
  // A corner is dragged against the one across; anywhere else begins a new box.
  const from = corner && box ? [corner.includes('w') ? x + w : x, corner.includes('n') ? y + h : y]
    : pointOf(event);
  drawing = { from, before: box };
  event.preventDefault();
}

window.addEventListener('pointermove', (event) => {
  if (!drawing || !current()) return;
  current().box = spanned(drawing.from, pointOf(event));
  drawBox();
});
window.addEventListener('pointerup', (event) => {
  if (!drawing || !current()) return;
  const box = spanned(drawing.from, pointOf(event)), before = drawing.before;
  drawing = null;
  // A tap is no box.
  setBox(box[2] < SMALLEST || box[3] < SMALLEST ? before : box);
});
window.addEventListener('pointercancel', () => {
  if (drawing && current()) setBox(drawing.before);
  drawing = null;
});
element.addEventListener('pointerdown', startBox);

// Enlarges a picture of the page beside the inspector's own photo: buttons, wheel and drag; both
// panes move together when asked. Runs once in a Gradio HTML part (`element` is Gradio's).
const dialog = element.querySelector('dialog');
const panes = [...dialog.querySelectorAll('.pane')];
const looks = panes.map(() => ({ scale: 1, x: 0, y: 0 }));
const MOST = 12;
let opener = null, dragged = null;

function show(index) {
  const { scale, x, y } = looks[index];
  panes[index].querySelector('img').style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
}

function zoom(index, factor) {
  const look = looks[index], before = look.scale;
  look.scale = Math.min(Math.max(before * factor, 1), MOST);
  look.x *= look.scale / before;
  look.y *= look.scale / before;
  if (look.scale === 1) look.x = look.y = 0;
  show(index);
}

function fill(index, image, caption) {
  panes[index].hidden = !image;
  if (!image) return;
  const shown = panes[index].querySelector('img');
  shown.src = image.src;
  shown.alt = image.alt;
  panes[index].querySelector('figcaption').textContent = caption;
  looks[index] = { scale: 1, x: 0, y: 0 };
  show(index);
}

function open(image) {
  const own = document.querySelector('.seen-photo img.picture');
  const both = own && own !== image;
  fill(0, both ? own : null, both ? own.alt : '');
  fill(1, image, image.closest('figure')?.querySelector('figcaption')?.textContent ?? image.alt);
  opener = document.activeElement;
  dialog.showModal();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button.compare');
  const image = button
    ? button.closest('figure')?.querySelector('img.picture')
    : event.target.closest('.sheet figure img.picture');
  if (image && !dialog.contains(image)) open(image);
});
dialog.addEventListener('close', () => opener?.focus());
dialog.addEventListener('click', (event) => {
  if (event.target === dialog || event.target.closest('[data-action=close]')) return dialog.close();
  const action = event.target.closest('button[data-action]');
  if (!action) return;
  const factor = action.dataset.action === 'closer' ? 1.6 : 1 / 1.6;
  zoom(panes.indexOf(action.closest('.pane')), factor);
});
panes.forEach((pane, index) => {
  const frame = pane.querySelector('.frame');
  frame.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(index, event.deltaY < 0 ? 1.2 : 1 / 1.2);
  }, { passive: false });
  frame.addEventListener('pointerdown', (event) => {
    dragged = { index, x: event.clientX - looks[index].x, y: event.clientY - looks[index].y };
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener('pointermove', (event) => {
    if (dragged?.index !== index || looks[index].scale === 1) return;
    looks[index].x = event.clientX - dragged.x;
    looks[index].y = event.clientY - dragged.y;
    show(index);
  });
  frame.addEventListener('pointerup', () => { dragged = null; });
});
dialog.addEventListener('keydown', (event) => {
  const factor = { '+': 1.6, '=': 1.6, '-': 1 / 1.6 }[event.key];
  if (factor) panes.forEach((pane, index) => { if (!pane.hidden) zoom(index, factor); });
});

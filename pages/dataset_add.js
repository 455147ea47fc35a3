// Sends the chosen files in small uploads, each imported before the next one is sent: however many
// photos are chosen, no limit of the gate is touched and little lies on the server. `element` and
// `trigger` are Gradio's; `MOST_FILES`, `MOST_BYTES`, `MOST_PHOTO`, `MOST_ZIP` stand before it.
const TRIES = 4, ANSWER_SECONDS = 3600;
const find = (query) => element.querySelector(query);
const zone = find('.add-zone'), said = find('.add-said'), go = find('.add-go'), bar = find('progress');
let chosen = [], turn = 0, running = false, heard = null;
let isOpen = false; // an import has begun and still lacks some of the files: what follows belongs to it

const isZip = (name) => /\.zip$/i.test(name);
const isJudged = ({ name }) => /(^|\/)judgements\.jsonl$/.test(name); // of photos that come before
const words = (count) => (count === 1 ? '1 file' : `${count} files`);
const mb = (bytes) => Math.ceil(bytes / 1e6);

function tell(text, bad = false) { said.textContent = text; said.classList.toggle('bad', bad); }
function show() {
  go.disabled = running || !chosen.length;
  find('.add-clear').hidden = running || !chosen.length;
  if (!running && chosen.length) {
    const bytes = chosen.reduce((sum, each) => sum + each.file.size, 0);
    tell(`${words(chosen.length)} chosen, ${mb(bytes)} MB.`);
  }
}
function add(files) {
  for (const { file, name } of files) {
    if (/(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name)) continue;
    if (!chosen.some((each) => each.name === name && each.file.size === file.size
      && each.file.lastModified === file.lastModified)) chosen.push({ file, name });
  }
  show();
}
async function inside(entry, path = '') { // files of a folder that was dropped, at any depth
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, name: path + entry.name }];
  }
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    for (const each of some) found.push(...await inside(each, `${path}${entry.name}/`));
  }
  return found;
}
async function dropped(event) {
  event.preventDefault(); zone.classList.remove('over');
  if (running) return;
  const items = Array.from(event.dataTransfer.items || [])
    .map((each) => each.webkitGetAsEntry && each.webkitGetAsEntry()).filter(Boolean);
  if (!items.length) {
    add(Array.from(event.dataTransfer.files).map((file) => ({ file, name: file.name })));
    return;
  }
  for (const entry of items) {
    try { add(await inside(entry)); } catch { tell('A folder could not be read; choose it with the button instead.', true); }
  }
}
for (const input of element.querySelectorAll('input[type=file]')) {
  input.addEventListener('change', () => {
    add(Array.from(input.files).map((file) => ({ file, name: file.webkitRelativePath || file.name })));
    input.value = '';
  });
}
for (const button of element.querySelectorAll('[data-opens]')) {
  button.addEventListener('click', () => { if (!running) find(`#${button.dataset.opens}`).click(); });
}
zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
zone.addEventListener('dragleave', () => zone.classList.remove('over'));
zone.addEventListener('drop', dropped);
find('.add-clear').addEventListener('click', () => { chosen = []; isOpen = false; show(); tell('No file is chosen.'); });

function batches(files) { // as many in one upload as the gate takes
  const made = []; let now = [], bytes = 0;
  for (const each of files) {
    if (now.length && (now.length >= MOST_FILES || bytes + each.file.size > MOST_BYTES)) { made.push(now); now = []; bytes = 0; }
    now.push(each); bytes += each.file.size;
  }
  if (now.length) made.push(now);
  return made;
}
function sent(batch) { // resolves to the paths of the uploaded files
  return new Promise((done, failed) => {
    const form = new FormData();
    for (const each of batch) form.append('files', each.file, each.name.split('/').pop());
    const root = (window.gradio_config && window.gradio_config.root) || '';
    const asked = new XMLHttpRequest();
    asked.open('POST', `${root}/gradio_api/upload`);
    asked.onload = () => {
      if (asked.status === 200) { done(JSON.parse(asked.responseText)); return; }
      let why = '';
      try { why = JSON.parse(asked.responseText).detail || ''; } catch { /* no answer of ours */ }
      failed({ status: asked.status, why, wait: Number(asked.getResponseHeader('Retry-After')) || 0 });
    };
    asked.onerror = () => failed({ status: 0, why: '', wait: 0 });
    asked.send(form);
  });
}
const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
async function upload(batch) {
  for (let tried = 1; ; tried += 1) {
    try { return await sent(batch); } catch (error) {
      const again = error.status === 0 || error.status === 429 || error.status >= 500;
      if (!again || tried >= TRIES) throw error;
      await rest(error.wait || 2 * tried);
    }
  }
}
function ask(message) { // resolves to `go`, `done` or `stop`
  turn += 1;
  const mine = turn;
  return new Promise((done, failed) => {
    const late = setTimeout(() => { heard = null; failed({ status: 0, why: '' }); }, ANSWER_SECONDS * 1000);
    heard = (number, state) => {
      if (number !== mine || state === 'busy') return;
      clearTimeout(late); heard = null; done(state);
    };
    trigger('submit', { turn: mine, ...message });
  });
}
window.addEventListener('dataset-import', (event) => { if (heard) heard(event.detail.turn, event.detail.state); });
window.addEventListener('beforeunload', (event) => { if (running) event.preventDefault(); });

async function run() {
  if (running || !chosen.length) return;
  running = true; show(); bar.hidden = false; bar.value = 0;
  const tooLarge = chosen.filter(({ file, name }) => file.size > (isZip(name) ? MOST_ZIP : MOST_PHOTO));
  const fits = chosen.filter((each) => !tooLarge.includes(each)).sort((a, b) => isJudged(a) - isJudged(b));
  const total = chosen.length;
  let done = 0;
  try {
    tell('One moment: what you filled in is checked.');
    const refused = tooLarge.map(({ file, name }) => ({ name, mb: mb(file.size) }));
    const how = isOpen ? { goes_on: true } : { begins: true };
    let state = await ask({ ...how, files: [], refused, ends: !fits.length });
    if (state === 'stop') { tell('Nothing was sent. Mend what is said below, then press the button again.', true); return; }
    isOpen = true; done += tooLarge.length;
    chosen = fits; // the others are told in the report by now
    const parts = batches(fits);
    for (const [at, batch] of parts.entries()) {
      tell(`${done} of ${words(total)} dealt with. Do not close this page.`);
      const paths = await upload(batch);
      const files = paths.map((path, n) => ({ path, name: batch[n].name }));
      state = await ask({ files, refused: [], ends: at === parts.length - 1 });
      chosen = chosen.filter((each) => !batch.includes(each)); done += batch.length; bar.value = done / total;
      if (state === 'stop') { tell(`Stopped after ${done} of ${words(total)}. The rest is still chosen: press the button again to go on.`, true); return; }
    }
    chosen = []; isOpen = false; tell(`Done: ${words(total)} dealt with. The report is below.`);
  } catch (error) {
    const why = error.why || 'the connection was lost';
    tell(`Sending stopped after ${done} of ${words(total)}: ${why}. What was taken stays. Press the button again to go on.`, true);
  } finally { running = false; bar.hidden = true; show(); }
}
go.addEventListener('click', run);
tell('No file is chosen.'); show();

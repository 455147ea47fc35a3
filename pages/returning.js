// Takes a check up again after this tab was loaded anew, as phones do while their camera is open.
// The tab keeps a random token and nothing else, in sessionStorage, which no other tab reads; the
// server keeps the check (`returning.py`). Runs inside a Gradio HTML part (`element`, `trigger`,
// `watch` are Gradio's).
const KEY = 'check', WAIT = 200; // ms for another tab to answer

function kept(token) { // a browser that keeps nothing only does not come back
  try {
    if (token === undefined) return sessionStorage.getItem(KEY);
    if (token) sessionStorage.setItem(KEY, token); else sessionStorage.removeItem(KEY);
  } catch (error) { console.warn('a check would not come back:', error.message); }
  return null;
}

// A tab that is duplicated takes the token along. The tab that has the check says so; of two that
// are loaded at once the one with the smaller number has it.
const number = crypto.getRandomValues(new Uint32Array(1))[0] + Math.random();
const tabs = new BroadcastChannel('checks');
let wanted = kept(), mine = null;
tabs.addEventListener('message', ({ data: { asks, by, has } }) => {
  if (asks && (asks === mine || (asks === wanted && number < by))) tabs.postMessage({ has: asks });
  if (has && has === wanted) wanted = null;
});

function store() { // what the server says of the token, out of sight of who copies the page
  const ticket = element.querySelector('[data-ticket]');
  if (!ticket) return;
  mine = ticket.dataset.ticket || null;
  kept(mine ?? '');
  ticket.removeAttribute('data-ticket');
}

watch('value', store);
element.addEventListener('click', (event) => {
  if (event.target.closest('button')) trigger('click');
});
// A page that the browser had put aside as it was: its check may have gone on elsewhere meanwhile.
window.addEventListener('pageshow', (event) => { if (event.persisted && kept()) location.reload(); });

if (wanted) {
  const found = wanted;
  history.scrollRestoration = 'manual'; // else the browser scrolls past the line
  tabs.postMessage({ asks: found, by: number });
  setTimeout(() => {
    if (wanted) trigger('submit', { token: found }); // also where a photo was faster: they join
    else if (kept() === found) kept('');
    wanted = null;
  }, WAIT);
}

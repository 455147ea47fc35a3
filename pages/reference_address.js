// Keeps the address of the page that of what it shows, so that a link copied from the browser opens
// the same. No entry of the history is added: back leads to the page before, as without it.
// Runs once in a Gradio HTML part (`element` is Gradio's); `ASKED`, the names that are ours in an
// address, stands before it.
const PAUSE = 400; // ms; Safari refuses the hundredth change within 30 s
let last = -PAUSE, soon, written = location.search;

function write() {
  const shown = element.querySelector('[data-address]');
  if (!shown) return;
  const here = new URL(location.href);
  const wanted = new URL(shown.dataset.address, here).searchParams;
  for (const [name, value] of here.searchParams) {
    if (!ASKED.includes(name)) wanted.append(name, value); // the language, or another's
  }
  if (wanted.toString() === here.searchParams.toString()) return;
  here.search = wanted.toString();
  here.hash = ''; // a place within what was shown before
  last = performance.now();
  history.replaceState(history.state, '', here);
  written = location.search;
}

// A link to a place within the page makes an entry; back from it, the address is that of what was
// shown before.
window.addEventListener('popstate', () => { if (location.search !== written) location.reload(); });

watch('value', () => {
  clearTimeout(soon);
  soon = setTimeout(write, Math.max(0, last + PAUSE - performance.now()));
});

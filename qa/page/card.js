// The card over a citation's number: title, clause and quote, by pointer or keyboard. Runs once, as `js_on_load`.
// Its words are the link's own title attribute, one a line; they enter with textContent alone.

const card = document.createElement('div');
document.querySelector('#wence-card')?.remove();
card.id = 'wence-card';
card.setAttribute('role', 'tooltip');
card.hidden = true;
document.body.append(card);
let shownFor = null;
let waiting = 0;
let tabbing = false; // the source panel gives the focus back when it closes: that is no wish to see the card

function fill(words) {
  const classes = ['wence-card-title', 'wence-card-place', 'wence-card-quote'];
  card.replaceChildren(...words.split('\n').map((line, index, lines) => {
    const part = document.createElement('p');
    part.className = classes[index === lines.length - 1 ? 2 : Math.min(index, 1)];
    part.textContent = line;
    return part;
  }));
}

function show(link) {
  const words = link.getAttribute('title');
  if (!words || !link.isConnected) return;
  hide();
  shownFor = link;
  link.dataset.words = words;
  link.removeAttribute('title'); // or the browser would show it a second time
  link.setAttribute('aria-describedby', card.id);
  fill(words);
  card.hidden = false;
  const at = link.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + 6 + height <= innerHeight || at.top < height + 12;
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  card.style.top = `${below ? at.bottom + 6 : at.top - height - 6}px`;
}

function hide() {
  clearTimeout(waiting);
  card.hidden = true;
  if (!shownFor) return;
  if (!shownFor.hasAttribute('title')) shownFor.setAttribute('title', shownFor.dataset.words);
  shownFor.removeAttribute('aria-describedby');
  shownFor = null;
}

function later(what, milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(what, milliseconds);
}

window.wenceCard?.abort();
window.wenceCard = new AbortController();
const listen = (name, act) => document.addEventListener(name, act, { signal: window.wenceCard.signal, capture: true });
const citation = (event) => event.target.closest?.('a.wence-cite');
let place = ''; // where the pointer was last: when a panel closes above it, it is over a link without having moved
listen('pointermove', (event) => { place = `${event.clientX} ${event.clientY}`; });
listen('pointerover', (event) => {
  if (event.pointerType === 'touch' || place === `${event.clientX} ${event.clientY}`) return;
  const link = citation(event);
  if (link && link !== shownFor) later(() => show(link), 150);
  else if (link || event.target.closest?.('#wence-card')) clearTimeout(waiting); // the card itself may be read
  else if (shownFor && shownFor !== document.activeElement) later(hide, 200);
  else if (!shownFor) clearTimeout(waiting);
});
listen('focusin', (event) => {
  const link = citation(event);
  if (link && tabbing) show(link);
  else if (shownFor) hide();
});
listen('focusout', (event) => { if (citation(event) === shownFor) hide(); });
listen('click', (event) => { if (citation(event)) hide(); });
listen('scroll', (event) => { if (shownFor && !card.contains(event.target)) hide(); });
listen('pointerdown', () => { tabbing = false; });
listen('keydown', (event) => {
  tabbing = event.key === 'Tab';
  if (event.key === 'Escape') hide();
});

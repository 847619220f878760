// The source panel. Runs once, as `js_on_load` of the gr.HTML that owns `server.get_source`.
// Everything that comes from a document is put into the page with textContent: it is text, never markup.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};
const button = (className, label, text) => {
  const node = make('button', className, text);
  node.type = 'button';
  node.setAttribute('aria-label', label);
  node.title = label;
  return node;
};

document.querySelector('#wence-panel')?.remove();
const panel = make('aside');
panel.id = 'wence-panel';
panel.setAttribute('aria-label', '出处原文');
panel.hidden = true;

const bar = make('div', 'wence-bar');
const previous = button('wence-tool', '上一处引用', '‹');
const place = make('span', 'wence-count');
const next = button('wence-tool', '下一处引用', '›');
const copyReference = button('wence-tool wence-wide', '复制规范引用', '复制引用');
const close = button('wence-tool wence-close', '关闭出处（Esc）', '×');
bar.append(previous, place, next, copyReference, close);
const body = make('div', 'wence-body');
body.tabIndex = -1;
const status = make('div', 'wence-sr');
status.setAttribute('role', 'status');
panel.append(bar, body, status);
document.body.append(panel);

const CITE = /^#cite-([0-9A-Za-z_-]{1,128})-(\d{1,9})-(\d{1,9})$/;
const narrow = window.matchMedia('(max-width: 900px)');
let opener = null;      // the link that has the focus back after closing
let chain = [];         // the citations of the answer that the panel was opened from
let view = null;        // what is shown
let request = 0;        // only the latest request may show its answer

const target = (link) => {
  const match = CITE.exec(link.getAttribute('href') || '');
  return match && { id: match[1], start: Number(match[2]), end: Number(match[3]) };
};

const scrollTo = (node, smooth) =>
  node.scrollIntoView({ block: 'center', behavior: smooth && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'auto' });

function setOpen(open) {
  panel.hidden = !open;
  document.body.classList.toggle('wence-panel-open', open);
  // On a phone the panel covers the page: what is behind it must not take the focus.
  const page = document.querySelector('gradio-app');
  if (page) page.inert = open && narrow.matches;
}

function closePanel() {
  if (panel.hidden) return;
  setOpen(false);
  document.querySelectorAll('.wence-cite-open').forEach((node) => node.classList.remove('wence-cite-open'));
  if (opener?.isConnected) opener.focus();
}

function uniqueCitations(link) {
  const answer = link.closest('.wence-answer');
  const seen = new Map();
  for (const each of answer ? answer.querySelectorAll('a.wence-cite') : [link]) {
    const href = each.getAttribute('href');
    if (target(each) && !seen.has(href)) seen.set(href, each);
  }
  return [...seen.values()];
}

// Never fails: what went wrong is told in the panel.
async function fetchSource(...wanted) {
  try {
    return await server.get_source(wanted);
  } catch (error) {
    return { error: '没有取到出处；请确认程序仍在运行，再点一次。' };
  }
}

async function open(link, keepChain) {
  const wanted = target(link);
  if (!wanted) return;
  if (!keepChain) { opener = link; chain = uniqueCitations(link); }
  const mine = ++request;
  document.querySelectorAll('.wence-cite-open').forEach((node) => node.classList.remove('wence-cite-open'));
  chain.concat(link).forEach((node) => {
    if (node.getAttribute('href') === link.getAttribute('href')) node.classList.add('wence-cite-open');
  });
  body.setAttribute('aria-busy', 'true');
  setOpen(true);
  const answer = await fetchSource(wanted.id, wanted.start, wanted.end, null, null);
  if (mine !== request) return;
  body.removeAttribute('aria-busy');
  const position = chain.findIndex((each) => each.getAttribute('href') === link.getAttribute('href'));
  place.textContent = chain.length > 1 ? `${position + 1} / ${chain.length}` : '';
  previous.disabled = position <= 0;
  next.disabled = position < 0 || position >= chain.length - 1;
  place.hidden = previous.hidden = next.hidden = chain.length < 2;
  previous.onclick = () => open(chain[position - 1], true);
  next.onclick = () => open(chain[position + 1], true);
  show(answer);
}

function show(answer) {
  body.replaceChildren();
  copyReference.hidden = Boolean(answer.error);
  if (answer.error) {
    view = null;
    body.append(make('p', 'wence-error', answer.error));
    status.textContent = answer.error;
    body.focus({ preventScroll: true });
    return;
  }
  view = answer;
  body.append(heading(answer), outlineOf(answer), cleaningOf(answer));
  const text = make('div', 'wence-document');
  text.lang = 'zh';
  if (answer.more_before !== null) text.append(more('显示上文', 'before'));
  text.append(...blocks(answer.paragraphs));
  if (answer.more_after !== null) text.append(more('显示下文', 'after'));
  body.append(text);
  const mark = body.querySelector('mark');
  status.textContent = `已打开出处：${answer.title} ${answer.clause}`;
  if (mark) {
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    scrollTo(mark, false);
  } else {
    body.focus({ preventScroll: true });
  }
}

function heading(answer) {
  const head = make('header', 'wence-head');
  head.append(make('h2', 'wence-title', answer.title));
  const facts = make('p', 'wence-facts');
  [answer.number, answer.issued_on, answer.page ? `第 ${answer.page} 页` : null].filter(Boolean)
    .forEach((each) => facts.append(make('span', null, each)));
  if (answer.tier !== '未分类') facts.append(make('span', 'wence-badge', answer.tier));
  if (answer.valid !== 'unknown') {
    const off = answer.valid === 'repealed' || answer.valid === 'amended';
    facts.append(make('span', off ? 'wence-badge wence-badge-off' : 'wence-badge', answer.status));
  }
  if (answer.original) {
    const original = make('a', 'wence-original', answer.original.label);
    original.href = answer.original.href;
    original.target = '_blank';
    original.rel = 'noopener noreferrer';
    facts.append(original);
  }
  head.append(facts);
  if (answer.clause_path.length) {
    const path = make('p', 'wence-path');
    answer.clause_path.forEach((each, index) => {
      if (index) path.append(make('span', 'wence-arrow', ' › '));
      path.append(make('span', null, each));
    });
    head.append(path);
  }
  return head;
}

function outlineOf(answer) {
  const box = make('details', 'wence-outline');
  if (!answer.outline.length) { box.hidden = true; return box; }
  box.append(make('summary', null, `目录（${answer.outline.length}）`));
  const list = make('ol');
  answer.outline.forEach((each) => {
    const item = make('li');
    item.style.setProperty('--depth', each.depth);
    const jump = make('button', 'wence-jump', each.heading);
    jump.type = 'button';
    jump.onclick = () => jumpTo(each.start);
    item.append(jump);
    list.append(item);
  });
  box.append(list);
  return box;
}

function cleaningOf(answer) {
  const told = answer.cleaning.map(([rule, count]) => `${rule} ${count}`)
    .concat(answer.damaged ? [`缺损 ${answer.damaged} 处`] : [], answer.warnings);
  const box = make('details', 'wence-outline');
  if (!told.length) { box.hidden = true; return box; }
  box.append(make('summary', null, '清理记录'), make('p', null, told.join('；')));
  return box;
}

function paragraph(each) {
  const node = make('p', each.heading ? 'wence-heading' : null);
  node.dataset.start = each.start;
  if (each.damaged) { node.classList.add('wence-damaged'); node.title = '原件此处有缺损'; }
  each.pieces.forEach((piece) => {
    const strong = piece.strong ? make('b', null, piece.text) : document.createTextNode(piece.text);
    if (!piece.cited) { node.append(strong); return; }
    const mark = make('mark');
    mark.append(strong);
    node.append(mark);
  });
  return node;
}

function row(each) {
  const line = make('tr');
  line.dataset.start = each.start;
  const cells = [make(each.row === 'header' ? 'th' : 'td')];
  each.pieces.forEach((piece) => piece.text.split(/ ?\| ?/).forEach((words, index) => {
    if (index) cells.push(make(cells[0].tagName.toLowerCase()));
    if (words) cells.at(-1).append(piece.cited ? make('mark', null, words) : document.createTextNode(words));
  }));
  line.append(...cells);
  return line;
}

// Paragraphs as they are; the rows of a table, one after the other, as a table.
function blocks(paragraphs) {
  const nodes = [];
  paragraphs.forEach((each, index) => {
    if (!each.row) { nodes.push(paragraph(each)); return; }
    if (each.row === 'header' || !paragraphs[index - 1]?.row) nodes.push(make('table', 'wence-table'));
    nodes.at(-1).append(row(each));
  });
  return nodes;
}

function more(label, side) {
  const node = make('button', 'wence-more', label);
  node.type = 'button';
  node.onclick = async () => {
    node.disabled = true;
    const edge = side === 'before' ? view.more_before : view.more_after;
    const first = side === 'before' ? Math.max(0, edge - 12000) : edge;
    const last = side === 'before' ? edge : edge + 12000;
    const answer = await fetchSource(view.document_id, view.start, view.end, first, last);
    node.disabled = false;
    if (answer.error) { status.textContent = answer.error; return; }
    const known = new Set([...body.querySelectorAll('.wence-document [data-start]')].map((each) => each.dataset.start));
    const added = blocks(answer.paragraphs.filter((each) => !known.has(String(each.start))));
    if (side === 'before') {
      const anchor = node.nextElementSibling;
      node.after(...added);
      anchor?.scrollIntoView({ block: 'start' });
      view.more_before = answer.more_before;
      if (answer.more_before === null) node.remove();
    } else {
      node.before(...added);
      view.more_after = answer.more_after;
      if (answer.more_after === null) node.remove();
    }
  };
  return node;
}

async function jumpTo(start) {
  let node = body.querySelector(`.wence-document [data-start="${start}"]`);
  if (!node) {
    const answer = await fetchSource(view.document_id, view.start, view.end, Math.max(0, start - 6000), start + 12000);
    show(answer);
    node = body.querySelector(`.wence-document [data-start="${start}"]`);
  }
  if (node) { node.tabIndex = -1; node.focus({ preventScroll: true }); scrollTo(node, true); }
}

async function copyText(text, control) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    // Without a secure context there is no clipboard interface: the old way still works on a click.
    const area = make('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    copied = document.execCommand('copy');
    area.remove();
    control.focus();
  }
  const label = control.dataset.label || (control.dataset.label = control.textContent);
  control.textContent = copied ? '已复制' : '没有复制成';
  status.textContent = control.textContent;
  setTimeout(() => { control.textContent = label; }, 1600);
}

function answerText(answer) {
  const lines = [...answer.querySelectorAll('.wence-text p')].map((each) => {
    const copy = each.cloneNode(true);
    return (each.classList.contains('wence-item') ? '- ' : '') + copy.textContent.replaceAll('\u2060', '').trim();
  });
  let document = '';
  const sources = [];
  for (const each of answer.querySelectorAll('.wence-from, .wence-source')) {
    const text = each.querySelector('span').textContent;
    if (each.classList.contains('wence-from')) document = text;
    else sources.push(`${each.querySelector('a').textContent} ${document}${text}`);
  }
  return lines.concat('', sources).join('\n');
}

copyReference.onclick = () => view && copyText(view.reference, copyReference);
close.onclick = closePanel;
narrow.addEventListener('change', () => setOpen(!panel.hidden));

function onClick(event) {
  const link = event.target.closest?.('a.wence-cite, a.wence-copy');
  if (!link || event.ctrlKey || event.metaKey || event.button) return;
  event.preventDefault();
  if (link.classList.contains('wence-copy')) copyText(answerText(link.closest('.wence-answer')), link);
  else open(link, false);
}
function onKey(event) {
  if (event.isComposing) return;
  if (event.key === 'Escape' && !panel.hidden) { event.preventDefault(); closePanel(); return; }
  if (event.key === ' ' && event.target.matches?.('a.wence-copy')) { event.preventDefault(); event.target.click(); }
}
// A page that is built a second time in the same window must not answer twice.
window.wenceStop?.abort();
window.wenceStop = new AbortController();
document.addEventListener('click', onClick, { signal: window.wenceStop.signal });
document.addEventListener('keydown', onKey, { signal: window.wenceStop.signal });

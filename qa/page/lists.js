// The lists of documents and of conversations: ticks, presses, and the questions before something is lost.
// Runs once for each list, as `js_on_load` of its gr.HTML; texts enter with textContent alone.

const node = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

// Ask in a dialog; `field` is the text to edit, where there is one. Calls `done` with it unless called off.
function askFirst(question, verb, pressed, done, field) {
  const dialog = node('dialog', '', 'wence-dialog');
  dialog.setAttribute('aria-label', verb);
  const form = node('form');
  form.method = 'dialog';
  const input = node('input');
  const keep = node('button', field === undefined ? `不${verb}` : '取消');
  const go = node('button', verb, field === undefined ? 'wence-danger' : 'wence-go');
  keep.type = 'button';
  const row = node('div');
  row.append(keep, go);
  form.append(node('p', question));
  if (field !== undefined) {
    input.value = field;
    input.maxLength = 60;
    input.required = true;
    input.setAttribute('aria-label', question);
    form.append(input);
  }
  form.append(row);
  dialog.append(form);
  keep.onclick = () => dialog.close();
  form.addEventListener('submit', () => done(input.value));
  removeOnceClosed(dialog, pressed);
  document.body.append(dialog);
  dialog.showModal();
  (field === undefined ? keep : input).focus();
}

async function save(id, kind) {
  const file = await server.export_talk([id, kind]);
  if (file.error) { askFirst(file.error, '知道了', document.body, () => {}); return; }
  const bytes = Uint8Array.from(atob(file.content), (each) => each.charCodeAt(0));
  const link = node('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

element.addEventListener('change', (event) => {
  if (!event.target.matches('input[data-document]')) return;
  const unticked = [...element.querySelectorAll('input[data-document]:not(:checked)')];
  trigger('select', { left_out: unticked.map((each) => each.dataset.document) });
});

element.addEventListener('click', (event) => {
  const pressed = event.target.closest?.('.wence-remove, [data-act]');
  if (!pressed) return;
  const { act, id, title, document: document_id } = pressed.dataset;
  if (document_id) {
    askFirst(`移除《${title}》？它的原件和索引都会删除，以前的回答里指向它的引用将打不开。`, '移除', pressed,
      () => trigger('delete', { document_id }));
  } else if (act === 'open') trigger('select', { id });
  else if (act === 'rename') askFirst('对话的新名称', '改名', pressed, (name) => trigger('edit', { id, title: name }), title);
  else if (act === 'delete') askFirst(`删除对话「${title}」？删除后找不回来。`, '删除', pressed, () => trigger('delete', { id, forget: true }));
  else if (act === 'markdown' || act === 'docx') save(id, act);
});

// Presses are heard from here on.
element.dataset.heard = 'true';

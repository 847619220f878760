// The list of documents: which are asked, and removing one after a question. Runs once, as `js_on_load`.
element.addEventListener('change', (event) => {
  if (!event.target.matches('input[data-document]')) return;
  const left_out = [...element.querySelectorAll('input[data-document]:not(:checked)')].map((each) => each.dataset.document);
  trigger('select', { left_out });
});

element.addEventListener('click', (event) => {
  const pressed = event.target.closest?.('.wence-remove');
  if (!pressed) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'wence-dialog';
  dialog.setAttribute('aria-label', '移除文件');
  const told = document.createElement('p');
  told.textContent = `移除《${pressed.dataset.title}》？它的原件和索引都会删除，以前的回答里指向它的引用将打不开。`;
  const keep = document.createElement('button');
  keep.textContent = '不移除';
  const remove = document.createElement('button');
  remove.textContent = '移除';
  remove.className = 'wence-danger';
  const row = document.createElement('div');
  row.append(keep, remove);
  dialog.append(told, row);
  keep.onclick = () => dialog.close();
  remove.onclick = () => { dialog.close(); trigger('delete', { document_id: pressed.dataset.document }); };
  dialog.addEventListener('close', () => { dialog.remove(); if (pressed.isConnected) pressed.focus(); });
  document.body.append(dialog);
  dialog.showModal();
  keep.focus();
});

// Take `dialog` out of the page once it is closed, and give the focus back to what opened it, unless it went on.
// `close` comes late: by then the reader may be typing a question, whose Enter must not press that button again.
function removeOnceClosed(dialog, opener) {
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener.isConnected && document.activeElement === document.body) opener.focus();
  });
}

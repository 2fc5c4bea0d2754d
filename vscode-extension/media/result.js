// The page of the result panel: passes clicks on, adds lines to the log.
(function () {
  const vscode = acquireVsCodeApi();
  const input = document.getElementById('input');
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-action]');
    if (!button) {
      return;
    }
    if (button.dataset.action === 'input') {
      input.value = button.dataset.input;
    } else {
      vscode.postMessage({ type: button.dataset.action, input: input.value });
    }
  });
  window.addEventListener('message', ({ data }) => {
    if (data.type === 'log') {
      document.getElementById('log').append(data.text);
    }
  });
})();

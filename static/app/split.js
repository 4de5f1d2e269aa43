// Split: buttons that count the shares up and down. Without them the number is typed.
(() => {
  const shares = document.querySelector('#split #shares');
  if (!shares) return;
  const { least, most } = shares.dataset;
  for (const button of document.querySelectorAll('#split [data-by]')) {
    button.addEventListener('click', () => {
      const next = (Number.parseInt(shares.value, 10) || 0) + Number(button.dataset.by);
      shares.value = Math.min(Math.max(next, least), most);
    });
  }
})();

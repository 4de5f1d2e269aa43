// Pages on which payers pick: buttons that count, and the sum of what is picked. Without this the numbers are typed, and the next page has
// the sum.
(() => {
  const form = document.getElementById('order');
  const total = document.getElementById('total');
  if (!form || !total) return;
  const fields = [...form.querySelectorAll('[data-price]')];
  const quantity = (field) => {
    if (field.type === 'checkbox') return Number(field.checked);
    const typed = field.value.trim();
    return /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  };

  // A price of the page says where the sign stands and which digits are used; only the grouping is the browser's.
  const sample = form.querySelector('.price')?.textContent ?? '';
  const decimals = Number(form.dataset.decimals);
  // What is in every sum, whatever is picked.
  const base = BigInt(form.dataset.base ?? 0);
  const numberingSystem = /[٠-٩]/.test(sample) ? 'arab' : 'latn';
  const figures = new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals, numberingSystem,
  });
  const written = (minor) => {
    const digits = String(minor).padStart(decimals + 1, '0');
    const at = digits.length - decimals;
    const decimal = decimals ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
    return sample.replace(/\p{Nd}(?:[\p{Nd}.,٬٫’'\u00a0\u202f]*\p{Nd})?/u, () => figures.format(decimal));
  };
  const add = () => {
    const sum = fields.reduce((sum, field) => sum + BigInt(field.dataset.price) * BigInt(quantity(field)), base);
    total.hidden = sum === 0n;
    total.querySelector('output').textContent = written(sum);
  };

  for (const button of form.querySelectorAll('[data-by]')) {
    const field = button.parentElement.querySelector('input');
    button.addEventListener('click', () => {
      const next = Math.min(Math.max(quantity(field) + Number(button.dataset.by), Number(field.min)), Number(field.max));
      field.value = next || '';
      add();
    });
  }
  form.addEventListener('input', add);
  // A browser that goes back fills the form in again.
  addEventListener('pageshow', add);
  add();
})();

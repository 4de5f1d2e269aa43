// Save is in reach once something has changed.
for (const form of document.querySelectorAll('form[data-saves]')) {
  const fields = [...form.elements].filter((field) => field.localName !== 'button' && field.localName !== 'fieldset');
  const changed = () => fields.some((field) => field.type === 'checkbox' || field.type === 'radio'
    ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue);
  const show = () => form.classList.toggle('still', !changed());
  // What was refused is still to be saved.
  if (!form.querySelector('[aria-invalid]')) {
    show();
    form.addEventListener('input', show);
  }
}
// The field that is wrong has the focus.
document.querySelector('.at-settings [aria-invalid]')?.focus();

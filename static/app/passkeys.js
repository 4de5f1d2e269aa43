// Passkeys: the page's form fetches a challenge, the browser answers it, and the answer is sent like any form.
(() => {
  const form = document.querySelector('form[data-passkey]');
  const start = document.querySelector('form[data-passkey-start]');
  const { PublicKeyCredential } = window;
  if (form && start && !PublicKeyCredential) {
    for (const text of document.querySelectorAll('[data-passkey-unknown]')) text.hidden = false;
  }
  if (form && start && PublicKeyCredential) {
    const creates = form.dataset.passkey === 'create';
    const failed = form.querySelector('[data-passkey-failed]');
    const button = form.querySelector('button');
    for (const part of [form, form.closest('[data-passkey-part]')]) if (part) part.hidden = false;
    const instead = document.querySelector('[data-without-passkey]');
    if (instead) instead.open = false;

    // Older browsers have neither the one nor the other way of JSON.
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
    const known = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));
    const parse = (options) => (creates
      ? PublicKeyCredential.parseCreationOptionsFromJSON?.(options) ?? {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      }
      : PublicKeyCredential.parseRequestOptionsFromJSON?.(options) ?? {
        ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials),
      });
    const write = (key) => key.toJSON?.() ?? {
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      clientExtensionResults: key.getClientExtensionResults(),
      response: Object.fromEntries(
        ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
          .filter((name) => key.response[name]).map((name) => [name, text(key.response[name])]),
      ),
    };

    let waiting;
    const ask = async (mediation) => {
      waiting?.abort();
      waiting = new AbortController();
      const { signal } = waiting;
      const answer = await fetch(start.action, { method: 'POST', body: new URLSearchParams(new FormData(start)), signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const { ceremony, options } = await answer.json();
      const publicKey = parse(options);
      const key = await (creates
        ? navigator.credentials.create({ publicKey, signal })
        : navigator.credentials.get({ publicKey, signal, mediation }));
      form.elements.ceremony.value = ceremony;
      form.elements.answer.value = JSON.stringify(write(key));
      form.submit();
    };

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.setAttribute('aria-disabled', 'true');
      failed.hidden = true;
      try {
        await ask('optional');
      } catch {
        failed.hidden = false;
        if (instead) instead.open = true;
        button.focus();
      }
      button.removeAttribute('aria-disabled');
    });

    // A tap into the field offers the passkeys of the device.
    const field = form.querySelector('[data-passkey-field]');
    if (field) {
      Promise.resolve(PublicKeyCredential.isConditionalMediationAvailable?.()).then((can) => {
        if (!can) return;
        field.hidden = false;
        ask('conditional').catch(() => {});
      }, () => {});
    }
  }

  const codes = document.querySelector('[data-codes]');
  if (codes) {
    document.querySelector('[data-codes-ways]').hidden = false;
    document.querySelector('[data-codes-save]').addEventListener('click', () => {
      const lines = [...codes.querySelectorAll('code')].map((code) => code.textContent).join('\n');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([`${location.host}\n\n${lines}\n`], { type: 'text/plain' }));
      link.download = codes.dataset.codes;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
})();

// Passkeys with the browser's own virtual authenticator (WebDriver's, by CDP): made at sign-up, used, a second device, revoked, cloned, asked
// for by another site, and answered twice. Then the pages on both screens, in both themes, in letters of twice the size, without script.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { says, useHouse } from './support.js';

// The library takes this for granted, as Node has had it since its version 20.
globalThis.crypto ??= webcrypto;

const SHOTS = fileURLToPath(new URL('shots/passkeys/', import.meta.url));
const SCREENS = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };
const AUTHENTICATOR = {
  protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
  automaticPresenceSimulation: true,
};

/// A device with an authenticator of its own.
async function device(house, { offers = false, ...options } = {}) {
  const person = await house.person({ viewport: SCREENS.phone, ...options });
  // A virtual authenticator answers without a tap, so a page that offers passkeys in its field would be left at once.
  if (!offers) await person.page.addInitScript(() => { PublicKeyCredential.isConditionalMediationAvailable = async () => false; });
  const cdp = await person.context.newCDPSession(person.page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  const credentials = async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return { ...person, cdp, authenticatorId, credentials };
}

async function signUp(house, handle, options) {
  const phone = await device(house, options);
  const { page } = phone;
  await page.goto('/app/sign-up');
  await page.locator('#name').fill('Anna’s Bakery');
  await page.locator('#handle').fill(handle);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await says(page, 'Keep these ten codes');
  const codes = await page.locator('.codes code').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  return { ...phone, codes };
}

const signOut = async (page) => {
  await page.goto('/app/settings/devices');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(/\/app\/sign-in\?out$/);
};

/// The answer that the script would send, caught before it is sent.
async function answered(page, button = 'Sign in with a passkey') {
  await page.evaluate(() => {
    window.caught = undefined;
    HTMLFormElement.prototype.submit = function caught() { window.caught = Object.fromEntries(new FormData(this)); };
  });
  await page.getByRole('button', { name: button }).click();
  await page.waitForFunction(() => window.caught);
  return page.evaluate(() => window.caught);
}

/// Sends a form as the page itself would; answers the status, and whether it led elsewhere.
const send = (page, form, path = '/app/sign-in/passkey') => page.evaluate(async ([where, fields]) => {
  const { status, redirected } = await fetch(where, { method: 'POST', body: new URLSearchParams(fields) });
  return redirected ? 'led on' : status;
}, [path, form]);

describe('a passkey', () => {
  const house = useHouse({ publicUrl: 'https://chit.example' });
  const expectRefusals = () => house.expect(/403|40[01]/);

  it('is made at sign-up, signs in without a name, and is revoked', async () => {
    const phone = await signUp(house, 'passkey');
    const { page } = phone;
    const [credential] = await phone.credentials();
    assert.equal(credential.isResidentCredential, true);
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.waitForURL('**/app/methods');

    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/app');
    await page.goto('/app/settings/devices');
    await says(page, 'Passkey 1', 'Last used on', '10 codes are left');

    // A second device comes in by a recovery code, and gets a passkey of its own.
    const laptop = await device(house, { viewport: SCREENS.desk });
    await laptop.page.goto('/app/sign-in');
    await laptop.page.locator('summary', { hasText: 'Recovery code' }).click();
    await laptop.page.locator('#code').fill(phone.codes[3].toLowerCase());
    await laptop.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await laptop.page.waitForURL('**/app/settings/devices');
    await laptop.page.locator('#new-label').fill('Laptop in the office');
    await laptop.page.getByRole('button', { name: 'Add a passkey' }).click();
    await says(laptop.page, 'Laptop in the office', 'Not used yet', '9 codes are left');

    // The phone revokes it.
    await page.reload();
    const row = page.locator('li', { hasText: 'Laptop in the office' });
    await row.locator('summary').click();
    await row.getByRole('button', { name: 'Remove' }).click();
    await page.waitForURL('**/app/settings/devices');
    assert.equal(await page.getByText('Laptop in the office').count(), 0);
    await signOut(laptop.page);
    expectRefusals();
    await laptop.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await says(laptop.page, 'This passkey opens nothing here');
  });

  it('is refused when it was copied, answered twice, or answered for another site', async () => {
    const phone = await signUp(house, 'cloned');
    const { page } = phone;
    await signOut(page);
    expectRefusals();
    // One answer, sent twice.
    const once = await answered(page);
    assert.equal(await send(page, once), 'led on');
    assert.equal(await send(page, once), 403, 'a challenge is answered once');

    // The same answer for another challenge, and from another origin.
    await page.goto('/app/sign-in');
    const other = await answered(page);
    const answer = JSON.parse(other.answer);
    const said = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url'));
    assert.deepEqual([said.type, said.origin], ['webauthn.get', 'https://chit.example']);
    answer.response.clientDataJSON = Buffer.from(JSON.stringify({ ...said, origin: 'https://chit.example.evil' })).toString('base64url');
    assert.equal(await send(page, { ...other, answer: JSON.stringify(answer) }), 403, 'another origin');
    await page.goto('/app/sign-in');
    const third = await answered(page);
    assert.equal(await send(page, { ...third, answer: other.answer }), 403, 'another challenge’s answer');

    // A copy of the key, whose counter stands where it stood: after the original went on, it is refused.
    const [copy] = await phone.credentials();
    await page.goto('/app/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/app');
    await signOut(page);
    await phone.cdp.send('WebAuthn.removeCredential', { authenticatorId: phone.authenticatorId, credentialId: copy.credentialId });
    await phone.cdp.send('WebAuthn.addCredential', { authenticatorId: phone.authenticatorId, credential: { ...copy, signCount: 0 } });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await says(page, 'This passkey opens nothing here');
  });

  it('is asked for and answered as another library reads it', async () => {
    const { page } = await device(house);
    const started = [];
    page.on('response', async (response) => { if (response.url().endsWith('/start')) started.push(response.json()); });
    const expected = { expectedOrigin: 'https://chit.example', expectedRPID: 'chit.example', requireUserVerification: true };
    await page.goto('/app/sign-up');
    await page.locator('#name').fill('Anna');
    await page.locator('#handle').fill('peer');
    await page.getByRole('button', { name: 'Start' }).click();
    const made = await answered(page, 'Make a passkey');
    const creation = (await started.at(-1)).options;
    const registered = await verifyRegistrationResponse({ ...expected, response: JSON.parse(made.answer), expectedChallenge: creation.challenge });
    assert.equal(registered.verified, true);
    assert.equal(creation.user.name, 'peer');
    assert.equal(await send(page, made, '/app/settings/passkeys'), 201);

    await signOut(page);
    const used = await answered(page);
    const request = (await started.at(-1)).options;
    const { credential } = registered.registrationInfo;
    const signed = await verifyAuthenticationResponse({ ...expected, response: JSON.parse(used.answer), expectedChallenge: request.challenge, credential });
    assert.equal(signed.verified, true);
    assert.equal(await send(page, used), 'led on', 'and as this one does');
  });

  it('is offered in the field of a name, where the browser can', async () => {
    const { page } = await signUp(house, 'offered', { offers: true });
    const asked = [];
    await page.exposeFunction('asked', (mediation) => asked.push(mediation));
    await page.addInitScript(() => {
      const get = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = (options) => { window.asked(options.mediation); return get(options); };
    });
    await page.goto('/app/settings/devices');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    // The virtual authenticator takes the offer by itself.
    await page.waitForURL('**/app');
    await says(page, 'Anna’s Bakery');
    assert.deepEqual(asked, ['conditional']);
  });

  it('that is not given says that nothing happened', async () => {
    const phone = await signUp(house, 'cancelled');
    const { page } = phone;
    await signOut(page);
    await phone.cdp.send('WebAuthn.setUserVerified', { authenticatorId: phone.authenticatorId, isUserVerified: false });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await says(page, 'Nothing happened. Try again, or use a recovery code.');
    await phone.cdp.send('WebAuthn.setUserVerified', { authenticatorId: phone.authenticatorId, isUserVerified: true });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/app');
  });

  it('has pages that anybody can use', async () => {
    await mkdir(SHOTS, { recursive: true });
    const phone = await signUp(house, 'shown');
    const { page } = phone;
    const shoot = async (name) => {
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        await page.setViewportSize(viewport);
        assert.deepEqual(await cutOff(page), [], `${name} on a ${screen}`);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(SHOTS, `${name}-${screen}-${colorScheme}.png`), fullPage: true, animations: 'disabled' });
        }
      }
      assert.ok(await page.locator('main .primary:visible').count() <= 1, `${name} has one filled button`);
      for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), [], name);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(SCREENS.phone);
    };
    await shoot('codes');
    await page.goto('/app/settings/devices');
    await page.locator('summary', { hasText: 'Invite somebody' }).click();
    await page.locator('#label').fill('Till at the window');
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    await says(page, 'Send this link to Till at the window');
    const link = await page.locator('[data-copy*="/app/invite/"]').getAttribute('data-copy');
    await shoot('devices');
    await page.goto(link);
    await says(page, 'Anna’s Bakery invites you', 'Till at the window', 'Seller');
    await shoot('join');
    await signOut(page);
    await shoot('sign-in');
    for (const lang of ['de', 'ar']) {
      await page.goto(`/app/sign-in?lang=${lang}`);
      await shoot(`sign-in-${lang}`);
    }

    // Without script: no passkey is offered that can't be made, and all else works.
    const plain = await house.person({ javaScriptEnabled: false, viewport: SCREENS.phone });
    await plain.page.goto('/app/sign-in');
    assert.equal(await plain.page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0);
    await plain.page.locator('summary', { hasText: 'Recovery code' }).click();
    await plain.page.locator('#code').fill(phone.codes[0]);
    await plain.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await says(plain.page, 'Devices and people', 'Adding a passkey needs JavaScript');
  });
});

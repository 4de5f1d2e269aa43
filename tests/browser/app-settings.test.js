// The settings and the ways to be paid, on a phone of 360×740 and on a desk.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import { describe, it } from 'node:test';
import { IBAN, says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const PAGES = [
  '/app/settings', '/app/settings/profile', '/app/settings/language', '/app/settings/keys', '/app/settings/webhooks', '/app/settings/data',
  '/app/settings/close', '/app/settings/about', '/app/methods', '/app/methods/order', '/app/methods/add', '/app/methods/add/swiss',
];
const shots = process.env.CHIT_SHOTS;

async function speak(page, language) {
  await page.goto('/app/settings/language');
  await page.locator('#pages').selectOption(language);
  await page.locator('form[action$="/pages-language"] button').click();
  await page.locator(`html[lang=${language}]`).waitFor();
}

async function shoot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/S-${name}.png`, fullPage: true });
}

describe('settings', () => {
  const house = useHouse();

  it('fit a phone, in both themes, for everybody', async () => {
    const { page, ...seller } = await house.seller('fit', 'Anna’s Bakery', PHONE);
    await seller.takesDemo();
    await seller.takesTransfers();
    for (const path of PAGES) {
      await page.emulateMedia({ colorScheme: 'light' });
      assert.equal((await page.goto(path)).status(), 200, path);
      await shoot(page, `phone${path.replaceAll('/', '-')}-light`);
      for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), [], path);
      assert.deepEqual(await cutOff(page, 360), [], path);
      const small = await page.evaluate(() => [...document.querySelectorAll('main a, main button, main select, main summary, .swatches label')]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 47.5).map((e) => e.outerHTML.slice(0, 90)));
      assert.deepEqual(small, [], `targets of ${path}`);
      await shoot(page, `phone${path.replaceAll('/', '-')}-dark`);
    }
  });

  it('make keys and webhooks for programs, with a thumb', async () => {
    const { page, ...seller } = await house.seller('programs', 'Anna’s Bakery', PHONE);
    const calls = [];
    const server = http.createServer((call, answer) => {
      calls.push(call.headers['webhook-id']);
      answer.writeHead(calls.length > 1 ? 410 : 204).end();
    });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    const judged = async (name) => {
      for (const theme of ['light', 'dark']) {
        assert.deepEqual(await held(page, theme), [], name);
        await shoot(page, `programs-${name}-${theme}`);
      }
      assert.deepEqual(await cutOff(page, 360), [], name);
    };
    try {
      await page.goto('/app/settings/keys');
      await page.getByText('Make an API key').first().tap();
      await page.getByLabel('Name of the key').fill('Web shop');
      await page.getByLabel('Read exports').check();
      await judged('key-form');
      await page.getByRole('button', { name: 'Make an API key' }).tap();
      await says(page, 'This is the key.', 'Web shop');
      const key = await page.locator('[data-copy^=chit_]').getAttribute('data-copy');
      const asked = await fetch(`${house.origin}/api/v1/exports/movements`, { headers: { authorization: `Bearer ${key}` } });
      assert.equal(asked.status, 200);
      await judged('key');

      await page.goto('/app/settings/webhooks');
      await page.getByLabel('Address').fill('ftp://shop.example');
      await page.getByLabel('request.created').check();
      await page.evaluate(() => document.querySelector('form[action$="/webhooks"]').noValidate = true);
      await page.getByRole('button', { name: 'Add a webhook' }).tap();
      await says(page, 'Nothing was saved', 'begins with https://');
      assert.equal(await page.locator(':focus').getAttribute('id'), 'url');
      assert.ok(await page.getByLabel('request.created').isChecked());
      await judged('webhook-wrong');
      await page.getByLabel('Address').fill(`http://127.0.0.1:${server.address().port}/hook`);
      await page.getByRole('button', { name: 'Add a webhook' }).tap();
      await says(page, 'This is the signing secret.');
      await judged('webhook-secret');
      const tapped = async (button) => {
        const loaded = page.waitForEvent('load');
        await button.tap();
        await loaded;
      };
      await tapped(page.getByRole('button', { name: 'Send a test' }));
      const reload = async (text) => {
        while (!(await page.locator('main').innerText()).includes(text)) await page.reload();
      };
      await reload('Delivered');
      await tapped(page.getByRole('button', { name: 'Send again' }).first());
      await reload('the address is gone');
      await judged('webhook-off');
      await page.goto('/app/look');
      await judged('webhook-look');
      await tapped(page.getByRole('link', { name: 'Webhooks' }));
      await tapped(page.getByRole('button', { name: 'Leave it off' }));
      await page.goto('/app/look');
      await says(page, 'Nothing needs a look.');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  for (const [where, screen] of [['phone', PHONE], ['desk', { viewport: { width: 1280, height: 800 } }]]) {
    it(`are taken along, and the account is closed, on a ${where}`, async () => {
      const { page, ...seller } = await house.seller(`leaving-${where}`, 'Anna’s Bakery', screen);
      await seller.takesTransfers();
      const judged = async (name) => {
        for (const theme of ['light', 'dark']) {
          assert.deepEqual(await held(page, theme), [], name);
          await shoot(page, `${where}-leaving-${name}-${theme}`);
        }
        assert.deepEqual(await cutOff(page, screen.viewport.width), [], name);
      };
      const tapped = async (target) => {
        const loaded = page.waitForEvent('load');
        await target.click();
        await loaded;
      };
      await page.goto('/app/settings/data');
      await judged('data');
      const arrives = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download (ZIP)' }).click();
      const file = await arrives;
      assert.match(file.suggestedFilename(), new RegExp(`^chit-leaving-${where}-\\d{4}-\\d\\d-\\d\\d\\.zip$`));
      // A reader of somebody else's finds no fault in it.
      const python = process.env.CHIT_TEST_PYTHON ?? 'python3';
      assert.match(String(execFileSync(python, ['-m', 'zipfile', '-t', await file.path()])), /Done testing/);
      const listed = String(execFileSync(python, ['-m', 'zipfile', '-l', await file.path()]));
      for (const name of ['README.txt', 'requests.json', 'movements.csv']) assert.ok(listed.includes(name), name);
      await tapped(page.getByRole('link', { name: 'Close the account' }));
      await judged('close');
      await page.getByLabel('To confirm, type').fill('somebody');
      await tapped(page.getByRole('button', { name: 'Close for good' }));
      await says(page, 'Nothing was closed.');
      assert.equal(await page.locator(':focus').getAttribute('id'), 'handle');
      assert.equal(await page.locator('#handle').inputValue(), 'somebody');
      await judged('wrong');
      await page.getByLabel('To confirm, type').fill(`leaving-${where}`);
      await tapped(page.getByRole('button', { name: 'Close for good' }));
      await says(page, 'The account is closed');
      await judged('closed');
      await page.goto('/app');
      assert.equal(new URL(page.url()).pathname, '/app/sign-in');
      assert.equal((await page.goto(`/leaving-${where}`)).status(), 404);
    });
  }

  it('are read from the right, by large letters, and on a desk', async () => {
    const { page, ...seller } = await house.seller('wide', 'Anna’s Bakery', { viewport: { width: 1280, height: 800 } });
    await seller.takesDemo();
    await seller.takesTransfers();
    await speak(page, 'ar');
    for (const path of ['/app/settings', '/app/settings/profile', '/app/methods', '/app/methods/order']) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      assert.deepEqual(await cutOff(page, 1280), [], path);
      await shoot(page, `desk${path.replaceAll('/', '-')}-ar`);
    }
    const large = await house.seller('large', 'Anna’s Bakery', PHONE);
    await large.takesTransfers();
    await speak(large.page, 'de');
    for (const path of PAGES) {
      assert.equal((await large.page.goto(path)).status(), 200, path);
      await large.page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      assert.deepEqual(await cutOff(large.page, 360), [], `${path} at 200 %`);
    }
  });

  it('are changed by keyboard: a colour, and Save once something has changed', async () => {
    const { page } = await house.seller('keys', 'Anna', PHONE);
    await page.goto('/app/settings/profile');
    const stuck = () => page.locator('.act').evaluate((act) => getComputedStyle(act).position);
    assert.equal(await stuck(), 'static');
    await page.locator('.swatches input:checked').focus();
    const before = await page.locator('.swatches input:checked').inputValue();
    await page.keyboard.press('ArrowRight');
    const chosen = await page.locator('.swatches input:checked').inputValue();
    assert.notEqual(chosen, before);
    assert.equal(await stuck(), 'sticky');
    await page.keyboard.press('Enter');
    await says(page, 'Saved.');
    assert.equal(await page.locator('.swatches input:checked').inputValue(), chosen);
    await page.locator('#name').fill('x'.repeat(70));
    await page.locator('[name=suggested_1]').fill('ten');
    await page.getByRole('button', { name: 'Save' }).click();
    await says(page, 'Nothing was saved yet');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'suggested_1');
    assert.equal(await page.locator('#name').inputValue(), 'x'.repeat(70));
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`lead to a way to be paid, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      const { page } = await house.seller(`way${javaScriptEnabled ? 1 : 0}`, 'Anna', { ...PHONE, javaScriptEnabled });
      await page.goto('/app/settings');
      await page.getByRole('link', { name: 'Ways to be paid' }).click();
      await says(page, 'There is none yet');
      await page.getByRole('link', { name: 'Add a way' }).click();
      await page.getByRole('link', { name: 'Bank transfer' }).click();
      await page.locator('#sepa-iban').fill('DE00');
      await page.locator('#sepa-beneficiary').fill('Anna');
      await page.locator('#label').fill('House account');
      await page.getByRole('button', { name: 'Add Bank transfer' }).click();
      await says(page, 'This is not a valid IBAN');
      assert.equal(await page.locator('#label').inputValue(), 'House account');
      await page.locator('#sepa-iban').fill(IBAN);
      await page.getByRole('button', { name: 'Add Bank transfer' }).click();
      await says(page, 'Bank transfer is added.', 'House account', 'What the payer will see', 'Pay €25.00 by bank transfer');
      await page.getByRole('link', { name: 'Try it' }).click();
      await says(page, 'Pay Anna', 'Bank transfer');
      assert.ok(!(await page.content()).includes('House account'));
      await speak(page, 'de');
      await says(page, 'Sprache dieser Seiten');
    });
  }
});

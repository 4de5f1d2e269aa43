// Every QR code that Chit draws is read back by two scanners that know nothing of Chit, nor of each other.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DESKTOP, IBAN, payByDemo, says, scan, scanByZxing, useHouse } from './support.js';

describe('the QR code of a link', () => {
  const house = useHouse();

  it('scans off the pay page, off the seller’s page, and as a picture', async () => {
    const seller = await house.seller('scanned', 'Anna');
    await seller.takesDemo();
    const { url, code } = await seller.request({ amount: '25.00' });

    const { page: phone } = await house.person();
    await phone.goto(url);
    await phone.locator('details:has(svg.qr) > summary').click();
    for (const colorScheme of ['light', 'dark']) {
      await phone.emulateMedia({ colorScheme });
      assert.equal(await scan(await phone.locator('svg.qr').screenshot()), url, `a phone, ${colorScheme}`);
    }

    const desktop = (await house.person(DESKTOP)).page;
    await desktop.goto(url);
    assert.equal(await scan(await desktop.screenshot()), url, 'a whole desktop screen, nothing pressed');

    await seller.page.goto(`/app/requests/${code}/show`);
    assert.equal(await scan(await seller.page.locator('svg.qr').screenshot()), url, 'the seller’s page');

    for (const size of ['', '?size=200', '?size=333', '?size=1000', '?size=1999']) {
      const picture = await phone.request.get(`${url}.png${size}`);
      assert.equal(await scan(await picture.body()), url, `png${size}`);
    }
    const svg = await (await phone.request.get(`${url}.svg`)).text();
    const table = (await house.person(DESKTOP)).page;
    await table.setContent(`<div style="width:400px">${svg}</div>`);
    assert.equal(await scan(await table.locator('svg').screenshot()), url, 'svg');
  });
});

describe('the QR code of a short link', () => {
  const house = useHouse({ publicUrl: 'https://chit.me' });

  it('is drawn in capitals, which make it smaller, and opens the same page', async () => {
    const seller = await house.seller('capitals', 'Anna');
    await seller.takesDemo();
    const { url, code } = await seller.request({ amount: '25.00', memo: 'Two loaves' });
    assert.equal(url, `https://chit.me/r/${code}`);

    const { page } = await house.person();
    const picture = await (await fetch(`${house.local}/r/${code}.png`)).arrayBuffer();
    const scanned = await scan(Buffer.from(picture));
    assert.equal(scanned, `HTTPS://CHIT.ME/R/${code}`);
    await page.goto(scanned);
    await says(page, 'Two loaves', '€25.00');
    await page.locator('details:has(svg.qr) > summary').click();
    assert.equal(await scan(await page.locator('svg.qr').screenshot()), scanned, 'off the page');
  });
});

describe('the QR code of a bank transfer', () => {
  const house = useHouse();

  it('scans off the payer’s page, by day and by night', async () => {
    const seller = await house.payee('scanned-bank', 'Anna');
    await seller.takesTransfers();
    const request = await seller.request({ amount: '12.50' });
    const { page } = await house.person();
    await page.goto(request.url);
    await page.getByRole('button', { name: /by bank transfer/ }).click();
    await page.waitForURL('**/p/*');
    await page.locator('details:has(svg.qr) > summary').click();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const lines = (await scan(await page.locator('svg.qr').screenshot())).trimEnd().split('\n');
      assert.deepEqual(lines, ['BCD', '002', '1', 'SCT', '', 'Anna', IBAN, 'EUR12.5', '', request.rf], colorScheme);
    }
    const code = (await scan(await page.locator('svg.qr').screenshot()));
    for (const size of ['', '?size=1024']) {
      const picture = await page.request.get(`${page.url()}/qr.png${size}`);
      assert.equal(await scan(await picture.body()), code, `the picture to save${size}`);
    }
  });
});

describe('the QR code of every rail that is paid by hand', () => {
  const house = useHouse();
  const RAILS = [
    ['sepa', { iban: IBAN, beneficiary: 'Łódź ☕' }, 'EUR', /^BCD\n.*\nŁódź\nDE/s],
    ['swiss', { iban: 'CH5800791123000889012', beneficiary: 'Anna', postcode: '8000', town: 'Bern' }, 'CHF', /^SPC\n0200\n/],
    ['spayd', { iban: 'CZ5855000000001265098001', beneficiary: 'Anna' }, 'CZK', /^SPD\*1\.0\*/],
    ['spayd', { iban: 'SK3112000000198742637541', beneficiary: 'Anna' }, 'EUR', /^080[0-9A-V]+$/],
    ['pix', { key: 'anna@example.com' }, 'BRL', /br\.gov\.bcb\.pix/],
    ['promptpay', { id: '012345678901234' }, 'THB', /0315012345678901234/],
    ['paynow', { id: '201403121W' }, 'SGD', /SG\.PAYNOW/],
    ['upi', { id: 'anna@okbank' }, 'INR', /^upi:\/\/pay\?/],
  ];

  for (const [rail, settings, currency, wanted] of RAILS) {
    it(`${rail} scans off the payer’s page, in ${currency}`, async () => {
      const seller = await house.payee(`qr-${rail}-${currency.toLowerCase()}`, 'Anna');
      await seller.api('methods', { rail, settings });
      const request = await seller.request({ amount: '12.50', currency });
      const { page } = await house.person();
      await page.goto(request.url);
      await page.locator('button[name=method]').click();
      await page.waitForURL('**/p/*');
      await page.locator('details:has(svg.qr) > summary').click();
      // Two scanners read it; a code with a cross in it, or with letters beyond ASCII, only the second one does.
      const picture = await page.locator('svg.qr').screenshot();
      const read = rail === 'swiss' || rail === 'sepa' ? await scanByZxing(picture) : await scan(picture);
      assert.match(read, wanted);
    });
  }
});

describe('chit demo', () => {
  const house = useHouse({ command: 'demo' });

  it('prints a code that scans off a dark terminal, and links that work', async () => {
    const link = /Pay link: +(\S+)/.exec(house.printed)[1];
    const code = house.printed.split('\n').filter((line) => /^[█▀▄ ]{20,}$/.test(line));
    assert.ok(code.length >= 14, house.printed);
    const { page } = await house.person({ ...DESKTOP, deviceScaleFactor: 1 });
    // As in a terminal: a character is one module wide and two high, in whole pixels, light on dark.
    await page.setContent(`<body style="margin:0;background:#000"><pre style="display:inline-block;margin:0;padding:24px;color:#fff;
      font:20px monospace;line-height:2ch;letter-spacing:0">${code.join('\n')}</pre>`);
    assert.equal(await scan(await page.locator('pre').screenshot()), link);

    await page.goto(link);
    await payByDemo(page, 'Approve the payment');
    await says(page, 'You paid Demo Bakery', '€25.00', 'PAID');
    await page.goto(/Sign in: +(\S+)/.exec(house.printed)[1]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await says(page, 'Two loaves of rye and a cake', 'Paid');
  });
});

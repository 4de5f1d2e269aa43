import { describe, it } from 'node:test';
import { writeFile } from 'node:fs/promises';
import { useHouse } from './support.js';
describe('html', () => {
  const house = useHouse();
  it('saved', async () => {
    const seller = await house.seller('bakery', 'Anna');
    await seller.takesDemo(); await seller.takesTransfers();
    const r = await seller.request({ amount: '99.00', memo: 'Catering' });
    const { page } = await house.person();
    const save = async (p, n, url) => { const a = await p.request.get(url); await writeFile(`/tmp/look/${n}.html`, await a.body()); };
    await page.goto(r.url); await save(page, 'pay', r.url);
    await page.getByRole('button', { name: /by bank transfer/ }).click(); await page.waitForURL('**/p/*');
    await save(page, 'transfer', page.url());
    await save(seller.page, 'req-open', `/app/requests/${r.code}?made=1`);
    await page.getByRole('button', { name: 'I have sent it' }).click(); await page.getByText('Waiting for').waitFor();
    await save(page, 'claimed', page.url());
    await save(seller.page, 'req-claimed', `/app/requests/${r.code}`);
    await seller.page.goto(`/app/requests/${r.code}`); await seller.page.getByRole('button', { name: 'It arrived' }).click(); await seller.page.getByText('Make another').waitFor();
    await save(seller.page, 'req-paid', `/app/requests/${r.code}`); await save(page, 'receipt', page.url()); await save(page, 'pay-paid', r.url);
    for (const p of ['app', 'app/new', 'app/methods', 'app/settings', '', 'nothing/x/y']) await save(seller.page, 'p-' + p.replace(/\W/g, '-'), '/' + p);
  });
});

import { describeInChromium } from '../chromium';
import { deskForTests, until } from './stage';

describeInChromium('dispatch on the desk', () => {
  const stage = deskForTests();
  const { openDesk } = stage;

  test('who asks is approved here, who waits has a place', async () => {
    const page = await openDesk();
    const ana = stage.frontdesk.phone('+12025550111');
    await ana.texts('!subscribe');
    await stage.frontdesk.phone('+12025550113').texts('1');
    await page.getByRole('link', { name: 'Dispatch' }).click();
    await page.getByRole('region', { name: 'Waiting' }).getByText('•••• 0113').waitFor();
    const providers = page.getByRole('region', { name: 'Providers' });
    await providers.getByRole('listitem').getByRole('button', { name: 'Approve' }).click();
    await until(() => providers.getByRole('button', { name: 'Deny' }).count(), 0);
    await ana.texts('!available');
    await page.getByRole('region', { name: 'Sessions' }).getByText('30 min left').waitFor();
    await until(() => page.getByRole('region', { name: 'Waiting' }).getByText('•••• 0113').count(), 0);
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('region', { name: 'Activity' }).getByText('approved').waitFor();
  });

  test('a number is approved that did not ask, and the approval is taken back', async () => {
    const page = await openDesk();
    const ana = stage.frontdesk.phone('+12025550111');
    await page.getByRole('link', { name: 'Dispatch' }).click();
    const providers = page.getByRole('region', { name: 'Providers' });
    const number = providers.getByLabel('Number to approve as a provider');
    await number.fill('12');
    await number.press('Enter');
    await providers.getByText('not a phone number').waitFor();
    await number.fill('(202) 555-0111');
    await number.press('Enter');
    await providers.getByRole('button', { name: /ends in 0111/ }).waitFor();
    await until(() => ana.allHeard().filter(({ body }) => /approved and subscribed/.test(body)).length, 1);

    await providers.getByText('Take approval back', { exact: true }).first().click();
    await providers.getByRole('button', { name: 'Take approval back' }).click();
    await providers.getByRole('button', { name: 'Approve after all' }).waitFor();
    await until(() => ana.allHeard().filter(({ body }) => /denied/.test(body)).length, 1);
  });

  test('of two providers with one name, the one who has a session has it', async () => {
    const page = await openDesk();
    const [ana, other] = ['+12025550111', '+12025550112'].map((each) => stage.frontdesk.phone(each));
    for (const phone of [ana, other]) {
      await stage.desk.post('dispatch/approve', { number: phone?.number });
      await phone?.texts('!name Ana');
    }
    await ana?.texts('!available');
    await stage.frontdesk.phone('+12025550113').texts('1');
    await page.getByRole('link', { name: 'Dispatch' }).click();
    const session = page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
    await session.getByText('Ana with').waitFor();
    await session.getByRole('button', { name: /ends in 0113/ }).waitFor();
    const providers = page.getByRole('region', { name: 'Providers' });
    await providers.getByRole('heading', { name: 'In a session 1' }).waitFor();
    await providers.getByRole('heading', { name: 'Off 1' }).waitFor();
  });
});

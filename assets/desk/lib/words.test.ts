import { maskedNumber, spacedNumber, whatOf, whoOf } from './words';

test('numbers are masked, and spaced when they are shown', () => {
  expect(maskedNumber('+12025550114')).toBe('•••• 0114');
  expect(spacedNumber('+12025550114')).toBe('+1 202 555 0114');
  expect(spacedNumber('+442079460000')).toBe('+442079460000');
});

test('who did it, and what', () => {
  expect(whoOf('…0100')).toBe('•••• 0100');
  expect(whoOf('customer')).toBe('Customer');
  expect(whoOf('auto')).toBe('Frontdesk');
  expect(whatOf('undo readyAt')).toBe('took back: ready');
  expect(whatOf('created')).toBe('created');
});

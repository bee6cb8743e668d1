import { aboutOf } from './arrival-words';

const said = (about: string, ...texts: string[]) => texts.map((text) => [about, text] as const);

test.each([
  ...said(
    'arrival',
    'ARRIVE',
    ' arrive ',
    'Arrived!',
    '"ARRIVE"',
    '“Arrive.”',
    'ＡＲＲＩＶＥ',
    'Here',
    'here?!',
    "I'm here",
    'I’m  here',
  ),
  ...said(
    'arrival',
    "I'm here 👋",
    '🚗 arrive',
    "Hi, I'm here",
    'Hello! We are outside.',
    "I'm here now",
    'ARRIVE please',
    "We're here, thanks!",
  ),
  ...said('arrival', "I'm here to pick up my order", 'here for pickup', "I'm ready for pickup", 'Pick-up'),
  ...said(
    'arrival',
    'LLEGUÉ',
    'ya llegue',
    'Ya estoy aquí',
    'hola, estoy afuera',
    'Estoy aquí, gracias',
    'vengo por mi pedido',
  ),
  ...said('greeting', 'Hello there', 'hi!', "How's it going", 'Good morning 🌞', 'Hola', '¡Buenos días!'),
  ...said(
    'other',
    'I will arrive in 20 minutes',
    'are you here?',
    'do you have napkins?',
    'hi, how long will it take?',
    'not here yet',
    'here is my number',
  ),
  ...said('other', '', '👋', 'Y', '1', 'no estoy aquí', 'llego en diez minutos', 'please', 'thanks'),
])('%s: %s', (about, text) => expect(aboutOf(text)).toBe(about));

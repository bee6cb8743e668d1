import { render } from 'preact';
import { start } from './data/desk';
import { App } from './ui/app';

const place = document.getElementById('desk');
// In a frame of a foreign page nobody knows what they tap
if (place && window.top === window) {
  render(<App />, place);
  void start();
}

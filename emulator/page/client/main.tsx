import { render } from 'preact';
import { App } from './app';
import { load, startTimers } from './store/live';

const place = document.getElementById('page');
if (place) render(<App />, place);
startTimers();
void load();

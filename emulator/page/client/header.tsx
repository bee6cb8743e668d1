import { ArrowUpRight, Bug, RotateCcw } from 'lucide-preact';
import { localUrl } from '../lib/text-links';
import { dialog } from './store/choices';
import { faults } from './store/faults';
import { lostAtMs } from './store/live';
import { about, ownNumberWords, serviceNumber } from './store/told';

export function Header() {
  const isLive = lostAtMs.value === undefined;
  const active = faults.value.length;
  return (
    <header class="top">
      <h1>
        Phones <span>local Twilio</span>
      </h1>
      <ServiceNumber />
      <nav class="top-links" aria-label="Pages of the service">
        {(about.value.pages ?? []).map(({ name, url }) => (
          <a key={url} class="button quiet" href={localUrl(url, about.value) ?? url} target="_blank" rel="noreferrer">
            {name}
            <ArrowUpRight size={16} aria-hidden="true" />
          </a>
        ))}
      </nav>
      <span class={`live ${isLive ? 'is-done' : 'is-problem'}`} role="status">
        <i class="live-mark" aria-hidden="true" />
        {isLive ? 'live' : 'no line'}
      </span>
      <button
        type="button"
        class={`button quiet ${active > 0 ? 'is-late' : ''}`}
        onClick={() => {
          dialog.value = 'faults';
        }}
      >
        <Bug size={16} aria-hidden="true" />
        <span class="label">Faults</span>
        {active > 0 && <span class="count">{active}</span>}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          dialog.value = 'reset';
        }}
      >
        <RotateCcw size={16} aria-hidden="true" />
        <span class="label">Reset</span>
      </button>
    </header>
  );
}

function ServiceNumber() {
  const numbers = about.value.numbers ?? [];
  if (numbers.length < 2) return <span class="own-number">{ownNumberWords}</span>;
  return (
    <label class="own-number">
      Text to{' '}
      <select
        value={serviceNumber.value}
        onChange={(event) => {
          serviceNumber.value = event.currentTarget.value;
        }}
      >
        {numbers.map((number) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </label>
  );
}

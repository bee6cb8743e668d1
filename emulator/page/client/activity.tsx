import { Search, X } from 'lucide-preact';
import { CauseList } from './cause-list';
import { ClockBar } from './clock-bar';
import { FlowsView } from './flows-view';
import { FunctionList } from './function-list';
import { moveByArrows } from './phones';
import { ScheduledList } from './scheduled-list';
import { filter, type Tab, tab, tabs } from './store/choices';
import { clearLog, logSize } from './store/log';
import { scheduled } from './store/told';
import { WebhookList } from './webhook-list';

const panels: Record<Tab, () => preact.JSX.Element> = {
  Calls: CauseList,
  Webhooks: WebhookList,
  Functions: FunctionList,
  Flows: FlowsView,
  Scheduled: ScheduledList,
};

/** What the emulator did, and why. */
export function Activity() {
  const Panel = panels[tab.value];
  const hasLog = tab.value === 'Calls' || tab.value === 'Webhooks' || tab.value === 'Functions';
  return (
    <aside class="activity" aria-label="What happened">
      <ClockBar />
      <div class="tabs" role="tablist" onKeyDown={moveByArrows}>
        {tabs.map((name) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={`tab-${name}`}
            aria-selected={tab.value === name}
            aria-controls="panel"
            tabIndex={tab.value === name ? 0 : -1}
            onClick={() => {
              tab.value = name;
            }}
            onFocus={() => {
              tab.value = name;
            }}
          >
            {name}
            {name === 'Scheduled' && scheduled.value.length > 0 && <span class="count">{scheduled.value.length}</span>}
          </button>
        ))}
      </div>
      {hasLog && <FilterLine />}
      <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        <Panel />
      </div>
    </aside>
  );
}

function FilterLine() {
  return (
    <div class="filter-line">
      <label class="filter">
        <Search size={16} aria-hidden="true" />
        <input
          id="filter"
          type="search"
          placeholder="Filter"
          aria-label="Filter the log"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') filter.value = '';
          }}
        />
        <kbd>/</kbd>
      </label>
      <button type="button" class="button quiet" disabled={logSize.value === 0} onClick={clearLog}>
        <X size={16} aria-hidden="true" />
        Clear
      </button>
    </div>
  );
}

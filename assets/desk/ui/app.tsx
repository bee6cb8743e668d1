import { useSignalEffect } from '@preact/signals';
import { MessageSquare } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { tryAgain, type View, view } from '../data/desk';
import { newArrivals } from '../data/orders';
import { phase } from '../data/session';
import { ActivityView } from './activity';
import { DispatchView } from './dispatch/dispatch';
import { Header } from './header';
import { PauseBanner } from './intake';
import { onKey } from './keys';
import { PickupView } from './pickup/board';
import { NewOrder } from './pickup/new-order';
import { OrderDrawer } from './pickup/order-drawer';
import { ExportDialog } from './reminders/export-dialog';
import { ReminderDrawer } from './reminders/reminder-drawer';
import { RemindersView } from './reminders/reminders';
import { dropStraySecondClick } from './second-click';
import { SettingsView } from './settings/settings';
import { Failed, Skeleton, StaleBanner } from './states';
import { ToastBar } from './toast';

const viewOf: Readonly<Record<View, () => preact.JSX.Element>> = {
  pickup: PickupView,
  dispatch: DispatchView,
  reminders: RemindersView,
  activity: ActivityView,
  settings: SettingsView,
};

export function App() {
  useSignalEffect(() => {
    const isOpen = phase.value.kind === 'open';
    const count = isOpen ? newArrivals.value : 0;
    document.title = `${count > 0 ? `(${count}) ` : ''}Frontdesk`;
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', dropStraySecondClick, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', dropStraySecondClick, { capture: true });
    };
  }, []);

  const state = phase.value;
  switch (state.kind) {
    case 'starting':
      return (
        <main class="alone">
          <Skeleton label="Opening the desk" />
        </main>
      );
    case 'signed-out':
      return <SignedOut message={state.message} />;
    case 'failed':
      return (
        <main class="alone">
          <Failed title="The desk does not open" why={state.why} retry={() => void tryAgain()} />
        </main>
      );
    case 'open': {
      const View = viewOf[view.value];
      return (
        <>
          <Header session={state.session} />
          <StaleBanner />
          <PauseBanner />
          <main class={`view view-${view.value}`}>
            <View />
          </main>
          {view.value === 'reminders' ? <ReminderDrawer /> : <OrderDrawer session={state.session} />}
          <NewOrder session={state.session} />
          <ExportDialog />
          <ToastBar />
        </>
      );
    }
  }
}

function SignedOut({ message }: { message: string }) {
  return (
    <main class="alone">
      <section class="sign-in">
        <h1>Frontdesk</h1>
        <p>{message}</p>
        <p class="sign-in-text">
          <MessageSquare size={24} aria-hidden="true" />
          <b>!desk</b>
        </p>
        <ol>
          <li>Text it to the front desk's number, from a phone that is an admin's.</li>
          <li>Open the link that comes back, in this browser. It is good once, and for ten minutes.</li>
        </ol>
        <button type="button" class="button" onClick={() => void tryAgain()}>
          I am signed in now
        </button>
      </section>
    </main>
  );
}

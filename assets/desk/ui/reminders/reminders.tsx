import { Download } from 'lucide-preact';
import { minute, viewer } from '../../data/reminder-days';
import { cancelledJustNow, restoreReminder } from '../../data/reminder-presses';
import { isSearching, search } from '../../data/reminder-search';
import { isFormOpen, openReminder } from '../../data/reminders';
import { nameOf } from '../../lib/reminders';
import { whenOf } from '../../lib/times';
import { ClosedList } from '../closed-list';
import { NewButton } from '../new-button';
import { SearchBox } from '../search-box';
import { BookingForm } from './booking-form';
import { DaysShown } from './days-shown';
import { isExportOpen } from './export-dialog';
import { Failures } from './failures';
import { Found } from './found';
import { Timeline } from './timeline';
import { Week } from './week';

export function RemindersView() {
  return (
    <>
      <div class="tools">
        <NewButton
          label="New appointment"
          isExpanded={isFormOpen}
          open={() => {
            isFormOpen.value = !isFormOpen.value;
          }}
        />
        <SearchBox text={search} label="Search name, number, place" />
        <DaysShown />
        <button
          type="button"
          class="button export"
          onClick={() => {
            isExportOpen.value = true;
          }}
        >
          <Download size={20} aria-hidden="true" />
          Export
        </button>
      </div>
      {isFormOpen.value && (
        <section class="booking-place" aria-label="New appointment">
          <BookingForm
            close={() => {
              isFormOpen.value = false;
            }}
          />
        </section>
      )}
      <Failures />
      {isSearching.value ? (
        <Found />
      ) : (
        <div class="columns columns-reminders">
          <Timeline />
          <Week />
        </div>
      )}
      <CancelledJustNow />
    </>
  );
}

function CancelledJustNow() {
  const rows = cancelledJustNow.value.map(({ key, data }) => ({
    key,
    name: nameOf(data),
    words: whenOf(data.appointmentMs, minute.value, viewer.value),
    open: () => {
      openReminder.value = key;
    },
    undo: () => void restoreReminder(key),
  }));
  return <ClosedList title="Cancelled just now" rows={rows} />;
}

import { countIn, fitting, minutesIn, short } from './format';
import type { Appointment, Catalogue, Group, Listed } from './parts';

const minutes = (count: number) => minutesIn('en', count);
const count = (n: number) => countIn('en', n);
const withPerson = (who: string | undefined) => (who === undefined ? '' : ` with ${who}`);
const withPasscode = (passcode: string | undefined) => (passcode === undefined ? '' : `\nPasscode ${passcode}`);
const by = (who: string | undefined) => (who === undefined ? '' : ` by ${who}`);
const inLine = (place: number | undefined) => (place === undefined ? 'in line' : `number ${count(place)} in line`);

const groupNames: Readonly<Record<Group, string>> = {
  approved: 'Providers Approved',
  subscribed: 'Providers Subscribed',
  pending: 'Providers Pending',
  available: 'Providers Available',
};
const howMany = ({ count: n, more }: Listed) => `${count(n)}${more ? '+' : ''}`;
const line = (group: Group, listed: Listed) => {
  if (listed.count === 0) return `${groupNames[group]}: none`;
  const rest = listed.count > listed.first.length || listed.more ? ' ...' : '';
  return `${groupNames[group]} (${howMany(listed)}): ${listed.first.join(', ')}${rest}`;
};

const yesOrNo = "Please reply 'Yes' to confirm, or 'No' to cancel.";
const named = ({ when, location, participant }: Appointment) =>
  `${when}${location === undefined ? '' : ` at ${location}`}${withPerson(participant)}`;
const andNext = (next: Appointment | undefined) =>
  next === undefined ? '' : `\n\nYour next one: ${named(next)}. ${yesOrNo}`;

export const en: Catalogue = {
  menu: ({ admin, dispatch, pickup, reminders }) =>
    [
      'HELP MENU',
      ...(dispatch ? ['Reply 1 to meet a provider now, 0 to cancel your request.'] : []),
      ...(pickup ? ['Here to pick up an order? Reply ARRIVE.'] : []),
      ...(reminders ? ['Asked about an appointment? Reply Yes or No.'] : []),
      ...(dispatch ? ['Providers: reply !subscribe to join.'] : []),
      'Español: !lang es',
      `Questions? Call or text the admin: ${admin}`,
    ].join('\n'),
  menuForProvider: ({ admin }) =>
    [
      'HELP MENU FOR PROVIDERS',
      '!available / !unavailable: take requests or not',
      '!done: the session is over',
      '!name Ana Diaz: how you are shown',
      '!unsubscribe: leave',
      '0: cancel the session',
      `Questions? Call or text the admin: ${admin}`,
    ].join('\n'),
  menuForAdmin: ({ dispatch, pickup }) =>
    [
      'HELP MENU FOR ADMINS',
      '!desk: the desk, a web page',
      ...(dispatch || pickup ? ['!pause / !resume: take nobody new, take people again'] : []),
      ...(dispatch
        ? [
            '!approve +12025550123',
            '!deny +12025550123',
            '!showall: everybody, or !showall pending',
            'As a provider: !subscribe, !available, !unavailable, !done, !name, !unsubscribe.',
          ]
        : []),
    ].join('\n'),
  apology: () =>
    'Sorry, we are experiencing difficulties. This issue has been reported and is being evaluated. Please text again in a minute.',
  onlyForAdmins: () => "Sorry, you don't have permission to use this command.",
  languageChosen: () => 'We will text you in English.',
  languageHelp: () => 'Text !lang en for English, !lang es para español.',

  connected: ({ link, passcode, provider }) =>
    `You are connected${withPerson(provider)}. Join Zoom Meeting:\n${link}${withPasscode(passcode)}\n0 to cancel`,
  waiting: ({ place }) =>
    `All providers are currently unavailable. You are ${inLine(place)}: we text you as soon as one is free. Reply 0 to cancel.`,
  alreadyWaiting: ({ place }) =>
    `This number already has a pending service request. You are ${inLine(place)}. Reply 0 to cancel.`,
  alreadyInSession: ({ minutesLeft }) =>
    `You already have a provider: please use the link we sent. Your session ends in ${minutes(minutesLeft)}. Reply 0 to cancel it.`,
  requestCancelled: () => 'Your request has been cancelled and the provider notified.',
  leftLine: () => 'Your request has been cancelled. You are no longer in line.',
  cancelTooLate: ({ minutes: limit }) => `You can't cancel service requests older than ${minutes(limit)}.`,
  nothingToCancel: () => 'No active service request found for this number. Reply 1 to meet a provider.',
  dailyLimit: ({ limit }) => `You have used your ${count(limit)} service requests of today. Please try again tomorrow.`,
  providerCancelled: () => 'Sorry, the provider had to cancel. Reply 1 to meet another one.',
  sessionDone: () => 'Your session has ended. Thank you! Reply 1 whenever you need a provider again.',
  lookingAgain: () => 'Sorry, we could not reach that provider. We are looking for another one and will text you.',
  requestFailed: () => 'Sorry, we could not start your service request. Please reply 1 again.',

  invitation: ({ link, passcode, receiver }) =>
    `Join Zoom Meeting${withPerson(receiver)}:\n${link}${withPasscode(passcode)}\nYou are now UNAVAILABLE. Reply !done when finished.`,
  receiverCancelled: ({ receiver, available }) =>
    `${receiver ?? 'The receiver'} just cancelled their request. You are ${available ? 'AVAILABLE again' : 'UNAVAILABLE'}.`,
  receiverUnreachable: ({ available }) =>
    `We could not reach the receiver, so the meeting is off. You are ${available ? 'AVAILABLE again' : 'UNAVAILABLE'}.`,
  matchFailed: () => 'Sorry, the meeting we texted you about is off. There is nothing you need to do.',
  cancelledByProvider: () =>
    'The session is cancelled and the receiver notified. You are UNAVAILABLE until you reply !available.',
  nowAvailable: () => 'You are now marked as AVAILABLE and may receive service requests.',
  alreadyAvailable: () => 'You are already AVAILABLE. We text you as soon as somebody needs you.',
  availableInSession: () =>
    'You were matched a moment ago: please see our other text. Reply !done when that session is over.',
  nowUnavailable: () => 'You are now marked as UNAVAILABLE and will NOT receive service requests.',
  unavailableAfterSession: () =>
    'Your session goes on. After it you are UNAVAILABLE and will NOT receive service requests.',
  done: () => 'The session is over. Thank you! You are UNAVAILABLE until you reply !available.',
  noSession: () => 'You have no session to end. Reply !available to receive service requests.',
  mustSubscribe: () => 'You must be subscribed as a provider to update your availability. Reply !subscribe to join.',
  serving: () => 'You are in a session as a provider. Reply !done to end it before you ask for one yourself.',
  onDuty: () => 'You are AVAILABLE as a provider. Reply !unavailable before you ask for one yourself.',

  subscribed: () => 'You are now SUBSCRIBED as a provider. Reply !available to receive service requests.',
  alreadySubscribed: () => 'You are already SUBSCRIBED as a provider.',
  pendingApproval: () => 'Your subscribe request is pending admin approval. We will text you.',
  alreadyPending: ({ admin }) => `Your subscribe request is still pending admin approval. Questions? Call ${admin}`,
  unsubscribed: () => 'You are now UNSUBSCRIBED as a provider.',
  unsubscribedAfterSession: () => 'You are now UNSUBSCRIBED as a provider. Your running session is your last one.',
  requestWithdrawn: () => 'Your subscribe request is withdrawn. You are not SUBSCRIBED as a provider.',
  notSubscribed: () => 'You are not currently SUBSCRIBED as a provider.',
  approvedProvider: () =>
    'You have been approved and subscribed as a provider. Reply !available to receive service requests, !help for more.',
  deniedProvider: ({ admin }) => `Your request to be a provider has been denied. Questions? Call or text ${admin}`,
  nameChosen: ({ name }) => `Thank you, ${name}. This is the name that people see.`,
  nameHelp: ({ name }) =>
    `${name === undefined ? 'You have no name yet.' : `You are shown as ${name}.`} Reply !name and a name of up to 30 letters, like: !name Ana Diaz`,
  nameNeedsProvider: () => 'Only providers have a name here. Reply !subscribe to join.',

  approvalAsked: ({ number, name }) =>
    `${name === undefined ? '' : `${short(name, 20)} `}${number} is requesting approval to subscribe.\nReply !approve ${number}\nor\n!deny ${number}`,
  approved: ({ who }) => `Provider approved. ${who} is subscribed and has been told.`,
  approvedNotTold: ({ who }) => `Provider approved. ${who} is subscribed, but our text to them did not go out.`,
  alreadyApproved: ({ who, by: admin }) => `Provider already approved${by(admin)}: ${who}.`,
  denied: ({ who }) => `Provider removed from approved list: ${who} has been told.`,
  deniedPending: ({ who }) => `Subscribe request denied: ${who} has been told.`,
  deniedNotTold: ({ who }) => `Provider removed from approved list. Our text to ${who} did not go out.`,
  alreadyDenied: ({ who, by: admin }) => `Already denied${by(admin)}: ${who}. Nobody was texted.`,
  denyUnknown: ({ who }) => `${who} is not a provider and has not asked to be one. Nobody was texted.`,
  denySelf: () => "You can't deny yourself. Reply !unsubscribe to stop being a provider.",
  numberLooksLike: ({ command }) =>
    `That is not a phone number we know how to read. Write it with + and country code, without spaces: !${command} +12025550123`,
  everybody: ({ admins, approved, subscribed, pending, available }) =>
    [
      `Admin: ${admins.join(', ')}`,
      line('approved', approved),
      line('subscribed', subscribed),
      line('pending', pending),
      line('available', available),
      ...(Object.values({ approved, subscribed, pending, available }).some(
        (listed) => listed.more || listed.count > listed.first.length,
      )
        ? ['For a whole list: !showall subscribed (or approved, pending, available)']
        : []),
    ].join('\n'),
  group: ({ group, listed, page, nextPage }) =>
    [
      `${groupNames[group]} (${howMany(listed)})${page > 1 ? `, page ${count(page)}` : ''}:`,
      ...(listed.first.length === 0 ? ['none'] : listed.first),
      ...(nextPage === undefined ? [] : [`More: !showall ${group} ${nextPage}`]),
    ].join('\n'),
  groupHelp: () =>
    'Reply !showall for everybody, or for one list: !showall approved, subscribed, pending or available.',

  orderPlaced: ({ name, number }) =>
    number === undefined
      ? `Thanks for your order ${short(name, 30)}!\n\nTo make order pickup easier send ARRIVE to this number to let us know you're here.`
      : `Thanks for your order ${short(name, 20)}! It is number ${number}.\n\nTo make order pickup easier send ARRIVE to this number to let us know you're here.`,
  orderReady: ({ name }) =>
    `Hi ${short(name, 30)}!  Your order is ready for pickup!\n\nWhen you are here to pickup your order text ARRIVE and we'll bring it out to you!`,
  orderComing: ({ name }) => `Hi ${short(name, 30)}! Your order is ready, we are bringing it out to you now.`,
  orderNotReady: ({ name }) =>
    `Sorry ${short(name, 30)}, your order is not quite ready after all. We will text you as soon as it is.`,
  orderCancelled: ({ name, number }) =>
    `Hi ${short(name, 30)}, your order ${number} has been cancelled. Questions? Just text us here.`,
  orderRestored: ({ name, number }) =>
    `Hi ${short(name, 30)}, please ignore our last text: your order ${number} is not cancelled.`,
  orderTextPassedOn: () => 'Thank you, our staff can read this. They know that you are here.',
  deskLink: ({ link }) => `Your desk, for the next 10 minutes: ${link}`,

  reminder: (appointment) =>
    fitting(
      `[${appointment.org}]\nYou have an appointment on ${named(appointment)}. ${yesOrNo}`,
      `[${appointment.org}]\nAppointment: ${named(appointment)}. Reply 'Yes' to confirm, 'No' to cancel.`,
    ),
  reminderConfirmed: (appointment) =>
    `[${appointment.org}]\nThank you! Your appointment has been marked confirmed.\n${named(appointment)}${andNext(appointment.next)}`,
  reminderDeclined: (appointment) =>
    `[${appointment.org}]\nThank you! Your appointment has been marked canceled.\n${named(appointment)}${andNext(appointment.next)}`,
  reminderUnclear: ({ org }) => `[${org}]\nSorry, we did not understand your response. ${yesOrNo}`,
  reminderFailed: ({ org, who, when, code }) =>
    `[${org}]\nWe could not remind ${who} of the appointment on ${when}${code === undefined ? '' : ` (error ${code})`}. Please call.`,
};

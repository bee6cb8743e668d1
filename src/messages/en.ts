import { lines } from './format';
import type { Catalogue } from './texts';

export const en: Catalogue = {
  menu: lines(
    'HELP MENU',
    '{{#dispatch}}',
    'Reply 1 to meet a provider now, 0 to cancel your request.',
    '{{/dispatch}}',
    '{{#pickup}}',
    'Here to pick up an order? Reply ARRIVE.',
    '{{/pickup}}',
    '{{#reminders}}',
    'Asked about an appointment? Reply Yes or No.',
    '{{/reminders}}',
    '{{#dispatch}}',
    'Providers: reply !subscribe to join.',
    '{{/dispatch}}',
    'Español: !lang es',
    'Questions? Call or text the admin: {{admin}}',
  ),
  menuForProvider: lines(
    'HELP MENU FOR PROVIDERS',
    '!available / !unavailable: take requests or not',
    '!done: the session is over',
    '!name Ana Diaz: how you are shown',
    '!unsubscribe: leave',
    '0: cancel the session',
    'Questions? Call or text the admin: {{admin}}',
  ),
  menuForAdmin: lines(
    'HELP MENU FOR ADMINS',
    '!desk: the desk, a web page',
    '{{#pause}}',
    '!pause / !resume: take nobody new, take people again',
    '{{/pause}}',
    '{{#dispatch}}',
    '!approve +12025550123',
    '!deny +12025550123',
    '!showall: everybody, or !showall pending',
    'As a provider: !subscribe, !available, !unavailable, !done, !name, !unsubscribe.',
    '{{/dispatch}}',
  ),
  apology:
    'Sorry, we are experiencing difficulties. This issue has been reported and is being evaluated. Please text again in a minute.',
  onlyForAdmins: "Sorry, you don't have permission to use this command.",
  languageChosen: 'We will text you in English.',
  languageHelp: 'Text !lang en for English, !lang es para español.',

  connected:
    'You are connected{{#provider}} with {{provider}}{{/provider}}. Join Zoom Meeting:\n{{link}}{{#passcode}}\nPasscode {{passcode}}{{/passcode}}\n0 to cancel',
  waiting:
    'All providers are currently unavailable. You are {{#place}}number {{place}} in line{{/place}}{{^place}}in line{{/place}}: we text you as soon as one is free. Reply 0 to cancel.',
  alreadyWaiting:
    'This number already has a pending service request. You are {{#place}}number {{place}} in line{{/place}}{{^place}}in line{{/place}}. Reply 0 to cancel.',
  alreadyInSession:
    'You already have a provider: please use the link we sent. Your session ends in {{minutesLeft}}. Reply 0 to cancel it.',
  requestCancelled: 'Your request has been cancelled and the provider notified.',
  leftLine: 'Your request has been cancelled. You are no longer in line.',
  cancelTooLate: "You can't cancel service requests older than {{minutes}}.",
  nothingToCancel: 'No active service request found for this number. Reply 1 to meet a provider.',
  dailyLimit: 'You have used your {{limit}} service requests of today. Please try again tomorrow.',
  providerCancelled: 'Sorry, the provider had to cancel. Reply 1 to meet another one.',
  sessionDone: 'Your session has ended. Thank you! Reply 1 whenever you need a provider again.',
  lookingAgain: 'Sorry, we could not reach that provider. We are looking for another one and will text you.',
  requestFailed: 'Sorry, we could not start your service request. Please reply 1 again.',

  closed:
    'We are closed now.{{#opens}} We open {{opens}}: please text us again then.{{/opens}}{{^opens}} Please text us again later.{{/opens}}',
  paused:
    'Sorry, we take nobody new at the moment. {{#words}}{{words}}{{/words}}{{^words}}Please text us again later.{{/words}}',
  leftAtClosing:
    'Sorry, we are closed now and no provider was free. You are no longer in line.{{#opens}} We open {{opens}}: reply 1 then.{{/opens}}',
  waitedTooLong:
    'Sorry, no provider was free for {{minutes}}. You are no longer in line. Reply 1 to get in line again.',

  invitation:
    'Join Zoom Meeting{{#receiver}} with {{receiver}}{{/receiver}}:\n{{link}}{{#passcode}}\nPasscode {{passcode}}{{/passcode}}\nYou are now UNAVAILABLE. Reply !done when finished.',
  receiverCancelled:
    '{{#receiver}}{{receiver}}{{/receiver}}{{^receiver}}The receiver{{/receiver}} just cancelled their request. You are {{#available}}AVAILABLE again{{/available}}{{^available}}UNAVAILABLE{{/available}}.',
  receiverUnreachable:
    'We could not reach the receiver, so the meeting is off. You are {{#available}}AVAILABLE again{{/available}}{{^available}}UNAVAILABLE{{/available}}.',
  matchFailed: 'Sorry, the meeting we texted you about is off. There is nothing you need to do.',
  cancelledByProvider:
    'The session is cancelled and the receiver notified. You are UNAVAILABLE until you reply !available.',
  nowAvailable: 'You are now marked as AVAILABLE and may receive service requests.',
  alreadyAvailable: 'You are already AVAILABLE. We text you as soon as somebody needs you.',
  availableWhileClosed:
    'You are AVAILABLE, but we are closed now: nobody new is taken{{#opens}} before we open {{opens}}{{/opens}}.',
  availableWhilePaused: 'You are AVAILABLE, but there is a pause: nobody new is taken until an admin ends it.',
  availableInSession:
    'You were matched a moment ago: please see our other text. Reply !done when that session is over.',
  nowUnavailable: 'You are now marked as UNAVAILABLE and will NOT receive service requests.',
  unavailableAfterSession: 'Your session goes on. After it you are UNAVAILABLE and will NOT receive service requests.',
  done: 'The session is over. Thank you! You are UNAVAILABLE until you reply !available.',
  noSession: 'You have no session to end. Reply !available to receive service requests.',
  mustSubscribe: 'You must be subscribed as a provider to update your availability. Reply !subscribe to join.',
  serving: 'You are in a session as a provider. Reply !done to end it before you ask for one yourself.',
  onDuty: 'You are AVAILABLE as a provider. Reply !unavailable before you ask for one yourself.',

  subscribed: 'You are now SUBSCRIBED as a provider. Reply !available to receive service requests.',
  alreadySubscribed: 'You are already SUBSCRIBED as a provider.',
  pendingApproval: 'Your subscribe request is pending admin approval. We will text you.',
  alreadyPending: 'Your subscribe request is still pending admin approval. Questions? Call {{admin}}',
  unsubscribed: 'You are now UNSUBSCRIBED as a provider.',
  unsubscribedAfterSession: 'You are now UNSUBSCRIBED as a provider. Your running session is your last one.',
  requestWithdrawn: 'Your subscribe request is withdrawn. You are not SUBSCRIBED as a provider.',
  notSubscribed: 'You are not currently SUBSCRIBED as a provider.',
  approvedProvider:
    'You have been approved and subscribed as a provider. Reply !available to receive service requests, !help for more.',
  deniedProvider: 'Your request to be a provider has been denied. Questions? Call or text {{admin}}',
  nameChosen: 'Thank you, {{name}}. This is the name that people see.',
  nameHelp:
    '{{^name}}You have no name yet.{{/name}}{{#name}}You are shown as {{name}}.{{/name}} Reply !name and a name of up to 30 letters, like: !name Ana Diaz',
  nameNeedsProvider: 'Only providers have a name here. Reply !subscribe to join.',

  approvalAsked:
    '{{#name}}{{name}} {{/name}}{{number}} is requesting approval to subscribe.\nReply !approve {{number}}\nor\n!deny {{number}}',
  approved: 'Provider approved. {{who}} is subscribed and has been told.',
  approvedNotTold: 'Provider approved. {{who}} is subscribed, but our text to them did not go out.',
  alreadyApproved: 'Provider already approved{{#by}} by {{by}}{{/by}}: {{who}}.',
  denied: 'Provider removed from approved list: {{who}} has been told.',
  deniedPending: 'Subscribe request denied: {{who}} has been told.',
  deniedNotTold: 'Provider removed from approved list. Our text to {{who}} did not go out.',
  alreadyDenied: 'Already denied{{#by}} by {{by}}{{/by}}: {{who}}. Nobody was texted.',
  denyUnknown: '{{who}} is not a provider and has not asked to be one. Nobody was texted.',
  denySelf: "You can't deny yourself. Reply !unsubscribe to stop being a provider.",
  numberLooksLike:
    'That is not a phone number we know how to read. Write it with + and country code, without spaces: !{{command}} +12025550123',
  everybody: lines(
    'Admin: {{admins}}',
    'Providers Approved{{#approved}} ({{approvedCount}}): {{approved}}{{/approved}}{{^approved}}: none{{/approved}}',
    'Providers Subscribed{{#subscribed}} ({{subscribedCount}}): {{subscribed}}{{/subscribed}}{{^subscribed}}: none{{/subscribed}}',
    'Providers Pending{{#pending}} ({{pendingCount}}): {{pending}}{{/pending}}{{^pending}}: none{{/pending}}',
    'Providers Available{{#available}} ({{availableCount}}): {{available}}{{/available}}{{^available}}: none{{/available}}',
    '{{#more}}',
    'For a whole list: !showall subscribed (or approved, pending, available)',
    '{{/more}}',
  ),
  group: lines(
    '{{title}} ({{count}}){{#page}}, page {{page}}{{/page}}:',
    '{{#people}}{{people}}{{/people}}{{^people}}none{{/people}}',
    '{{#nextPage}}',
    'More: !showall {{group}} {{nextPage}}',
    '{{/nextPage}}',
  ),
  groupHelp: 'Reply !showall for everybody, or for one list: !showall approved, subscribed, pending or available.',

  pausedNow:
    'Paused. Nobody new is taken; who is in line, in a session or expected goes on. Reply !resume to take people again.',
  resumedNow: 'Resumed. New people are taken again.',
  alreadyPaused: 'It is paused already{{#ago}} ({{by}}, {{ago}}){{/ago}}. Reply !resume to take people again.',
  alreadyResumed: 'It is not paused{{#ago}}: {{by}} resumed it {{ago}}{{/ago}}. Reply !pause to take nobody new.',
  pauseWordsTooLong: 'Words for people have at most {{most}} characters. Nothing was changed.',

  orderPlaced:
    "Thanks for your order {{name}}!{{#number}} It is number {{number}}.{{/number}}\n\nTo make order pickup easier send ARRIVE to this number to let us know you're here.",
  orderReady:
    "Hi {{name}}!  Your order is ready for pickup!\n\nWhen you are here to pickup your order text ARRIVE and we'll bring it out to you!",
  orderComing: 'Hi {{name}}! Your order is ready, we are bringing it out to you now.',
  orderNotReady: 'Sorry {{name}}, your order is not quite ready after all. We will text you as soon as it is.',
  orderCancelled: 'Hi {{name}}, your order {{number}} has been cancelled. Questions? Just text us here.',
  orderRestored: 'Hi {{name}}, please ignore our last text: your order {{number}} is not cancelled.',
  orderTextPassedOn: 'Thank you, our staff can read this. They know that you are here.',
  deskLink: 'Your desk, for the next 10 minutes: {{link}}',

  reminder:
    "[{{org}}]\nYou have an appointment on {{when}}{{#location}} at {{location}}{{/location}}{{#participant}} with {{participant}}{{/participant}}. Please reply 'Yes' to confirm, or 'No' to cancel.",
  reminderBrief:
    "[{{org}}]\nAppointment: {{when}}{{#location}} at {{location}}{{/location}}{{#participant}} with {{participant}}{{/participant}}. Reply 'Yes' to confirm, 'No' to cancel.",
  reminderConfirmed:
    "[{{org}}]\nThank you! Your appointment has been marked confirmed.\n{{when}}{{#location}} at {{location}}{{/location}}{{#participant}} with {{participant}}{{/participant}}{{#nextWhen}}\n\nYour next one: {{nextWhen}}{{#nextLocation}} at {{nextLocation}}{{/nextLocation}}{{#nextParticipant}} with {{nextParticipant}}{{/nextParticipant}}. Please reply 'Yes' to confirm, or 'No' to cancel.{{/nextWhen}}",
  reminderDeclined:
    "[{{org}}]\nThank you! Your appointment has been marked canceled.\n{{when}}{{#location}} at {{location}}{{/location}}{{#participant}} with {{participant}}{{/participant}}{{#nextWhen}}\n\nYour next one: {{nextWhen}}{{#nextLocation}} at {{nextLocation}}{{/nextLocation}}{{#nextParticipant}} with {{nextParticipant}}{{/nextParticipant}}. Please reply 'Yes' to confirm, or 'No' to cancel.{{/nextWhen}}",
  reminderUnclear:
    "[{{org}}]\nSorry, we did not understand your response. Please reply 'Yes' to confirm, or 'No' to cancel.",
  reminderFailed:
    '[{{org}}]\nWe could not remind {{who}} of the appointment on {{when}}{{#code}} (error {{code}}){{/code}}. Please call.',
};

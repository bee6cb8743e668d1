import { countIn, fitting, minutesIn, short } from './format';
import type { Appointment, Catalogue, Group, Listed } from './parts';

// Written as Spanish is written; what the alphabet of a text message lacks (á, í, ó, ú) loses its accent when it is sent.

const minutes = (count: number) => minutesIn('es', count);
const count = (n: number) => countIn('es', n);
const withPerson = (who: string | undefined) => (who === undefined ? '' : ` con ${who}`);
const withPasscode = (passcode: string | undefined) => (passcode === undefined ? '' : `\nClave ${passcode}`);
const by = (who: string | undefined) => (who === undefined ? '' : ` por ${who}`);
const inLine = (place: number | undefined) =>
  place === undefined ? 'Está en la fila' : `Es el número ${count(place)} de la fila`;

const groupNames: Readonly<Record<Group, string>> = {
  approved: 'Proveedores aprobados',
  subscribed: 'Proveedores suscritos',
  pending: 'Proveedores pendientes',
  available: 'Proveedores disponibles',
};
const howMany = ({ count: n, more }: Listed) => `${count(n)}${more ? '+' : ''}`;
const line = (group: Group, listed: Listed) => {
  if (listed.count === 0) return `${groupNames[group]}: nadie`;
  const rest = listed.count > listed.first.length || listed.more ? ' ...' : '';
  return `${groupNames[group]} (${howMany(listed)}): ${listed.first.join(', ')}${rest}`;
};

const yesOrNo = "Responda 'Si' para confirmar, o 'No' para cancelar.";
const named = ({ when, location, participant }: Appointment) =>
  `${when}${location === undefined ? '' : ` en ${location}`}${participant === undefined ? '' : ` con ${participant}`}`;
const andNext = (next: Appointment | undefined) =>
  next === undefined ? '' : `\n\nLa siguiente: ${named(next)}. ${yesOrNo}`;

export const es: Catalogue = {
  menu: ({ admin, dispatch, pickup, reminders }) =>
    [
      'AYUDA',
      ...(dispatch ? ['Responda 1 para reunirse con un proveedor, 0 para anular su solicitud.'] : []),
      ...(pickup ? ['¿Viene por su pedido? Responda ARRIVE.'] : []),
      ...(reminders ? ['¿Le preguntamos por una cita? Responda Si o No.'] : []),
      ...(dispatch ? ['Proveedores: responda !subscribe para unirse.'] : []),
      'English: !lang en',
      `¿Preguntas? Llame o escriba al administrador: ${admin}`,
    ].join('\n'),
  menuForProvider: ({ admin }) =>
    [
      'AYUDA PARA PROVEEDORES',
      '!available / !unavailable: recibir solicitudes o no',
      '!done: la sesión terminó',
      '!name Ana Diaz: su nombre',
      '!unsubscribe: darse de baja',
      '0: anular la sesión',
      `¿Preguntas? Llame o escriba al administrador: ${admin}`,
    ].join('\n'),
  menuForAdmin: ({ dispatch, pickup }) =>
    [
      'AYUDA PARA ADMINISTRADORES',
      '!desk: el mostrador, una página web',
      ...(dispatch || pickup ? ['!pause / !resume: no recibir a nadie nuevo, recibir otra vez'] : []),
      ...(dispatch
        ? [
            '!approve +12025550123',
            '!deny +12025550123',
            '!showall: todos, o !showall pending',
            'Como proveedor: !subscribe, !available, !unavailable, !done, !name, !unsubscribe.',
          ]
        : []),
    ].join('\n'),
  apology: () =>
    'Lo sentimos, tenemos dificultades. El problema ya fue reportado y lo estamos revisando. Por favor escriba de nuevo en un minuto.',
  onlyForAdmins: () => 'Lo sentimos, no tiene permiso para usar este comando.',
  languageChosen: () => 'Le escribiremos en español.',
  languageHelp: () => 'Escriba !lang es para español, text !lang en for English.',

  connected: ({ link, passcode, provider }) =>
    `Está conectado${withPerson(provider)}. Reunión de Zoom:\n${link}${withPasscode(passcode)}\n0 para anular`,
  waiting: ({ place }) =>
    `Ningún proveedor está disponible ahora. ${inLine(place)}: le escribiremos cuando haya uno. Responda 0 para anular.`,
  alreadyWaiting: ({ place }) =>
    `Este número ya tiene una solicitud pendiente. ${inLine(place)}. Responda 0 para anular.`,
  alreadyInSession: ({ minutesLeft }) =>
    `Ya tiene un proveedor: use el enlace que le enviamos. Su sesión termina en ${minutes(minutesLeft)}. Responda 0 para anularla.`,
  requestCancelled: () => 'Su solicitud fue anulada y el proveedor avisado.',
  leftLine: () => 'Su solicitud fue anulada. Ya no está en la fila.',
  cancelTooLate: ({ minutes: limit }) => `No puede anular solicitudes de hace más de ${minutes(limit)}.`,
  nothingToCancel: () => 'No hay una solicitud activa de este número. Responda 1 para reunirse con un proveedor.',
  dailyLimit: ({ limit }) => `Ya usó sus ${count(limit)} solicitudes de hoy. Por favor intente de nuevo mañana.`,
  providerCancelled: () => 'Lo sentimos, el proveedor tuvo que anular. Responda 1 para reunirse con otro.',
  sessionDone: () => 'Su sesión terminó. ¡Gracias! Responda 1 cuando necesite otra vez un proveedor.',
  lookingAgain: () => 'Lo sentimos, no pudimos avisar a ese proveedor. Buscamos otro y le escribiremos.',
  requestFailed: () => 'Lo sentimos, no pudimos iniciar su solicitud. Por favor responda 1 otra vez.',

  invitation: ({ link, passcode, receiver }) =>
    `Reunión de Zoom${withPerson(receiver)}:\n${link}${withPasscode(passcode)}\nAhora NO DISPONIBLE. Responda !done al terminar.`,
  receiverCancelled: ({ receiver, available }) =>
    `${receiver ?? 'El solicitante'} anuló su solicitud. Usted está ${available ? 'DISPONIBLE otra vez' : 'NO DISPONIBLE'}.`,
  receiverUnreachable: ({ available }) =>
    `No pudimos avisar al solicitante: no habrá reunión. Usted está ${available ? 'DISPONIBLE otra vez' : 'NO DISPONIBLE'}.`,
  matchFailed: () => 'Lo sentimos, la reunión que le anunciamos no se hará. No tiene que hacer nada.',
  cancelledByProvider: () =>
    'La sesión fue anulada y el solicitante avisado. Usted está NO DISPONIBLE hasta que responda !available.',
  nowAvailable: () => 'Ahora está DISPONIBLE y puede recibir solicitudes.',
  alreadyAvailable: () => 'Ya está DISPONIBLE. Le escribiremos cuando alguien le necesite.',
  availableInSession: () =>
    'Le conectamos hace un momento: vea nuestro otro mensaje. Responda !done cuando esa sesión termine.',
  nowUnavailable: () => 'Ahora está NO DISPONIBLE y no recibirá solicitudes.',
  unavailableAfterSession: () => 'Su sesión continúa. Después estará NO DISPONIBLE y no recibirá solicitudes.',
  done: () => 'La sesión terminó. ¡Gracias! Está NO DISPONIBLE hasta que responda !available.',
  noSession: () => 'No tiene ninguna sesión que terminar. Responda !available para recibir solicitudes.',
  mustSubscribe: () =>
    'Debe estar suscrito como proveedor para cambiar su disponibilidad. Responda !subscribe para unirse.',
  serving: () => 'Está en una sesión como proveedor. Responda !done para terminarla antes de pedir una.',
  onDuty: () => 'Está DISPONIBLE como proveedor. Responda !unavailable antes de pedir uno para usted.',

  subscribed: () => 'Ahora está SUSCRITO como proveedor. Responda !available para recibir solicitudes.',
  alreadySubscribed: () => 'Ya está SUSCRITO como proveedor.',
  pendingApproval: () => 'Su solicitud espera la aprobación de un administrador. Le escribiremos.',
  alreadyPending: ({ admin }) =>
    `Su solicitud aún espera la aprobación de un administrador. ¿Preguntas? Llame al ${admin}`,
  unsubscribed: () => 'Ya no está SUSCRITO como proveedor.',
  unsubscribedAfterSession: () => 'Ya no está SUSCRITO como proveedor. La sesión en curso es la última.',
  requestWithdrawn: () => 'Retiramos su solicitud. No está SUSCRITO como proveedor.',
  notSubscribed: () => 'No está SUSCRITO como proveedor.',
  approvedProvider: () =>
    'Fue aprobado y suscrito como proveedor. Responda !available para recibir solicitudes, !help para más.',
  deniedProvider: ({ admin }) =>
    `Su solicitud para ser proveedor fue rechazada. ¿Preguntas? Llame o escriba al ${admin}`,
  nameChosen: ({ name }) => `Gracias, ${name}. Este es el nombre que se verá.`,
  nameHelp: ({ name }) =>
    `${name === undefined ? 'Aún no tiene nombre.' : `Su nombre es ${name}.`} Responda !name y un nombre de hasta 30 letras, así: !name Ana Diaz`,
  nameNeedsProvider: () => 'Solo los proveedores tienen nombre aquí. Responda !subscribe para unirse.',

  approvalAsked: ({ number, name }) =>
    `${name === undefined ? '' : `${short(name, 20)} `}${number} pide ser proveedor.\nResponda !approve ${number}\no\n!deny ${number}`,
  approved: ({ who }) => `Proveedor aprobado. ${who} está suscrito y fue avisado.`,
  approvedNotTold: ({ who }) => `Proveedor aprobado. ${who} está suscrito, pero nuestro mensaje no salió.`,
  alreadyApproved: ({ who, by: admin }) => `Ya fue aprobado${by(admin)}: ${who}.`,
  denied: ({ who }) => `Retirado de la lista de aprobados: ${who} fue avisado.`,
  deniedPending: ({ who }) => `Solicitud rechazada: ${who} fue avisado.`,
  deniedNotTold: ({ who }) => `Retirado de la lista de aprobados. Nuestro mensaje a ${who} no salió.`,
  alreadyDenied: ({ who, by: admin }) => `Ya fue rechazado${by(admin)}: ${who}. No avisamos a nadie.`,
  denyUnknown: ({ who }) => `${who} no es proveedor ni ha pedido serlo. No avisamos a nadie.`,
  denySelf: () => 'No puede rechazarse a sí mismo. Responda !unsubscribe para dejar de ser proveedor.',
  numberLooksLike: ({ command }) =>
    `No pudimos leer ese número de teléfono. Escríbalo con + y el código del país, sin espacios: !${command} +12025550123`,
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
        ? ['La lista entera: !showall subscribed (o approved, pending, available)']
        : []),
    ].join('\n'),
  group: ({ group, listed, page, nextPage }) =>
    [
      `${groupNames[group]} (${howMany(listed)})${page > 1 ? `, página ${count(page)}` : ''}:`,
      ...(listed.first.length === 0 ? ['nadie'] : listed.first),
      ...(nextPage === undefined ? [] : [`Más: !showall ${group} ${nextPage}`]),
    ].join('\n'),
  groupHelp: () => 'Responda !showall para todos, o una lista: !showall approved, subscribed, pending o available.',

  orderPlaced: ({ name, number }) =>
    number === undefined
      ? `¡Gracias por su pedido ${short(name, 30)}!\n\nCuando llegue a recogerlo, envíe ARRIVE a este número para avisarnos.`
      : `¡Gracias por su pedido ${short(name, 20)}! Es el número ${number}.\n\nCuando llegue a recogerlo, envíe ARRIVE a este número para avisarnos.`,
  orderReady: ({ name }) =>
    `¡Hola ${short(name, 30)}! ¡Su pedido está listo!\n\nCuando esté aquí para recogerlo, envíe ARRIVE y se lo llevamos.`,
  orderComing: ({ name }) => `¡Hola ${short(name, 30)}! Su pedido está listo, se lo llevamos ahora mismo.`,
  orderNotReady: ({ name }) =>
    `Perdón ${short(name, 30)}, su pedido aún no está listo. Le avisaremos en cuanto lo esté.`,
  orderCancelled: ({ name, number }) =>
    `Hola ${short(name, 30)}, su pedido ${number} fue cancelado. ¿Preguntas? Escríbanos aquí.`,
  orderRestored: ({ name, number }) =>
    `Hola ${short(name, 30)}, ignore nuestro último mensaje: su pedido ${number} no está cancelado.`,
  orderTextPassedOn: () => 'Gracias, nuestro personal puede leerlo. Saben que usted está aquí.',
  deskLink: ({ link }) => `Su mostrador, durante 10 minutos: ${link}`,

  reminder: (appointment) =>
    fitting(
      `[${appointment.org}]\nTiene una cita: ${named(appointment)}. ${yesOrNo}`,
      `[${appointment.org}]\nCita: ${named(appointment)}. Responda 'Si' para confirmar, 'No' para cancelar.`,
    ),
  reminderConfirmed: (appointment) =>
    `[${appointment.org}]\nGracias, su cita queda confirmada.\n${named(appointment)}${andNext(appointment.next)}`,
  reminderDeclined: (appointment) =>
    `[${appointment.org}]\nGracias, su cita queda cancelada.\n${named(appointment)}${andNext(appointment.next)}`,
  reminderUnclear: ({ org }) => `[${org}]\nLo sentimos, no entendimos su respuesta. ${yesOrNo}`,
  reminderFailed: ({ org, who, when, code }) =>
    `[${org}]\nNo pudimos recordar a ${who} su cita: ${when}${code === undefined ? '' : ` (error ${code})`}. Por favor, llame.`,
};

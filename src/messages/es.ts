import { lines } from './format';
import type { Catalogue } from './texts';

// Written as Spanish is written; what the alphabet of a text message lacks (á, í, ó, ú) loses its accent when it is sent.

export const es: Catalogue = {
  menu: lines(
    'AYUDA',
    '{{#dispatch}}',
    'Responda 1 para reunirse con un proveedor, 0 para anular su solicitud.',
    '{{/dispatch}}',
    '{{#pickup}}',
    '¿Viene por su pedido? Responda ARRIVE.',
    '{{/pickup}}',
    '{{#reminders}}',
    '¿Le preguntamos por una cita? Responda Si o No.',
    '{{/reminders}}',
    '{{#dispatch}}',
    'Proveedores: responda !subscribe para unirse.',
    '{{/dispatch}}',
    'English: !lang en',
    '¿Preguntas? Llame o escriba al administrador: {{admin}}',
  ),
  menuForProvider: lines(
    'AYUDA PARA PROVEEDORES',
    '!available / !unavailable: recibir solicitudes o no',
    '!done: la sesión terminó',
    '!name Ana Diaz: su nombre',
    '!unsubscribe: darse de baja',
    '0: anular la sesión',
    '¿Preguntas? Llame o escriba al administrador: {{admin}}',
  ),
  menuForAdmin: lines(
    'AYUDA PARA ADMINISTRADORES',
    '!desk: el mostrador, una página web',
    '{{#pause}}',
    '!pause / !resume: no recibir a nadie nuevo, recibir otra vez',
    '{{/pause}}',
    '{{#dispatch}}',
    '!approve +12025550123',
    '!deny +12025550123',
    '!showall: todos, o !showall pending',
    'Como proveedor: !subscribe, !available, !unavailable, !done, !name, !unsubscribe.',
    '{{/dispatch}}',
  ),
  apology:
    'Lo sentimos, tenemos dificultades. El problema ya fue reportado y lo estamos revisando. Por favor escriba de nuevo en un minuto.',
  onlyForAdmins: 'Lo sentimos, no tiene permiso para usar este comando.',
  languageChosen: 'Le escribiremos en español.',
  languageHelp: 'Escriba !lang es para español, text !lang en for English.',

  connected:
    'Está conectado{{#provider}} con {{provider}}{{/provider}}. Reunión de Zoom:\n{{link}}{{#passcode}}\nClave {{passcode}}{{/passcode}}\n0 para anular',
  waiting:
    'Ningún proveedor está disponible ahora. {{#place}}Es el número {{place}} de la fila{{/place}}{{^place}}Está en la fila{{/place}}: le escribiremos cuando haya uno. Responda 0 para anular.',
  alreadyWaiting:
    'Este número ya tiene una solicitud pendiente. {{#place}}Es el número {{place}} de la fila{{/place}}{{^place}}Está en la fila{{/place}}. Responda 0 para anular.',
  alreadyInSession:
    'Ya tiene un proveedor: use el enlace que le enviamos. Su sesión termina en {{minutesLeft}}. Responda 0 para anularla.',
  requestCancelled: 'Su solicitud fue anulada y el proveedor avisado.',
  leftLine: 'Su solicitud fue anulada. Ya no está en la fila.',
  cancelTooLate: 'No puede anular solicitudes de hace más de {{minutes}}.',
  nothingToCancel: 'No hay una solicitud activa de este número. Responda 1 para reunirse con un proveedor.',
  dailyLimit: 'Ya usó sus {{limit}} solicitudes de hoy. Por favor intente de nuevo mañana.',
  providerCancelled: 'Lo sentimos, el proveedor tuvo que anular. Responda 1 para reunirse con otro.',
  sessionDone: 'Su sesión terminó. ¡Gracias! Responda 1 cuando necesite otra vez un proveedor.',
  lookingAgain: 'Lo sentimos, no pudimos avisar a ese proveedor. Buscamos otro y le escribiremos.',
  requestFailed: 'Lo sentimos, no pudimos iniciar su solicitud. Por favor responda 1 otra vez.',

  closed:
    'Está cerrado ahora.{{#opens}} Abrimos el {{opens}}: por favor escriba entonces.{{/opens}}{{^opens}} Por favor escriba más tarde.{{/opens}}',
  paused:
    'Lo sentimos, por ahora no recibimos a nadie. {{#words}}{{words}}{{/words}}{{^words}}Por favor escriba más tarde.{{/words}}',
  leftAtClosing:
    'Lo sentimos, ya cerramos y nadie quedó libre. Ya no está en la fila.{{#opens}} Abrimos el {{opens}}: responda 1 entonces.{{/opens}}',
  waitedTooLong:
    'Lo sentimos, nadie quedó libre en {{minutes}}. Ya no está en la fila. Responda 1 para volver a la fila.',

  invitation:
    'Reunión de Zoom{{#receiver}} con {{receiver}}{{/receiver}}:\n{{link}}{{#passcode}}\nClave {{passcode}}{{/passcode}}\nAhora NO DISPONIBLE. Responda !done al terminar.',
  receiverCancelled:
    '{{#receiver}}{{receiver}}{{/receiver}}{{^receiver}}El solicitante{{/receiver}} anuló su solicitud. Usted está {{#available}}DISPONIBLE otra vez{{/available}}{{^available}}NO DISPONIBLE{{/available}}.',
  receiverUnreachable:
    'No pudimos avisar al solicitante: no habrá reunión. Usted está {{#available}}DISPONIBLE otra vez{{/available}}{{^available}}NO DISPONIBLE{{/available}}.',
  matchFailed: 'Lo sentimos, la reunión que le anunciamos no se hará. No tiene que hacer nada.',
  cancelledByProvider:
    'La sesión fue anulada y el solicitante avisado. Usted está NO DISPONIBLE hasta que responda !available.',
  nowAvailable: 'Ahora está DISPONIBLE y puede recibir solicitudes.',
  alreadyAvailable: 'Ya está DISPONIBLE. Le escribiremos cuando alguien le necesite.',
  availableWhileClosed:
    'Está DISPONIBLE, pero ahora está cerrado: no se atiende a nadie nuevo{{#opens}} hasta que abramos el {{opens}}{{/opens}}.',
  availableWhilePaused: 'Está DISPONIBLE, pero hay una pausa: por ahora no se atiende a nadie nuevo.',
  availableInSession:
    'Le conectamos hace un momento: vea nuestro otro mensaje. Responda !done cuando esa sesión termine.',
  nowUnavailable: 'Ahora está NO DISPONIBLE y no recibirá solicitudes.',
  unavailableAfterSession: 'Su sesión continúa. Después estará NO DISPONIBLE y no recibirá solicitudes.',
  done: 'La sesión terminó. ¡Gracias! Está NO DISPONIBLE hasta que responda !available.',
  noSession: 'No tiene ninguna sesión que terminar. Responda !available para recibir solicitudes.',
  mustSubscribe: 'Debe estar suscrito como proveedor para cambiar su disponibilidad. Responda !subscribe para unirse.',
  serving: 'Está en una sesión como proveedor. Responda !done para terminarla antes de pedir una.',
  onDuty: 'Está DISPONIBLE como proveedor. Responda !unavailable antes de pedir uno para usted.',

  subscribed: 'Ahora está SUSCRITO como proveedor. Responda !available para recibir solicitudes.',
  alreadySubscribed: 'Ya está SUSCRITO como proveedor.',
  pendingApproval: 'Su solicitud espera la aprobación de un administrador. Le escribiremos.',
  alreadyPending: 'Su solicitud aún espera la aprobación de un administrador. ¿Preguntas? Llame al {{admin}}',
  unsubscribed: 'Ya no está SUSCRITO como proveedor.',
  unsubscribedAfterSession: 'Ya no está SUSCRITO como proveedor. La sesión en curso es la última.',
  requestWithdrawn: 'Retiramos su solicitud. No está SUSCRITO como proveedor.',
  notSubscribed: 'No está SUSCRITO como proveedor.',
  approvedProvider:
    'Fue aprobado y suscrito como proveedor. Responda !available para recibir solicitudes, !help para más.',
  deniedProvider: 'Su solicitud para ser proveedor fue rechazada. ¿Preguntas? Llame o escriba al {{admin}}',
  nameChosen: 'Gracias, {{name}}. Este es el nombre que se verá.',
  nameHelp:
    '{{^name}}Aún no tiene nombre.{{/name}}{{#name}}Su nombre es {{name}}.{{/name}} Responda !name y un nombre de hasta 30 letras, así: !name Ana Diaz',
  nameNeedsProvider: 'Solo los proveedores tienen nombre aquí. Responda !subscribe para unirse.',

  approvalAsked:
    '{{#name}}{{name}} {{/name}}{{number}} pide ser proveedor.\nResponda !approve {{number}}\no\n!deny {{number}}',
  approved: 'Proveedor aprobado. {{who}} está suscrito y fue avisado.',
  approvedNotTold: 'Proveedor aprobado. {{who}} está suscrito, pero nuestro mensaje no salió.',
  alreadyApproved: 'Ya fue aprobado{{#by}} por {{by}}{{/by}}: {{who}}.',
  denied: 'Retirado de la lista de aprobados: {{who}} fue avisado.',
  deniedPending: 'Solicitud rechazada: {{who}} fue avisado.',
  deniedNotTold: 'Retirado de la lista de aprobados. Nuestro mensaje a {{who}} no salió.',
  alreadyDenied: 'Ya fue rechazado{{#by}} por {{by}}{{/by}}: {{who}}. No avisamos a nadie.',
  denyUnknown: '{{who}} no es proveedor ni ha pedido serlo. No avisamos a nadie.',
  denySelf: 'No puede rechazarse a sí mismo. Responda !unsubscribe para dejar de ser proveedor.',
  numberLooksLike:
    'No pudimos leer ese número de teléfono. Escríbalo con + y el código del país, sin espacios: !{{command}} +12025550123',
  everybody: lines(
    'Admin: {{admins}}',
    'Proveedores aprobados{{#approved}} ({{approvedCount}}): {{approved}}{{/approved}}{{^approved}}: nadie{{/approved}}',
    'Proveedores suscritos{{#subscribed}} ({{subscribedCount}}): {{subscribed}}{{/subscribed}}{{^subscribed}}: nadie{{/subscribed}}',
    'Proveedores pendientes{{#pending}} ({{pendingCount}}): {{pending}}{{/pending}}{{^pending}}: nadie{{/pending}}',
    'Proveedores disponibles{{#available}} ({{availableCount}}): {{available}}{{/available}}{{^available}}: nadie{{/available}}',
    '{{#more}}',
    'La lista entera: !showall subscribed (o approved, pending, available)',
    '{{/more}}',
  ),
  group: lines(
    '{{title}} ({{count}}){{#page}}, página {{page}}{{/page}}:',
    '{{#people}}{{people}}{{/people}}{{^people}}nadie{{/people}}',
    '{{#nextPage}}',
    'Más: !showall {{group}} {{nextPage}}',
    '{{/nextPage}}',
  ),
  groupHelp: 'Responda !showall para todos, o una lista: !showall approved, subscribed, pending o available.',

  pausedNow:
    'En pausa. No se recibe a nadie nuevo; quien espera, está en sesión o es esperado sigue. Responda !resume para seguir.',
  resumedNow: 'Seguimos. Se recibe gente otra vez.',
  alreadyPaused: 'Ya está en pausa{{#ago}} ({{by}}, {{ago}}){{/ago}}. Responda !resume para seguir.',
  alreadyResumed:
    'No está en pausa{{#ago}}: {{by}} la terminó {{ago}}{{/ago}}. Responda !pause para no recibir a nadie.',
  pauseWordsTooLong: 'El mensaje tiene {{most}} caracteres como máximo. No se cambió nada.',

  orderPlaced:
    '¡Gracias por su pedido {{name}}!{{#number}} Es el número {{number}}.{{/number}}\n\nCuando llegue a recogerlo, envíe ARRIVE a este número para avisarnos.',
  orderReady:
    '¡Hola {{name}}! ¡Su pedido está listo!\n\nCuando esté aquí para recogerlo, envíe ARRIVE y se lo llevamos.',
  orderComing: '¡Hola {{name}}! Su pedido está listo, se lo llevamos ahora mismo.',
  orderNotReady: 'Perdón {{name}}, su pedido aún no está listo. Le avisaremos en cuanto lo esté.',
  orderCancelled: 'Hola {{name}}, su pedido {{number}} fue cancelado. ¿Preguntas? Escríbanos aquí.',
  orderRestored: 'Hola {{name}}, ignore nuestro último mensaje: su pedido {{number}} no está cancelado.',
  orderTextPassedOn: 'Gracias, nuestro personal puede leerlo. Saben que usted está aquí.',
  deskLink: 'Su mostrador, durante 10 minutos: {{link}}',

  reminder:
    "[{{org}}]\nTiene una cita: {{when}}{{#location}} en {{location}}{{/location}}{{#participant}} con {{participant}}{{/participant}}. Responda 'Si' para confirmar, o 'No' para cancelar.",
  reminderBrief:
    "[{{org}}]\nCita: {{when}}{{#location}} en {{location}}{{/location}}{{#participant}} con {{participant}}{{/participant}}. Responda 'Si' para confirmar, 'No' para cancelar.",
  reminderConfirmed:
    "[{{org}}]\nGracias, su cita queda confirmada.\n{{when}}{{#location}} en {{location}}{{/location}}{{#participant}} con {{participant}}{{/participant}}{{#nextWhen}}\n\nLa siguiente: {{nextWhen}}{{#nextLocation}} en {{nextLocation}}{{/nextLocation}}{{#nextParticipant}} con {{nextParticipant}}{{/nextParticipant}}. Responda 'Si' para confirmar, o 'No' para cancelar.{{/nextWhen}}",
  reminderDeclined:
    "[{{org}}]\nGracias, su cita queda cancelada.\n{{when}}{{#location}} en {{location}}{{/location}}{{#participant}} con {{participant}}{{/participant}}{{#nextWhen}}\n\nLa siguiente: {{nextWhen}}{{#nextLocation}} en {{nextLocation}}{{/nextLocation}}{{#nextParticipant}} con {{nextParticipant}}{{/nextParticipant}}. Responda 'Si' para confirmar, o 'No' para cancelar.{{/nextWhen}}",
  reminderUnclear:
    "[{{org}}]\nLo sentimos, no entendimos su respuesta. Responda 'Si' para confirmar, o 'No' para cancelar.",
  reminderFailed:
    '[{{org}}]\nNo pudimos recordar a {{who}} su cita: {{when}}{{#code}} (error {{code}}){{/code}}. Por favor, llame.',
};

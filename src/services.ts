/** What a Frontdesk may offer; `SERVICES` turns parts of it off. In the order in which the desk shows them. */
export const serviceNames = ['pickup', 'dispatch', 'reminders'] as const;
export type ServiceName = (typeof serviceNames)[number];

interface Offering {
  readonly config: { readonly services: readonly ServiceName[] };
}

export const isOn = ({ config }: Offering, service: ServiceName): boolean => config.services.includes(service);

/** Whose a Function is, by the beginning of its path; the others are everybody's. */
const paths: readonly (readonly [string, ServiceName])[] = [
  ['/dispatch/', 'dispatch'],
  ['/desk/dispatch/', 'dispatch'],
  ['/pickup/', 'pickup'],
  ['/desk/orders/', 'pickup'],
  ['/reminder/', 'reminders'],
  ['/desk/reminders/', 'reminders'],
];

/** The service that the Function at this path belongs to, if it is off. */
export function offAt(frontdesk: Offering, path: unknown): ServiceName | undefined {
  if (typeof path !== 'string') return undefined;
  const service = paths.find(([start]) => path.startsWith(start))?.[1];
  return service === undefined || isOn(frontdesk, service) ? undefined : service;
}

export const offMessage = (service: ServiceName): string =>
  `This front desk has no ${service}: SERVICES, among its settings, does not name it.`;

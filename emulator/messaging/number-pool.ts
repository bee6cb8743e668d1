import type { Table } from '../core/tables';
import type { World } from '../core/world';
import type { MessagingServiceRecord, PhoneNumberRecord, ServiceNumberRecord } from './records';

/** The account's numbers, its Messaging Services, and which number is in which. */
export interface NumberPool {
  readonly numbers: Table<PhoneNumberRecord>;
  readonly services: Table<MessagingServiceRecord>;
  readonly memberships: Table<ServiceNumberRecord>; // by phoneNumberSid
  byNumber(phoneNumber: string): PhoneNumberRecord | undefined;
  serviceOf(phoneNumberSid: string): MessagingServiceRecord | undefined;
  membersOf(serviceSid: string): PhoneNumberRecord[];
}

export function createNumberPool({ tables }: Pick<World, 'tables'>): NumberPool {
  const numbers = tables.open<PhoneNumberRecord>('incoming-phone-numbers');
  const services = tables.open<MessagingServiceRecord>('messaging-services');
  const memberships = tables.open<ServiceNumberRecord>('messaging-service-numbers');

  return {
    numbers,
    services,
    memberships,
    byNumber: (phoneNumber) => [...numbers.values()].find((one) => one.phoneNumber === phoneNumber),
    serviceOf(phoneNumberSid) {
      const membership = memberships.get(phoneNumberSid);
      return membership && services.get(membership.serviceSid);
    },
    membersOf: (serviceSid) =>
      [...memberships.values()].flatMap((membership) => {
        const number = membership.serviceSid === serviceSid ? numbers.get(membership.phoneNumberSid) : undefined;
        return number ? [number] : [];
      }),
  };
}

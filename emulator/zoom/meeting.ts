/** A meeting, with what its creator asked for, as it was asked. */
export interface MeetingRecord {
  readonly id: string; // digits
  readonly userId: string;
  readonly uuid: string;
  readonly password: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly createdAt: number; // milliseconds
  readonly hasEnded: boolean;
}

export const meetingTypes = { instant: 1, scheduled: 2 } as const;

const defaultSettings = {
  host_video: false,
  participant_video: false,
  join_before_host: false,
  mute_upon_entry: false,
  approval_type: 2,
  audio: 'both',
  auto_recording: 'none',
  waiting_room: true,
} as const;

/** As `POST /v2/users/{userId}/meetings` answers. */
export function meetingJson({ id, userId, uuid, password, asked, createdAt }: MeetingRecord): Record<string, unknown> {
  const createdText = new Date(createdAt).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const type = typeof asked.type === 'number' ? asked.type : meetingTypes.scheduled;
  const settings = typeof asked.settings === 'object' ? asked.settings : {};
  return {
    uuid,
    id: Number(id),
    host_id: userId,
    topic: asked.topic ?? 'Zoom Meeting',
    type,
    status: 'waiting',
    // An instant meeting has neither a time nor a length.
    ...(type === meetingTypes.scheduled && {
      start_time: asked.start_time ?? createdText,
      duration: asked.duration ?? 60,
    }),
    timezone: asked.timezone ?? 'UTC',
    ...(asked.agenda !== undefined && { agenda: asked.agenda }),
    created_at: createdText,
    start_url: `https://zoom.us/s/${id}?zak=host`,
    join_url: `https://zoom.us/j/${id}?pwd=${encodeURIComponent(password)}`,
    password,
    settings: { ...defaultSettings, ...settings },
  };
}

export const statusOf = ({ hasEnded }: MeetingRecord): 'waiting' | 'ended' => (hasEnded ? 'ended' : 'waiting');

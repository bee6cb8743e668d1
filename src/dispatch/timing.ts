/** No Function lives longer than 10 s, so after this time whoever began something will not go on with it. */
export const functionLifeMs = 12_000;

/** A claim that is older than this and led to no match is given back. */
export const staleClaimMs = 60_000;

/** `!available` in a session that is younger than this may have crossed with the invitation: it does not end the session. */
export const crossedTextsMs = 2 * 60_000;

/** Twilio tells of a text that it could not deliver within minutes; whom no word of it reached asks for so long. */
export const askAboutTextsMs = 10 * 60_000;

/** How long after the end `0` is still answered with 'too late'. */
export const tooLateMs = 24 * 60 * 60_000;

export const minuteMs = 60_000;

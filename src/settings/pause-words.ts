/** What people are told while it is paused: longer words would make two texts of one. */
export const longestWords = 110;

/** What stands in a flow of the repository for what only a deployment knows: `${DOMAIN}`, `${FUNCTION_SID:/pickup/arrived}`. */
const placeholder = /\$\{[A-Z][A-Z0-9_]*(?::[^}]*)?\}/;

export const hasPlaceholder = (text: string): boolean => placeholder.test(text);

/** The whole text is one placeholder of that name, with a part after the colon or without. */
export const isPlaceholder = (text: string, name: string): boolean =>
  new RegExp(`^\\$\\{${name}(?::[^}]+)?\\}$`).test(text);

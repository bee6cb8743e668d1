/** Names of locales in arrow that mean something else, or nothing, in BCP 47. */
const arrowNames: ReadonlyMap<string, string> = new Map([
  ['jp', 'ja'],
  ['ua', 'uk'],
  ['dk', 'da'],
  ['gr', 'el'],
  ['cz', 'cs'],
]);

/** 'en_us', 'pt-BR', 'zh_cn' as BCP 47: 'en-US', 'pt-BR', 'zh-CN'. undefined when dates cannot be written in it. */
export function localeNamed(name: string): string | undefined {
  const tag = name.trim().toLowerCase().replaceAll('_', '-');
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag)) return undefined;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(arrowNames.get(tag) ?? tag)[0];
  } catch {
    return undefined;
  }
}

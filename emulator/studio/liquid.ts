import { type FilterImplOptions, ForTag, Liquid, type Context as LiquidScope, type Template } from 'liquidjs';
import { asJavaMaps } from './java-map';
import { studioLimits } from './limits';

/** The tags and filters that Studio flows may count on. Studio ignores others with warning 81018, and so do we. */
export const liquidTags = ['assign', 'if', 'unless', 'case', 'for', 'capture', 'comment', 'break', 'continue'] as const;
export const liquidFilters = [
  ...['upcase', 'downcase', 'capitalize', 'strip', 'lstrip', 'rstrip', 'strip_newlines', 'append', 'prepend'],
  ...['replace', 'replace_first', 'remove', 'remove_first', 'split', 'join', 'first', 'last', 'size', 'slice'],
  ...['truncate', 'truncatewords', 'escape', 'escape_once', 'url_encode', 'newline_to_br', 'strip_html'],
  ...['plus', 'minus', 'times', 'divided_by', 'modulo', 'abs', 'round', 'ceil', 'floor'],
  ...['default', 'date', 'to_json', 'map', 'sort', 'reverse', 'uniq', 'concat', 'compact'],
] as const;

export interface Rendered {
  readonly text: string;
  /** What Studio would log as 81018; the run goes on. */
  readonly warnings: readonly string[];
}

const nowKey = 'now in milliseconds';
const warningsKey = 'warnings';

/** Studio's help pages say that "now" is Pacific time. Flows should have a Function format their times. */
const timezone = 'America/Los_Angeles';

/** A loop ends after Studio's number of rounds; what a longer list has beyond it is not seen. */
class ShortForTag extends ForTag {
  constructor(...given: ConstructorParameters<typeof ForTag>) {
    super(...given);
    const [token] = given;
    this.templates = [{ token, render: stopLongLoop }, ...this.templates];
  }
}

function stopLongLoop(scope: LiquidScope): void {
  const round = Number(scope.getSync(['forloop', 'index']));
  if (round <= studioLimits.loopIterations) return;
  scope.breakCalled = true;
  const warnings = (scope.globals as Record<string, unknown>)[warningsKey] as string[];
  warnings.push(`a loop has more than ${studioLimits.loopIterations} rounds; Studio stops it there`);
}

function createLiquid(): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    timezoneOffset: timezone,
    parseLimit: 100_000,
    renderLimit: 2_000,
    memoryLimit: 10_000_000,
  });
  const json = liquid.filters.json;
  if (json) liquid.registerFilter('to_json', json);
  const date = handlerOf(liquid.filters.date);
  liquid.registerFilter('date', function (this: { context: LiquidScope }, value: unknown, ...rest: unknown[]) {
    const isNow = value === 'now' || value === 'today';
    const now = (this.context.globals as Record<string, unknown>)[nowKey];
    return date.call(this, isNow ? new Date(Number(now)) : value, ...rest);
  });
  liquid.registerTag('for', ShortForTag);
  keepOnly(liquid.tags, liquidTags);
  keepOnly(liquid.filters, liquidFilters);
  return liquid;
}

function handlerOf(filter: FilterImplOptions | undefined): (this: unknown, ...args: unknown[]) => unknown {
  if (typeof filter === 'function') return filter as (this: unknown, ...args: unknown[]) => unknown;
  return (filter?.handler ?? ((value: unknown) => value)) as (this: unknown, ...args: unknown[]) => unknown;
}

function keepOnly(all: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(all)) if (!names.includes(name)) delete all[name];
}

const liquid = createLiquid();
const parsed = new Map<string, Template[] | Error>();
const keptTemplates = 2_000;

/** The template's parts, or the error that Studio would only warn of. */
export function parseTemplate(template: string): readonly Template[] | Error {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const result = parseAnew(template);
  if (parsed.size >= keptTemplates) parsed.clear();
  parsed.set(template, result);
  return result;
}

function parseAnew(template: string): Template[] | Error {
  try {
    return liquid.parse(template);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * One property, rendered over the execution's context. Never throws: a template that does not parse stays as it was written, one
 * that fails while it is rendered gives '', each with a warning.
 */
export function renderTemplate(template: string, context: object, nowMs: number): Rendered {
  if (!template.includes('{{') && !template.includes('{%')) return limited(template, []);

  const templates = parseTemplate(template);
  if (templates instanceof Error) return limited(template, [firstLineOf(templates)]);

  const warnings: string[] = [];
  try {
    const text: unknown = liquid.renderSync([...templates], asJavaMaps(context), {
      globals: { [nowKey]: nowMs, [warningsKey]: warnings },
    });
    return limited(String(text), warnings);
  } catch (error) {
    return { text: '', warnings: [...warnings, firstLineOf(error)] };
  }
}

function limited(text: string, warnings: readonly string[]): Rendered {
  const { renderedBytes } = studioLimits;
  if (text.length <= renderedBytes / 4 || Buffer.byteLength(text) <= renderedBytes) return { text, warnings };
  const cut = Buffer.from(text)
    .subarray(0, renderedBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return { text: cut, warnings: [...warnings, `rendered to more than ${renderedBytes / 1024} KB; cut off there`] };
}

const firstLineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

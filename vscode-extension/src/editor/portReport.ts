/** What the move of a service to another cloud comes to, as Markdown. */

/** What becomes of a setting, in the order in which it is shown: what somebody must act on comes first. */
export const FATES = ['needs-you', 'lost', 'translated', 'carried'] as const;

/** The headings. */
export type ReportTexts = Readonly<Record<(typeof FATES)[number] | 'title', string>>;

/** The report of `fyml.port`; what is no item of it is left out. */
export function portReport(report: unknown, texts: ReportTexts): string {
  const items: unknown[] = Array.isArray(report) ? report : [];
  const sections = FATES.flatMap((fate) => {
    const lines = items.flatMap((item) => line(item, fate) ?? []);
    return lines.length === 0 ? [] : ['', `## ${texts[fate]}`, '', ...lines];
  });
  return [`# ${texts.title}`, ...sections, ''].join('\n');
}

function line(item: unknown, fate: string): string | undefined {
  const found = (item ?? {}) as Readonly<Record<string, unknown>>;
  const { path, before, after, message } = found;
  if (found['kind'] !== fate || typeof path !== 'string') {
    return undefined;
  }
  const code = (value: unknown) => (typeof value === 'string' ? `\`${value}\`` : undefined);
  const values = after === null || after === undefined ? undefined : [code(before), '→', code(after)].filter(Boolean).join(' ');
  const rest = [values, typeof message === 'string' ? message : undefined].filter(Boolean).join('. ');
  return `* \`${path}\`${rest === '' ? '' : `: ${rest}`}`;
}

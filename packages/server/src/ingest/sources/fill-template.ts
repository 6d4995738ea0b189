/** Fills the places of a template, `{name}`; a name that there is no text for stays as it is. */
export function fillTemplate(template: string, texts: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => texts[name] ?? place);
}

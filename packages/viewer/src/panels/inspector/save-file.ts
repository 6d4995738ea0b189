/** Has the browser save a text as a file. @param type Media type with its charset. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then; an address that is kept keeps the file in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

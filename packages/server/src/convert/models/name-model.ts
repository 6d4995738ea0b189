import { buildIdentifier } from "@shuicheng/shared/contracts";

/** An asset id is the model's, a dot and a key of up to 44 characters, 128 in all. */
const MAX_ID_LENGTH = 64;
const MAX_NAME_LENGTH = 200;

/** A file's name without folders: text to show, never a path. */
export function baseName(fileName: string): string {
  return (fileName.split(/[\\/]/).at(-1) ?? "").slice(0, MAX_NAME_LENGTH);
}

/** What people call a model that comes as this file. */
export function nameOf(fileName: string): string {
  const base = baseName(fileName);
  return base.replace(/\.(ifc|ifczip|zip)$/i, "").trim() || base || "model";
}

/** An id for a new model: its name in the characters of an id, with a number where that is taken. */
export function chooseModelId(name: string, isTaken: (id: string) => boolean): string {
  // A leading dot would hide its folder.
  const stem = buildIdentifier(name).replace(/^\.+/, "").slice(0, MAX_ID_LENGTH) || "model";
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem.slice(0, MAX_ID_LENGTH - 5)}-${n}`;
    if (!isTaken(id)) return id;
  }
}

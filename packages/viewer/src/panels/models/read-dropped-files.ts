/** What was let go over the page. */
export interface DroppedFiles {
  readonly files: readonly File[];
  /** Names of folders in which there is no IFC file, however deep. */
  readonly emptyFolders: readonly string[];
}

/** Within a folder only these are meant: there is much else beside them. */
const IFC_NAME = /\.(ifc|ifczip)$/i;

/**
 * Files that were dropped, and those in folders that were. Entries are taken from the event at once: it is empty afterwards.
 *
 * Source: HTML Living Standard, drag data store; File and Directory Entries API.
 */
export async function readDroppedFiles(transfer: DataTransfer): Promise<DroppedFiles> {
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory ?? false);
  // A folder is among the files as well, as one that nobody can read.
  const own = [...transfer.files].filter(({ name }) => !folders.some((folder) => folder.name === name));
  const found = await Promise.all(
    folders.map(async (folder) => ({ folder, files: await readFolder(folder) })),
  );
  return {
    files: [...own, ...found.flatMap(({ files }) => files)],
    emptyFolders: found.flatMap(({ folder, files }) => (files.length === 0 ? folder.name : [])),
  };
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const files: File[] = [];
  for (const entry of await listFolder(folder)) {
    if (isFolder(entry)) files.push(...(await readFolder(entry)));
    else if (isFile(entry) && IFC_NAME.test(entry.name))
      files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  }
  return files;
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A reader gives a hundred at a time, and none when there are no more. In the order of names. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name));
    all.push(...some);
  }
}

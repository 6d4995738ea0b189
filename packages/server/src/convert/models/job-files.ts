import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HandPlaceInput, Job, Uploader } from "@shuicheng/shared/contracts";

/** What a model's job is to do, and how it stands. Plain JSON. */
export interface JobFile {
  readonly job: Job;
  readonly order: ModelOrder;
}

/** What a model's job is to do. */
export interface ModelOrder {
  readonly modelId: string;
  /** Name of a new model. */
  readonly name: string;
  readonly isNew: boolean;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Absent in jobs of older versions. */
  readonly uploadedBy?: Uploader;
  readonly place: HandPlaceInput | null;
  readonly crs: string | null;
  /** Folder of tiles that an attempt began; nobody knows of them yet. */
  readonly tileFolder: string | null;
}

/** Jobs on disk, each in a folder of its own with its upload: what survives a crash. */
export interface JobFiles {
  /** Makes the folder of a job. */
  make(jobId: string): string;
  folderOf(jobId: string): string;
  /** Writes how a job stands, whole or not at all. */
  write(file: JobFile): void;
  read(jobId: string): JobFile | undefined;
  /** Notes the folder of tiles that an attempt begins, so that a crash leaves none behind. */
  noteTiles(jobId: string, tileFolder: string): void;
  /** All that there are; folders without a whole job (an upload cut short) are deleted. */
  readAll(): JobFile[];
  drop(jobId: string): void;
}

/** Hidden, so that no model's folder can be named so. */
const FOLDER = ".jobs";
const FILE = "job.json";

/** Opens the jobs in the folder of models. */
export function openJobFiles(modelsFolder: string): JobFiles {
  const root = join(modelsFolder, FOLDER);
  const folderOf = (jobId: string) => join(root, jobId);
  const read = (jobId: string): JobFile | undefined => {
    try {
      return JSON.parse(readFileSync(join(folderOf(jobId), FILE), "utf8")) as JobFile;
    } catch {
      return undefined;
    }
  };
  const write = (file: JobFile): void => {
    const path = join(folderOf(file.job.id), FILE);
    writeFileSync(`${path}.new`, JSON.stringify(file), { flush: true });
    renameSync(`${path}.new`, path);
  };
  const drop = (jobId: string) => rmSync(folderOf(jobId), { recursive: true, force: true });
  return {
    make(jobId) {
      mkdirSync(folderOf(jobId), { recursive: true });
      return folderOf(jobId);
    },
    folderOf,
    write,
    read,
    noteTiles(jobId, tileFolder) {
      const file = read(jobId);
      if (file) write({ ...file, order: { ...file.order, tileFolder } });
    },
    readAll() {
      if (!existsSync(root)) return [];
      return readdirSync(root).flatMap((jobId) => {
        const file = read(jobId);
        if (file) return [file];
        drop(jobId);
        return [];
      });
    },
    drop,
  };
}

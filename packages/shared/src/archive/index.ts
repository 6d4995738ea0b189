export { brokenEntry, chooseIfcEntry, createUnpackMeter, type IfcEntry } from "./ifc-entry.ts";
export { type ArchiveFile, findZipContent, isZipStart, readZipDirectory } from "./zip-directory.ts";

export { findLocalSource, localConverter } from "./local-converter.ts";

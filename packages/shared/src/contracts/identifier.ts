import Type, { type Static } from "typebox";

/** Ids that integrators choose for assets, datastreams and layers: 1–128 characters of `[A-Za-z0-9._~-]` (RFC 3986 unreserved). */
export const IDENTIFIER_PATTERN = "^[A-Za-z0-9._~-]{1,128}$";

export const IdentifierSchema = Type.String({ pattern: IDENTIFIER_PATTERN });
/** See {@link IDENTIFIER_PATTERN}. */
export type Identifier = Static<typeof IdentifierSchema>;

/**
 * Makes an id out of a foreign name: characters outside `[A-Za-z0-9._-]` become `~` and their code points in
 * hex (`~4e00~`), so that two different names never meet. Names too long are the caller's fault to shorten.
 */
export function buildIdentifier(name: string): string {
  return [...name]
    .map((character) =>
      /[A-Za-z0-9._-]/.test(character) ? character : `~${character.codePointAt(0)?.toString(16)}~`,
    )
    .join("");
}

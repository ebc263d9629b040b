import { contractText, defaultContract } from "../../attributes";

/** Where an import finds its secrets.yaml. */
export type ImportSource = { readonly contract: string } & ({ readonly file: string } | { readonly variable: string });

/**
 * Reads an import id: a path to a `secrets.yaml`, or `env:NAME` for a variable that holds its text; `@v1.11` at the end
 * names the contract the cluster was made for.
 *
 * @throws SyntaxError for an id that names nothing.
 */
export function importSource(id: string): ImportSource {
  const [, place = "", version] = /^(.*?)(?:@(v?\d+\.\d+(?:\.\d+)?))?$/s.exec(id) ?? [];
  if (place === "" || place === "env:") {
    throw new SyntaxError(
      `Cannot import "${id}": give the path of a secrets.yaml, or "env:NAME" for a variable that holds its text`,
    );
  }
  const contract = contractText(version ?? defaultContract);
  return place.startsWith("env:") ? { variable: place.slice(4), contract } : { file: place, contract };
}

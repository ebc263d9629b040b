/** The argument with which a benchmark keeps Node's own variables, as this shell has them. */
export const AS_IS = "--as-is";

/**
 * The variables NODE_… of an environment, which benchmarks leave out unless told `--as-is`. NODE_EXTRA_CA_CERTS matters
 * most: with it, Node 20 reads a file of certificates at every start, an empty script's too, and that may take longer
 * than all the rest.
 */
export function nodeVariables(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.keys(environment).filter((name) => name.startsWith("NODE_"));
}

/** What the last line says of them; where some were left out, a line before the table names them. */
export function nodeVariablesNote(asIs: boolean, environment: NodeJS.ProcessEnv = process.env): string {
  const names = nodeVariables(environment);
  if (names.length === 0) return "none";
  if (!asIs) console.log(`Left out, as they change every Node alike (${AS_IS} keeps them): ${names.join(", ")}`);
  return asIs ? "kept" : "left_out";
}

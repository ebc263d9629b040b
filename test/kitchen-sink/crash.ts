/** The one failure that the reference twin does not have: a provider that ends in the middle of a create. */

/** The variable that names the resource whose create crashes the provider. */
export const CRASH_VARIABLE = "SINK_CRASH";

/** Throws where nobody catches it, if the variable names this resource; then the create never answers. */
export async function crashOnPurpose(name: string): Promise<void> {
  if (process.env[CRASH_VARIABLE] !== name) return;
  await new Promise<never>(() => {
    setImmediate(() => {
      throw new Error(`Crashed on purpose in the create of "${name}"`);
    });
  });
}
